// What to show on another site, at /embed/: choose, see it, copy the code. /embed/?show=pillars/x/ opens with a
// choice made. The frame shows what the code will show; pages for a frame run no script, so it is measured here.

import { make, say } from "../lib/elements.js";
import { json } from "../lib/json.js";
import { fold } from "../lib/marks.js";
import { root } from "../lib/site.js";

const MOST = 100; // names in a list: more is no choice
const FEW = 12; // of so few one needs not look for a name
const PAUSE = 150; // milliseconds after the last key

const page = document.querySelector("[data-embed]");
const texts = JSON.parse(page.querySelector("script").textContent);
const form = page.querySelector("form");
const part = (name) => page.querySelector(`[data-part="${name}"]`);
const { kind, name: search, which, count, width, height } = form.elements;
const frame = page.querySelector("iframe");
const code = part("code");
const found = document.getElementById("_found");
const fits = document.getElementById("_fits");
const base = new URL("embed/", root);

const lists = new Map(); // what there is of each kind
let choices = []; // of the kind that is chosen
let turn = 0; // only the newest choice of a kind may be shown

async function load(name) {
  if (!lists.has(name)) lists.set(name, await json(new URL(`${name}.json`, base), "no-cache"));
  return lists.get(name);
}

/** Offer what there is of the chosen kind, with one of them chosen. */
async function open(slug) {
  const mine = ++turn;
  let loaded;
  try {
    loaded = await load(kind.value);
  } catch {
    if (mine === turn) found.textContent = texts.offline;
    return;
  }
  if (mine !== turn) return;
  choices = loaded;
  search.value = "";
  part("search").hidden = choices.length <= FEW;
  part("count").hidden = kind.selectedOptions[0].hasAttribute("data-whole");
  offer(slug);
  if (slug && !choices.some((choice) => called(choice, slug))) found.textContent = say(texts.gone, { slug });
}

/** Whether a choice has this slug, or had it before. */
const called = ([one, , ...former], slug) => one === slug || former.includes(slug);

/** Put the names that fit what was typed in the list; what was chosen stays so if it is among them. */
function offer(slug = which.value) {
  const query = search.value.trim();
  const words = fold(query).split(/\s+/);
  const fitting = choices.filter(([, title]) => words.every((word) => fold(title).includes(word)));
  const chosen = fitting.find((choice) => called(choice, slug));
  const shown = fitting.slice(0, MOST);
  if (chosen && !shown.includes(chosen)) shown.unshift(chosen);
  which.replaceChildren(...shown.map(([one, title]) => make("option", { value: one }, title)));
  if (chosen) [which.value] = chosen;
  const n = fitting.length;
  const told = !n ? texts.nothing : n > MOST ? texts.most : n === 1 ? texts.one : texts.many;
  found.textContent = query || n > MOST ? say(told, { n, query }) : "";
  show();
}

/** The part of the address behind #, without which a list is as the device is set, and short. */
function target() {
  const look = form.elements.look.value;
  if (kind.selectedOptions[0].hasAttribute("data-whole")) return look === "auto" ? "" : `#${look}`;
  return `#${look}-${count.value}`;
}

/** A number that was typed, within the limits of its field; undefined where it holds none. */
function number({ valueAsNumber, min, max }) {
  return Number.isFinite(valueAsNumber) ? Math.round(Math.min(Math.max(valueAsNumber, min), max)) : undefined;
}

let measured = 0;

function show() {
  if (!which.value) return;
  const address = `${kind.value}/${which.value}/${target()}`;
  frame.title = say(texts.title, { name: which.selectedOptions[0].text, site: page.dataset.name });
  // Not by src, which would make every choice a step of the back button.
  frame.contentWindow.location.replace(new URL(address, base));
  history.replaceState(null, "", `?show=${kind.value}/${which.value}/`);
  code.dataset.address = new URL(address, new URL("embed/", page.dataset.site));
  size();
}

/** Give the frame its size and measure what is in it; then the code is right. */
function size() {
  frame.width = number(width) ?? 640;
  const inside = frame.contentDocument?.body;
  if (inside?.querySelector("main")) {
    frame.classList.add("embedding__measured");
    frame.getBoundingClientRect(); // what is in it has its width now
    measured = Math.ceil(inside.getBoundingClientRect().height);
    frame.classList.remove("embedding__measured");
  }
  frame.height = number(height) ?? (measured || 600);
  height.placeholder = measured || "";
  fits.textContent = measured ? say(texts.fits, { height: measured }) : "";
  write();
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function write() {
  if (!code.dataset.address) return; // the example has come before the names to choose from
  const attributes = {
    src: code.dataset.address,
    title: frame.title,
    width: frame.width,
    height: frame.height,
    loading: "lazy",
    style: "max-width: 100%; border: 0",
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  code.value = `<iframe ${written.join(" ")}></iframe>`;
}

async function copy() {
  const said = part("copied");
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(code.value);
    said.textContent = texts.copied;
  } catch {
    code.focus();
    code.select();
    said.textContent = texts.failed;
  }
}

let waiting;
form.addEventListener("input", ({ target: field }) => {
  part("copied").textContent = "";
  if (field === kind) open();
  else if (field === search) {
    clearTimeout(waiting);
    waiting = setTimeout(offer, PAUSE);
  } else if (field === width || field === height) size();
  else show();
});
form.addEventListener("submit", (event) => event.preventDefault());
page.querySelector("[data-do=copy]").addEventListener("click", copy);
frame.addEventListener("load", () => {
  frame.contentWindow.addEventListener("hashchange", size);
  size();
});
addEventListener("resize", size);

const [, asked, slug] = new URLSearchParams(location.search).get("show")?.match(/^([a-z-]+)\/([a-z0-9-]+)\/?$/) ?? [];
if (asked && [...kind.options].some((option) => option.value === asked)) kind.value = asked;
form.hidden = part("tools").hidden = false;
open(slug);
