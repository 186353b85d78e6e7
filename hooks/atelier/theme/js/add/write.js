// Writes files from their fields, byte for byte as hooks/atelier/content/writer.py does, and changes of files.

import { folded, read, whole } from "./rules.js";

/** Whether a value says anything: an empty text, list or group does not. */
export function says(value) {
  return typeof value === "object" && value !== null ? Object.values(value).some(says) : Boolean(value);
}

/** The front matter and the body as one file. `rules` are those of add/rules.json. */
export function fileText(rules, group, data, body = "") {
  const text = body.replace(/^\n+|\n+$/g, "");
  return ["---", ...fields(rules, group, data), "---", ...(text ? ["", text, ""] : [""])].join("\n");
}

function fields(rules, group, data) {
  return Object.keys(group).flatMap((key) => field(rules, group, data, key));
}

function field(rules, group, data, key) {
  const value = data[key];
  if (!says(value)) return [];
  if (typeof value === "string") return [`${key}: ${scalar(rules, value)}`];
  const within = Array.isArray(value) ? items(rules, group[key].group, value) : fields(rules, group[key].group, value);
  return [`${key}:`, ...within.map((line) => `  ${line}`)];
}

function items(rules, group, values) {
  return values.filter(says).flatMap((item) => {
    if (typeof item === "string") return [`- ${scalar(rules, item)}`];
    return fields(rules, group, item).map((line, n) => (n ? `  ${line}` : `- ${line}`));
  });
}

// As hooks/atelier/content/yaml/scalar.py does.
function scalar({ plain, nothing }, text) {
  if (/[\0-\x1f]/.test(text)) return JSON.stringify(text);
  if (whole(plain, text) && !nothing.includes(text)) return text;
  if (text.includes("'") && !/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * A file with other values for some fields, and perhaps another body: all else stays byte for byte. `file` is
 * file.json of a record; `changed` holds the new values, and "" or undefined for a field that goes.
 */
export function changedText(rules, group, file, changed, body) {
  const lines = file.text.split("\n");
  const keys = Object.keys(group);
  const end = lines.findIndex((line, n) => n && line.trimEnd() === "---");
  const edge = lines[0].endsWith("\r") ? "\r" : "";
  const edits = Object.keys(changed).map((key) => {
    const fresh = field(rules, group, changed, key).map((line) => line + edge);
    if (key in file.lines) {
      const [first, last] = file.lines[key];
      return [first - 1, last - first + 1, fresh];
    }
    // A new field comes after those that stand before it in the model.
    const before = keys.slice(0, keys.indexOf(key)).filter((other) => other in file.lines);
    return [Math.max(1, ...before.map((other) => file.lines[other][1])), 0, fresh, keys.indexOf(key)];
  });
  const front = lines.slice(0, end + 1);
  // From the bottom up, so that the lines above keep their numbers; what is new at one place in order.
  edits.sort((a, b) => b[0] - a[0] || a[1] - b[1] || b[3] - a[3]);
  for (const [at, count, fresh] of edits) front.splice(at, count, ...fresh);
  const rest = body === undefined ? lines.slice(end + 1) : ["", ...(body ? body.replace(/^\n+|\n+$/g, "").split("\n") : []), ""];
  return [...front, ...(body === "" ? [""] : rest)].join("\n");
}

/** The body of a file. */
export function bodyOf({ text }) {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return lines.slice(lines.findIndex((line, n) => n && line.trimEnd() === "---") + 1).join("\n").replace(/^\n+|\n+$/g, "");
}

// What may lead somewhere in a text: an address that the rules of the model allow.
function leads(rules, target) {
  const { url, email } = rules.records.initiatives.contact.group;
  const [rule, word] = target.startsWith("mailto:") ? [email.rule, target.slice(7)] : [url.rule, target];
  return !read(rule, word).code;
}

const DEEPEST = 20;
const ADDRESS = "(?:[a-z][a-z0-9+.-]*:\\/\\/|www\\.)[^\\s<>[\\]()\\\\`“”„‟«»‹›…]*";
const SPECIAL = new RegExp(`\\\\.|<|!\\[|&#|\\[\\^[^\\]\\s]+\\]:|\\]:|\\]\\(([^()\\s]*)\\)|\\]\\(|(${ADDRESS})(?=(\\)?(?:\\s|$))?)`, "gi");

/**
 * A text as it was typed, with a backslash before what has no place in it: HTML, pictures and links that lead
 * nowhere. Lines that stood in `known` are left as they are.
 */
export function safeBody(rules, text, known = new Set()) {
  const notes = new Set();
  const safe = (found, target, address, ends) => {
    if (found[0] === "\\") return found;
    if (found.startsWith("[^")) return isNoted(text, found, notes) ? found : `\\${found}`;
    if (address !== undefined) return ends !== undefined && isLinked(rules, address) ? found : found.replace(/:|\.|&#/g, "\\$&");
    if (target === undefined) return `\\${found}`;
    return leads(rules, target) ? found : `\\](${target.replace(SPECIAL, safe)})`;
  };
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return lines.map((line) => (known.has(line) ? line : shallow(line).replace(SPECIAL, safe))).join("\n");
}

// Whether a text surely refers to a note; a note that nothing refers to, or a second of that name, is not shown.
function isNoted(text, definition, notes) {
  const label = definition.slice(0, -1).toLowerCase();
  if (notes.has(label) || text.includes("`")) return false;
  notes.add(label);
  return text.toLowerCase().split("\n").some((line) => {
    const at = line.indexOf(label);
    return at >= 0 && !"!\\".includes(line[at - 1] ?? " ") && !":([".includes(line[at + label.length] ?? " ");
  });
}

// What stands in a text becomes a link by itself, without the marks that end a sentence.
function isLinked(rules, address) {
  const target = address.replace(/[?!.,:*_~'"‘’‚‛–—]+$/, "");
  return !address.includes("&#") && leads(rules, /^www/i.test(target) ? `http://${target}` : target);
}

// Each quote or list takes a character at the start of a line: more than so many are nested too deep.
function shallow(line) {
  const [start] = line.match(/^(?:[ \t]|>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))*/);
  const wide = start.replaceAll("\t", "    ");
  return wide.length > DEEPEST ? `${wide.slice(0, DEEPEST).trimEnd()} \\${line.slice(start.length).trim() || "-"}` : line;
}

/** Every name of a list of records, folded, with the slug that it stands for; the first that has it wins. */
export function namesOf(records) {
  const names = new Map();
  for (const [slug, ...others] of records) {
    for (const name of [...others, slug]) if (!names.has(folded(name))) names.set(folded(name), slug);
  }
  return names;
}
