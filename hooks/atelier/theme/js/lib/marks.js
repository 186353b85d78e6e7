/** Letters as they are compared, and words that were looked for marked where they stand. */

// As hooks/atelier/search/letters.py does it: a test holds the two together.
const LETTERS = { ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ς: "σ" };
const plain = (text) =>
  text
    .replace(/[\u2010\u2011]/g, "-")
    .replace(/[\u2018\u2019\u02bc\u2032\u00b4`]/g, "'")
    .replace(/[ßøłđðþæœıς]/g, (letter) => LETTERS[letter]);

/** A text without capitals, accents, ligatures and unseen signs; with plain hyphens and apostrophes. */
export const fold = (text) =>
  plain(plain(text).normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase())
    .normalize("NFC")
    .replace(/(?<![\p{L}\p{N}])([a-z])(\+\+|#)(?![\p{L}\p{N}])/gu, (_, letter, sign) => letter + (sign === "#" ? "sharp" : "plusplus"));

/** A word as it stands in a text: unseen signs, and hyphens and apostrophes within it, are parts of it. */
export const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}\p{Cf}]*(?:[-\u2010\u2011'\u2018\u2019][\p{L}\p{M}\p{N}\p{Cf}]+)*(?:\+\+|#)?/gu;

/** The parts of a folded word, and the whole of them. */
export const split = (word) => word.match(/[\p{L}\p{N}]+/gu) ?? [];
export const join = (word) => split(word).join("");

/** The words of a text, folded. */
export const words = (query) => split(fold(query));

/** Put `<mark>` round every word in an element for which `matches` says so. */
export function mark(element, matches) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const places = [...text.data.matchAll(WORD)].filter(([word]) => matches(fold(word)));
    for (const { index, 0: word } of places.reverse()) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      range.surroundContents(document.createElement("mark"));
    }
  }
}
