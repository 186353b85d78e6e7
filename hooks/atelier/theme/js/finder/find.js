/**
 * Filters that combine, on the pages with a list. Nothing is loaded before a visitor uses them; without this
 * script the list and its pages stand in the HTML. The address holds the whole state.
 */

import { Columns, numbers } from "./columns.js";
import { make, say } from "../lib/elements.js";
import { json } from "../lib/json.js";
import { locale } from "../lib/locale.js";
import { answer } from "../search/answer.js";
import { Panel } from "./panel.js";

const PRINTED = 240;
const OTHERS = 3; // partners, subjects and others that are named where no initiative is found

class Finder {
  constructor(element) {
    this.element = element;
    this.texts = JSON.parse(element.querySelector("[data-texts]").textContent);
    this.preset = (element.dataset.preset ?? "").split("=");
    this.keys = element.dataset.keys.split(" ");
    this.list = element.querySelector("[data-list]");
    this.first = [...this.list.childNodes];
    this.firstCount = this.part("count").textContent;
    this.useful = this.part("best").textContent;
    this.query = element.querySelector("[name=q]");
    this.sort = element.querySelector("[name=sort]");
    this.panel = new Panel(this.part("panel"), this.texts, {
      open: (key) => this.unfold(key),
      choose: (key, slug, chosen) => this.choose(key, slug, chosen),
    });
    this.turn = 0;
  }

  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  start() {
    for (const part of this.element.querySelectorAll("[data-scripted]")) part.hidden = false;
    this.element.classList.add("finder--scripted");
    let waiting;
    this.query.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.go({ replace: true }), 150);
    });
    this.query.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      this.go();
    });
    this.sort.addEventListener("change", () => this.go());
    this.part("toggle").addEventListener("click", () => {
      const open = this.part("toggle").getAttribute("aria-expanded") !== "true";
      this.open(open);
      if (open) this.load();
    });
    this.part("show").addEventListener("click", () => {
      this.open(false);
      this.part("count").focus({ preventScroll: true });
      this.part("count").scrollIntoView();
    });
    this.part("csv").addEventListener("click", () => this.download());
    this.part("print").addEventListener("click", () => this.print());
    addEventListener("popstate", () => this.read());
    if (this.stated()) this.read();
  }

  /** Open or close the filters, where they are behind a button. */
  open(open) {
    this.part("toggle").setAttribute("aria-expanded", open);
    this.part("panel").classList.toggle("finder__panel--open", open);
  }

  /** Whether the address holds a choice. */
  stated() {
    const parameters = new URLSearchParams(location.search);
    return ["q", "sort", ...this.keys].some((key) => parameters.get(key));
  }

  /** The columns, once; the titles come while the counts show. */
  load() {
    this.loading ??= (async () => {
      const address = new URL(this.element.dataset.finder, document.baseURI);
      const [data, { Cards }] = await Promise.all([json(address), import("./cards.js")]);
      this.site = new URL("..", address);
      this.columns = new Columns(data, address);
      this.panel.empty();
      this.theirs = undefined;
      this.titles = json(new URL(`titles-${data.titles}.json`, address)).then((titles) => ({
        ...titles,
        added: { known: titles.added.known, values: numbers(titles.added.values) },
        cost: { known: titles.cost.known, values: numbers(titles.cost.values) },
      }));
      this.elsewhere = () => (this.theirs ??= json(new URL(`elsewhere-${data.elsewhere}.json`, address)));
      const { texts, site, columns } = this;
      const [little, theirs] = [this.part("little"), this.part("theirs")];
      this.cards = new Cards(this.list, { texts, little, theirs, site, base: address, columns });
      await this.show();
    })().catch(async (error) => {
      this.loading = this.columns = undefined;
      if (this.again) return this.fail(error);
      // A new state of the site came out while the old columns were still in the browser's store.
      this.again = true;
      await fetch(new URL(this.element.dataset.finder, document.baseURI), { cache: "reload" }).catch(() => {});
      return this.load();
    });
    return this.loading;
  }

  /** Show the options of a facet, which may have a file of its own. */
  async unfold(key) {
    try {
      await this.load();
      await this.columns?.need([key]);
    } catch (error) {
      this.fail(error);
      return;
    }
    if (!this.columns || this.panel.has(key)) return;
    this.panel.fill(this.columns, key);
    await this.show();
  }

  fail(error) {
    this.again = false;
    this.tell(this.texts.offline);
    console.warn(error);
  }

  // State: the address is its only keeper

  state() {
    const parameters = new URLSearchParams(location.search);
    const choice = new Map();
    for (const key of this.keys) {
      const slugs = parameters.getAll(key).map((slug) => this.columns?.today(key, slug) ?? slug);
      if (slugs.length) choice.set(key, new Set(slugs));
    }
    const asked = parameters.get("sort");
    const sort = [...this.sort.options].some(({ value }) => value === asked) ? asked : "";
    return { choice, query: (parameters.get("q") ?? "").trim(), sort };
  }

  /** Show what the address says. */
  async read() {
    const { query, sort } = this.state();
    this.query.value = query;
    this.sort.value = sort;
    if (this.columns) this.show().catch((error) => this.fail(error));
    else if (this.stated()) await this.load();
  }

  /** Put what the fields say into the address, and show it. */
  async go({ choice = this.state().choice, replace = false } = {}) {
    const parameters = new URLSearchParams();
    const query = this.query.value.trim();
    if (query) parameters.set("q", query);
    for (const [key, slugs] of choice) for (const slug of slugs) parameters.append(key, slug);
    if (this.sort.value) parameters.set("sort", this.sort.value);
    const search = parameters.size ? `?${parameters}` : "";
    if (search !== location.search) {
      const address = location.pathname + search;
      if (replace) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    }
    if (this.columns) await this.show().catch((error) => this.fail(error));
    else await this.load();
  }

  choose(key, slug, chosen) {
    const { choice } = this.state();
    const slugs = choice.get(key) ?? new Set();
    if (chosen) slugs.add(slug);
    else slugs.delete(slug);
    if (slugs.size) choice.set(key, slugs);
    else choice.delete(key);
    return this.go({ choice });
  }

  // What is shown

  async show() {
    const turn = ++this.turn;
    const asked = new URLSearchParams(location.search);
    const keys = [...this.keys.filter((key) => asked.has(key)), this.preset[0]];
    await this.columns.need(keys);
    if (turn !== this.turn) return;
    for (const { key } of this.columns.facets) if (!this.panel.has(key)) this.panel.fill(this.columns, key);
    const { choice, query, sort } = this.state();
    const wanted = new Map(choice);
    if (this.preset[0]) wanted.set(this.preset[0], new Set([this.preset[1]]));
    const found = query ? await this.find(query) : null;
    if (turn !== this.turn) return;
    const among = found && !found.short && !found.failed ? new Set(found.places) : null;
    const { hits: all, counts } = this.columns.select(wanted, among);
    const chosen = choice.size || among || sort;
    // Before a choice the list stands there as it came: initiatives of ours alone.
    const hits = chosen ? all : this.ours(all);
    const partly = new Map(found?.hits.filter((hit) => hit.matched < found.of).map((hit) => [hit.place, { ...hit, of: found.of }]));
    const inPart = hits.filter((place) => partly.has(place)).length;
    const whole = this.number(hits.length - inPart);
    this.tell(chosen ? (inPart ? say(this.texts.parts, { count: whole, n: inPart }) : whole) : this.firstCount);
    this.part("show").textContent = this.number(hits.length, this.texts.showOne, this.texts.showMany);
    this.part("best").textContent = among ? this.texts.match : this.useful;
    this.part("order").hidden = Boolean(among || sort);
    this.panel.update(choice, counts);
    this.chips(choice, query);
    this.entries = await this.titles;
    this.hits = await this.sorted(hits, sort, among && found.places);
    if (turn !== this.turn) return;
    await this.advise(choice, query, found, among);
    if (turn !== this.turn) return;
    for (const part of this.element.querySelectorAll("[data-found]")) part.hidden = !hits.length;
    this.found = { hits: this.hits, entries: this.entries, ranked: !among && !sort, matches: found?.matches, partly };
    if (chosen) this.cards.show(this.found);
    else this.list.replaceChildren(...this.first);
  }

  /** The places of the initiatives that a text stands in, the best first. */
  async find(query) {
    try {
      const { search, ids } = await import("../search/text.js");
      const found = await search(query);
      return { ...found, places: ids(found.hits) };
    } catch (error) {
      return { hits: [], places: [], failed: error.state ?? "offline" };
    }
  }

  /** Those of the places that are ours. */
  ours(places) {
    return places.filter((place) => place < this.columns.ours);
  }

  /** The places in order. What neighbours have comes last where it is not known when it came or what it costs. */
  async sorted(hits, sort, places) {
    const { added, cost } = this.entries;
    if (sort === "newest") return hits.sort((a, b) => (added.values[b] ?? 0) - (added.values[a] ?? 0) || a - b);
    if (sort === "cost") {
      const last = cost.known.length + 1;
      return hits.sort((a, b) => (cost.values[a] || last) - (cost.values[b] || last) || a - b);
    }
    if (sort === "title") {
      const titles = await this.allTitles(hits);
      this.collator ??= new Intl.Collator(locale);
      return hits.sort((a, b) => this.collator.compare(titles[a], titles[b]));
    }
    if (!places) return hits;
    const hit = new Set(hits);
    return places.filter((place) => hit.has(place));
  }

  /** The titles by place; those of neighbours only where some of the places are theirs. */
  async allTitles(places) {
    const { titles } = this.entries;
    return places.some((place) => place >= this.columns.ours) ? [...titles, ...(await this.elsewhere()).titles] : titles;
  }

  /** The number of hits is spoken: it stands in a status. */
  tell(text) {
    const count = this.part("count");
    if (count.textContent !== text) count.textContent = text;
  }

  number(n, one = this.texts.one, many = this.texts.many) {
    return say(n === 1 ? one : many, { n: n.toLocaleString(locale) });
  }

  chips(choice, query) {
    const chips = this.part("chips");
    const items = [];
    const chip = (text, remove) => {
      const button = make("button", { type: "button", class: "chip" }, text);
      button.setAttribute("aria-label", say(this.texts.remove, { choice: text }));
      button.addEventListener("click", remove);
      items.push(make("li", {}, button));
    };
    if (query) {
      chip(`“${query}”`, () => {
        this.query.value = "";
        this.go();
      });
    }
    this.part("chosen-all").textContent = [...choice.values()].reduce((sum, { size }) => sum + size, 0) || "";
    for (const [key, slugs] of choice) {
      const facet = this.columns.byKey.get(key);
      for (const slug of slugs) {
        const name = facet.names[facet.place.get(slug)] ?? slug;
        chip(`${facet.label}: ${name}`, () => this.choose(key, slug, false));
      }
    }
    if (items.length > 1) {
      const all = make("button", { type: "button", class: "chip chip--all" }, this.texts.clear);
      all.addEventListener("click", () => {
        this.query.value = "";
        this.go({ choice: new Map() });
        this.query.focus();
      });
      items.push(make("li", {}, all));
    }
    const focused = chips.contains(document.activeElement);
    chips.replaceChildren(...items);
    chips.hidden = !items.length;
    if (focused) (chips.querySelector("button") ?? this.query).focus();
  }

  /** What the search tells, and what to do when nothing is found: other words, fewer filters, subjects. */
  async advise(choice, query, found, among) {
    const help = this.part("help");
    const items = [];
    const texts = [];
    if (!this.hits.length && choice.size) {
      const preset = this.preset[0] ? new Map([[this.preset[0], new Set([this.preset[1]])]]) : new Map();
      const all = this.columns.select(preset, among).hits;
      const without = (among ? all : this.ours(all)).length;
      if (!found) texts.push(this.texts.none);
      if (without) {
        const button = make("button", { type: "button", class: "link" }, say(this.texts.without, { count: this.number(without) }));
        button.addEventListener("click", () => this.go({ choice: new Map() }));
        items.push(button);
      }
    }
    const others = this.hits.length ? [] : (found?.hits.filter(({ kind }) => kind === 1).slice(0, OTHERS) ?? []);
    for (const { href, meta } of await Promise.all(others.map((hit) => hit.data())).catch(() => [])) {
      items.push(make("a", { href }, `${meta.kind}: ${meta.title}`));
    }
    for (const { text, href } of found ? answer(found, query, { texts: this.texts, site: this.site, initiatives: this.hits.length }) : []) {
      if (href) items.push(make("a", { href }, text));
      else texts.push(text);
    }
    help.replaceChildren(...texts.map((text) => make("p", {}, text)));
    if (items.length) help.append(make("ul", {}, ...items.map((item) => make("li", {}, item))));
    help.hidden = !help.childElementCount;
  }

  // To take along

  async download() {
    await this.load();
    await this.columns.need();
    const [{ download }, titles] = await Promise.all([import("./table.js"), this.allTitles(this.hits)]);
    download(this.hits, this, titles, titles.length > this.columns.ours ? (await this.elsewhere()).pages : []);
  }

  async print() {
    await this.load();
    if (!this.cards.standing) await this.cards.show(this.found);
    await this.cards.append(PRINTED);
    window.print();
  }
}

for (const element of document.querySelectorAll("[data-finder]")) new Finder(element).start();
