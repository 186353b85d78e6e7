// A form below /add/: keeps, checks and shows what is filled in, and makes the file of it. What form it is, the rules,
// names and texts come from the page and from the files beside it; values are only ever set as text.

import { make, say } from "../lib/elements.js";
import { json } from "../lib/json.js";
import { root as site } from "../lib/site.js";
import { check, directory, inWords, slugOf } from "./check.js";
import { addItem, collect, fill, follow, move, number, placeOf } from "./fields.js";
import { today } from "./rules.js";
import { slugify } from "./slug.js";
import { ways } from "./ways.js";
import { bodyOf, changedText, fileText, safeBody } from "./write.js";

const DRAFT = "atelier.draft";
const VERSION = 1;
const PAUSE = 400; // milliseconds after the last key

const root = document.querySelector("[data-add]");
const form = root.querySelector("form");
const about = JSON.parse(root.querySelector("script").textContent); // script_data in sections/add/form.py
const { kind, companion, texts } = about;
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const field = (path) => form.querySelector(`[data-path="${path}"]`);
const asked = new URLSearchParams(location.search);

const load = (path) => json(new URL(path, site), "no-cache");

let rules;
let register;
let whole; // the lists of records are loaded too
let group; // the fields of the record
let file; // file.json of the record that is changed
let question; // file.json of the question that is answered
let first; // what was filled in when the form opened
let places; // the element of every field, by its path
let readings; // what was made of what stands in an element, in words
const touched = new Set(); // fields that were left: what is wrong with them is told
let tried = false; // all is told

const slugIn = (name) => asked.get(name)?.match(/^[a-z0-9-]{1,80}$/)?.[0];
const MODES = ["edit", about.confirmed && "confirm", about.example && "copy", about.used && "use"];
const mode = MODES.filter(Boolean).find(slugIn);
let slug = mode && slugIn(mode); // at first maybe a former one
const changes = mode && mode !== "copy";

// What is filled in

const addressOf = (name) => slugify(name).slice(0, rules.slug_length).replace(/-$/, "");
const companionFields = () => Object.fromEntries(companion.keys.map((key) => [key, rules.records[companion.kind][key]]));

const reads = (element, words) => readings.set(element, words);

function companions(typed) {
  if (!companion) return [];
  const scopes = [...field("new").querySelector("[data-items]").children];
  return scopes
    .map((scope) => {
      const at = new Map();
      const data = collect(scope, companionFields(), { places: at, named: () => undefined, reads, texts }, { typed, prefix: "new.#." });
      at.set("file", at.get("name"));
      return { slug: addressOf(data.name ?? ""), data, places: at };
    })
    .filter(({ data }) => Object.keys(data).length);
}

// With `typed` as it was typed; else as a file has it.
function filledIn({ typed = false } = {}) {
  places = new Map([["body", field("body")], ["file", field("file")]]);
  readings = new Map();
  const added = companions(typed);
  const { resolve } = directory(register, added);
  const data = collect(form, group, { places, named: resolve, reads, texts }, { typed });
  return { data, body: field("body").value, slug: changes ? slug : field("file").value.trim(), companions: added };
}

const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);

// The initiative that is answered with, in the file of the question: that must not go first, since it names the initiative.
function answeredQuestion(name) {
  const answers = [...(question.data.answered_by ?? []), name];
  return { path: question.path, text: changedText(rules, rules.records.questions, question, { answered_by: answers }), exists: true };
}

// The files that come of it, what is added along first: the record names it. `own` is the one of the record.
function files({ data, body, slug: name, companions: added }) {
  const own = { path: `${rules.folders[kind]}/${name}.md`, own: true, exists: changes };
  if (file) {
    const keys = Object.keys(group).filter((key) => !same(data[key], first.data[key]));
    const changed = Object.fromEntries(keys.map((key) => [key, data[key]]));
    const text = body === first.body ? undefined : safeBody(rules, body, new Set(first.body.split("\n")));
    own.text = changedText(rules, group, file, changed, text);
  } else {
    own.body = safeBody(rules, body);
    own.text = fileText(rules, group, data, own.body);
  }
  const others = added.map((one) => ({
    path: `${rules.folders[companion.kind]}/${one.slug}.md`,
    text: fileText(rules, rules.records[companion.kind], one.data),
  }));
  return [...others, own, ...(question ? [answeredQuestion(name)] : [])];
}

// What is wrong

function problems(state, made) {
  const { text, body } = made.find(({ own }) => own);
  const along = companion && { kind: companion.kind, records: state.companions };
  return check(rules, register, { ...state, kind, companions: along, body, file, text })
    .concat(missingPicture(state))
    .map((problem) => {
      const at = problem.file ? state.companions[problem.file - 1].places : places;
      return { ...problem, element: placeOf(at, problem.path) };
    })
    .sort((one, two) => (one.element && two.element ? after(one.element, two.element) : 0));
}

const after = (one, two) => (one === two ? 0 : (one.compareDocumentPosition(two) & Node.DOCUMENT_POSITION_PRECEDING) - 1);

// A picture that stood there already still does.
function missingPicture({ data }) {
  const name = data.image?.file;
  if (!name || name === first?.data.image?.file) return [];
  return [{ file: 0, code: "image-missing", path: ["image", "file"], values: { value: name }, later: true }];
}

function said(element) {
  return document.getElementById(`${element.id || `f-${element.dataset.path}`}-said`);
}

function tell(found) {
  for (const element of form.querySelectorAll("[data-path][aria-describedby]")) {
    const own = found.filter((problem) => problem.element === element);
    const told = tried || touched.has(element) ? own.filter(({ code }) => tried || code !== "missing") : [];
    if (told.length) element.setAttribute("aria-invalid", "true");
    else element.removeAttribute("aria-invalid");
    const box = said(element);
    const fresh = told.map((problem) => message(problem, element));
    const read = own.length || !touched.has(element) ? undefined : readings.get(element);
    if (read) fresh.push(make("p", { class: "field__read" }, say(texts.reads, { meant: read })));
    box.hidden = !fresh.length;
    // What says the same is left alone: it may hold the focus.
    if (box.textContent !== fresh.map((one) => one.textContent).join("")) box.replaceChildren(...fresh);
  }
}

// What is missing is asked for in the words of its question.
function askedFor({ code, path, file: along }) {
  const missing = along ? companion.missing : about.missing;
  return code === "missing" && missing[path.filter((part) => typeof part === "string").join(".")];
}

const plainly = (problem) => (askedFor(problem) ? [`${askedFor(problem)}.`, ""] : inWords(rules, problem));

function message({ code, values, path, file: along, later }, element) {
  const [what, hint] = plainly({ code, values, path, file: along });
  const paragraph = make("p", {}, make("strong", {}, what), " ", later ? texts.picture : hint);
  if (values.meant && code !== "file-name") {
    const take = make("button", { type: "button", class: "choice" }, say(texts.take, { meant: nameOf(code, values.meant) }));
    take.addEventListener("click", () => put(element, values.value, nameOf(code, values.meant)));
    paragraph.append(make("br"), say(texts.meant, { meant: nameOf(code, values.meant) }), " ", take);
  }
  if (code === "reference-unknown" && companion && values.folder.includes(rules.folders[companion.kind])) {
    const add = make("button", { type: "button", class: "choice" }, say(texts.new, { name: values.value }));
    add.addEventListener("click", () => {
      const item = addItem(field("new"), texts);
      item.querySelector("[data-path='new.#.name']").value = values.value;
      changed();
      item.querySelector("[data-path='new.#.kind']").focus();
    });
    paragraph.append(make("br"), add);
  }
  return paragraph;
}

// A record is meant by its slug, and shown by its name.
function nameOf(code, meant) {
  if (code !== "reference-unknown") return meant;
  const records = [...register.partners, ...register.funds, ...(register.initiatives ?? [])];
  return records.find(([one]) => one === meant)?.[1] ?? meant;
}

// Put what was meant in place of what was typed.
function put(element, typed, meant) {
  element.value = element.matches("textarea")
    ? element.value.split("\n").map((line) => (line.trim() === typed ? meant : line)).join("\n")
    : meant;
  changed();
  element.focus();
}

function summarise(found) {
  const box = part("errors");
  const blocking = found.filter(({ later }) => !later);
  box.hidden = !blocking.length;
  box.querySelector("h2").textContent = blocking.length === 1 ? texts.one : say(texts.many, { n: blocking.length });
  const links = blocking.map((problem) => {
    const label = problem.element?.closest("[data-field]").querySelector("label, legend")?.firstChild.textContent.trim();
    const [what] = plainly(problem);
    if (!problem.element) return make("li", {}, what);
    const link = make("a", { href: `#${problem.element.id}` }, label && !askedFor(problem) ? `${label}: ${what}` : what);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(problem.element);
    });
    return make("li", {}, link);
  });
  box.querySelector("ul").replaceChildren(...links);
}

// Bring a field into sight and into focus.
function show(element) {
  for (let step = element.closest("details"); step; step = step.parentElement.closest("details")) step.open = true;
  (element.matches("input, select, textarea") ? element : element.querySelector("input, select, textarea, button")).focus();
}

// What it becomes

function preview({ data }, made) {
  const label = (path, value) => field(path)?.querySelector(`[value="${CSS.escape(value)}"]`);
  // The words for a value of a field: those of its choice, else what is filled in.
  const words = (path, value) => {
    const choice = label(path, value);
    return (choice?.matches("input") ? choice.parentElement : choice)?.textContent.trim() ?? value;
  };
  for (const element of form.querySelectorAll("[data-card]")) {
    const path = element.dataset.card;
    const values = [data[path] ?? []].flat();
    element.textContent = values.map((value) => words(path, value)).join(", ") || (path === about.called ? texts.untitled : "");
    (element.matches("dd") ? element.parentElement : element).hidden = !element.textContent;
  }
  for (const element of form.querySelectorAll("[data-card-class]")) {
    const value = data[element.dataset.cardClass];
    element.className = element.dataset.class.replace(/\S+$/, (start) => (value ? start + value : ""));
  }
  const blocks = made.map(({ path, text }) => {
    const block = root.querySelector("template[data-file]").content.cloneNode(true);
    block.querySelector("h3").textContent = path;
    block.querySelector("code").textContent = text;
    return block;
  });
  part("files").replaceChildren(...blocks);
}

// What happens

function look() {
  if (!field("file").dataset.own) field("file").value = addressOf(field(about.called).value);
  const state = filledIn();
  const made = files(state);
  const found = problems(state, made);
  askOnlyWith();
  tell(found);
  preview(state, made);
  return { state, made, found };
}

// What goes only with a certain answer is asked only there: why it stopped, where it did.
function askOnlyWith() {
  for (const [key, { between }] of Object.entries(group)) {
    for (const { kind: how, other, is } of between ?? []) {
      if (how === "OnlyWith" && field(key)) field(key).closest(".field").hidden = field(other).value !== (is ?? "") && !field(key).value;
    }
  }
}

let waiting;
function changed() {
  waiting = clearTimeout(waiting);
  const { state, made, found } = look();
  if (tried) summarise(found);
  if (!part("ways").hidden) offer(state, made, found);
  keep();
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(changed, PAUSE);
}

function keep() {
  try {
    const { data, body, companions: added } = filledIn({ typed: true });
    const name = field("file").dataset.own ? field("file").value : "";
    const kept = { version: VERSION, for: location.search, data, body, name, companions: added.map((one) => one.data) };
    localStorage.setItem(DRAFT, JSON.stringify(kept));
  } catch {
    // This browser keeps nothing: what was filled in is lost when the page closes.
  }
}

function kept() {
  try {
    const draft = JSON.parse(localStorage.getItem(DRAFT));
    return draft?.version === VERSION && draft.for === location.search ? draft : undefined;
  } catch {
    return undefined;
  }
}

function fillForm(data, body, added = []) {
  field("new")?.querySelector("[data-items]").replaceChildren();
  for (const one of added) fill(addItem(field("new"), texts), companionFields(), one, { shown: (text) => text, texts }, "new.#.");
  const known = directory(register);
  const shown = (text, within) => {
    const one = known.resolve(text, within);
    const name = within.flatMap((collection) => register[collection] ?? []).find(([other]) => other === one)?.[1] ?? text;
    return within.length === 1 && within[0] === "pillars" ? one ?? text : known.resolve(name, within) === one ? name : text;
  };
  fill(form, group, data, { shown, texts });
  field("body").value = body;
}

function notice(text) {
  part("notice").textContent = text;
  part("notice").hidden = false;
}

// What a new record begins with: its day, and what the address of the page gives.
function prefilled() {
  const data = Object.fromEntries(about.dated.map((key) => [key, today()]));
  for (const [name, key] of Object.entries(about.from_address)) {
    const value = asked.get(name);
    const { rule, many } = group[key];
    const known = (rule?.collections && value && directory(register).resolve(value, rule.collections)) ?? value;
    if (value) data[key] = many ? [known] : known;
  }
  return data;
}

// The lists of records, which are long, come when they are needed.
async function needed() {
  if (whole) return;
  const collections = [...new Set(["initiatives", kind])];
  const lists = await Promise.all(collections.map((collection) => load(`add/${collection}.json`)));
  collections.forEach((collection, n) => {
    register[collection] = lists[n];
  });
  whole = true;
  offerNames("initiatives", register.initiatives);
}

async function open() {
  [rules, register] = await Promise.all([load("add/rules.json"), load("add/register.json")]);
  group = rules.records[kind];
  let data = prefilled();
  let body = "";
  if (mode) {
    let source;
    try {
      [source] = await Promise.all([load(`${kind}/${slug}/file.json`), needed()]);
    } catch {
      notice(say(texts.gone, { slug }));
    }
    if (source) {
      slug = slugOf(source);
      const title = source.data[about.called];
      const heading = texts[`${mode}_title`];
      if (heading) document.querySelector("h1").textContent = say(heading, { title });
      notice(say(texts[mode], { title, date: today() }));
      if (changes) {
        file = source;
        [data, body] = [source.data, bodyOf(source)];
      } else {
        const copied = Object.fromEntries(about.copied.map((key) => [key, source.data[key]]));
        data = { ...data, ...copied, [about.example]: [slug] };
      }
    }
  }
  const answers = mode ? undefined : slugIn("answers");
  if (answers) {
    try {
      question = await load(`questions/${answers}/file.json`);
      const { title, pillar, tags } = question.data;
      data = { ...data, pillar, tags };
      notice(say(texts.answer, { title }));
    } catch {
      notice(say(texts.question_gone, { slug: answers }));
    }
  }
  offerNames("partners", register.partners);
  offerNames("funds-partners", [...register.funds, ...register.partners]);
  fillForm(data, body);
  if (changes) field("file").closest(".field").hidden = true;
  // A list in which something is needed begins with one item.
  for (const [key, { group: inner, many, required }] of Object.entries(group)) {
    if (inner && many && required && !field(key).querySelector("[data-items]").children.length) addItem(field(key), texts);
  }
  root.hidden = false;
  document.querySelector("[data-without-script]").hidden = true;
  const state = filledIn();
  first = { data: state.data, body: state.body };
  look();
  const draft = kept();
  if (draft && mode !== "confirm") {
    fillForm(draft.data, draft.body, draft.companions);
    if (draft.name) [field("file").value, field("file").dataset.own] = [draft.name, "true"];
    notice(`${part("notice").textContent} ${texts.restored}`.trim());
    look();
  } else if (mode === "confirm" && file) {
    field(about.confirmed).value = today();
    await go();
    if (!part("ways").hidden) root.dataset.mode = mode;
    part("notice").scrollIntoView();
  }
  const [, hash] = location.hash.match(/^#f-([a-z_]+)$/) ?? [];
  const wanted = hash
    ? field(hash) ?? form.querySelector(`[data-path^="${hash}."]`)
    : mode === "use" && file && addItem(field(about.used), texts);
  if (wanted) show(wanted);
}

// What fields offer while one types.
function offerNames(id, records) {
  document.getElementById(`known-${id}`).replaceChildren(...records.map(([one, name]) => make("option", { value: name ?? one })));
}

async function go() {
  await needed();
  waiting = clearTimeout(waiting);
  tried = true;
  const { state, made, found } = look();
  summarise(found);
  offer(state, made, found);
  const next = ["errors", "ways", "notice"].map(part).find((one) => !one.hidden);
  next.focus();
  next.scrollIntoView();
}

// Offer the ways to send it in, where all is well and something is new.
function offer(state, made, found) {
  const well = !found.some((problem) => !problem.later);
  const unchanged = file && made.length === 1 && made[0].text === file.text;
  if (well && unchanged) notice(texts.unchanged);
  part("ways").hidden = !well || unchanged;
  if (!part("ways").hidden) ways(root, texts, { files: made, title: state.data[about.called], changes });
}

form.addEventListener("input", (event) => {
  if (event.target === field("file")) field("file").dataset.own = field("file").value ? "true" : "";
  later();
});
form.addEventListener("change", (event) => {
  const element = event.target.closest("[data-path]");
  if (element) touched.add(element);
  // Not at once: what is told would move the button that is being pressed.
  later();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go();
});
form.addEventListener("focusin", () => needed().catch(() => {}), { once: true });
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  const what = button?.dataset.do;
  if (what === "add") {
    const list = button.closest("[data-path]");
    const item = addItem(list, texts);
    follow(list, item, about.follows[list.dataset.path] ?? {});
    item.querySelector("input, select, textarea").focus();
  } else if (what === "up" || what === "down") {
    move(button.closest("[data-items]").closest("[data-path]"), button.closest("[data-item]"), what === "up" ? -1 : 1, texts);
    button.focus();
    changed();
  } else if (what === "remove") {
    const list = button.closest("[data-items]").closest("[data-path]");
    button.closest("[data-item]").remove();
    number(list, texts);
    list.querySelector(":scope > [data-do='add']").focus();
    changed();
  } else if (what === "again" && confirm(texts.again)) {
    try {
      localStorage.removeItem(DRAFT);
    } catch {
      // nothing was kept
    }
    waiting = clearTimeout(waiting);
    location.assign(location.pathname);
  }
});

// Who leaves at once keeps the last words too.
addEventListener("pagehide", () => waiting && keep());

open().catch(() => {
  root.hidden = false;
  form.hidden = true;
  notice(texts.offline);
});
