// What every page has, and a card. Plain functions of JavaScript: the quickest templates that Eleventy knows.
const MENU = { "/": "Home", "/initiatives/": "Initiatieven", "/levels/": "Per niveau", "/places/": "Per plaats", "/tags/": "Per onderwerp", "/pillars/": "Pijlers", "/partners/": "Partners" };
const LABELS = {
  active: "Loopt", pilot: "Proef", completed: "Afgerond", unknown: "Nu niet bekend", idea: "Idee", stopped: "Gestopt",
  po: "Primair onderwijs", vo: "Voortgezet onderwijs", vmbo: "Vmbo", havo: "Havo", vwo: "Vwo", mbo: "Mbo", hbo: "Hbo",
  wo: "Universiteit", so: "Speciaal onderwijs", vve: "Voorschool", lead: "trekker", participant: "deelnemer",
  school: "School", "school-board": "Schoolbestuur", college: "Mbo-instelling", university: "Universiteit",
  business: "Bedrijf", foundation: "Stichting", network: "Netwerk", culture: "Cultuur",
};
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const numbers = new Intl.NumberFormat("nl-NL");
const cards = new WeakMap();

export const escape = (text) => String(text).replace(/[&<>"]/g, (letter) => ESCAPES[letter]);
export const label = (key) => LABELS[key] ?? key;
export const euro = (amount) => `€ ${numbers.format(amount)}`;
export const money = (data) => `${euro(data.funding.reduce((sum, line) => sum + line.amount, 0))} in ${data.funding.at(-1).year}`;
export const slug = (text) => text.toLowerCase().replace(/ /g, "-");
export const links = (kind, names) => names.map((name) => `<a href="/${kind}/${slug(name)}/">${escape(label(name))}</a>`).join(", ");

function made({ url, data }) {
  return `<li class="card">
<p>${escape(data.pillars[0])} <span class="status">${label(data.status)}</span></p>
<h3><a href="${url}">${escape(data.title)}</a></h3>
<p>${escape(data.summary)}</p>
<dl>
<div><dt>Voor</dt><dd>${data.levels.map(label).join(", ")}</dd></div>
<div><dt>Waar</dt><dd>${data.places.map(escape).join(", ")}</dd></div>
<div><dt>Kosten</dt><dd>${euro(data.recipe.cost)}</dd></div>
<div><dt>Geld</dt><dd>${money(data)}</dd></div>
</dl>
</li>`;
}

export function card(item) {
  if (!cards.has(item)) cards.set(item, made(item));
  return cards.get(item);
}

export function framed(title, url, way, content, summary) {
  return `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Kleine catalogus</title>
${summary ? `<meta name="description" content="${escape(summary)}"><meta property="og:description" content="${escape(summary)}">` : ""}
<meta property="og:title" content="${escape(title)}">
<link rel="canonical" href="https://klein.example${url}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a href="#main">Naar de inhoud</a>
<header><a href="/">Kleine catalogus</a>
<nav aria-label="Menu"><ul>${Object.entries(MENU).map(([to, name]) => `<li><a href="${to}">${name}</a></li>`).join("\n")}</ul></nav>
</header>
<main id="main">
<nav class="crumbs" aria-label="Je bent hier"><ol>${way.map(([to, name]) => `<li><a href="${to}">${name}</a></li>`).join("")}<li aria-current="page">${escape(title)}</li></ol></nav>
${content}
</main>
<footer><a href="#main">Terug naar boven</a></footer>
</body>
</html>`;
}
