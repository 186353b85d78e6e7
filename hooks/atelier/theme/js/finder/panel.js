/** The panel of filters: a group for every facet, with the number of hits that each option would give. */

import { NOT_KNOWN } from "./columns.js";
import { locale } from "../lib/locale.js";
import { fold } from "../lib/marks.js";

const OFFERED = 8;

export class Panel {
  /**
   * @param element holds a `<details data-facet="key">` for every facet
   * @param texts the words of the page's language
   * @param {{open: function(string), choose: function(string, string, boolean)}} on what to do when a group is
   *   opened, and when an option is chosen
   */
  constructor(element, texts, on) {
    this.element = element;
    this.texts = texts;
    this.on = on;
    this.groups = new Map();
    for (const details of element.querySelectorAll("[data-facet]")) {
      this.groups.set(details.dataset.facet, { details, options: [], all: false, filter: "" });
      details.addEventListener("toggle", () => details.open && on.open(details.dataset.facet));
    }
  }

  /** Whether a group has its options, or is not on the page. */
  has(key) {
    return !this.groups.has(key) || Boolean(this.groups.get(key).facet);
  }

  /** Forget the options of all groups. */
  empty() {
    for (const group of this.groups.values()) group.facet = undefined;
  }

  /** Make the options of a group. Long lists come with a field to find one in, the most used options first. */
  fill(columns, key) {
    const group = this.groups.get(key);
    const facet = columns.byKey.get(key);
    const used = new Uint32Array(facet.slugs.length);
    for (const value of facet.values) used[value]++;
    const order = [...used.keys()];
    group.long = ["place", "partner", "tag"].includes(key) && order.length > OFFERED;
    // What is not known stays last.
    const last = facet.place.get(NOT_KNOWN) ?? -1;
    if (group.long) order.sort((a, b) => (a === last) - (b === last) || used[b] - used[a] || a - b);
    group.facet = facet;
    group.order = order;
    group.options = [];
    group.list = document.createElement("ul");
    group.more = document.createElement("button");
    group.more.type = "button";
    group.more.className = "link";
    group.more.addEventListener("click", () => {
      group.all = !group.all;
      this.draw(key);
    });
    const parts = [group.list, group.more];
    if (group.long) parts.unshift(this.field(key, facet.label, group));
    group.details.querySelector("[data-options]").replaceChildren(...parts);
  }

  field(key, label, group) {
    const input = document.createElement("input");
    input.type = "search";
    input.className = "facet__find";
    input.setAttribute("aria-label", this.texts.findIn.replace("{facet}", label));
    input.placeholder = input.getAttribute("aria-label");
    input.addEventListener("input", () => {
      group.filter = fold(input.value.trim());
      this.draw(key);
    });
    // Enter in this field must not search the whole list.
    input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    return input;
  }

  option(key, group, place) {
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    const number = document.createElement("span");
    box.type = "checkbox";
    box.addEventListener("change", () => this.on.choose(key, group.facet.slugs[place], box.checked));
    number.className = "facet__count";
    label.append(box, ` ${group.facet.names[place]} `, number);
    item.append(label);
    return { item, box, number };
  }

  update(choice, counts) {
    for (const [key, group] of this.groups) {
      if (!group.facet) continue; // its file is not here
      group.chosen = choice.get(key) ?? new Set();
      group.counts = counts.get(key);
      if (group.chosen.size) group.details.open = true;
      const badge = group.details.querySelector("[data-chosen]");
      badge.textContent = group.chosen.size || "";
      this.draw(key);
    }
  }

  draw(key) {
    const group = this.groups.get(key);
    const { facet, chosen, counts } = group;
    const offered = group.order.filter((place) => {
      if (chosen.has(facet.slugs[place])) return true;
      return counts[place] > 0 && (!group.filter || fold(facet.names[place]).includes(group.filter));
    });
    const cut = group.all || group.filter || !group.long ? offered.length : OFFERED;
    const always = (slug) => slug === NOT_KNOWN || chosen.has(slug);
    const shown = offered.filter((place, n) => n < cut || always(facet.slugs[place]));
    const items = shown.map((place) => {
      const option = (group.options[place] ??= this.option(key, group, place));
      option.box.checked = chosen.has(facet.slugs[place]);
      option.number.textContent = counts[place].toLocaleString(locale);
      return option.item;
    });
    // Moving an element takes the focus from it, so what stands right stays where it is.
    const focused = document.activeElement;
    items.forEach((item, n) => {
      if (group.list.children[n] !== item) group.list.insertBefore(item, group.list.children[n] ?? null);
    });
    while (group.list.children.length > items.length) group.list.lastChild.remove();
    if (focused?.isConnected && focused !== document.activeElement) focused.focus();
    // With one option left there is nothing to choose.
    group.details.hidden = offered.length < 2 && !chosen.size && !group.filter;
    group.more.hidden = !group.long || Boolean(group.filter) || offered.length <= OFFERED;
    group.more.textContent = group.all
      ? this.texts.fewer
      : this.texts.all.replace("{n}", offered.length.toLocaleString(locale));
  }
}
