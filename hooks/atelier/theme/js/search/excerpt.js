import { WORD, fold } from "../lib/marks.js";

const LENGTH = 26; // words

/** The passage of a text that tells most of the words that `matches` knows, as HTML: escaped text and <mark>. */
export function excerpt(content, matches) {
  let best = { score: -1 };
  for (const paragraph of content.split("\n")) {
    const found = [...paragraph.matchAll(WORD)].map((match) => ({ match, word: fold(match[0]) }));
    for (const one of found) one.marked = matches(one.word);
    for (let from = 0; from === 0 || from + LENGTH / 2 < found.length; from += LENGTH / 2) {
      const seen = found.slice(from, from + LENGTH);
      const score = new Set(seen.filter(({ marked }) => marked).map(({ word }) => word)).size;
      if (score > best.score) best = { score, paragraph, seen, from, more: found.length > from + LENGTH };
    }
  }
  const { paragraph, seen, from, more } = best;
  let at = from ? seen[0].match.index : 0;
  let html = from ? "… " : "";
  for (const { match } of seen.filter(({ marked }) => marked)) {
    html += `${escape(paragraph.slice(at, match.index))}<mark>${escape(match[0])}</mark>`;
    at = match.index + match[0].length;
  }
  const last = seen.at(-1)?.match;
  return html + escape(paragraph.slice(at, more ? last.index + last[0].length : undefined)) + (more ? " …" : "");
}

const escape = (text) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt()};`);
