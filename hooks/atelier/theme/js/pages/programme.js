// Show of a programme what fits a choice, as a list; the address of the page holds the choice, to share it. A part
// that does not say what a filter asks for, such as a break without a room, is for everyone and stays.

const programme = document.querySelector("[data-programme]");
const form = programme.querySelector("form");
const told = form.querySelector("[role=status]");
const reset = form.querySelector("[type=reset]");
const selects = [...form.querySelectorAll("select")];
const several = new Set(["level"]); // attributes that hold more than one value

const same = (a, b) => a.toLowerCase() === b.toLowerCase();

/** Whether a part fits a filter; undefined where it does not say. */
function fits(part, { name, value }) {
  const own = name === "day" ? part.closest("[data-day]").dataset.day : part.dataset[name];
  if (own === undefined || (name === "kind" && own === "break")) return undefined;
  return several.has(name) ? own.split(" ").includes(value) : same(own, value);
}

function filter() {
  const chosen = selects.filter(({ value }) => value);
  let shown = 0;
  for (const day of programme.querySelectorAll("[data-day]")) {
    let any = false;
    for (const row of day.querySelectorAll("tbody tr")) {
      let some = false;
      for (const part of row.querySelectorAll(".slot")) {
        const fitting = chosen.map((select) => fits(part, select));
        part.hidden = fitting.includes(false);
        some ||= !part.hidden;
        if (!part.hidden && fitting.includes(true) && part.dataset.kind !== "break") shown += 1;
      }
      row.hidden = chosen.length > 0 && !some;
      any ||= some;
    }
    day.hidden = !any;
    day.querySelector("table").classList.toggle("timetable--chosen", chosen.length > 0);
  }
  const { one, many } = told.dataset;
  told.textContent = chosen.length ? (shown === 1 ? one : many).replace("{n}", shown) : "";
  reset.hidden = !chosen.length;
  const address = new URL(location.href);
  for (const { name, value } of selects) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(history.state, "", address);
}

const asked = new URLSearchParams(location.search);
for (const select of selects) {
  const option = [...select.options].find(({ value }) => value && same(value, asked.get(select.name) ?? ""));
  if (option) select.value = option.value;
}
form.hidden = false;
form.addEventListener("change", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
filter(); // a browser may remember what was chosen before
