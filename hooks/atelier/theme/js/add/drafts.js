// What somebody filled in, kept in this browser for each record apart. A draft is only ever written by the page that made
// it or went on with it; where another page wrote it since, this one goes on under a key of its own.

import { say } from "../lib/elements.js";
import { locale } from "../lib/locale.js";
import { today } from "./rules.js";
import { dateInWords } from "./spoken.js";

const PREFIX = "atelier.draft:";

// Unlike any other; crypto.randomUUID is not there on sites without https.
const newId = () => Date.now().toString(36) + Math.random().toString(36).slice(2);
const newKey = (record) => `${PREFIX}${record}:${newId()}`;

// The drafts of a record, the newest first: { key, at, written, … }.
function draftsOf(record) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${record}:`));
    const drafts = keys.map((key) => ({ ...read(key), key })).filter(({ data, from }) => data && from);
    return drafts.sort((one, two) => two.at - one.at);
  } catch {
    return []; // this browser keeps nothing
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return undefined;
  }
}

/** The draft of this page. `record` is as "initiatives:edit:SLUG". */
export class Draft {
  constructor(record) {
    this.record = record;
    this.key = newKey(record);
    this.written = undefined; // by this page: of what is there, the id that each writing gets
  }

  /** Go on with a draft that was kept before. */
  take({ key, written }) {
    [this.key, this.written] = [key, written];
  }

  /** Keep what is filled in; false where this browser does not. */
  keep(filled) {
    try {
      if (read(this.key)?.written !== this.written) this.key = newKey(this.record);
      const written = newId();
      localStorage.setItem(this.key, JSON.stringify({ ...filled, at: Date.now(), written }));
      this.written = written;
      return true;
    } catch {
      return false;
    }
  }

  /** Keep it no longer: it is where it has to be. */
  discard() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // this browser keeps nothing
    }
    this.keep = () => true;
  }
}

/** Offer the drafts of a record, to go on with or to throw away; whoever types begins anew, and overwrites none. */
export function offerDrafts({ root, part, texts }, record, goOn) {
  const drafts = draftsOf(record);
  part("drafts").hidden = !drafts.length;
  const items = drafts.map((draft) => {
    const item = root.querySelector("template[data-draft]").content.cloneNode(true).firstElementChild;
    const values = { title: draft.title || texts.untitled, ...when(new Date(draft.at)) };
    item.querySelector("span").textContent = say(texts.draft, values);
    item.querySelector("[data-do='go-on']").onclick = () => goOn(draft);
    item.querySelector("[data-do='discard']").onclick = () => {
      localStorage.removeItem(draft.key);
      offerDrafts({ root, part, texts }, record, goOn);
    };
    return item;
  });
  part("drafts").querySelector("ul").replaceChildren(...items);
}

function when(moment) {
  const time = moment.toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" });
  return { day: dateInWords(today(moment)), time };
}
