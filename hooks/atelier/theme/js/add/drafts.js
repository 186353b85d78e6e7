// What somebody filled in, kept in this browser for each record apart. A draft is only ever written by the page that made
// it or went on with it; where another page wrote it since, this one goes on under a key of its own.

const PREFIX = "atelier.draft:";

/** The drafts of a record, the newest first: { key, at, written, … }. `record` is as "initiatives:edit:SLUG". */
export function draftsOf(record) {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${PREFIX}${record}:`)) continue;
      const draft = read(key);
      if (draft) found.push({ ...draft, key });
    }
  } catch {
    // This browser keeps nothing.
  }
  return found.sort((one, two) => two.at - one.at);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return undefined;
  }
}

/** Throw a draft away. */
export const discard = ({ key }) => localStorage.removeItem(key);

/** The draft of this page. */
export class Draft {
  constructor(record) {
    this.record = record;
    this.key = `${PREFIX}${record}:${crypto.randomUUID()}`;
    this.written = undefined; // by this page: of what is there, the id that each writing gets
  }

  /** Go on with a draft that was kept before. */
  take({ key, written }) {
    [this.key, this.written] = [key, written];
  }

  /** Keep what is filled in; false where this browser does not. */
  keep(filled) {
    try {
      if (read(this.key)?.written !== this.written) this.key = `${PREFIX}${this.record}:${crypto.randomUUID()}`;
      const written = crypto.randomUUID();
      localStorage.setItem(this.key, JSON.stringify({ ...filled, at: Date.now(), written }));
      this.written = written;
      return true;
    } catch {
      return false;
    }
  }
}
