/** The cards of what was found: the title at once, the card when its file is there. */

import { make, say } from "../lib/elements.js";
import { address } from "../lib/initiatives.js";
import { json } from "../lib/json.js";
import { mark } from "../lib/marks.js";
import { enhance } from "../saved/saved.js";

const BATCH = 24;

export class Cards {
  /**
   * @param element where they go
   * @param {{texts: object, little: HTMLTemplateElement, theirs: HTMLTemplateElement?, site: URL, base: URL,
   *   columns: Columns}} page the words of its language, the headings above those of which little is known and above
   *   those of neighbours, the address of the columns, and the columns
   */
  constructor(element, page) {
    this.element = element;
    Object.assign(this, page);
    this.shards = new Map();
  }

  /**
   * Show the first of what was found.
   * @param {{hits: number[], entries: object, ranked: boolean, matches: ?, partly: Map}} found the places in order, the
   *   titles and slugs of ours, whether the order is that of usefulness, what to mark, and what was found in part
   */
  show(found) {
    this.found = found;
    this.shown = 0;
    this.lists = make("div");
    this.more = make("button", { type: "button", class: "button" });
    this.more.addEventListener("click", async () => {
      const next = this.shown;
      await this.append();
      this.lists.querySelectorAll(".card")[next]?.querySelector("a")?.focus();
    });
    this.element.replaceChildren(this.lists, make("p", { class: "more" }, this.more));
    return this.append();
  }

  /** Whether what was found is what stands on the page. */
  get standing() {
    return Boolean(this.lists?.isConnected);
  }

  /** Add cards until there are `most`. */
  async append(most = this.shown + BATCH) {
    const { found, shown } = this;
    const added = found.hits.slice(shown, Math.max(shown, most));
    this.shown += added.length;
    const items = added.map((place) => {
      const item = this.coming(place);
      this.listOf(place).append(item);
      return item;
    });
    const left = found.hits.length - this.shown;
    this.more.hidden = !left;
    this.more.textContent = say(this.texts.more, { n: Math.min(left, BATCH) });
    // Counts and titles are on the screen before the files of cards are asked for.
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    if (found === this.found) await Promise.all(added.map((place, n) => this.fill(place, items[n])));
  }

  /** What stands there until the card comes: the title, which is known of ours alone. */
  coming(place) {
    const { slugs, titles } = this.found.entries;
    if (place >= this.columns.ours) return make("li", { class: "card card--coming" });
    const link = make("a", { href: address(slugs[place]) }, titles[place]);
    return make("li", { class: "card" }, make("h3", { class: "card__title" }, link));
  }

  /** The list that a card goes into: those of which little is known and those of neighbours have headings. */
  listOf(place) {
    const { ours, known } = this.columns;
    const heading = !this.found.ranked || place < known ? null : place < ours ? this.little : this.theirs;
    const last = this.lists.lastElementChild;
    if (last && heading === this.heading) return last;
    this.heading = heading;
    if (heading) this.lists.append(heading.content.cloneNode(true));
    this.lists.append(make("ul", { class: "cards" }));
    return this.lists.lastElementChild;
  }

  /** Put a card in the place of its title. */
  async fill(place, item) {
    const { found } = this;
    const html = await this.card(place);
    if (found !== this.found) return;
    if (!html) {
      if (!item.textContent) item.append(make("p", {}, this.texts.gone));
      return;
    }
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const card = holder.content.firstElementChild;
    for (const link of card.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), this.site);
    for (const text of found.matches ? card.querySelectorAll(".card__title, .card__summary") : []) mark(text, found.matches);
    const partly = found.partly.get(place);
    if (partly) card.prepend(make("p", { class: "card__partly" }, say(this.texts.partly, partly)));
    const focused = item.contains(document.activeElement);
    item.replaceWith(card);
    if (focused) card.querySelector("a").focus();
    enhance(card);
  }

  /** The HTML of a card, which the build made; nothing where its file cannot be had. */
  async card(place) {
    const [shard, at] = this.columns.card(place);
    if (!this.shards.has(shard)) this.shards.set(shard, json(new URL(`cards-${this.columns.cards[shard]}.json`, this.base)));
    try {
      return (await this.shards.get(shard))[at];
    } catch {
      this.shards.delete(shard);
      return "";
    }
  }
}
