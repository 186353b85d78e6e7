/** Letters as they are compared, and words that were looked for marked where they stand. */

/** A text without capitals and accents. */
export const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** The same, but of the same length as the text, so that a place in one is a place in the other. */
export const folded = (text) => Array.from(text, (c) => fold(c).slice(0, c.length) || c).join("");

/** The words of a query. */
export function words(query) {
  return folded(query).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Put `<mark>` round every place in an element where a word is. */
export function mark(element, found) {
  if (!found.length) return;
  const pattern = new RegExp(`(?:${found.join("|")})`, "gu");
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const places = [...folded(text.data).matchAll(pattern)];
    for (const { index, 0: word } of places.reverse()) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      range.surroundContents(document.createElement("mark"));
    }
  }
}
