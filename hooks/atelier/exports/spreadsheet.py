"""Tables as files that Excel opens correctly where their language is spoken: UTF-8 with a mark, CRLF.

Where a comma stands before the decimals, as in Dutch, semicolons stand between the cells; else commas.

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

COMMA = ","
SIGNS = {COMMA: ";", ".": ","}
"""The sign between cells, by that before the decimals of a number."""
BREAKS = {decimal: re.compile(rf'["{sign}\r\n]') for decimal, sign in SIGNS.items()}
"""Characters that would end a cell too early."""


def spreadsheet(rows: Iterable[Iterable[Cell]], decimal: str = COMMA) -> str:
    """Rows of cells as the text of a file, to be written as UTF-8; it begins with a byte order mark.

    ``decimal`` stands before the decimals of a number: a comma or a point. A text that would run as a formula
    gets a quote before it. Numbers have all decimals and no separators of thousands; dates are written as
    ``2026-11-25``, which Excel knows.
    """
    return "\ufeff" + "".join(spreadsheet_row(row, decimal) for row in rows)


def spreadsheet_row(cells: Iterable[Cell], decimal: str = COMMA) -> str:
    """A row of such a file."""
    return SIGNS[decimal].join(_cell(cell, decimal) for cell in cells) + "\r\n"


def _cell(value: Cell, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", decimal)
    if isinstance(value, int | datetime.date):
        return str(value)
    text = f"'{value}" if FORMULA.match(value) else value
    return '"' + text.replace('"', '""') + '"' if BREAKS[decimal].search(text) else text
