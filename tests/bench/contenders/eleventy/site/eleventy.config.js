// Pages and terms of the same catalogue, for Eleventy: see ../__init__.py for the content.
const KINDS = { levels: "Niveaus", places: "Plaatsen", tags: "Onderwerpen", pillars: "Pijlers", partners: "Partners" };
const CARDS = 48;

const slug = (text) => text.toLowerCase().replace(/ /g, "-");

function sliced(items) {
  const parts = [];
  for (let start = 0; start === 0 || start < items.length; start += CARDS) parts.push(items.slice(start, start + CARDS));
  return parts;
}

/** Every page of a list: its address, its cards, and how many pages there are. */
function listed(list) {
  const parts = sliced(list.items);
  return parts.map((items, at) => ({
    ...list,
    items,
    count: list.items.length,
    number: at + 1,
    last: parts.length,
    first: list.address,
    address: at ? `${list.address}page/${at + 1}/` : list.address,
  }));
}

export default function (config) {
  const newest = (api) => api.getFilteredByGlob("content/initiatives/*.md").sort((a, b) => b.date - a.date);

  config.setQuietMode(true);
  config.addPassthroughCopy("style.css");
  // A link to another file becomes a link to its page, as with us and with Hugo.
  config.amendLibrary("md", (md) => {
    const normalize = md.normalizeLink;
    md.normalizeLink = (url) => normalize(url.replace(/^(initiatief-\d+)\.md/, "/initiatives/$1/"));
  });
  config.addCollection("lists", (api) => {
    const all = newest(api);
    const lists = [{ title: "Initiatieven", address: "/initiatives/", items: all }];
    const names = {};
    for (const record of api.getFilteredByGlob("content/{pillars,partners}/*/_index.md")) names[record.data.slug] = record;
    for (const [kind, title] of Object.entries(KINDS)) {
      const terms = new Map();
      for (const item of all) {
        for (const name of new Set(item.data[kind])) {
          const key = slug(name);
          if (!terms.has(key)) terms.set(key, []);
          terms.get(key).push(item);
        }
      }
      const of = (key) => names[key] ?? { data: { title: key } };
      lists.push({ title, address: `/${kind}/`, items: [], terms: [...terms].map(([key, items]) => [of(key).data.title, `/${kind}/${key}/`, items.length]) });
      for (const [key, items] of terms) lists.push({ title: of(key).data.title, of: of(key).data, address: `/${kind}/${key}/`, items });
    }
    return lists.flatMap(listed);
  });
  return {
    dir: { input: "content", includes: "../_includes", output: "_site" },
    markdownTemplateEngine: false,
  };
}
