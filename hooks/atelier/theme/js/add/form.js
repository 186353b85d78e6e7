// A form below /add/: keeps, checks and shows what is filled in, and makes the file of it. What form it is, the rules,
// names and texts come from the page and from the files beside it; values are only ever set as text.

import { make, say } from "../lib/elements.js";
import { json } from "../lib/json.js";
import { base, root as site } from "../lib/site.js";
import { beginningOf } from "./beginning.js";
import { check, directory, slugOf } from "./check.js";
import { Draft, offerDrafts } from "./drafts.js";
import { filesOf, same } from "./files.js";
import { addItem, collect, fill, follow, move, number, placeOf } from "./fields.js";
import { Picture } from "./pictures.js";
import { preview } from "./preview.js";
import { today } from "./rules.js";
import { slugify } from "./slug.js";
import { teller } from "./telling.js";
import { ways } from "./ways.js";
import { bodyOf } from "./write.js";

const PAUSE = 400; // milliseconds after the last key

const root = document.querySelector("[data-add]");
const form = root.querySelector("form");
const about = JSON.parse(root.querySelector("script").textContent); // script_data in sections/add/form.py
const { kind, companion, texts } = about;
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const field = (path) => form.querySelector(`[data-path="${path}"]`);
const query = Object.fromEntries(new URLSearchParams(location.search));

// The words of the form are there in each language, the file of a record once.
const load = (path) => json(new URL(path, /^add\/(?!from\/)/.test(path) ? site : base), "no-cache");

let rules;
let register;
let whole; // the lists of records are loaded too
let group; // the fields of the record
let file; // file.json of the record that is changed
let question; // file.json of the question that is answered
let first; // what was filled in when the form opened
let firstTyped; // the same as it stands in the fields
let draft; // of this page
let tells; // what the form says, see telling.js
let places; // the element of every field, by its path
let readings; // what was made of what stands in an element, in words
const touched = new Set(); // fields that were left: what is wrong with them is told
let tried = false; // all is told
let sending; // to the service, where the site has one
let key; // by which the service knows what is sent again

const slugIn = (name) => query[name]?.match(/^[a-z0-9-]{1,80}$/)?.[0];
const MODES = ["edit", about.confirmed && "confirm", about.adopted && "adopt", about.example && "copy", about.used && "use"];
const mode = MODES.filter(Boolean).find(slugIn);
let slug = mode && slugIn(mode); // at first maybe a former one
const changes = mode && mode !== "copy";
const answers = mode ? undefined : slugIn("answers");

const picture = new Picture({ root, part, texts, changed: () => changed() });

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

// The files that come of it.
const files = (state) => filesOf({ rules, kind, companion, file, question, first, changes }, state);

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
  if (!name || picture.chosen || name === first?.data.image?.file) return [];
  return [{ file: 0, code: "image-missing", path: ["image", "file"], values: { value: name } }];
}

// The picture as a file beside the record, and what is told of it where it cannot go along.
function pictureFile({ data }) {
  if (!picture.chosen) return undefined;
  const told = Object.entries(group.image.group).filter(([key]) => data.image[key]);
  const lines = told.map(([key, { label }]) => `${label}: ${data.image[key]}`);
  return { path: `${rules.folders[kind]}/${data.image.file}`, bytes: picture.chosen.bytes, about: lines.join("\n") };
}

// The picture is called after its record; not as the one that it comes in place of.
function namePicture() {
  const before = first?.data.image?.file;
  const own = (changes ? slug : field("file").value) || texts.picture_name;
  const name = `${own}.jpg` === before ? `${own}-2.jpg` : `${own}.jpg`;
  if (picture.touched) field("image.file").value = picture.chosen ? name : before ?? "";
}

// What the service finds wrong, at the field that it is about: the form does not know all that a check knows.
function fromService(found, made) {
  const along = made.filter(({ own, exists }) => !own && !exists).map(({ path }) => path);
  return found.map(({ file: at, path, code, values, message, hint }) => {
    const number = along.indexOf(at) + 1;
    const scope = number ? filledIn().companions[number - 1].places : places;
    return { file: number, path, code, values, said: [message, hint], element: placeOf(scope, path) };
  });
}

// What happens

function look() {
  if (!field("file").dataset.own) field("file").value = addressOf(field(about.called).value);
  namePicture();
  const state = filledIn();
  const made = files(state);
  const found = problems(state, made);
  offerAdded(state);
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
    key,
  };
  // A picture may be too much for this browser; all else is kept then.
  if (!draft.keep({ ...filled, picture: picture.chosen?.text }) && picture.chosen) draft.keep(filled);
}

async function goOn(kept) {
  if (waiting) keep(); // the last words, under the key of their own draft
  waiting = clearTimeout(waiting);
  draft.take(kept);
  const taken = (key) => (same(kept.data[key], kept.from.data[key]) ? firstTyped.data : kept.data)[key];
  fillForm(
    Object.fromEntries(Object.keys(group).map((key) => [key, taken(key)])),
    kept.body === kept.from.body ? firstTyped.body : kept.body,
    kept.companions,
  );
  if (kept.name) [field("file").value, field("file").dataset.own] = [kept.name, "true"];
  key = kept.key ?? key;
  if (kept.picture) await picture.takeFromDraft(kept.picture);
  // It was too much to keep: its name goes too.
  else if (field("image.file") && field("image.file").value !== (first.data.image?.file ?? "")) picture.touched = true;
  part("drafts").hidden = true;
  notice(file && !same(kept.from, firstTyped) ? texts.restored_newer : texts.restored);
  look();
  field(about.called).focus();
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

/** Say in the heading, the title and the way to here what this page is for now. */
function rename(heading) {
  const heads = document.querySelectorAll("h1, .crumbs [aria-current]");
  const old = heads[0].textContent;
  for (const head of heads) head.textContent = heading;
  document.title = document.title.replace(old, heading);
}

async function open() {
  [rules, register] = await Promise.all([load("add/rules.json"), load("add/register.json")]);
  group = rules.records[kind];
  const begin = await beginningOf({ about, rules, register, load, needed, asked: { ...query, mode, slug, answers } });
  [file, question, slug] = [begin.file, begin.question, begin.slug];
  if (begin.heading) rename(begin.heading);
  // What invites to something new is no help to who changes what is there.
  if (file) document.querySelector("[data-new]").hidden = true;
  if (begin.notice) notice(begin.notice);
  offerNames("partners", register.partners);
  offerNames("funds-partners", [...register.funds, ...register.partners]);
  fillForm(begin.data, begin.body);
  if (changes) field("file").closest(".field").hidden = true;
  // A list in which something is needed begins with one item.
  for (const [key, { group: inner, many, required }] of Object.entries(group)) {
    if (inner && many && required && !field(key).querySelector("[data-items]").children.length) addItem(field(key), texts);
  }
  if (root.dataset.receive) await readyToSend();
  root.hidden = false;
  document.querySelector("[data-without-script]").hidden = true;
  tells = teller({ form, about, rules, register, field, part, added: companions, changed });
  const typed = filledIn({ typed: true });
  firstTyped = { data: typed.data, body: typed.body };
  const state = filledIn();
  first = { data: state.data, body: state.body };
  picture.isThere(first.data.image?.file);
  const token = sending?.token;
  draft = new Draft([kind, token ? "sent" : mode ?? "new", slug ?? answers ?? begin.from ?? token?.slice(0, 40) ?? ""].join(":"));
  if (token) await openSent();
  look();
  if (file && ["confirm", "adopt"].includes(mode)) field(about.confirmed).value = today();
  if (mode === "confirm" && file) {
    await go();
    if (!part("ways").hidden) root.dataset.mode = mode;
    part("notice").scrollIntoView();
  } else offerDrafts({ root, part, texts }, draft.record, goOn);
  const [, hash] = location.hash.match(/^#f-([a-z_-]+)$/) ?? [];
  const begins = { use: () => addItem(field(about.used), texts), adopt: () => field(about.adopted) };
  const wanted = hash ? field(hash.replaceAll("-", ".")) : file && begins[mode]?.();
  if (wanted) tells.show(wanted);
}

// Where the site has a service, what is filled in can be sent to it at once.
async function readyToSend() {
  const { Sending } = await import("./sending.js");
  key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  sending = new Sending({
    root,
    part,
    texts,
    key: () => key,
    wrong: (found) => {
      const { made } = look();
      const told = fromService(found, made);
      tells.tell(told, { readings, touched, tried });
      tells.summarise(told);
      part("ways").hidden = true;
      part("errors").focus();
      part("errors").scrollIntoView();
    },
    done: () => {
      draft.discard();
      const invitation = document.querySelector("[data-new]");
      for (const one of [form, part("ways"), part("notice"), part("drafts"), invitation]) one.hidden = true;
    },
  });
}

// What was sent by the private link in the address, to change it; or the page that came of it.
async function openSent() {
  let sent;
  try {
    sent = await sending.sent();
  } catch (error) {
    notice(error.said?.message ?? texts.sent_down);
    return;
  }
  if (!mode && about.texts.edit && (sent.state === "merged" || sent.changes)) {
    location.replace(`?edit=${sent.slug}&sent${location.hash}`);
    return;
  }
  // What answers a question goes with it.
  const asked = sent.files?.find(({ path }) => path.startsWith(`${rules.folders.questions}/`));
  if (!mode && !answers && asked) {
    location.replace(`?answers=${slugOf(asked)}&sent${location.hash}`);
    return;
  }
  notice(sent.files ? texts.sent_open : sent.state === "merged" ? texts.sent_there : texts.sent_closed);
  if (sent.files) await takeSent(sent);
}

async function takeSent({ record, slug: name, files: all, pictures }) {
  const own = all.find(({ path }) => path === record);
  const added = all.filter(({ path }) => companion && path.startsWith(`${rules.folders[companion.kind]}/`));
  fillForm(own.data, bodyOf(own), added.map(({ data }) => data));
  if (!changes) [field("file").value, field("file").dataset.own] = [name, "true"];
  const [kept] = Object.values(pictures);
  if (kept) await picture.takeFromDraft(kept);
}

// An organisation that comes along is offered where one is asked for, under those that are there.
let offered = 0;
function offerAdded({ companions: added }) {
  const names = added.map(({ slug: one, data: { name } }) => [one, name]).filter(([, name]) => name);
  if (names.length || offered) offerNames(companion.kind, [...register[companion.kind], ...names]);
  offered = names.length;
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
  const unchanged = file && !picture.chosen && made.length === 1 && made[0].text === file.text;
  if (!found.length && unchanged) notice(texts.unchanged);
  part("ways").hidden = Boolean(found.length || unchanged);
  if (part("ways").hidden) return;
  const title = state.data[about.called];
  sending?.offer(made, pictureFile(state));
  const onlyDate = mode === "confirm" && made.length === 1;
  ways(root, texts, {
    files: made,
    picture: pictureFile(state),
    bare: picture.chosen ? files({ ...state, data: { ...state.data, image: first.data.image } }) : made,
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
  const element = event.target.closest("[data-path]");
  if (!element) return;
  touched.add(element);
  // Not at once: what is told would move the button that is being pressed.
  later();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go();
});
form.addEventListener("focusin", () => needed().catch(() => {}), { once: true });
root.addEventListener("click", (event) => {
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
