// Values in words: what the form shows of how it read what somebody typed. A range can be typed as it is shown.

import { say } from "../lib/elements.js";
import { locale } from "../lib/locale.js";

const money = (currency) => new Intl.NumberFormat(locale, { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" });
const list = new Intl.ListFormat(locale);

const UNITS = [{ year: "numeric" }, { year: "numeric", month: "long" }, { year: "numeric", month: "long", day: "numeric" }];

/** A date of a file, such as 2026-03, in words: March 2026. */
export function dateInWords(written) {
  const [year, month = 1, day = 1] = written.split("-").map(Number);
  const units = UNITS[written.split("-").length - 1];
  return new Intl.DateTimeFormat(locale, { ...units, timeZone: "UTC" }).format(Date.UTC(year, month - 1, day));
}

/** The values of a field in words; `currency` is that of the catalogue. */
export function spoken({ rule, many }, values, currency) {
  const words = values.map((value) => {
    if (rule.kind === "amount" && Number.isFinite(Number(value))) return money(currency).format(Number(value));
    return rule.kind === "date" && /^\d{4}(?:-\d\d){0,2}$/.test(value) ? dateInWords(value) : value;
  });
  return many ? list.format(words.map((word) => `“${word}”`)) : words.join("");
}

/** A first and a last in words: from 10 to 12 years. */
export function range({ from_to: { first, last }, group }, value, texts) {
  const words = (key) => value[key] && (group[key].rule.kind === "date" ? dateInWords(value[key]) : value[key]);
  const [one, two] = [words(first), words(last)];
  const said = say(one && two ? texts.from_to : one ? texts.from : texts.to, { first: one, last: two });
  return group[first].rule.kind === "date" ? said : say(texts.years, { range: said });
}
