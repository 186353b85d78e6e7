/** The facet columns of the catalogue, and counting in them. No DOM here. */

import { json } from "../lib/json.js";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i++) VALUE[DIGITS.charCodeAt(i)] = i;

/** Numbers from digits of base 64: a string for every digit, the last digit first. */
export function numbers(planes) {
  const result = new Uint32Array(planes.length ? planes[0].length : 0);
  planes.forEach((plane, place) => {
    for (let i = 0; i < result.length; i++) result[i] |= VALUE[plane.charCodeAt(i)] << (6 * place);
  });
  return result;
}

/** Where each of some parts starts, and where the last ends, by how long they are. */
function starts(lengths) {
  const start = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) start[i + 1] = start[i] + lengths[i];
  return start;
}

/** A facet: option `slugs` and `names`; entry i has the options `values[start[i]]` to `values[start[i + 1]]`. */
function facet({ key, label, slugs, names, counts, values, former }) {
  const start = starts(numbers(counts));
  const place = new Map(slugs.map((slug, i) => [slug, i]));
  return { key, label, slugs, names, start, values: numbers(values), place, former };
}

/** The option, in every facet, of entries of which nothing is known there. */
export const NOT_KNOWN = "-";

export class Columns {
  /** @param data columns.json, which was read from the address `base` */
  constructor(data, base) {
    this.count = data.count;
    this.known = data.known; // of the entries from this place on, little is known
    this.ours = data.ours; // the entries from this place on are of neighbours
    this.cards = data.cards; // the names of their files
    this.first = starts(numbers(data.sizes)); // the first entry of each file
    this.base = base;
    this.all = data.facets; // in the order of the page; a long one is { key, label, file }
    this.facets = []; // those that are here
    this.byKey = new Map();
    this.coming = new Map();
    for (const made of data.facets) if (!made.file) this.add(made);
  }

  add(made) {
    const added = facet(made);
    this.byKey.set(added.key, added);
    this.facets = this.all.map(({ key }) => this.byKey.get(key)).filter(Boolean);
  }

  /** Wait until the facets with these keys are here, or all; fails where a file cannot be had. */
  async need(keys = this.all.map(({ key }) => key)) {
    const missing = this.all.filter(({ key }) => keys.includes(key) && !this.byKey.has(key));
    await Promise.all(
      missing.map(({ key, file }) => {
        if (!this.coming.has(key)) {
          const made = json(new URL(`facet-${file}.json`, this.base)).then((data) => this.add(data));
          made.catch(() => this.coming.delete(key));
          this.coming.set(key, made);
        }
        return this.coming.get(key);
      }),
    );
  }

  /** The options of an entry in a facet, by name; none where nothing is known. */
  names(key, entry) {
    const f = this.byKey.get(key);
    const known = f.values.subarray(f.start[entry], f.start[entry + 1]).filter((v) => f.slugs[v] !== NOT_KNOWN);
    return Array.from(known, (v) => f.names[v]);
  }

  /** The file of the card of an entry, by its number, and the place of the card in it. */
  card(entry) {
    let low = 0;
    let high = this.cards.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.first[middle] <= entry) low = middle;
      else high = middle;
    }
    return [low, entry - this.first[low]];
  }

  /** The slug of today of an option that an address names, maybe by a former one. */
  today(key, slug) {
    return this.byKey.get(key)?.former[slug] ?? slug;
  }

  /**
   * What a choice gives.
   * @param {Map<string, Set<string>>} choice slugs by facet: OR within a facet, AND between them
   * @param {Set<number>|null} among the entries that a text was found in, or null
   * @returns {{hits: number[], counts: Map<string, Uint32Array>}} hits in the order of the catalogue, and for
   *   every option how many hits it would give with the other facets as they are
   */
  select(choice, among = null) {
    const wanted = this.facets.map((f) => {
      const slugs = choice.get(f.key);
      if (!slugs?.size) return null;
      const set = new Uint8Array(f.slugs.length);
      for (const slug of slugs) if (f.place.has(slug)) set[f.place.get(slug)] = 1;
      return set;
    });
    const counts = this.facets.map((f) => new Uint32Array(f.slugs.length));
    const hits = [];
    for (let entry = 0; entry < this.count; entry++) {
      if (among && !among.has(entry)) continue;
      let failed = -1;
      for (let n = 0; n < wanted.length && failed !== -2; n++) {
        const set = wanted[n];
        if (!set) continue;
        const { start, values } = this.facets[n];
        let found = false;
        for (let v = start[entry]; v < start[entry + 1] && !found; v++) found = set[values[v]] === 1;
        if (!found) failed = failed === -1 ? n : -2;
      }
      if (failed === -2) continue;
      if (failed === -1) hits.push(entry);
      const first = failed === -1 ? 0 : failed;
      const last = failed === -1 ? this.facets.length - 1 : failed;
      for (let n = first; n <= last; n++) {
        const { start, values } = this.facets[n];
        for (let v = start[entry]; v < start[entry + 1]; v++) counts[n][values[v]]++;
      }
    }
    return { hits, counts: new Map(this.facets.map((f, n) => [f.key, counts[n]])) };
  }
}
