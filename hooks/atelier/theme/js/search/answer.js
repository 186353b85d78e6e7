/** What a search says beside its results, the same in the box of every page and on the list of initiatives. */

import { say } from "../lib/elements.js";
import { fold, join, words } from "../lib/marks.js";

const SUBJECTS = 3;

/** The address of the list of initiatives with parameters, an array of pairs. */
export const listAddress = (site, pairs) => new URL(`initiatives/?${new URLSearchParams(pairs)}`, site).href;

/**
 * @param found the answer of search() in text.js, or { failed: why there is none }
 * @param texts the words of the page's language, see ANSWER_TEXTS in hooks/atelier/render/script_texts.py
 * @param site the address of the home page
 * @param initiatives how many initiatives are shown
 * @returns {{text: string, href: string, first: boolean}[]} what is told; with an address what one can go on to, and
 *   whether it belongs above the results
 */
export function answer(found, query, { texts, site, initiatives }) {
  const notes = [];
  const note = (text, href = "", first = false) => notes.push({ text, href, first });
  if (found.failed) {
    note(found.failed === "missing" ? texts.missing : texts.unreached);
    note(texts.subjects, new URL("tags/", site).href);
    return notes;
  }
  if (found.short) {
    note(say(texts.short, { query }));
    return notes;
  }
  for (const { typed, meant } of found.corrected) note(say(texts.corrected, { typed, meant }));
  if (found.also.length) note(say(texts.also, { words: found.also.join(", ") }));
  if (!found.hits.length) note(say(texts.nothing, { query }));
  else if (!initiatives) note(say(texts.noInitiative, { query }));
  else for (const { word } of found.unknown) note(say(texts.unknown, { word }));
  for (const { facet, slugs, label, name, count } of found.filters) {
    if (!count) note(say(texts.unfiltered, { label, name }));
    else note(say(count === 1 ? texts.filterOne : texts.filter, { label, name, n: count }), listAddress(site, slugs.map((slug) => [facet, slug])), true);
  }
  for (const { word, near } of found.unknown) {
    for (const other of near) note(say(texts.meant, { word: other }), listAddress(site, [["q", inPlace(query, word, other)]]), true);
  }
  if (initiatives) return notes;
  for (const [slug, name] of nearSubjects(query, found.subjects)) note(say(texts.subject, { name }), listAddress(site, [["tag", slug]]));
  note(texts.subjects, new URL("tags/", site).href);
  note(texts.ask, new URL("questions/#_ask", site).href);
  return notes;
}

/** A query with another word in place of one of its words. */
function inPlace(query, word, other) {
  const parts = query.split(/([\s,;/-]+)/);
  const at = parts.findIndex((part) => join(fold(part)) === word);
  return at < 0 ? other : parts.with(at, other).join("");
}

/** Subjects that share the most groups of three letters with a query; the most used ones where none does. */
function nearSubjects(query, subjects) {
  const groups = (text) => {
    const plain = words(text).join(" ");
    return new Set(Array.from({ length: Math.max(0, plain.length - 2) }, (_, n) => plain.slice(n, n + 3)));
  };
  const own = groups(query);
  const near = subjects
    .map(([slug, name]) => {
      const others = groups(name);
      const shared = [...own].filter((group) => others.has(group)).length;
      return [shared / (own.size + others.size), slug, name];
    })
    .filter(([score]) => score > 0.2)
    .sort(([a], [b]) => b - a)
    .map(([, slug, name]) => [slug, name]);
  return (near.length ? near : subjects).slice(0, SUBJECTS);
}
