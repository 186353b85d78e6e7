// What a visitor saves: a list of slugs that stays in this browser, and the buttons that change it.

const KEY = "atelier.saved";
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Slugs, each once, without what can be none. */
export const slugs = (values) => [...new Set(values.map(String))].filter((value) => SLUG.test(value));

/** Whether this browser lets the site keep anything. */
export const works = (() => {
  try {
    localStorage.setItem(`${KEY}.test`, "");
    localStorage.removeItem(`${KEY}.test`);
    return true;
  } catch {
    return false;
  }
})();

/** The slugs that are saved, in the order in which they were. */
export function saved() {
  try {
    return slugs(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return []; // not allowed to look, or not what we wrote
  }
}

/** Save exactly these. Tells the page by the event "saved", with what was there before. */
export function save(list) {
  const before = saved();
  try {
    localStorage.setItem(KEY, JSON.stringify(slugs(list)));
  } catch {
    return; // no room: the buttons go on telling what is saved
  }
  enhance();
  document.dispatchEvent(new CustomEvent("saved", { detail: before }));
}

/** Show the buttons in a part of the page, as well as links with a count, and what is saved. */
export function enhance(part = document) {
  if (!works) return;
  const now = saved();
  for (const button of part.querySelectorAll("[data-save]")) {
    button.setAttribute("aria-pressed", now.includes(button.dataset.save));
    button.hidden = false;
  }
  for (const link of document.querySelectorAll("[data-saved-link]")) link.hidden = !now.length;
  for (const count of document.querySelectorAll("[data-saved-count]")) count.textContent = `(${now.length})`;
}

function changedElsewhere() {
  enhance();
  document.dispatchEvent(new CustomEvent("saved"));
}

document.addEventListener("click", (event) => {
  const slug = event.target.closest("[data-save]")?.dataset.save;
  if (!slug) return;
  const now = saved();
  save(now.includes(slug) ? now.filter((other) => other !== slug) : [...now, slug]);
});
addEventListener("storage", (event) => (event.key === KEY || event.key === null) && changedElsewhere());
// A page that the back button brings out of the cache missed what happened since.
addEventListener("pageshow", (event) => event.persisted && changedElsewhere());
enhance();
