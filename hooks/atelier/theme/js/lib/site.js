// Where the site stands, whatever folder it is in.

/** Where the files are that all languages share: this file is at assets/js/lib/ below it. */
export const base = new URL("../../../", import.meta.url);

/** The home page's address in the language of the page. */
export const root = new URL(document.querySelector(".head__brand")?.href ?? base);
