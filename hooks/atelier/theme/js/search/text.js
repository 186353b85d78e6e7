/**
 * Searches the texts of the whole site. Nothing is loaded before load() or search() is called.
 *
 *   const { hits, unknown, suggestions } = await search("robots in de klas");
 *   const { href, meta, excerpt } = await hits[0].data();
 *
 * The index is made by hooks/atelier/search/index.py, with Pagefind. Pagefind shortens a word that it does not know
 * until something matches. So every word is looked up first in the list of all words, and only a word of that
 * list, or the beginning of one, is searched for.
 */

import { distance } from "../lib/distance.js";
import { fold } from "../lib/marks.js";
import { root } from "../lib/site.js";

const base = new URL("find/text/", root);

const WORD = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu;
const EXCERPT = 26; // words

// Why there is no answer. state: "missing" (no index: not made yet, or left out) or "offline".
export class Unavailable extends Error {
  constructor(state) {
    super(`search: ${state}`);
    this.state = state;
  }
}

let loading;
let words; // every word, folded, in order
let stems; // what is left of a word without its ending → that word

// Fetches the index; once, however often it is called. Raises Unavailable, and may be tried again then.
export function load() {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error instanceof Unavailable ? error : new Unavailable("offline");
  });
  return loading;
}

async function start() {
  const answer = await fetch(new URL("words.txt", base));
  if (!answer.ok) throw new Unavailable("missing");
  const [list, pagefind] = await Promise.all([answer.text(), import(new URL("pagefind.js", base))]);
  let before = "";
  words = list.split("\n").map((line) => (before = before.slice(0, parseInt(line[0], 36)) + line.slice(1)));
  words.sort();
  stems = new Map(words.map((word) => [stem(word), word]));
  await pagefind.init();
  return pagefind;
}

// Pages in which all words of the query are. Gives
//   hits: [{ id, place, data() }], best first; place is that of an initiative in the catalogue, else undefined
//   unknown: words that are in no page: then there are no hits
//   suggestions: { unknown word: [nearest words] }
//   short: true where the query is too short to search for
export async function search(query) {
  const asked = fold(query).match(WORD) ?? [];
  const none = { hits: [], unknown: [], suggestions: {}, short: false };
  if (!asked.some((word) => word.length > 1)) return { ...none, short: true };
  const pagefind = await load();
  const wanted = [];
  const unknown = [];
  for (const word of asked) {
    const whole = lookup(join(word));
    for (const part of whole ? [] : split(word)) {
      const found = lookup(part);
      if (found) wanted.push(found);
      else unknown.push(part);
    }
    if (whole) wanted.push(whole);
  }
  if (unknown.length) {
    return { ...none, unknown, suggestions: Object.fromEntries(unknown.map((word) => [word, nearest(word)])) };
  }
  // A short word alone means itself, not all words that start so: "vo" is not "voor".
  const exact = wanted.length === 1 && wanted[0].length < 4 && has(wanted[0]);
  const { results } = await pagefind.search(exact ? `"${wanted[0]}"` : wanted.join(" "));
  return { ...none, hits: results.map((result) => hit(result, wanted, exact)) };
}

// The places in the catalogue of the initiatives among hits, best first.
export const ids = (hits) => hits.map(({ place }) => place).filter((place) => place !== undefined);

// "nl_i7q001c": a language, i for an initiative, a version, a place.
function hit(result, wanted, exact) {
  const id = result.id.slice(result.id.indexOf("_") + 1);
  return {
    id,
    place: id[0] === "i" ? parseInt(id.slice(3), 36) : undefined,
    // url is from the root of the site; excerpt is HTML: escaped text and <mark>.
    async data() {
      const { raw_url, meta, content } = await result.data();
      return { raw_url, href: new URL(raw_url, root).href, meta, excerpt: excerpt(content, wanted, exact) };
    },
  };
}

// The passage of a text that tells most of the words.
function excerpt(content, wanted, exact) {
  const sought = wanted.map((word) => [word, stem(word)]);
  // 2 where the word is there, 1 where it is part of a longer one.
  const level = (text, [word, short]) => {
    const parts = [join(text), ...split(text)];
    if (exact) return parts.includes(word) ? 2 : 0;
    if (parts.some((part) => part.startsWith(word) || stem(part).startsWith(short))) return 2;
    return short.length > 3 && (text.includes(word) || text.includes(short)) ? 1 : 0;
  };
  let best = { score: -1 };
  for (const paragraph of content.split("\n")) {
    const found = [...paragraph.matchAll(WORD)].map((match) => {
      const levels = sought.map((one) => level(fold(match[0]), one));
      return { match, levels, most: Math.max(...levels) };
    });
    for (let from = 0; from === 0 || from + EXCERPT / 2 < found.length; from += EXCERPT / 2) {
      const seen = found.slice(from, from + EXCERPT);
      const score = sought.reduce((sum, _, n) => sum + Math.max(0, ...seen.map(({ levels }) => levels[n])), 0);
      if (score > best.score) best = { score, paragraph, seen, from, more: found.length > from + EXCERPT };
    }
  }
  const { paragraph, seen, from, more } = best;
  // A word that only holds the letters is marked where none starts with them.
  const least = seen.some(({ most }) => most === 2) ? 2 : 1;
  let at = from ? seen[0].match.index : 0;
  let html = from ? "… " : "";
  for (const { match, most } of seen) {
    if (most < least) continue;
    html += `${escape(paragraph.slice(at, match.index))}<mark>${escape(match[0])}</mark>`;
    at = match.index + match[0].length;
  }
  const last = seen.at(-1)?.match;
  return html + escape(paragraph.slice(at, more ? last.index + last[0].length : undefined)) + (more ? " …" : "");
}

const escape = (text) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt()};`);

// The word to search for in place of one that was typed; undefined if no page has it.
function lookup(word) {
  if (!word || has(word)) return word || undefined;
  const first = words[position(word)];
  if (!first?.startsWith(word)) return stems.get(stem(word));
  // The beginning of a word: as much as is certain.
  const last = words[position(`${word}\uffff`) - 1];
  let length = word.length;
  while (length < first.length && first[length] === last[length]) length += 1;
  return first.slice(0, length);
}

const has = (word) => words[position(word)] === word;

// Where a word is in the list, or would be.
function position(word) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

const split = (word) => word.split(/[^\p{L}\p{N}]+/u);
const join = (word) => split(word).join("");

// Dutch endings off: klassen and klas, scholen and school, brieven and brief are one.
function stem(word) {
  let short = word.replace(/(?<=...)(?:en|[sent])$/, "").replace(/([^aeiou])\1$/, "$1");
  short = short.replace(/z$/, "s").replace(/v$/, "f");
  return short.replace(/([aeou])\1(?=[^aeiou]$)/, "$1");
}

// The words that differ least from a word, by letters changed, left out, added or swapped.
function nearest(word) {
  const most = word.length < 5 ? 1 : word.length < 9 ? 2 : 3;
  return words
    .filter((other) => other.length > 2 && Math.abs(other.length - word.length) <= most && !/\d/.test(other))
    .map((other) => [distance(word, other, most) - (other[0] === word[0]) / 2, other])
    .filter(([far]) => far <= most)
    .sort(([a], [b]) => a - b)
    .slice(0, 3)
    .map(([, other]) => other);
}
