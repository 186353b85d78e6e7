// Where the site stands, whatever folder it is in.

/** The home page's address: this file is at assets/js/lib/ below it. */
export const root = new URL("../../../", import.meta.url);
