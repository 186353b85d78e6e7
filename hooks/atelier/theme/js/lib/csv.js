// Tables as files that a Dutch Excel opens rightly.

import { download } from "./download.js";

// A spreadsheet would run a cell that starts so as a formula; the wide forms too, in some languages.
const FORMULA = /^[=+\-@＝＋－＠\u0000-\u001f]/;

function cell(value) {
  const text = String(value ?? "");
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows of cells as text: UTF-8 with a byte order mark, semicolons, CRLF. */
export const csv = (rows) => `\ufeff${rows.map((row) => `${row.map(cell).join(";")}\r\n`).join("")}`;

/** Let the visitor keep rows of cells as a file. */
export const downloadCsv = (name, rows) => download(name, csv(rows), "text/csv;charset=utf-8");
