// What comes of what is filled in: a card as in a list, and the files.

/** Show a record on the card, and the files that come of it. */
export function preview({ root, form, about, field, part }, { data }, made) {
  const label = (path, value) => field(path)?.querySelector(`[value="${CSS.escape(value)}"]`);
  // The words for a value of a field: those of its choice, else what is filled in.
  const words = (path, value) => {
    const choice = label(path, value);
    return (choice?.matches("input") ? choice.parentElement : choice)?.textContent.trim() ?? value;
  };
  // An empty card says nothing.
  part("card").hidden = !data[about.called];
  for (const element of form.querySelectorAll("[data-card]")) {
    const path = element.dataset.card;
    const values = [data[path] ?? []].flat();
    element.textContent = values.map((value) => words(path, value)).join(", ") || (path === about.called ? about.texts.untitled : "");
    (element.matches("dd") ? element.parentElement : element).hidden = !element.textContent;
  }
  for (const element of form.querySelectorAll("[data-card-class]")) {
    const value = data[element.dataset.cardClass];
    element.className = element.dataset.class.replace(/\S+$/, (start) => (value ? start + value : ""));
  }
  const blocks = made.map(({ path, text }) => {
    const block = root.querySelector("template[data-file]").content.cloneNode(true);
    block.querySelector("h3").textContent = path;
    block.querySelector("code").textContent = text;
    return block;
  });
  part("files").replaceChildren(...blocks);
}
