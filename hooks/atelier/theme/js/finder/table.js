/** What was found as a table to take along: a row for each, a column for each filter with words of its own. */

import { downloadCsv } from "../lib/csv.js";
import { address } from "../lib/initiatives.js";

const NO_WORDS = ["cost", "recipe", "age"]; // their options are groups, not what the file of an initiative says

/** `titles` are those of all places, `pages` the addresses of those of neighbours. */
export function download(hits, { columns, entries, texts }, titles, pages) {
  const keys = columns.facets.map((facet) => facet.key).filter((key) => !NO_WORDS.includes(key));
  const head = [texts.title, texts.address, ...keys.map((key) => columns.byKey.get(key).label)];
  const rows = hits.map((place) => [
    titles[place],
    place < columns.ours ? address(entries.slugs[place]) : pages[place - columns.ours],
    ...keys.map((key) => columns.names(key, place).join(", ")),
    entries.cost.known[entries.cost.values[place] - 1] ?? "",
    entries.added.known[entries.added.values[place] - 1] ?? "",
  ]);
  downloadCsv(texts.file, [[...head, texts.cost, texts.added], ...rows]);
}
