// Show of a programme what belongs to a pillar or a level. What belongs to no initiative always stays.

const programme = document.querySelector("[data-programme]");
const form = programme.querySelector("form");
const told = form.querySelector("[role=status]");

function shows(part, pillar, level) {
  const { pillar: own, levels } = part.dataset;
  if (own === undefined) return true;
  return (!pillar || own === pillar) && (!level || levels.split(" ").includes(level));
}

function filter() {
  const pillar = form.elements.pillar?.value;
  const level = form.elements.level?.value;
  let shown = 0;
  for (const row of programme.querySelectorAll("tbody tr")) {
    let any = false;
    for (const part of row.querySelectorAll(".slot")) {
      part.hidden = !shows(part, pillar, level);
      any ||= !part.hidden;
      if (!part.hidden && part.dataset.pillar) shown += 1;
    }
    row.hidden = !any;
  }
  const { one, many } = told.dataset;
  told.textContent = pillar || level ? (shown === 1 ? one : many).replace("{n}", shown) : "";
}

form.hidden = false;
form.addEventListener("change", filter);
filter(); // a browser may remember what was chosen before
