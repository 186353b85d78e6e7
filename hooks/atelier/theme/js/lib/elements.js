/** What scripts put on a page: elements, and texts with values in them. */

/** An element with attributes and with children, which are elements or plain text. Text has its own direction. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (children.some((child) => typeof child === "string")) element.dir = "auto";
  element.append(...children);
  return element;
}

/** A text of the page with its values put in: "{n} initiatives". */
export const say = (words, values = {}) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
