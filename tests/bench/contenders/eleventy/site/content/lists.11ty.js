// Every list of initiatives or of terms, page after page.
import { card, escape, framed, label } from "../_includes/page.js";

export const data = {
  pagination: { data: "collections.lists", size: 1, alias: "list" },
  permalink: ({ list }) => list.address,
};

export function render({ list, page }) {
  const terms = (list.terms ?? []).map(([name, to, count]) => `<li><a href="${to}">${escape(name)}</a> ${count}</li>`);
  const pages = Array.from({ length: list.last }, (_, at) => `<li><a href="${at ? `${list.first}page/${at + 1}/` : list.first}">${at + 1}</a></li>`);
  const content = `<h1>${escape(list.title)}</h1>
${list.of?.kind ? `<p>${label(list.of.kind)}, ${escape(list.of.place)}</p>` : ""}
<p>${list.count} initiatieven</p>
<ul>${terms.join("\n")}</ul>
<ul class="cards">${list.items.map(card).join("\n")}</ul>
${list.last > 1 ? `<nav aria-label="Bladeren"><ul>${pages.join("\n")}</ul></nav>` : ""}`;
  return framed(list.title, page.url, [["/", "Home"]], content);
}
