/**
 * Searches the texts of the whole site. Nothing is loaded before load() or search() is called.
 *
 *   const { hits, filters, corrected, also, unknown } = await search("programeren groep 7");
 *   const { href, meta, excerpt } = await hits[0].data();
 *
 * The index is made by hooks/atelier/search/index.py, with Pagefind. Each word is looked up by itself; what a page
 * is worth follows from how many of the words it has, and where they stand in it.
 */

import { json } from "../lib/json.js";
import { WORD, fold, join, split } from "../lib/marks.js";
import { root } from "../lib/site.js";
import { excerpt } from "./excerpt.js";
import { WordList } from "./list.js";

const base = new URL("find/text/", root);
const SYNONYM = 0.5; // what a word is worth that means the same, beside the word itself
const INSTEAD = 0.9; // what comes close, beside texts that only mention the word
const PLACES = { title: 0, main: 10 }; // where a word stands: the less, the more a page is about it
const TEXT = 20; // the first place in the other text
const END = "\u0298"; // behind every word of the index, see index.py
const TIERS = [PLACES.title, PLACES.main, TEXT]; // the same of a text of a neighbour, see Block in tables.py
// Kinds of results by the letter of their id: initiatives, also of neighbours; other records and lists; editors' pages.
const KINDS = { i: 0, n: 0, r: 1, p: 2 };
const isInitiative = (id) => KINDS[id[0]] === 0;

// Why there is no answer. state: "missing" (no index: not made yet, or left out) or "offline".
export class Unavailable extends Error {
  constructor(state) {
    super(`search: ${state}`);
    this.state = state;
  }
}

let loading;

// Fetches the index; once, however often it is called. Raises Unavailable, and may be tried again then.
export function load() {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error instanceof Unavailable ? error : new Unavailable("offline");
  });
  return loading;
}

async function start() {
  const [words, terms] = await Promise.all(["words.txt", "terms.json"].map((name) => fetch(new URL(name, base))));
  if (!words.ok || !terms.ok) throw new Unavailable("missing");
  const [text, known, pagefind] = await Promise.all([words.text(), terms.json(), import(new URL("pagefind.js", base))]);
  await pagefind.init();
  return new Search(new WordList(text, document.documentElement.lang), known, pagefind);
}

/**
 * The answer to a query:
 *   short       whether it is too short to search for; then there is nothing else
 *   hits        [{ id, place, theirs, matched, data() }], best first: those with all words, then the best of the
 *               others; matched is how many of the words a page has; place is that of an initiative among ours and those
 *               of neighbours; theirs whether it is of a neighbour
 *   of          how many words count
 *   filters     [{ facet, slugs, label, name, count }] for levels, groups and costs that the query names
 *   corrected   [{ typed, meant }] typing errors that were put right
 *   also        words that were searched for too
 *   unknown     [{ word, near: [words] }] words that are nowhere
 *   subjects    [[slug, name]] of the catalogue, the most used first
 *   matches     whether a folded word of a text is one that was searched for
 */
export async function search(query) {
  const none = { hits: [], of: 0, filters: [], corrected: [], also: [], unknown: [], subjects: [], matches: () => false, short: false };
  const typed = fold(query).match(WORD) ?? [];
  // One letter of the Latin alphabet says nothing; of other scripts it may be a word.
  if (!typed.some((word) => word.length > 1 || !/[\p{Script=Latin}\p{N}]/u.test(word))) return { ...none, short: true };
  return { ...none, ...(await (await load()).answer(typed)) };
}

// The places in the catalogue of the initiatives among hits, best first.
export const ids = (hits) => hits.map(({ place }) => place).filter((place) => place !== undefined);

class Search {
  /** @param terms terms.json, see hooks/atelier/search/terms.py */
  constructor(list, terms, pagefind) {
    this.list = list;
    this.pagefind = pagefind;
    this.pages = terms.pages;
    this.subjects = terms.subjects;
    this.theirs = new Theirs(terms);
    this.ignored = new Set(terms.ignored);
    this.names = phrases(list, terms.names.map((name) => [name.words, name]));
    this.groups = phrases(list, terms.groups.map((group) => [group.words, group]));
    const besides = [...terms.names, ...terms.groups].flatMap(({ words }) => words);
    this.others = besides.filter((word) => !word.includes(" "));
    this.parted = new Set(besides.flatMap(split));
    this.found = new Map();
  }

  async answer(typed) {
    const { tokens, corrected, unknown } = this.understood(typed);
    const parts = this.parts(tokens);
    // A level or a group is a filter, and no word that must be there, if there are others.
    const named = parts.filter(({ name }) => name);
    const needed = parts.filter(({ name, ignored }) => !name && !ignored);
    const required = needed.length ? needed : named.length ? named : parts;
    const optional = needed.length ? named : [];
    const filters = [...new Set(named.map(({ name }) => name))];
    const of = required.length;
    const pages = new Map();
    const sought = [];
    const also = [];
    const count = (found, needs) => {
      for (const [id, { score }] of found) {
        const page = pages.get(id) ?? pages.set(id, { id, matched: 0, score: 0 }).get(id);
        page.matched += needs;
        page.score += needs ? score : score / 2;
      }
    };
    for (const part of required) count(await this.pagesOf(part, sought, also), 1);
    for (const part of optional) {
      for (const word of part.words) count(await this.pagesOf({ words: [word], group: this.groups.longest([word], 0)[1] }, sought, also), 0);
    }
    const matches = this.matcher(sought);
    // At least half of the words, or as many as an initiative has. Of a name alone, such as "groep 7", all.
    const all = [...pages.values()];
    const initiatives = all.filter(({ id }) => isInitiative(id));
    const most = Math.max(0, ...(initiatives.length ? initiatives : all).map(({ matched }) => matched));
    const least = needed.length ? Math.max(1, Math.min(most, Math.ceil(of / 2))) : of;
    const hits = all
      .filter(({ matched }) => matched >= least)
      .map((page) => this.hit(page, matches))
      .sort((a, b) => (a.kind === 2) - (b.kind === 2) || b.matched - a.matched || a.kind - b.kind || a.theirs - b.theirs || b.score - a.score);
    await this.nameFirst(hits, tokens);
    return { hits, of, filters, corrected, also: [...new Set(also)], unknown, matches, subjects: this.subjects };
  }

  /** The words of a query with typing errors put right where it is clear what was meant. */
  understood(typed) {
    const tokens = [];
    const corrected = [];
    const unknown = [];
    for (const word of typed) {
      const whole = join(word);
      const parts = this.knows(whole) ? [whole] : split(word);
      for (const part of parts) {
        const near = this.knows(part) ? [] : this.list.nearest(part, this.others);
        const clear = surelyMeant(part, near);
        if (this.knows(part)) tokens.push(part);
        else if (clear) {
          tokens.push(clear);
          corrected.push({ typed: part, meant: clear });
        } else {
          tokens.push(part);
          unknown.push({ word: part, near: near.map(([, other]) => other) });
        }
      }
    }
    return { tokens, corrected, unknown };
  }

  knows(word) {
    return Boolean(this.list.forms(word) || this.ignored.has(word) || this.others.includes(word) || this.parted.has(word));
  }

  /** A query in parts: names of levels and groups, words that have synonyms, and other words. */
  parts(tokens) {
    const parts = [];
    for (let at = 0; at < tokens.length; ) {
      const [length, name] = this.names.longest(tokens, at);
      const [wide, group] = this.groups.longest(tokens, at);
      const step = Math.max(length, wide, 1);
      const words = tokens.slice(at, at + step);
      // A synonym of a name is that name: kosteloos is gratis.
      const same = group?.words.map((phrase) => this.names.whole(split(phrase))).find(Boolean);
      parts.push({ words, name: length >= wide && name ? name : same, group, ignored: step === 1 && this.ignored.has(words[0]) });
      at += step;
    }
    return parts;
  }

  /** The pages that have a part of the query. What was searched for is added to the lists. */
  async pagesOf({ words, group }, sought, also) {
    const pages = await this.together(words, sought);
    const own = this.list.base(words.join(" "));
    const add = async (others, worth) => {
      for (const other of others.filter((phrase) => this.list.base(phrase) !== own)) {
        const found = await this.together(split(other), sought);
        if ([...found.keys()].some((id) => id[0] !== "p")) also.push(other);
        for (const [id, page] of found) {
          const score = page.score * worth;
          if (score > (pages.get(id)?.score ?? 0)) pages.set(id, { ...page, score });
        }
      }
    };
    if (group) await add(group.words, SYNONYM);
    // Words that only come close help where no initiative is about the word itself.
    if (group && ![...pages].some(([id, { place }]) => isInitiative(id) && place < TEXT)) await add(group.instead, INSTEAD);
    return pages;
  }

  /** The pages that have all of some words: { score, place } by id. */
  async together(words, sought) {
    const forms = words.map((word) => this.list.forms(word));
    if (forms.includes(undefined)) return new Map();
    const maps = await Promise.all(forms.map((form) => this.pagesWith(form)));
    const pages = new Map();
    for (const id of maps[0].keys()) {
      const found = maps.map((map) => map.get(id));
      if (found.includes(undefined)) continue;
      const score = found.reduce((sum, one) => sum + one.score, 0);
      pages.set(id, { score, place: Math.min(...found.map(({ place }) => place)) });
    }
    if (pages.size) sought.push(...forms);
    return pages;
  }

  async pagesWith(words) {
    const places = new Map();
    for (const results of await Promise.all([...words].map((word) => this.look(word)))) {
      for (const [id, place] of results) places.set(id, Math.min(places.get(id) ?? Infinity, place));
    }
    const rare = Math.log(1 + this.pages / places.size);
    return new Map([...places].map(([id, place]) => [id, { place, score: rare / (1 + place / 12) }]));
  }

  /** [[id of a page, place in it]] for a word of the list, see PLACES. */
  look(word) {
    if (!this.found.has(word)) {
      // Pagefind looks for words that begin so, and behind each word of the index stands this letter.
      const found = this.pagefind.search(`${word}${END}`).then(({ results }) =>
        results.flatMap((result) => {
          const id = result.id.slice(result.id.indexOf("_") + 1);
          // Many texts of neighbours are one page: the place of the word tells which of them it is in.
          if (id[0] === "n") return result.words.map((at) => [`n${placeOf(id) + Math.floor(at / 3)}`, TIERS[at % 3]]);
          this.results ??= new Map();
          this.results.set(id, result);
          const main = (result.matchedMetaFields ?? []).map((field) => PLACES[field]);
          return [[id, Math.min(...main, TEXT + Math.min(...result.words))]];
        }),
      );
      found.catch(() => this.found.delete(word));
      this.found.set(word, found);
    }
    return this.found.get(word);
  }

  /** Whether a folded word of a text is one of those that were sought, or a compound of one. */
  matcher(sought) {
    const words = new Set(sought.flatMap((forms) => [...forms]));
    const inside = [...words].filter((word) => word.length > 2);
    const matches = (word) =>
      words.has(word) || (this.list.compounds.has(word) && inside.some((part) => word.includes(part)));
    return (word) => matches(join(word)) || split(word).some(matches);
  }

  // "i001c7q": a kind, a place in base 36, a version; "n1234": a neighbour's, a place.
  hit({ id, matched, score }, matches) {
    const theirs = id[0] === "n";
    const place = theirs ? Number(id.slice(1)) : id[0] === "i" ? placeOf(id) : undefined;
    const read = async () => (theirs ? this.theirs.read(place) : fromPagefind(await this.results.get(id).data()));
    return {
      id,
      matched,
      score,
      kind: KINDS[id[0]],
      theirs,
      place,
      // url is from the root of the site, or elsewhere; excerpt is HTML: escaped text and <mark>.
      async data() {
        const { url, meta, content } = await read();
        return { raw_url: url, href: new URL(url, root).href, meta, matched, excerpt: excerpt(content, matches) };
      },
    };
  }

  /** Who types the name of a partner or a fund wants its page, not those that mention it. */
  async nameFirst(hits, tokens) {
    const first = hits.find(({ kind }) => kind === 1);
    if (!first || first === hits[0]) return;
    const { meta, raw_url } = await first.data();
    const subject = /^(?:levels|pillars|places|tags)\//.test(raw_url);
    if (subject || join(fold(meta.title)) !== tokens.join("")) return;
    hits.splice(hits.indexOf(first), 1);
    hits.unshift(first);
  }
}

/** The texts of neighbours, which stand in files of some each. */
class Theirs {
  constructor({ each, versions }) {
    this.each = each;
    this.versions = versions; // [place of the first text, version of all] for each neighbour
    this.files = new Map();
  }

  /** The text at a place: { url, meta, content }. */
  async read(place) {
    const [first, version] = this.versions.findLast(([from]) => from <= place);
    const name = `elsewhere/${version}-${Math.floor((place - first) / this.each)}.json`;
    if (!this.files.has(name)) {
      const file = json(new URL(name, base));
      file.catch(() => this.files.delete(name));
      this.files.set(name, file);
    }
    return (await this.files.get(name))[(place - first) % this.each];
  }
}

// The place that an id of Pagefind holds.
const placeOf = (id) => parseInt(id.slice(1, 5), 36);

// Pagefind puts the folder of the site before the address of a page.
const fromPagefind = ({ raw_url: url, meta, content }) => ({ url, meta, content });

/**
 * The word that was surely meant by a typing error; undefined where it may be another word of the language. One wrong
 * letter makes lezen of leren, but a letter too many, too few or swapped seldom makes another word.
 */
function surelyMeant(word, [first, second]) {
  if (!first || first[0] === second?.[0]) return undefined;
  const [far, other] = first;
  const letters = (text) => [...text].sort().join("");
  const slip = other.length !== word.length || letters(other) === letters(word);
  const least = far > 1 ? 10 : slip ? 6 : 8;
  return far <= 2 && word.length >= least ? other : undefined;
}

/** Phrases by their first word, and the longest of them that stands in a query at a place. */
function phrases(list, pairs) {
  const key = (words) => words.map((word) => list.base(word)).join(" ");
  const known = new Map(pairs.flatMap(([all, value]) => all.map((phrase) => [key(split(phrase)), value])));
  const most = Math.max(1, ...[...known.keys()].map((phrase) => phrase.split(" ").length));
  return {
    longest(tokens, at) {
      for (let length = Math.min(most, tokens.length - at); length; length -= 1) {
        const value = known.get(key(tokens.slice(at, at + length)));
        if (value) return [length, value];
      }
      return [0, undefined];
    },
    whole: (words) => known.get(key(words)),
  };
}
