/** The list of all words of the site: which forms of a word there are, and which words are near. No network here. */

import { distance } from "../lib/distance.js";
import { baseIn } from "./forms.js";

const LONG = 5; // letters from which a word also stands for words that begin with it: ondernemer, ondernemerschap

const MOST = 60; // words that begin with what was typed: each is looked up

export class WordList {
  /** @param text words.txt, see front_coded in hooks/atelier/search/index.py */
  constructor(text, language) {
    this.base = baseIn(language);
    this.compounds = new Set();
    this.byBase = new Map();
    let before = "";
    this.words = text.split("\n").map((line) => {
      before = before.slice(0, parseInt(line[0], 36)) + line.slice(1);
      const word = before.replace(/[+!]+$/, "");
      if (before.includes("+", word.length)) this.compounds.add(word);
      // A form of a verb is found by itself alone: lezen does not find lees.
      if (!before.includes("!", word.length)) this.file(word);
      return word;
    });
    this.words.sort();
  }

  file(word) {
    const base = this.base(word);
    if (this.byBase.has(base)) this.byBase.get(base).push(word);
    else this.byBase.set(base, [word]);
  }

  has(word) {
    return this.words[this.position(word)] === word;
  }

  /** Where a word is in the list, or would be. */
  position(word) {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The words of the list that stand for a word: its forms, and those that begin with it, if it is long enough. A short
   * word means itself: "vo" is not "voor", "taal" is not "taalles" by its letters. Compounds of a word that is known are
   * found by their part, which is in the index as a word. undefined where there are none.
   */
  forms(word) {
    const words = new Set(this.byBase.get(this.base(word)) ?? []);
    if (this.has(word)) words.add(word);
    const known = words.size > 0;
    if (word.length >= (known ? LONG : 2)) {
      const longer = this.words.slice(this.position(word), this.position(`${word}\uffff`));
      for (const other of longer.filter((one) => !known || !this.compounds.has(one)).slice(0, MOST)) words.add(other);
    }
    return words.size ? words : undefined;
  }

  /** The words that differ least from a word, of this list and of others: [how many letters, word], nearest first. */
  nearest(word, others) {
    const most = word.length < 5 ? 1 : 2;
    return [...new Set([...this.words, ...others])]
      .filter((other) => other.length > 2 && Math.abs(other.length - word.length) <= most && !/\d/.test(other))
      .map((other) => [distance(word, other, most), other])
      .filter(([far]) => far <= most)
      .sort(([a, one], [b, other]) => a - (one[0] === word[0]) / 2 - b + (other[0] === word[0]) / 2)
      .slice(0, 3);
  }
}
