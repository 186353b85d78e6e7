"""Tables as files that a Dutch Excel opens rightly: UTF-8 with a byte order mark, semicolons, CRLF.

By the same rules as ``theme/js/lib/csv.js``, which makes such files in the browser.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal

Cell = str | int | Decimal | datetime.date | None
"""What stands in a table. None is an empty cell; what is not known is a word, never 0."""

FORMULA = re.compile(r"[=+\-@＝＋－＠\x00-\x1f]")
"""What a spreadsheet would begin a formula with; the wide forms too, in some languages. OWASP's list of
CSV injection, and all control characters."""

BREAKS = re.compile(r'[";\r\n]')
"""What would end a cell before its end."""


def spreadsheet(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows of cells as the text of a file, to be written as UTF-8; it begins with a byte order mark.

    A text that would run as a formula gets a quote before it. Numbers stay numbers, to the last decimal and
    without signs between thousands; dates are written as ``2026-11-25``, which Excel knows.
    """
    return "\ufeff" + "".join(";".join(map(_cell, row)) + "\r\n" for row in rows)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, int | datetime.date):
        return str(value)
    text = f"'{value}" if FORMULA.match(value) else value
    return '"' + text.replace('"', '""') + '"' if BREAKS.search(text) else text
