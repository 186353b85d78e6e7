// Tables as files that a Dutch Excel opens rightly.

// A spreadsheet would run a cell that starts so as a formula; the wide forms too, in some languages.
const FORMULA = /^[=+\-@＝＋－＠\u0000-\u001f]/;

function cell(value) {
  const text = String(value ?? "");
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows of cells as text: UTF-8 with a byte order mark, semicolons, CRLF. */
export const csv = (rows) => `\ufeff${rows.map((row) => `${row.map(cell).join(";")}\r\n`).join("")}`;

/** Let the visitor keep a text as a file. */
export function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
