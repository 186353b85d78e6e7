/**
 * The search box in the head of every page: results while typing, by keyboard or mouse. The text search
 * itself is loaded at the first letter.
 */

import { make, say } from "../lib/elements.js";
import { mark, words } from "../lib/marks.js";

const MOST = 8;
const form = document.querySelector("[data-search]");
const input = form.querySelector("input");
const list = form.querySelector("[role=listbox]");
const status = form.querySelector("[role=status]");
const texts = JSON.parse(form.querySelector("script").textContent);
const site = new URL("..", new URL(form.dataset.search, document.baseURI));
const language = document.documentElement.lang;

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
  link.href = address;
  link.id = `__hit-${list.childElementCount}`;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  list.append(link);
}

function toList(query) {
  return new URL(`initiatives/?${new URLSearchParams({ q: query })}`, site).href;
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
  try {
    const { search } = await import("./text.js");
    found = await search(query);
  } catch {
    found = null;
  }
  if (own !== turn) return undefined;
  if (found?.short) return open(false);
  const pages = found ? await Promise.all(found.hits.slice(0, MOST).map((hit) => hit.data())) : [];
  if (own !== turn) return undefined;
  list.replaceChildren();
  for (const page of pages) {
    const title = make("span", { class: "hit__title" }, page.meta.title);
    mark(title, words(query));
    option(page.href, make("span", { class: "hit__kind" }, page.meta.kind), title, excerpt(page.excerpt));
  }
  if (!found) {
    option(toList(query), make("span", { class: "hit__title" }, texts.offline));
    status.textContent = texts.offline;
  } else if (found.hits.length) {
    option(toList(query), make("span", { class: "hit__title" }, say(texts.all, { query })));
    const count = found.hits.length;
    const number = count.toLocaleString(language);
    status.textContent = say(count === 1 ? texts.one : texts.many, { n: number });
  } else {
    list.append(make("p", { class: "hit__none" }, say(texts.nothing, { query })));
    for (const near of Object.values(found.suggestions).flat().slice(0, 3)) {
      option(toList(near), make("span", { class: "hit__title" }, say(texts.meant, { word: near })));
    }
    option(new URL("tags/", site).href, make("span", { class: "hit__title" }, texts.subjects));
    status.textContent = say(texts.nothing, { query });
  }
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
