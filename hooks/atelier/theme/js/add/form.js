// A form below /add/: keeps, checks and shows what is filled in, and makes the file of it. What form it is, the rules,
// names and texts come from the page and from the files beside it; values are only ever set as text.

import { make, say } from "../lib/elements.js";
import { json } from "../lib/json.js";
import { root as site } from "../lib/site.js";
import { check, directory, slugOf } from "./check.js";
import { discard, Draft, draftsOf } from "./drafts.js";
import { addItem, collect, fill, follow, move, number, placeOf } from "./fields.js";
import { asText, fromText, smallPicture } from "./pictures.js";
import { preview } from "./preview.js";
import { today } from "./rules.js";
import { slugify } from "./slug.js";
import { dateInWords } from "./spoken.js";
import { teller } from "./telling.js";
import { ways } from "./ways.js";
import { bodyOf, changedText, fileText, safeBody } from "./write.js";

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
let firstTyped; // the same as it stands in the fields
let draft; // of this page
let picture; // what was chosen: { bytes, canvas, text }, with its bytes as text for a draft
let tells; // what the form says, see telling.js
let places; // the element of every field, by its path
let readings; // what was made of what stands in an element, in words
const touched = new Set(); // fields that were left: what is wrong with them is told
let tried = false; // all is told

const slugIn = (name) => asked.get(name)?.match(/^[a-z0-9-]{1,80}$/)?.[0];
const MODES = ["edit", about.confirmed && "confirm", about.example && "copy", about.used && "use"];
const mode = MODES.filter(Boolean).find(slugIn);
let slug = mode && slugIn(mode); // at first maybe a former one
const changes = mode && mode !== "copy";
const answers = mode ? undefined : slugIn("answers");

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

// A picture that stood there already still does; one of a draft may be gone.
function missingPicture({ data }) {
  const name = data.image?.file;
  if (!name || picture || name === first?.data.image?.file) return [];
  return [{ file: 0, code: "image-missing", path: ["image", "file"], values: { value: name } }];
}

// The picture as a file beside the record.
function pictureFile({ data }) {
  if (!picture) return undefined;
  const { file: name, alt, credit } = data.image;
  const label = ({ key, text }) => (text ? `\n${group.image.group[key].label}: ${text}` : "");
  const about_it = label({ key: "file", text: name }) + label({ key: "alt", text: alt }) + label({ key: "credit", text: credit });
  return { path: `${rules.folders[kind]}/${name}`, bytes: picture.bytes, about: about_it.trim() };
}

// The picture is called after its record; not as the one that it comes in place of.
function namePicture() {
  if (!picture) return;
  const own = (changes ? slug : field("file").value) || texts.picture_name;
  field("image.file").value = `${own}.jpg` === first?.data.image?.file ? `${own}-2.jpg` : `${own}.jpg`;
}

async function choosePicture(blob) {
  try {
    const { bytes, canvas } = await smallPicture(blob);
    picture = { bytes, canvas, text: asText(bytes) };
    showPicture(say(texts.picture_small, { size: Math.ceil(bytes.length / 1024) }));
  } catch {
    showPicture(texts.picture_unreadable);
  }
  changed();
}

function showPicture(text) {
  part("picture").hidden = !text;
  part("picture-said").textContent = text ?? "";
  part("picture").querySelector("canvas")?.remove();
  part("picture").querySelector("button").hidden = !picture;
  if (!picture) return;
  picture.canvas.setAttribute("role", "img");
  picture.canvas.setAttribute("aria-label", texts.picture_chosen);
  part("picture").prepend(picture.canvas);
}

function leavePicture() {
  picture = undefined;
  field("image.file").value = first?.data.image?.file ?? "";
  root.querySelector("[data-picture]").value = "";
  showPicture();
}

// What happens

function look() {
  if (!field("file").dataset.own) field("file").value = addressOf(field(about.called).value);
  namePicture();
  const state = filledIn();
  const made = files(state);
  const found = problems(state, made);
  askOnlyWith();
  tells.tell(found, { readings, touched, tried });
  preview({ root, form, about, field, part }, state, made);
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
  if (tried) tells.summarise(found);
  if (!part("ways").hidden) offer(state, made, found);
  keep();
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(changed, PAUSE);
}

// What is filled in as it was typed, beside what the form began with: so it can be put on top of a newer file.
function keep() {
  const { data, body, companions: added } = filledIn({ typed: true });
  const filled = {
    title: field(about.called).value,
    data,
    body,
    name: field("file").dataset.own ? field("file").value : "",
    companions: added.map((one) => one.data),
    from: firstTyped,
  };
  // A picture may be too much for this browser; all else is kept then.
  if (!draft.keep({ ...filled, picture: picture?.text }) && picture) draft.keep(filled);
}

async function goOn(kept) {
  draft.take(kept);
  const taken = (key) => (same(kept.data[key], kept.from.data[key]) ? firstTyped.data : kept.data)[key];
  fillForm(
    Object.fromEntries(Object.keys(group).map((key) => [key, taken(key)])),
    kept.body === kept.from.body ? firstTyped.body : kept.body,
    kept.companions,
  );
  if (kept.name) [field("file").value, field("file").dataset.own] = [kept.name, "true"];
  if (kept.picture) await choosePicture(fromText(kept.picture));
  part("drafts").hidden = true;
  notice(file && !same(kept.from, firstTyped) ? texts.restored_newer : texts.restored);
  look();
  field(about.called).focus();
}

// What was filled in before, to go on with or to throw away; whoever types begins anew, and overwrites none.
function offerDrafts() {
  const box = part("drafts");
  const kept = draftsOf(draft.record);
  box.hidden = !kept.length;
  const items = kept.map((one) => {
    const item = root.querySelector("template[data-draft]").content.cloneNode(true).firstElementChild;
    const time = new Date(one.at).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
    const day = new Date(one.at - new Date(one.at).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    item.querySelector("span").textContent = say(texts.draft, { title: one.title || texts.untitled, day: dateInWords(day), time });
    item.querySelector("[data-do='go-on']").onclick = () => goOn(one);
    item.querySelector("[data-do='discard']").onclick = () => {
      discard(one);
      offerDrafts();
    };
    return item;
  });
  box.querySelector("ul").replaceChildren(...items);
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
      notice(say(texts[mode], { title, date: dateInWords(today()) }));
      if (changes) {
        file = source;
        [data, body] = [source.data, bodyOf(source)];
      } else {
        const copied = Object.fromEntries(about.copied.map((key) => [key, source.data[key]]));
        data = { ...data, ...copied, [about.example]: [slug] };
      }
    }
  }
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
  tells = teller({ form, about, rules, register, field, part, changed });
  const typed = filledIn({ typed: true });
  firstTyped = { data: typed.data, body: typed.body };
  const state = filledIn();
  first = { data: state.data, body: state.body };
  draft = new Draft([kind, mode ?? "new", slug ?? answers ?? ""].join(":"));
  look();
  if (mode === "confirm" && file) {
    field(about.confirmed).value = today();
    await go();
    if (!part("ways").hidden) root.dataset.mode = mode;
    part("notice").scrollIntoView();
  } else offerDrafts();
  const [, hash] = location.hash.match(/^#f-([a-z_]+)$/) ?? [];
  const wanted = hash
    ? field(hash) ?? form.querySelector(`[data-path^="${hash}."]`)
    : mode === "use" && file && addItem(field(about.used), texts);
  if (wanted) tells.show(wanted);
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
  tells.summarise(found);
  offer(state, made, found);
  const next = ["errors", "ways", "notice"].map(part).find((one) => !one.hidden);
  next.focus();
  next.scrollIntoView();
}

// Offer the ways to send it in, where all is well and something is new.
function offer(state, made, found) {
  const unchanged = file && !picture && made.length === 1 && made[0].text === file.text;
  if (!found.length && unchanged) notice(texts.unchanged);
  part("ways").hidden = Boolean(found.length || unchanged);
  if (part("ways").hidden) return;
  const title = state.data[about.called];
  const onlyDate = mode === "confirm" && made.length === 1;
  ways(root, texts, {
    files: made,
    picture: pictureFile(state),
    bare: picture ? files({ ...state, data: { ...state.data, image: first.data.image } }) : made,
    slug: state.slug,
    subject: say(onlyDate ? texts.subject_confirm : changes ? texts.subject_edit : texts.subject_new, { title }),
    short: onlyDate && say(texts.mail_confirm, { title, date: today(), path: made[0].path }),
  });
}

form.addEventListener("input", (event) => {
  if (event.target === field("file")) field("file").dataset.own = field("file").value ? "true" : "";
  later();
});
form.addEventListener("change", (event) => {
  if (event.target.matches("[data-picture]")) {
    const [chosen] = event.target.files;
    if (chosen) choosePicture(chosen);
    return;
  }
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
  } else if (what === "leave-picture") {
    leavePicture();
    changed();
  } else if (what === "fresh") {
    part("drafts").hidden = true;
    field(about.called).focus();
  } else if (what === "again") {
    // What is filled in stays as a draft, which the page then offers.
    if (waiting) keep();
    waiting = clearTimeout(waiting);
    location.reload();
  }
});

// Who leaves at once keeps the last words too.
addEventListener("pagehide", () => waiting && keep());

open().catch(() => {
  root.hidden = false;
  form.hidden = true;
  notice(texts.offline);
});
