// What only comes to light beside other records, by the kind of record: as the checks in hooks/atelier/checks find it.

import { says } from "./write.js";

const euros = (cents) => (cents / 100).toFixed(2).replace(/\.00$/, "");

function betweenInitiatives({ rules, register, known, own, data, values, before }, add) {
  const seen = new Set();
  (data.partners ?? []).filter(says).forEach(({ partner, role }, n) => {
    const who = known.resolve(partner, ["partners"]) ?? partner;
    const key = `${who} ${role || "participant"}`;
    if (seen.has(key)) add("duplicate-item", ["partners", n], { value: who });
    seen.add(key);
  });
  const once = (key, collection, named) => {
    const before = new Set();
    named.forEach((text, n) => {
      const one = known.resolve(text, [collection]) ?? text;
      if (key === "adapted_from" && one === own) add("reference-self", [key, n]);
      else if (one && before.has(one)) add("duplicate-item", [key, n], { value: one });
      before.add(one);
    });
  };
  once("adapted_from", "initiatives", (data.adapted_from ?? []).filter(says));
  once("used_by", "partners", (data.used_by ?? []).filter(says).map(({ partner }) => partner));
  books({ rules, register, known, rows: values.funding ?? [], before: before.funding ?? [] }, add);
}

// The books of the funds, with these rows in place of those that the initiative had before.
function books({ rules, register, known, rows, before }, add) {
  const funds = new Set(register.funds.map(([slug]) => slug));
  const misplaced = new Set();
  const sums = new Map();
  const claim = (row, sign) => {
    const fund = known.resolve(row.source, ["funds", "partners"]);
    if (!funds.has(fund)) return undefined;
    const year = register.books[fund][row.year];
    const key = `${fund} ${row.year}`;
    if (year) sums.set(key, (sums.get(key) ?? 0) + sign * (row.amount ?? 0));
    return { fund, year };
  };
  before.forEach((row) => claim(row, -1));
  rows.forEach((row, n) => {
    const { fund, year } = claim(row, 1) ?? {};
    if (!fund || year) return;
    misplaced.add(fund);
    add("fund-year", ["funding", n, "year"], { fund: nameOf(register, fund), year: row.year, path: `${rules.folders.funds}/${fund}.md` });
  });
  // A source that is not known may be any fund.
  if (rows.some(({ source }) => !known.resolve(source, ["funds", "partners"]))) return;
  for (const [key, more] of sums) {
    const [fund, year] = key.split(" ");
    const { rows: sum, committed, available, other } = register.books[fund][year];
    const total = sum + more;
    const off = (code, one, two, values) =>
      add(code, ["funding"], { fund: nameOf(register, fund), year, difference: euros(Math.abs(one - two)), ...values });
    if (misplaced.has(fund)) continue;
    if (committed !== null && total !== committed) {
      off("books-committed", total, committed, { rows: euros(total), committed: euros(committed) });
    } else if (available !== null && total + other > available) {
      off("books-exceeded", total + other, available, { rows: euros(total + other), available: euros(available) });
    }
  }
}

const nameOf = (register, fund) => register.funds.find(([slug]) => slug === fund)[1] ?? fund;

// The programme of a festival; times are texts that sort as they come.
function betweenFestivals({ values }, add) {
  const { date, start, end } = values;
  const slots = values.programme ?? [];
  if (date && (start || end)) return add("festival-days", ["date"]);
  if (Boolean(start) !== Boolean(end)) return add("festival-days", [start ? "start" : "end"]);
  if (slots.length && !date && !start) return add("festival-days", ["programme"]);
  slots.forEach(({ title, initiative }, n) => {
    if (!title && !initiative) add("slot-empty", ["programme", n]);
  });
  if (!date && !start) return undefined;
  const [first, last] = date ? [date.text, date.text] : [start.text, end.text];
  const parts = [];
  slots.forEach((slot, n) => {
    const at = (key) => ["programme", n, key];
    const day = dayOf(slot.start) ?? (first === last ? first : undefined);
    if (!day) return add("slot-day", at("start"), { value: slot.start, first, last });
    const until = `${dayOf(slot.end) ?? day} ${clockOf(slot.end)}`;
    const from = `${day} ${clockOf(slot.start)}`;
    if (day < first || day > last) add("slot-outside", at("start"), { value: day, first, last });
    else if (until <= from) add("slot-reversed", at("end"), { start: slot.start, end: slot.end });
    else if (dayOf(until) > dayAfter(last)) add("slot-outside", at("end"), { value: dayOf(until), first, last });
    else parts.push({ ...slot, n, from, until });
  });
  overlaps(parts, add);
  return undefined;
}

const dayOf = (time) => (time.includes(" ") ? time.split(" ")[0] : undefined);
const clockOf = (time) => time.split(" ").at(-1);
const dayAfter = (day) => new Date(Date.parse(day) + 24 * 3600 * 1000).toISOString().slice(0, 10);

// Each part names the first that is in its room at the same time.
function overlaps(parts, add) {
  const busy = new Map();
  for (const part of [...parts].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.n - b.n))) {
    if (!part.room) continue;
    const room = part.room.toUpperCase().toLowerCase();
    const before = busy.get(room);
    if (before && part.from < before.until) {
      const { start, end, title, initiative } = before;
      add("slot-overlap", ["programme", part.n, "start"], { room: part.room, start, end, other: title ?? initiative });
    }
    if (!before || part.until > before.until) busy.set(room, part);
  }
}

/**
 * By collection: `({ rules, register, known, own, data, values, before }, add)`. `own` is the slug of the record, `data`
 * what is filled in, `values` what that stands for, `before` the values of the file that is changed.
 */
export const BETWEEN = { initiatives: betweenInitiatives, festivals: betweenFestivals };
