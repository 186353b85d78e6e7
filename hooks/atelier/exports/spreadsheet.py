"""Tables as files that a Dutch Excel opens correctly: UTF-8 with a byte order mark, semicolons, CRLF.

``theme/js/lib/csv.js`` makes such files in the browser, by the same rules.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal

Cell = str | int | Decimal | datetime.date | None
"""A cell of a table. None is an empty cell; an unknown value is a word, never 0."""

FORMULA = re.compile(r"[=+\-@＝＋－＠\x00-\x1f]")
"""The first characters of a formula, with the full-width forms of some languages: OWASP's list for
CSV injection, and all control characters."""

BREAKS = re.compile(r'[";\r\n]')
"""Characters that would end a cell too early."""


def spreadsheet(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows of cells as the text of a file, to be written as UTF-8; it begins with a byte order mark.

    A text that would run as a formula gets a quote before it. Numbers have all decimals and no separators of
    thousands; dates are written as ``2026-11-25``, which Excel knows.
    """
    return "\ufeff" + "".join(map(spreadsheet_row, rows))


def spreadsheet_row(cells: Iterable[Cell]) -> str:
    """A row of such a file."""
    return ";".join(map(_cell, cells)) + "\r\n"


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, int | datetime.date):
        return str(value)
    text = f"'{value}" if FORMULA.match(value) else value
    return '"' + text.replace('"', '""') + '"' if BREAKS.search(text) else text
