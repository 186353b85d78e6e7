// Reads values by the rules of the model, which hooks/atelier/model/rules.py exports. Nothing is decided here: patterns,
// limits, codes and readings are data, so the form refuses what `atelier check` refuses.

import { distance } from "../lib/distance.js";
import { slugify } from "./slug.js";

const compiled = new Map();

function pattern(source, flags = "u") {
  const key = flags + source;
  if (!compiled.has(key)) compiled.set(key, new RegExp(source, flags));
  return compiled.get(key);
}

/** Whether a pattern is the whole of a text. */
export const whole = (source, text) => pattern(`^(?:${source})$`).test(text);

/** How many characters a text has, as people count them. */
export const length = (text) => [...text].length;

/** A name as it is compared, whatever the case and the spaces. */
export const folded = (name) => name.normalize("NFC").toUpperCase().toLowerCase().trim().split(/\s+/).join(" ");

/** What a text probably means, by the steps of hooks/atelier/model/readings.py. */
export function readAs(written, { case: how, steps }) {
  let text = written.trim();
  if (length(text) > 300) return text;
  if (how) text = how === "lower" ? text.toLowerCase() : text.toUpperCase();
  for (const [find, put, when] of steps) {
    if (when && !whole(when, text)) continue;
    text = text.replace(pattern(find, "gu"), (...found) => put.replace(/\{(\d)\}/g, (_, n) => found[n] ?? ""));
  }
  return text.trim();
}

const problem = (code, values) => ({ code, values });

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const days = (year, month) => DAYS[month - 1] + (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));

/** A date by its first and last day, as numbers that can be compared; undefined if there is no such day. */
function date(word) {
  const [year, month, day] = word.split("-").map(Number);
  if (!year || month < 1 || month > 12 || (day !== undefined && (day < 1 || day > days(year, month)))) return undefined;
  const number = (m, d) => (year * 100 + m) * 100 + d;
  const last = month ?? 12;
  return { first: number(month ?? 1, day ?? 1), last: number(last, day ?? days(year, last)), text: word };
}

// What a text that has the form of its kind becomes: { value } or { problem }.
const CONVERT = {
  whole({ low, high, beyond }, word) {
    const value = Number(word);
    return value < low || value > high ? problem(beyond, { value: word, low, high }) : { value };
  },
  amount(rule, word) {
    return { value: /^p/i.test(word) ? null : Math.round(Number(word) * 100) };
  },
  date({ low, high }, word) {
    const value = date(word);
    if (!value) return problem("date-impossible", { value: word });
    const year = yearOf(value);
    return year < low || year > high ? problem("date-range", { value: word }) : { value };
  },
  time({ code }, word) {
    return onADay(word) ? { value: word } : problem(code, { value: word, meant: "" });
  },
};

/** The day of a time, if it has one, must exist. */
const onADay = (word) => !word.includes(" ") || date(word.split(" ")[0]) !== undefined;

const yearOf = (value) => Math.floor(value.first / 10000);

/** The day of a moment, or today, as a date is written. */
export function today(now = new Date()) {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

/** What is wrong with the value of a text today: { code, values }, or undefined. */
export function judge({ kind, past, ahead, beyond }, value) {
  const { first } = date(today());
  const furthest = Math.floor(first / 10000) + ahead;
  if (kind !== "date") return value > furthest ? problem(beyond, { value }) : undefined;
  if (past && value.first > first) return problem("date-future", { value: value.text, today: today() });
  return yearOf(value) > furthest ? problem("date-range", { value: value.text }) : undefined;
}

function convert(rule, word) {
  const [refused, , readings] = rule.also?.find(([, also]) => !whole(also, word)) ?? [];
  if (refused) return problem(refused, { ...rule.values, value: word, meant: readings.steps.length ? readAs(word, readings) : "" });
  return CONVERT[rule.kind]?.(rule, word) ?? { value: word };
}

/** What was probably meant by a text that is written otherwise, as it should be written; or nothing. */
function meant(rule, word) {
  const reading = readAs(word, rule.readings);
  return whole(rule.pattern, reading) && !convert(rule, reading).code ? reading : "";
}

/** Whether a reference is no name but the address of a record of another city, or is meant as one. */
export const isElsewhere = ({ elsewhere }, text) => Boolean(elsewhere) && whole(elsewhere.like, text.trim());

/**
 * The value that a text stands for: { value }, or { code, values } of what is wrong with it. Amounts are in cents,
 * and null where they are not known yet.
 */
export function read(rule, text) {
  const word = text.trim();
  if (rule.pattern !== undefined) {
    if (whole(rule.pattern, word)) return convert(rule, word);
    const reading = readAs(word, rule.readings);
    if (!whole(rule.pattern, reading)) return problem(rule.code, { ...rule.values, value: word, meant: "" });
    // Written as it should be it can be refused too: that is what to say.
    const { code, values } = convert(rule, reading);
    if (code) return problem(code, { ...values, value: word });
    return problem(rule.code, { ...rule.values, value: word, meant: reading });
  }
  if (isElsewhere(rule, word)) return read(rule.elsewhere.rule, word);
  const parts = rule.kind === "term" ? terms(rule.separators, word) : [];
  if (parts.length > 1) return problem("several", { value: word, items: parts.join(" · ") });
  if (rule.limit && length(word) > rule.limit) return problem("too-long", { length: length(word), limit: rule.limit });
  return rule.kind !== "term" || slugify(word) ? { value: word } : problem("slug-empty", { value: word });
}

/** The parts of a text, by a pattern of hooks/atelier/model/several.py; one if nothing separates them. */
export function split(text, separator) {
  const parts = [];
  let start = 0;
  for (const match of text.matchAll(pattern(separator, "gu"))) {
    if (match[1] !== undefined) continue;
    parts.push(text.slice(start, match.index));
    start = match.index + match[0].length;
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter(Boolean);
}

/** The subjects or places that a text names. */
export function terms([signs, words], text) {
  const parts = split(text, signs);
  return parts.length > 1 ? [...parts.slice(0, -1), ...split(parts.at(-1), words)] : [text];
}

/** As `terms`, but for who answers a question: two names with a capital are two places, too. */
export function termsMeant(separators, text) {
  const parts = terms(separators, text);
  const named = parts.length === 1 ? split(text, separators[1]) : [];
  return named.length > 1 && named.every((part) => /^\p{Lu}/u.test(part)) ? named : parts;
}

/** A text as it should be written, if it is clear what was meant; else as it is. */
export function leniently(rule, text) {
  const word = text.trim();
  if (isElsewhere(rule, word)) return leniently(rule.elsewhere.rule, word);
  return rule.pattern === undefined || whole(rule.pattern, word) ? word : meant(rule, word) || word;
}

/** The first and the last field that a text stands for, as hooks/atelier/model/rules.py does; or nothing. */
export function fromTo({ from_to: { first, last, readings }, group }, text) {
  const parts = readAs(text, readings).split("|").map((part) => part.trim());
  if (parts.length !== 2) return undefined;
  const found = {};
  for (const [n, key] of [first, last].entries()) {
    const { rule } = group[key];
    const word = leniently(rule, parts[n]);
    if (word && !whole(rule.pattern, word)) return undefined;
    if (word) found[key] = word;
  }
  return Object.keys(found).length ? found : undefined;
}

/** A value of a message as it can be printed on one line, as hooks/atelier/problems/problem.py prints it. */
export function shown(value) {
  const characters = [...String(value)].slice(0, 121);
  const safe = characters.map((c) => (c !== " " && /[\p{C}\p{Z}]/u.test(c) ? escaped(c) : c));
  const text = [...safe.join("")];
  return text.length > 120 ? `${text.slice(0, 119).join("")}…` : text.join("");
}

const escaped = (character) => `\\u${character.codePointAt().toString(16).padStart(4, "0")}`;

/** The word of a list that is most like another, by edit distance; nothing where none is near. */
export function nearest(word, among) {
  let best = ["", 0.6];
  for (const other of among) {
    const longest = Math.max(length(word), length(other), 1);
    // Words that differ too much in length need not be measured.
    if (1 - Math.abs(length(word) - length(other)) / longest < best[1]) continue;
    const similarity = 1 - distance(word.toLowerCase(), other.toLowerCase()) / longest;
    if (similarity > best[1] || (!best[0] && similarity === best[1])) best = [other, similarity];
  }
  return best[0];
}
