// Tables as files that a spreadsheet opens rightly where the language of the page is spoken.

import { download } from "./download.js";
import { locale } from "./locale.js";

// A spreadsheet would run a cell that starts so as a formula; the wide forms too, in some languages.
const FORMULA = /^[=+\-@＝＋－＠\u0000-\u001f]/;
// Where a comma stands before the decimals, semicolons stand between cells.
const DECIMAL = (0.5).toLocaleString(locale)[1];
const SIGN = DECIMAL === "," ? ";" : ",";
const BREAKS = new RegExp(`["${SIGN}\r\n]`);

function cell(value) {
  if (typeof value === "number") return String(value).replace(".", DECIMAL);
  const text = String(value ?? "");
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return BREAKS.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows of cells as text: UTF-8 with a byte order mark, CRLF. */
export const csv = (rows) => `\ufeff${rows.map((row) => `${row.map(cell).join(SIGN)}\r\n`).join("")}`;

/** Let the visitor keep rows of cells as a file. */
export const downloadCsv = (name, rows) => download(name, csv(rows), "text/csv;charset=utf-8");
