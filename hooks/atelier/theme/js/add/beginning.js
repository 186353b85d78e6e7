// What a form begins with: a new record, or one that is there, as the address of the page asks.

import { say } from "../lib/elements.js";
import { directory, slugOf } from "./check.js";
import { isElsewhere, leniently, read, today } from "./rules.js";
import { dateInWords } from "./spoken.js";
import { bodyOf } from "./write.js";

/**
 * What is filled in at first, { data, body }, with the `file` that is changed and the `question` that is answered, if there
 * are, the `slug` of the record that it begins with, or the address `from` which it comes, and what the page says: a
 * `heading` and a `notice`. `asked` is what the address gives, `load` gets a file of JSON, and `needed` the lists of records.
 */
export async function beginningOf({ about, rules, register, load, needed, asked }) {
  const { mode, slug, answers } = asked;
  const begin = { data: prefilled({ about, rules, register, asked }), body: "", slug };
  if (mode) return ofRecord({ about, load, needed, asked }, begin);
  if (about.example && asked.from && !answers) return ofElsewhere({ about, rules, load, asked }, begin);
  return answers ? asAnswer({ about, load, answers }, begin) : begin;
}

// Its day, and what the address of the page gives.
function prefilled({ about, rules, register, asked }) {
  const data = Object.fromEntries(about.dated.map((key) => [key, today()]));
  for (const [name, key] of Object.entries(about.from_address)) {
    const value = asked[name];
    const { rule, many } = rules.records[about.kind][key];
    const known = (rule?.collections && value && directory(register).resolve(value, rule.collections)) ?? value;
    if (value) data[key] = many ? [known] : known;
  }
  return data;
}

const GONE = /^4(?:04|10) /; // of lib/json.js

// One that is changed, or of which somebody begins a version.
async function ofRecord({ about, load, needed, asked: { mode, slug: name } }, begin) {
  const { kind, called, copied, example, texts } = about;
  let source;
  try {
    [source] = await Promise.all([load(`${kind}/${name}/file.json`), needed()]);
  } catch (error) {
    if (!GONE.test(error.message)) throw error; // it is out of reach, and may well be there
    return { ...begin, notice: say(texts.gone, { slug: name }) };
  }
  const slug = slugOf(source);
  const title = source.data[called];
  const said = { slug, heading: say(texts[`${mode}_title`] ?? "", { title }), notice: say(texts[mode], { title, date: dateInWords(today()) }) };
  if (mode !== "copy") return { ...said, file: source, data: source.data, body: bodyOf(source) };
  const shared = Object.fromEntries(copied.map((key) => [key, source.data[key]]));
  return { ...begin, ...said, data: { ...begin.data, ...shared, [example]: [slug] } };
}

// One of another city, of which somebody begins a version. What is known of it stands in a file of this site.
async function ofElsewhere({ about, rules, load, asked }, begin) {
  const { kind, example, texts, versions } = about;
  const { rule } = rules.records[kind][example];
  const from = leniently(rule, asked.from);
  if (!isElsewhere(rule, from) || read(rule, from).code) return begin;
  const known = versions ? (await load(`add/from/${hash(from) % versions}.json`))[from] : undefined;
  const notice = known ? say(texts.elsewhere, { title: known.data.title, city: known.city }) : say(texts.elsewhere_unknown, { address: from });
  return { ...begin, from, notice, data: { ...begin.data, ...known?.data, [example]: [from] } };
}

// FNV-1a, as sections/add/versions.py has it.
function hash(text) {
  let number = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) number = Math.imul(number ^ byte, 0x01000193) >>> 0;
  return number;
}

async function asAnswer({ about, load, answers }, begin) {
  try {
    const question = await load(`questions/${answers}/file.json`);
    const { title, pillar, tags } = question.data;
    return { ...begin, question, data: { ...begin.data, pillar, tags }, notice: say(about.texts.answer, { title }) };
  } catch (error) {
    if (!GONE.test(error.message)) throw error; // it is out of reach, and may well be there
    return { ...begin, notice: say(about.texts.question_gone, { slug: answers }) };
  }
}
