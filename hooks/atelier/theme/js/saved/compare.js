// Two to four initiatives side by side, as the address asks: /compare/?i=a,b,c

import { make, say } from "../lib/elements.js";
import { address, adopt, asked, asking, load, text, told } from "../lib/initiatives.js";
import { saved } from "./saved.js";

const MOST = 4;

const page = document.querySelector("[data-comparison]");
const words = page.dataset;
const status = page.querySelector("[role=status]");
const part = (name) => page.querySelector(`[data-part=${name}]`);
const template = (name) => page.querySelector(`template[data-${name}]`).content.firstElementChild;
const choices = page.querySelector("select");

let shown = []; // the initiatives in the table
let turn = 0; // only the newest call of show() may draw

/** Show what the address asks for; say what is wrong with it, and first what has just been done. */
async function show(done = "") {
  const mine = ++turn;
  const slugs = asked() ?? [];
  const wrong = [];
  const found = await Promise.all(slugs.slice(0, MOST).map((slug) => fetched(slug, wrong)));
  const initiatives = [...new Map(found.filter(Boolean).map((one) => [one.slug, one])).values()];
  const others = await Promise.all(
    saved()
      .filter((slug) => !initiatives.some((one) => one.slug === slug))
      .map((slug) => fetched(slug, [])),
  );
  if (mine !== turn) return;
  shown = initiatives;
  if (slugs.length > MOST) wrong.push(say(words.many, { n: slugs.length }));
  else if (shown.length < 2) wrong.push(shown.length ? words.one : words.few);
  status.textContent = [done, ...wrong].filter(Boolean).join(" ");
  part("table").replaceChildren(...(shown.length ? [table()] : []));
  part("table").hidden = part("tools").hidden = !shown.length;
  offer(others.filter(Boolean));
}

async function fetched(slug, wrong) {
  try {
    const initiative = await load(slug);
    if (!initiative) wrong.push(say(words.gone, { slug }));
    return initiative;
  } catch {
    wrong.push(say(words.failed, { slug }));
    return null;
  }
}

function table() {
  const made = document.importNode(template("table"), true);
  made.dataset.columns = shown.length;
  for (const initiative of shown) {
    made.tHead.rows[0].append(head(initiative));
    for (const row of made.tBodies[0].rows) {
      row.append(cell(initiative, row.dataset.row, made.dataset.missing));
    }
  }
  // A row of which nothing is known for any of them compares nothing.
  for (const row of made.tBodies[0].rows) {
    row.hidden = !row.querySelector("td:not(.comparison__missing, :has(> .lacking))");
  }
  return made;
}

function head(initiative) {
  const made = document.importNode(template("head").querySelector("th"), true);
  const link = made.querySelector("a");
  link.href = address(initiative.slug);
  link.textContent = made.querySelector("[data-title]").textContent = text(initiative, "title");
  made.querySelector("button").value = initiative.slug;
  return made;
}

function cell(initiative, name, missing) {
  const made = make("td", { dir: "auto" });
  const source = told(initiative, name);
  const short = source?.dataset.compareText;
  if (!source) {
    made.className = "comparison__missing";
    made.textContent = missing;
  } else if (short) {
    made.textContent = short;
  } else if (source.matches("ul")) {
    const list = adopt(initiative, source);
    list.removeAttribute("data-compare");
    made.append(list);
  } else {
    made.append(...adopt(initiative, source).childNodes);
  }
  return made;
}

/** What is saved and not in the table can be added. */
function offer(others) {
  choices.replaceChildren(...others.map((one) => new Option(text(one, "title"), one.slug)));
  part("add").hidden = !others.length || shown.length >= MOST;
  part("none").hidden = others.length > 0 || shown.length >= MOST;
}

async function go(slugs, done) {
  history.pushState(null, "", slugs.length ? asking(slugs) : location.pathname);
  await show(done);
  part("table").querySelector("th button")?.focus();
}

page.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-do]");
  if (pressed?.dataset.do === "print") window.print();
  if (pressed?.dataset.do === "add") {
    const added = choices.selectedOptions[0];
    go([...shown.map((one) => one.slug), added.value], say(words.added, { title: added.text }));
  }
  if (pressed?.dataset.do === "remove") {
    const gone = shown.find((one) => one.slug === pressed.value);
    const rest = shown.filter((one) => one !== gone).map((one) => one.slug);
    go(rest, say(words.removed, { title: text(gone, "title") }));
  }
});
addEventListener("popstate", () => show());
document.addEventListener("saved", () => show());
document.querySelector("[data-without-script]").hidden = true;
page.hidden = false;
show();
