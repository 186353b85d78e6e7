// The page of what a visitor saved, or of a list that someone shared by its address.

import { downloadCsv } from "../lib/csv.js";
import { say } from "../lib/elements.js";
import { address, adopt, asked, asking, load, text } from "../lib/initiatives.js";
import { enhance, save, saved, works } from "./saved.js";

const page = document.querySelector("[data-saved-list]");
const words = page.dataset;
const list = page.querySelector("ul.cards");
const status = page.querySelector(".choosing--said [role=status]");
const part = (name) => page.querySelector(`[data-part=${name}]`);
const button = (name) => page.querySelector(`[data-do=${name}]`);
const template = (name) => page.querySelector(`template[data-${name}]`).content;

let shared = asked();
let before = null; // what undoing brings back
const LONGEST_MAIL = 1900; // characters that every mail program takes
const cards = new Map(); // by the slug that stands in the list

const current = () => shared ?? saved();
const known = () => current().map((slug) => cards.get(slug)?.initiative).filter(Boolean);

function show() {
  const now = current();
  for (const [slug, card] of cards) {
    if (now.includes(slug)) continue;
    card.item.remove();
    cards.delete(slug);
  }
  for (const slug of now) {
    if (!cards.has(slug)) {
      const card = { item: document.createElement("li") };
      card.item.className = "card card--coming";
      cards.set(slug, card);
      fill(slug, card);
    }
  }
  // In their order, without touching those that stand right: moving one would lose the focus in it.
  now.forEach((slug, place) => {
    const { item } = cards.get(slug);
    if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
  });
  part("blocked").hidden = works;
  part("shared").hidden = !shared;
  part("empty").hidden = Boolean(shared) || !works || now.length > 0;
  part("tools").hidden = !now.length;
  button("keep").hidden = !shared || !works;
  button("clear").hidden = Boolean(shared);
  button("undo").hidden = !before;
  page.querySelector("[data-share]").dataset.share = asking(now);
}

async function fill(slug, card) {
  let item;
  try {
    card.initiative = await load(slug);
    const today = card.initiative?.slug;
    if (today && today !== slug) return renamed(slug, today);
    item = today ? found(card.initiative) : lost(slug, words.gone);
  } catch {
    item = lost(slug, words.failed);
  }
  if (cards.get(slug) !== card) return; // taken off while it was fetched
  card.item.replaceWith(item);
  card.item = item;
  enhance(item);
}

/** A former address: the list goes on with the one of today. */
function renamed(slug, today) {
  const list = [...new Set(current().map((other) => (other === slug ? today : other)))];
  if (!shared) return save(list);
  shared = list;
  show();
}

function found(initiative) {
  const item = adopt(initiative, initiative.page.querySelector("template[data-card]").content).firstElementChild;
  const pick = document.importNode(template("pick"), true);
  pick.querySelector("input").value = initiative.slug;
  pick.querySelector("[data-title]").textContent = text(initiative, "title");
  pick.firstElementChild.prepend(item.querySelector("[data-save]"));
  item.append(pick);
  return item;
}

function lost(slug, reason) {
  const item = document.importNode(template("lost"), true).firstElementChild;
  item.querySelector("p").textContent = say(reason, { slug });
  item.querySelector("[data-title]").textContent = slug;
  item.querySelector("button").value = slug;
  return item;
}

function tell(words, values) {
  status.textContent = say(words, values);
}

/** Undo is offered for what this page took away, not for what another tab did. */
function changed(event) {
  if (!shared && event.detail) {
    const gone = event.detail.filter((slug) => !saved().includes(slug));
    before = gone.length && !gone.some(wasRenamed) ? event.detail : null;
    if (before) tell(gone.length > 1 ? words.emptied : words.removed, { title: title(gone[0]) });
  }
  show();
  if (before && event.detail) button("undo").focus();
}

const wasRenamed = (slug) => (cards.get(slug)?.initiative?.slug ?? slug) !== slug;

function title(slug) {
  const initiative = cards.get(slug)?.initiative;
  return initiative ? text(initiative, "title") : slug;
}

const does = {
  keep() {
    save([...saved(), ...known().map((initiative) => initiative.slug)]);
    tell(words.kept, { n: saved().length });
  },
  compare() {
    const ticked = [...list.querySelectorAll("input:checked")].map((box) => box.value);
    const all = known().map((initiative) => initiative.slug);
    const chosen = ticked.length || all.length > 4 ? ticked : all; // a short list needs no ticks
    if (chosen.length < 2) return tell(words.few);
    if (chosen.length > 4) return tell(words.many, { n: chosen.length });
    location.href = `../compare/${asking(chosen)}`;
  },
  print() {
    window.print();
  },
  mail(link) {
    const lines = known().map((initiative) => `${text(initiative, "title")}\n${short(initiative)}\n`);
    const href = (count) => mailto(document.title, lines.slice(0, count).join("\n"));
    let count = lines.length;
    while (count > 1 && href(count).length > LONGEST_MAIL) count -= 1;
    link.href = href(count);
    tell(count < lines.length ? words.mailed : "", { n: count });
  },
  async cards() {
    const sheet = page.querySelector(".stand-cards");
    sheet.replaceChildren(...known().map(card));
    await Promise.allSettled([...sheet.querySelectorAll("img")].map((image) => image.decode()));
    document.documentElement.classList.add("prints-cards");
    window.print();
  },
  download() {
    const columns = [...template("columns").children];
    const rows = known().map((initiative) =>
      columns.map(({ dataset }) =>
        dataset.column === "address" ? address(initiative.slug) : text(initiative, dataset.column),
      ),
    );
    downloadCsv(words.file, [columns.map((column) => column.textContent), ...rows]);
  },
  clear() {
    save([]);
  },
  undo() {
    const back = before;
    before = null;
    save([...back, ...saved()]);
    tell(words.restored);
    list.querySelector("a, button")?.focus();
  },
  remove({ value }) {
    if (!shared) return save(saved().filter((slug) => slug !== value));
    shared = shared.filter((slug) => slug !== value);
    history.replaceState(null, "", asking(shared));
    show();
  },
};

const shortLink = (initiative) => initiative.page.querySelector(".short-address a");

/** The short address of an initiative, as its page has it. */
function short(initiative) {
  return new URL(shortLink(initiative).getAttribute("href"), address(initiative.slug)).href;
}

const mailto = (subject, body) =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}`;

/** A card to print, with the code of the short address. */
function card(initiative) {
  const item = document.importNode(template("card"), true).firstElementChild;
  for (const part of item.querySelectorAll("[data-told]")) part.textContent = text(initiative, part.dataset.told);
  const code = item.querySelector("img");
  // The letters say what the code does, also where the site is seen at another address.
  const letters = shortLink(initiative).textContent;
  code.src = `${short(initiative)}qr.svg`;
  code.alt = say(code.alt, { address: letters });
  const [before, after] = letters.split(/(?=i\/[^/]+\/$)/); // a line may end between them, not in the code
  code.after(before);
  item.querySelector(".stand-card__code span").textContent = after;
  // How small the letters must be: the same numbers as in the template of a festival's cards.
  const { length } = item.querySelector(".stand-card__text").textContent;
  item.classList.toggle("stand-card--long", length > 300 || text(initiative, "title").length > 60);
  item.classList.toggle("stand-card--full", length > 600);
  return item;
}

window.addEventListener("afterprint", () => {
  document.documentElement.classList.remove("prints-cards");
  page.querySelector(".stand-cards").replaceChildren();
});
page.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-do]");
  if (pressed) does[pressed.dataset.do](pressed);
});
document.addEventListener("saved", changed);
document.querySelector("[data-without-script]").hidden = true;
page.hidden = false;
show();
