/**
 * The search box in the head of every page: results while typing, by keyboard or mouse. The text search
 * itself is loaded at the first letter.
 */

import { make, say } from "../lib/elements.js";
import { locale } from "../lib/locale.js";
import { mark } from "../lib/marks.js";
import { root } from "../lib/site.js";
import { answer, listAddress } from "./answer.js";

// How many results of each kind are shown: initiatives, other records and lists, pages of the editors; and how many
// initiatives of neighbours beside ours.
const MOST = [5, 3, 2];
const THEIRS = 2;
const form = document.querySelector("[data-search]");
const input = form.querySelector("input");
const list = form.querySelector("[role=listbox]");
const status = form.querySelector("[role=status]");
const texts = JSON.parse(form.querySelector("script").textContent);

let turn = 0;
let waiting;
let active = -1;

input.setAttribute("role", "combobox");
input.setAttribute("aria-autocomplete", "list");
input.setAttribute("aria-controls", list.id);
input.setAttribute("aria-expanded", "false");

const options = () => [...list.querySelectorAll("[role=option]")];

function option(address, ...children) {
  const link = make("a", { class: "hit" }, ...children);
  if (new URL(address).origin !== location.origin) link.rel = "nofollow";
  link.href = address;
  link.id = `__hit-${list.childElementCount}`;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  list.append(link);
}

function open(shown) {
  list.hidden = !shown;
  input.setAttribute("aria-expanded", String(shown));
  activate(-1);
}

function activate(number) {
  const all = options();
  active = number;
  all.forEach((item, n) => item.setAttribute("aria-selected", String(n === number)));
  if (all[number]) {
    input.setAttribute("aria-activedescendant", all[number].id);
    all[number].scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

/** Text with the marks that the search put into it, and nothing else of it as HTML. */
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(`<p>${html}`, "text/html").querySelector("p");
  const parts = [...parsed.childNodes];
  return make("p", { class: "hit__text" }, ...parts.map((part) => (part.nodeName === "MARK" ? make("mark", {}, part.textContent) : part.textContent)));
}

async function show(query) {
  const own = ++turn;
  if (!query) return open(false);
  let found;
  let hits = [];
  let pages = [];
  try {
    const { search } = await import("./text.js");
    found = await search(query);
    if (own !== turn) return undefined;
    const seen = [0, 0, 0];
    let theirs = 0;
    hits = found.hits.filter((hit) => (hit.theirs ? (theirs += 1) <= THEIRS : (seen[hit.kind] += 1) <= MOST[hit.kind]));
    pages = await Promise.all(hits.map((hit) => hit.data()));
  } catch (error) {
    hits = [];
    found = { hits, failed: error.state ?? "offline" };
  }
  if (own !== turn) return undefined;
  list.replaceChildren();
  const toList = listAddress(root, [["q", query]]);
  const initiatives = hits.filter(({ kind }) => kind === 0).length;
  const notes = answer(found, query, { texts, site: root, initiatives });
  const told = notes.filter(({ href }) => !href).map(({ text }) => text);
  for (const text of told) list.append(make("p", { class: "hit__none" }, text));
  const lead = (first) => {
    for (const note of notes) {
      if (note.href && note.first === first) option(note.href, make("span", { class: "hit__title" }, note.text));
    }
  };
  lead(true);
  for (const page of pages) {
    const title = make("span", { class: "hit__title" }, page.meta.title);
    mark(title, found.matches);
    const kind = make("span", { class: "hit__kind" }, page.meta.kind);
    if (page.matched < found.of) kind.append(` · ${say(texts.partly, { matched: page.matched, of: found.of })}`);
    const text = excerpt(page.excerpt);
    for (const part of page.meta.lang ? [title, text] : []) part.lang = page.meta.lang;
    option(page.href, kind, title, text);
  }
  lead(false);
  if (initiatives) option(toList, make("span", { class: "hit__title" }, say(texts.all, { query })));
  const count = found.hits.length;
  const number = say(count === 1 ? texts.one : texts.many, { n: count.toLocaleString(locale) });
  status.textContent = [...(count ? [`${number}.`] : []), ...told].join(" ");
  return open(true);
}

input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => show(input.value.trim()), 120);
});

input.addEventListener("focus", () => {
  if (input.value.trim() && list.hidden) show(input.value.trim());
});

input.addEventListener("keydown", (event) => {
  const last = options().length - 1;
  if (event.key === "ArrowDown" && !list.hidden) activate(active >= last ? -1 : active + 1);
  else if (event.key === "ArrowUp" && !list.hidden) activate(active < 0 ? last : active - 1);
  else if (event.key === "Enter" && !list.hidden && options()[active]) options()[active].click();
  else if (event.key === "Escape" && !list.hidden) open(false);
  else if (event.key === "Escape") input.blur();
  else return;
  event.preventDefault();
});

form.addEventListener("submit", (event) => {
  if (!input.value.trim()) event.preventDefault();
});

form.addEventListener("focusout", (event) => {
  if (!form.contains(event.relatedTarget)) open(false);
});

// A click must not take the focus from the box before the link is followed.
list.addEventListener("mousedown", (event) => event.preventDefault());

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
  input.select();
});
