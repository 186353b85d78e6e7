// Checks what was filled in as `atelier check` would check the file that comes of it: same codes, same words.

import { BETWEEN } from "./between.js";
import { folded, fromTo, isElsewhere, judge, length, nearest, read, shown, split, whole } from "./rules.js";
import { slugify } from "./slug.js";
import { fileText, namesOf, says } from "./write.js";

const REPLACED = "\ufffd";
/** The slug of a record, by its file. */
export const slugOf = ({ path }) => path.replace(/^.*\/|\.md$/g, "");
const bytes = (text) => new TextEncoder().encode(text).length;

/** What is wrong, in words: the message and the hint of its code, with its values put in. */
export function inWords(rules, { code, values }) {
  return rules.codes[code].map((text) => text.replace(/%\((\w+)\)s|%%/g, (found, name) => (name ? shown(values[name] ?? "") : "%")));
}

/** What names stand for: `resolve(text, collections)` gives a slug, or undefined. `added` come with the record. */
export function directory(register, added = []) {
  const own = added.map(({ slug, data }) => [slug, data.name ?? ""]).filter(([slug]) => slug);
  const names = {
    pillars: namesOf(register.pillars),
    partners: namesOf([...register.partners, ...own]),
    funds: namesOf(register.funds),
    initiatives: byTitle(register.initiatives ?? []),
  };
  return {
    names,
    resolve: (text, collections) => {
      const called = folded(text);
      const known = [...collections.map((c) => names[c].get(called)), ...collections.map((c) => register.former[c]?.[called])];
      return known.find((slug) => slug !== undefined);
    },
  };
}

// A title refers too, where it is nobody's slug and only one has it.
function byTitle(initiatives) {
  const names = namesOf(initiatives.map(([slug, , ...former]) => [slug, ...former]));
  for (const [title, owners] of byFoldedTitle(initiatives)) if (owners.length === 1 && !names.has(title)) names.set(title, owners[0][0]);
  return names;
}

function byFoldedTitle(initiatives) {
  const groups = new Map();
  for (const one of initiatives) {
    const title = folded(one[1]);
    if (groups.has(title)) groups.get(title).push(one);
    else groups.set(title, [one]);
  }
  return groups;
}

/**
 * Everything that is wrong. `register` is that of add/register.json, with the lists of records that were loaded
 * besides. What is filled in:
 *   kind               the collection of the record
 *   slug, data, body   the record; body as it comes in the file
 *   companions         records that are added along: { kind, records } with { slug, data } each
 *   file               file.json of the record that is changed, if one is
 *   text               the file that comes of it, if it is not written anew
 * Gives problems { file, path, code, values }; file is 0 for the record, and from 1 for those added along.
 */
export function check(rules, register, { kind, slug, data, body = "", companions, file, text }) {
  const own = file ? slugOf(file) : slug;
  const group = rules.records[kind];
  const records = (register[kind] ?? []).filter(([other]) => other !== own);
  const itself = [own, data.title ?? data.name ?? "", ...(data.former_slugs ?? [])];
  const known = directory({ ...register, [kind]: [...records, itself] }, companions?.records);
  const all = [];
  companions?.records.forEach((one, n) => {
    all.push(...checkCompanion(rules, register, companions, one).map((found) => ({ ...found, file: n + 1 })));
  });
  const found = [];
  const add = (code, path, values = {}) => found.push({ file: 0, path, code, values });
  // Without a name of its own there is nothing to make an address of: that is told at the name.
  if (!file && (slug || says(data.title ?? data.name))) checkName(rules, kind, slug, register[kind] ?? [], add);
  const written = text ?? fileText(rules, group, data, body);
  if (!characters(rules, written, add)) return [...all, ...found];
  const fields = readable(rules, data);
  const wrong = [];
  const values = checkRecord(rules, group, fields, (code, path, noted = {}) => wrong.push({ file: 0, path, code, values: noted }));
  const clear = wrong.filter((one) => !Object.values(one.values).some((value) => String(value).includes(REPLACED)));
  found.push(...clear);
  references(group, fields, known, rules.folders, add);
  dates(group, fields, add);
  if (wrong.length) return [...all, ...found];
  formerNames(rules, kind, { own, records, values }, add);
  BETWEEN[kind]?.({ rules, register, known, own, data: fields, values, before: valuesOf(rules, group, file) }, add);
  return [...all, ...found];
}

// The values of the file that is changed, as far as they were right.
const valuesOf = (rules, group, file) => (file ? checkRecord(rules, group, file.data, () => {}) : {});

function checkCompanion(rules, register, { kind, records }, record) {
  const { slug, data } = record;
  const found = [];
  const add = (code, path, values = {}) => found.push({ path, code, values });
  const group = rules.records[kind];
  fileName(rules, slug, add);
  if (characters(rules, fileText(rules, group, data), add)) checkRecord(rules, group, readable(rules, data), add);
  const others = records.filter((other) => other !== record).map((other) => [other.slug, other.data.name ?? ""]);
  const owner = (name, among) => among.find((names) => names.some((other) => folded(other) === folded(name)))?.[0];
  for (const name of new Set([data.name, slug].filter(Boolean))) {
    const [payer, fund] = [owner(name, [...register.partners, ...others]), owner(name, register.funds)];
    const path = payer ? `${rules.folders.partners}/${payer}.md` : `${rules.folders.funds}/${fund}.md`;
    if (payer || fund) add("name-taken", ["name"], { value: name, other: path });
  }
  return found.filter(({ code }, n) => code !== "name-taken" || found.findIndex((one) => one.code === code) === n);
}

// The name of the file

const SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*";

function fileName(rules, slug, add) {
  if (!whole(SLUG, slug) || slug.length > rules.slug_length) {
    add("file-name", ["file"], { meant: slugify(slug).slice(0, rules.slug_length).replace(/-$/, "") });
  } else if (rules.reserved.includes(slug)) add("file-reserved", ["file"], { name: slug });
  else return true;
  return false;
}

function checkName(rules, kind, slug, records, add) {
  if (!fileName(rules, slug, add)) return;
  for (const [other, , ...former] of records) {
    const path = `${rules.folders[kind]}/${other}.md`;
    if (other === slug) add("url-taken", ["file"], { url: `${kind}/${slug}/`, other: path });
    else if (former.includes(slug)) add("former-slug-taken", ["file"], { value: slug, other: path });
  }
}

function formerNames(rules, kind, { own, records, values }, add) {
  (values.former_slugs ?? []).forEach((former, n) => {
    const other = records.find(([taken, , ...formers]) => taken === former || formers.includes(former))?.[0];
    if (!other && former !== own) return;
    add("former-slug-taken", ["former_slugs", n], { value: former, other: `${rules.folders[kind]}/${other ?? own}.md` });
  });
}

// The text of the file

// Whether the fields can be read at all, by the characters and the size of the file.
function characters(rules, text, add) {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const end = lines.findIndex((line, n) => n && line.trimEnd() === "---");
  let key = "front matter";
  lines.forEach((line, n) => {
    if (n && n < end) key = line.match(/^([a-z_]+):/)?.[1] ?? key;
    const forbidden = new Set([...line].filter((character) => isForbidden(rules, character)));
    for (const character of forbidden) {
      add("control-character", [n < end ? key : "body"], { name: rules.forbidden[character] });
    }
  });
  const size = bytes(lines.slice(end + 1).join("\n")) + 1;
  if (size > rules.body_limit) add("body-too-big", ["body"], { size, limit: rules.body_limit });
  const front = bytes(`${lines.slice(1, end).join("\n")}\n`);
  if (front <= rules.front_matter_limit) return true;
  add("front-matter-too-big", ["front matter"], { size: front, limit: rules.front_matter_limit });
  return false;
}

const isForbidden = (rules, character) => character in rules.forbidden;

// The fields

// The fields as they can be read: what no text may hold is told of once, and then stands in no one's way.
function readable(rules, value) {
  if (typeof value === "string") return [...value].map((c) => (isForbidden(rules, c) ? REPLACED : c)).join("");
  if (Array.isArray(value)) return value.map((item) => readable(rules, item));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(rules, inner)]));
}

// The values of a group, as far as they are right.
function checkRecord(rules, group, data, add, path = []) {
  const values = {};
  for (const [key, field] of Object.entries(group)) {
    const here = [...path, key];
    const value = data[key];
    if (!says(value)) {
      if (field.required) add("missing", here, { key });
      else if (!field.between || between(field, null, values, here, add)) values[key] = null;
      continue;
    }
    let wrong = false;
    const note = (code, at, noted) => {
      wrong = true;
      add(code, at, noted);
    };
    const one = (item, at) => {
      if (field.from_to && typeof item === "string") return note("from-to", at, asOneText(field, item));
      if (field.group) return checkRecord(rules, field.group, item, note, at);
      const found = read(field.rule, item);
      if (found.code) note(found.code, at, found.values);
      return found.value;
    };
    const result = field.many ? value.filter(says).map((item, n) => one(item, [...here, n])) : one(value, here);
    if (!wrong && field.many?.differ) differing(field.many.differ, result, here, note);
    if (!wrong && field.between && !between(field, result, values, here, add)) wrong = true;
    if (!wrong) values[key] = result;
  }
  return values;
}

// What is said of a text that stands for a first and a last.
function asOneText(field, value) {
  const { first, last } = field.from_to;
  const meant = Object.entries(fromTo(field, value) ?? {}).map(([key, word]) => `${key}: ${word}`);
  return { value, first, last, meant: meant.join(", ") };
}

function differing(how, items, path, add) {
  const seen = new Set();
  for (const [n, item] of items.entries()) {
    const key = how === "slug" ? slugify(item) : item;
    if (seen.has(key)) return add("duplicate-item", [...path, n], { value: item });
    seen.add(key);
  }
}

// Whether a field goes together with another of its group; that one is not looked at where it is wrong itself.
function between(field, value, values, path, add) {
  for (const { kind, other, code, is } of field.between) {
    if (!(other in values)) continue;
    const before = values[other];
    if (kind === "NotBefore" && value !== null && before !== null) {
      if (value.last === undefined ? value >= before : value.last >= before.first) continue;
      add(code, path, { start: before.text ?? before, end: value.text ?? value });
    } else if (kind === "NeededFor" && before && value === null) add(code, path);
    else if (kind === "OnlyWith" && value !== null && before !== is) add(code, path, { [other]: before.text ?? before });
    else continue;
    return false;
  }
  return true;
}

// What is named

function references(group, data, known, folders, add, path = []) {
  for (const [key, field] of Object.entries(group)) {
    const items = field.many ? (data[key] ?? []).filter(says).map((item, n) => [item, [...path, key, n]]) : [[data[key], [...path, key]]];
    for (const [item, at] of items) {
      if (!says(item)) continue;
      if (field.group && typeof item !== "string") references(field.group, item, known, folders, add, at);
      else if (field.rule?.kind === "reference" && !isElsewhere(field.rule, item) && !known.resolve(item, field.rule.collections)) {
        if (item.includes(REPLACED)) continue;
        const folder = field.rule.collections.map((collection) => folders[collection]).join(", ");
        const names = new Map(field.rule.collections.flatMap((collection) => [...known.names[collection]]).reverse());
        const near = (text) => (length(text) > 300 ? "" : names.get(nearest(folded(text), names.keys())) ?? "");
        const parts = several(item, field.rule, known, near);
        if (parts.length) add("reference-several", at, { value: item, folder, items: parts.join(" · ") });
        else add("reference-unknown", at, { value: item, folder, meant: near(item) });
      }
    }
  }
}

// The names in an unknown one that holds several: one of them is known, or all of them are nearly known.
function several(text, { collections, separators }, known, near) {
  const parts = split(text, separators[0]);
  if (parts.length < 2) return [];
  const found = parts.map((part) => known.resolve(part, collections));
  const slugs = parts.map((part, n) => found[n] ?? near(part));
  if (found.every((slug) => slug === undefined) && !(slugs.every(Boolean) && new Set(slugs).size > 1)) return [];
  return [...new Set(slugs.map((slug, n) => slug || parts[n]))];
}

// Dates and years that cannot be right today; what is no date is told of as such.
function dates(group, data, add, path = []) {
  for (const [key, field] of Object.entries(group)) {
    const items = field.many ? (data[key] ?? []).filter(says).map((item, n) => [item, [...path, key, n]]) : [[data[key], [...path, key]]];
    for (const [item, at] of items) {
      if (!says(item)) continue;
      if (field.group && typeof item !== "string") dates(field.group, item, add, at);
      else if (field.rule?.ahead !== undefined && !item.includes(REPLACED)) {
        const { code, value } = read(field.rule, item);
        const wrong = code ? undefined : judge(field.rule, value);
        if (wrong) add(wrong.code, at, wrong.values);
      }
    }
  }
}
