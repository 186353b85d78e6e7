"""CSV as programs really write it: any separator, and the encodings of Excel."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from atelier.i18n.translation import N_
from atelier.importing.grid import MOST_ROWS, Grid, Note, NotReadError, cell_of

SEPARATORS = ";,\t|"
QUOTED = re.compile(r"^'(?=[=+\-@])")
"""A quote by which a spreadsheet does not work out what follows."""
SAMPLE = 50
"""The rows by which the separator is found."""
UNMARKED = 0.3
"""How much of a text in UTF-16 is at least zero bytes."""


def read_csv(data: bytes, file: str) -> Grid:
    """The cells of a file of CSV. Raises NotReadError."""
    notes: list[Note] = []
    text = _decoded(data, notes).replace("\r\n", "\n").replace("\r", "\n")
    separator = ""
    if text[:4].lower() == "sep=" and text[5:6] == "\n":
        # Excel writes so which sign stands between cells, and shows no such row.
        separator, text = text[4], text[6:]
    rows = _rows(text, separator or _separator(text))
    return Grid(
        file, "", [[cell_of(QUOTED.sub("", cell.strip())) for cell in row] for row in rows], notes=notes
    )


def _decoded(data: bytes, notes: list[Note]) -> str:
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16")
    elif data[:1000].count(0) > UNMARKED * len(data[:1000]):
        return _strictly(data, "utf-16-be" if data[:1] == b"\0" else "utf-16-le")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strictly(data, "cp1252")
    notes.append(
        Note(
            N_(
                "This file is not UTF-8; it was read as Windows-1252. See whether letters such as é and ë are"
                " right; else save it as “CSV UTF-8”."
            )
        )
    )
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        message = N_("This file is no text that can be read. Save it as “CSV UTF-8” or as .xlsx.")
        raise NotReadError(message) from None


def _separator(text: str) -> str:
    """The sign that makes the most cells in rows of one length."""
    return max(SEPARATORS, key=lambda sign: _regular(text, sign))


def _regular(text: str, separator: str) -> int:
    widths = Counter[int]()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            if number == SAMPLE:
                break
            widths[len(row)] += 1
    except csv.Error:
        return 0
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _rows(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise NotReadError(N_("This sheet has more than %(most)s rows."), most=MOST_ROWS)
    except csv.Error:
        raise NotReadError(
            N_(
                "A quotation mark opens in row %(row)s and does not close. Mend it, or save the sheet as"
                " .xlsx."
            ),
            row=len(rows) + 1,
        ) from None
    return rows
