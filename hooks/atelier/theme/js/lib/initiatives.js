// Initiatives as they stand on their own pages, so that nothing is written twice.

import { root } from "./site.js";

const fetched = new Map();

/** The address of an initiative's page. */
export const address = (slug) => new URL(`initiatives/${slug}/`, root).href;

/** The slugs in this page's own address, ?i=a,b,c; null where it has none. As typed: they may be wrong. */
export function asked() {
  const list = new URLSearchParams(location.search).get("i");
  return list ? [...new Set(list.split(",").map((slug) => slug.trim()).filter(Boolean))] : null;
}

/** An initiative: its slug today, which may be another than that asked for, and its page. null where there
    is none; fails where it could not be fetched. */
export function load(slug) {
  if (!fetched.has(slug)) {
    const one = read(slug, 3);
    one.catch(() => fetched.delete(slug));
    fetched.set(slug, one);
  }
  return fetched.get(slug);
}

async function read(slug, turns) {
  if (!/^[a-z0-9-]+$/.test(slug)) return null;
  const answer = await fetch(address(slug));
  if (answer.status === 404 || answer.status === 410) return null;
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const sheet = page.querySelector("[data-initiative]");
  if (sheet) return { slug: sheet.dataset.initiative, page };
  // The page of a former address names the one of today.
  const today = page.querySelector("link[rel=canonical]")?.getAttribute("href").match(/\/initiatives\/([^/]+)\/$/);
  return today && turns ? read(today[1], turns - 1) : null;
}

/** The part of an address that asks for initiatives. */
export const asking = (slugs) => `?i=${slugs.map(encodeURIComponent).join(",")}`;

/** A part of an initiative's page for this page: a copy whose links still lead where they did. */
export function adopt(initiative, part) {
  const copy = document.importNode(part, true);
  for (const link of copy.querySelectorAll("[href]")) {
    const to = new URL(link.getAttribute("href"), address(initiative.slug));
    // Within the site without the host, so that paper names other sites' addresses only.
    if (to.origin === location.origin) link.setAttribute("href", to.pathname + to.search + to.hash);
  }
  return copy;
}

/** The part of an initiative's page that tells one thing of it; null where nothing is told. */
export const told = (initiative, name) => initiative.page.querySelector(`[data-compare="${name}"]`);

/** The same as text, the items of a list with commas between them. */
export function text(initiative, name) {
  const part = told(initiative, name);
  const parts = part ? [...part.querySelectorAll("li")] : [];
  return (parts.length ? parts : [part]).map((one) => one?.textContent.replace(/\s+/g, " ").trim() ?? "").join("; ");
}
