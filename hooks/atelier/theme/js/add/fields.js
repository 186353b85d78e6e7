// What stands in the form's fields, as the fields of a record, and back. The page is made from a description and the
// model (templates/add/page.html): data-path names a field, "#" in it is an item of a list.

import { say } from "../lib/elements.js";
import { base } from "../lib/site.js";
import { fromTo, isElsewhere, leniently, split, termsMeant } from "./rules.js";
import { range, spoken } from "./spoken.js";

const NOTHING = /[\0\ufeff\ufffd-\uffff]/g; // in no text, and nobody misses them

const at = (scope, path) => scope.querySelector(`[data-path="${path}"]`);
const items = (list) => [...list.querySelector("[data-items]").children];
const oneLine = (text) => text.replace(NOTHING, "").replace(/[\0-\x1f]+/g, " ").trim();
const MARK = /^(?:[-*•]|\d+[.)])\s+/; // as people begin the items of a list
/** A line of a list without the mark that it begins with. */
export const unmarked = (line) => oneLine(line).replace(MARK, "").trim();
const lines = (text) => text.split("\n").map(unmarked).filter(Boolean);

let numbered = 0;

/** Add an item to a list of groups of fields. */
export function addItem(list, texts) {
  const template = list.querySelector("template[data-item]");
  const item = template.content.cloneNode(true).firstElementChild;
  numbered += 1;
  for (const element of item.querySelectorAll("[id], [for], [aria-describedby]")) {
    for (const name of ["id", "for", "aria-describedby"]) {
      if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replaceAll("#", numbered));
    }
  }
  list.querySelector("[data-items]").append(item);
  number(list, texts);
  return item;
}

/**
 * Let a new item begin where the one above it ends. `follows` gives the field of that one for each field of the new one; a
 * time keeps the day that stands before the time it began with.
 */
export function follow(list, item, follows) {
  const above = item.previousElementSibling;
  if (!above) return;
  const field = (scope, key) => at(scope, `${list.dataset.path}.#.${key}`);
  for (const [key, from] of Object.entries(follows)) {
    const value = field(above, from).value.trim();
    const day = key === from ? "" : field(above, key).value.trim().match(/^(.*[^ ]) +[^ ]+$/)?.[1];
    field(item, key).value = value && day && !value.includes(" ") ? `${day} ${value}` : value;
  }
}

/** Move an item of a list one place up (-1) or down (1). */
export function move(list, item, by, texts) {
  const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(item);
  else other.after(item);
  number(list, texts);
}

/** Give the items of a list their numbers, after one was added or taken out. */
export function number(list, texts) {
  const { item: label } = list.querySelector("template[data-item]").dataset;
  items(list).forEach((item, n) => {
    item.querySelector("legend").textContent = say(texts.item, { label, n: n + 1 });
    for (const what of ["up", "down", "remove"]) {
      const button = item.querySelector(`[data-do='${what}']`);
      if (button) button.textContent = say(texts[what], { label, n: n + 1 });
    }
  });
}

/**
 * The fields of a group as a file has them, with every value as text; what people write otherwise is read as it was
 * meant. With `typed` it stays as it was typed. `tools` are:
 *   places             gets the element of every field, by its path
 *   named              `(text, collections)` gives what to write for a name; undefined where it is nobody's
 *   reads              `(element, words)` is told what was made of what somebody typed
 *   texts              of the page
 */
export function collect(scope, group, tools, { typed = false, prefix = "", path = [] } = {}) {
  const data = {};
  for (const [key, field] of Object.entries(group)) {
    const element = at(scope, prefix + key);
    const here = [...path, key];
    const { places, named, reads } = tools;
    if (element) places.set(here.join("."), element);
    const deeper = (within, more) => collect(within.scope, field.group, within.tools ?? tools, { typed, prefix: `${prefix}${key}.${more}`, path: within.path });
    let value;
    if (field.from_to && element) {
      const written = oneLine(element.value);
      const read = written && !typed ? fromTo(field, written) : undefined;
      if (read && range(field, read, tools.texts) !== written) reads(element, range(field, read, tools.texts));
      value = read ?? written;
    } else if (field.group && !field.many) {
      // The fields of a group may stand anywhere in the form; the group itself is then where its first one is.
      const inner = deeper({ scope, path: here }, "");
      value = Object.keys(inner).length ? inner : "";
      const first = element ?? places.get([...here, Object.keys(field.group)[0]].join("."));
      if (first) places.set(here.join("."), first);
    } else if (!element) continue;
    else if (field.group) value = rows(element, field, tools, { typed, deeper, here });
    else if (element.matches("fieldset")) value = [...element.querySelectorAll("input:checked")].map((box) => box.value);
    else {
      const written = field.many ? lines(element.value) : [oneLine(element.value)].filter(Boolean);
      const read = typed ? written : written.flatMap((text) => meant(field.rule, text, { named, several: Boolean(field.many) }));
      const words = spoken(field, read, tools.texts.currency);
      if (field.rule.kind !== "reference" && read.join("\n") !== written.join("\n")) reads(element, words);
      value = field.many ? read : read[0] ?? "";
    }
    if (value?.length !== 0 && value !== field.default) data[key] = value;
  }
  return data;
}

// What a text stands for: one value, or several where it may hold several.
function meant(rule, text, { named, several }) {
  if (rule.kind === "reference") {
    if (isElsewhere(rule, text)) return [named(ownSlug(text), rule.collections) ?? leniently(rule, text)];
    const name = named(text, rule.collections);
    return name === undefined && several ? names(text, rule, named) : [name ?? text];
  }
  if (rule.kind === "term" && several) return termsMeant(rule.separators, text);
  return [leniently(rule, text)];
}

// The slug in the address of a page of this site; empty for another address.
const ownSlug = (text) => (text.startsWith(base.href) ? text.match(/\/initiatives\/([a-z0-9-]+)\/(?:[?#].*)?$/)?.[1] : undefined) ?? "";

// The names in a text, where each of them is somebody's; else the text alone.
function names(text, rule, named) {
  const parts = split(text, rule.separators[0]).map((part) => named(part, rule.collections));
  return parts.length > 1 && parts.every((part) => part !== undefined) ? parts : [text];
}

// The items of a list of groups; two organisations that are typed as one are two.
function rows(list, field, tools, { typed, deeper, here }) {
  const found = [];
  for (const item of items(list)) {
    const row = deeper({ scope: item, tools: { ...tools, places: new Map(), reads: () => {} }, path: [] }, "#.");
    if (!Object.values(row).some((value) => value !== "")) continue;
    const { rule } = field.alone ? field.group[field.alone] : {};
    const several = rule && !typed && row[field.alone] ? meant(rule, row[field.alone], { ...tools, several: true }) : [undefined];
    for (const one of several) {
      deeper({ scope: item, path: [...here, found.length] }, "#.");
      found.push(one === undefined ? row : { ...row, [field.alone]: one });
    }
  }
  return found;
}

/** Put the fields of a record into the form; `shown(text, collections)` gives the name to show for a reference. */
export function fill(scope, group, data, { shown, texts }, prefix = "") {
  for (const [key, field] of Object.entries(group)) {
    const element = at(scope, prefix + key);
    const value = data[key];
    const text = (written) => (field.rule?.kind === "reference" ? shown(written, field.rule.collections) : written);
    if (field.from_to && element) element.value = typeof value === "object" ? range(field, value, texts) : value ?? "";
    else if (field.group && !field.many) fill(scope, field.group, value ?? {}, { shown, texts }, `${prefix}${key}.`);
    else if (!element) continue;
    else if (field.group) {
      element.querySelector("[data-items]").replaceChildren();
      for (const row of value ?? []) {
        const fields = typeof row === "string" ? { [field.alone]: row } : row;
        fill(addItem(element, texts), field.group, fields, { shown, texts }, `${prefix}${key}.#.`);
      }
    } else if (element.matches("fieldset")) {
      for (const box of element.querySelectorAll("input")) box.checked = (value ?? []).includes(box.value);
    } else if (field.many) element.value = (value ?? []).map(text).join("\n");
    else element.value = value === undefined ? (field.default ?? "") : text(value);
  }
}

/** The element that holds a field, or else the nearest around it. */
export function placeOf(places, path) {
  for (let length = path.length; length; length -= 1) {
    const element = places.get(path.slice(0, length).join("."));
    if (element) return element;
  }
  return undefined;
}
