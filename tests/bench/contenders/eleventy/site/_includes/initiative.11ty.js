import { escape, euro, framed, label, links, money } from "./page.js";

const list = (items) => items.map((item) => `<li>${item}</li>`).join("");

export function render(data) {
  const content = `<header class="lead">
<p>${links("pillars", data.pillars)}</p>
<h1>${escape(data.title)}</h1>
<p>${escape(data.summary)}</p>
</header>
<section class="facts" aria-label="In het kort">
<dl>
<dt>Status</dt><dd>${label(data.status)}</dd>
<dt>Niveau</dt><dd>${links("levels", data.levels)}</dd>
<dt>Periode</dt><dd>vanaf ${data.period.start}</dd>
<dt>Plaats</dt><dd>${links("places", data.places)}</dd>
<dt>Eenmalige kosten</dt><dd>${euro(data.recipe.cost)}</dd>
<dt>Geld</dt><dd>${money(data)}</dd>
<dt>Partners</dt><dd><ul>${list(data.participations.map((each) => `${links("partners", [each.partner])}, ${label(each.role)}`))}</ul></dd>
<dt>Onderwerpen</dt><dd>${links("tags", data.tags)}</dd>
</dl>
<h2>Contact</h2>
<ul>${list([links("partners", [data.contact.organisation]), `<a href="mailto:${data.contact.email}">${data.contact.email}</a>`])}</ul>
</section>
<div class="body">${data.content}</div>
<h2>Wat het opleverde</h2>
<ul>${list(data.results.map(escape))}</ul>
<section class="recipe"><h2>Zo doe je het na</h2>
<dl><dt>Eenmalige kosten</dt><dd>${euro(data.recipe.cost)}</dd><dt>Tijd</dt><dd>${escape(data.recipe.time)}</dd></dl>
<h3>Wat je doet</h3>
<ol>${list(data.recipe.steps.map(escape))}</ol></section>
<h2>Geld</h2>
<table><thead><tr><th>Jaar</th><th>Bron</th><th>Bedrag</th></tr></thead><tbody>
${data.funding.map((line) => `<tr><th>${line.year}</th><td>${line.source}</td><td>${euro(line.amount)}</td></tr>`).join("\n")}
</tbody></table>
<h2>Waar dit vandaan komt</h2>
<ul>${list(data.sources.map((source) => `${escape(source.title)}, ${source.date}`))}</ul>`;
  return framed(data.title, data.page.url, [["/", "Home"], ["/initiatives/", "Initiatieven"]], content, data.summary);
}
