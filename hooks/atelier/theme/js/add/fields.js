// What stands in the form's fields, as the fields of a record, and back. The page is made from the model
// (templates/add/page.html): data-path names a field, "#" in it is an item of a list.

import { say } from "../lib/elements.js";

const NOTHING = /[\0\ufeff\ufffd-\uffff]/g; // in no text, and nobody misses them

const at = (scope, path) => scope.querySelector(`[data-path="${path}"]`);
const items = (list) => [...list.querySelector("[data-items]").children];
const oneLine = (text) => text.replace(NOTHING, "").replace(/[\0-\x1f]+/g, " ").trim();
const lines = (text) => text.split("\n").map(oneLine).filter(Boolean);

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

/** Give the items of a list their numbers, after one was added or taken out. */
export function number(list, texts) {
  const { item: label } = list.querySelector("template[data-item]").dataset;
  items(list).forEach((item, n) => {
    item.querySelector("legend").textContent = say(texts.item, { label, n: n + 1 });
    item.querySelector("[data-do='remove']").textContent = say(texts.remove, { label, n: n + 1 });
  });
}

/**
 * The fields of a group as they are filled in, with every value as text. `places` gets the element of every field, by
 * its path. `named(text, collections)` gives what to write for a name.
 */
export function collect(scope, group, { places, named }, prefix = "", path = []) {
  const data = {};
  for (const [key, field] of Object.entries(group)) {
    const element = at(scope, prefix + key);
    const here = [...path, key];
    if (element) places.set(here.join("."), element);
    const text = (typed) => (field.rule?.kind === "reference" ? named(typed, field.rule.collections) : typed);
    if (field.group && !field.many) {
      // The fields of a group may stand anywhere in the form; the group itself is then where its first one is.
      const inner = collect(scope, field.group, { places, named }, `${prefix}${key}.`, here);
      if (Object.keys(inner).length) data[key] = inner;
      const first = places.get(here.join(".")) ?? places.get([...here, Object.keys(field.group)[0]].join("."));
      if (first) places.set(here.join("."), first);
    } else if (!element) continue;
    else if (field.group) {
      const rows = [];
      for (const item of items(element)) {
        const row = collect(item, field.group, { places: new Map(), named }, `${prefix}${key}.#.`);
        if (!Object.values(row).some((value) => value !== "")) continue;
        collect(item, field.group, { places, named }, `${prefix}${key}.#.`, [...here, rows.length]);
        rows.push(row);
      }
      if (rows.length) data[key] = rows;
    } else if (field.many) {
      const boxes = element.querySelectorAll("input:checked");
      const values = element.matches("fieldset") ? [...boxes].map((box) => box.value) : lines(element.value).map(text);
      if (values.length) data[key] = values;
    } else {
      const value = text(oneLine(element.value));
      if (value && value !== field.default) data[key] = value;
    }
  }
  return data;
}

/** Put the fields of a record into the form; `shown(text, collections)` gives the name to show for a reference. */
export function fill(scope, group, data, { shown, texts }, prefix = "") {
  for (const [key, field] of Object.entries(group)) {
    const element = at(scope, prefix + key);
    const value = data[key];
    const text = (written) => (field.rule?.kind === "reference" ? shown(written, field.rule.collections) : written);
    if (field.group && !field.many) fill(scope, field.group, value ?? {}, { shown, texts }, `${prefix}${key}.`);
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
