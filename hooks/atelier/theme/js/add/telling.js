// What the form says of what is filled in: what is wrong, what was probably meant, and how something was read.

import { make, say } from "../lib/elements.js";
import { inWords } from "./check.js";
import { addItem, unmarked } from "./fields.js";

const FILLED_IN = "input:not([type='hidden']), select, textarea";

/**
 * How a form speaks. `page` has its `form`, what it is `about`, the `rules` and the `register`, `field` and `part`, which
 * find an element, `added`, which gives the records that come along, and `changed`, which is called where something is
 * filled in for somebody. `tell(found, how)` says what is wrong at its field: `how` has the `readings` of elements, those
 * that were `touched`, and whether all is `tried`.
 */
export function teller({ form, about, rules, register, field, part, added, changed }) {
  const { companion, texts } = about;

  function said(element) {
    return document.getElementById(`${element.id || `f-${element.dataset.path}`}-said`);
  }

  function tell(found, { readings, touched, tried }) {
    for (const element of form.querySelectorAll("[data-path]:is(input, select, textarea, fieldset)")) {
      const own = found.filter((problem) => problem.element === element);
      const told = tried || touched.has(element) ? own.filter(({ code }) => tried || code !== "missing") : [];
      if (told.length) element.setAttribute("aria-invalid", "true");
      else element.removeAttribute("aria-invalid");
      const box = said(element);
      if (!box) continue;
      const fresh = told.map((problem) => message(problem, element));
      const read = own.length || !touched.has(element) ? undefined : readings.get(element);
      if (read) fresh.push(make("p", { class: "field__read" }, say(texts.reads, { meant: read })));
      box.hidden = !fresh.length;
      // What says the same is left alone: it may hold the focus.
      if (box.textContent !== fresh.map((one) => one.textContent).join("")) box.replaceChildren(...fresh);
    }
  }

  // What is missing is asked for in the words of its question.
  function askedFor({ code, path, file: along }) {
    const missing = along ? companion.missing : about.missing;
    return code === "missing" && missing[path.filter((part) => typeof part === "string").join(".")];
  }

  // The service says what it finds itself.
  const plainly = (problem) => problem.said ?? (askedFor(problem) ? [`${askedFor(problem)}.`, ""] : inWords(rules, problem));

  function message(problem, element) {
    const { code, values } = problem;
    const [what, hint] = plainly(problem);
    const paragraph = make("p", {}, make("strong", {}, what), " ", hint);
    if (values.meant && code !== "file-name") {
      const take = make("button", { type: "button", class: "choice" }, say(texts.take, { meant: nameOf(code, values.meant) }));
      take.addEventListener("click", () => put(element, values.value, nameOf(code, values.meant)));
      paragraph.append(make("br"), say(texts.meant, { meant: nameOf(code, values.meant) }), " ", take);
    }
    if (code === "reference-unknown" && companion && values.folder.includes(rules.folders[companion.kind])) {
      const add = make("button", { type: "button", class: "choice" }, say(texts.new, { name: values.value }));
      add.addEventListener("click", () => {
        const item = addItem(field("new"), texts);
        item.querySelector("[data-path='new.#.name']").value = values.value;
        changed();
        item.querySelector("[data-path='new.#.kind']").focus();
      });
      paragraph.append(make("br"), add);
    }
    return paragraph;
  }

  // A record is meant by its slug, and shown by its name.
  function nameOf(code, meant) {
    if (code !== "reference-unknown") return meant;
    const along = added().map((one) => [one.slug, one.data.name]);
    const records = [...register.partners, ...register.funds, ...(register.initiatives ?? []), ...along];
    return records.find(([one]) => one === meant)?.[1] ?? meant;
  }

  // Put what was meant in place of what was typed.
  function put(element, typed, meant) {
    element.value = element.matches("textarea")
      ? element.value.split("\n").map((line) => (unmarked(line) === typed ? meant : line)).join("\n")
      : meant;
    changed();
    element.focus();
  }

  function summarise(found) {
    const box = part("errors");
    box.hidden = !found.length;
    box.querySelector("h2").textContent = found.length === 1 ? texts.one : say(texts.many, { n: found.length });
    const links = found.map((problem) => {
      const label = problem.element?.closest("[data-field]").querySelector("label, legend")?.firstChild.textContent.trim();
      const [what] = plainly(problem);
      if (!problem.element) return make("li", {}, what);
      const link = make("a", { href: `#${problem.element.id}` }, label && !askedFor(problem) ? `${label}: ${what}` : what);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        show(problem.element);
      });
      return make("li", {}, link);
    });
    box.querySelector("ul").replaceChildren(...links);
  }

  // Bring a field into sight and into focus.
  function show(element) {
    for (let step = element.closest("details"); step; step = step.parentElement.closest("details")) step.open = true;
    const first = (scope) => scope.querySelector(`${FILLED_IN}, button`);
    // A new item of a list has a first field of its own; what cannot be filled in stands with what can.
    (element.matches(FILLED_IN) ? element : first(element) ?? first(element.closest(".field"))).focus();
  }

  return { tell, summarise, show };
}
