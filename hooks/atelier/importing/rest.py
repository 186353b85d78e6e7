"""The rows that are not well yet, in a file with the same columns that can be mended and imported again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import count
from pathlib import Path

from atelier.exports import spreadsheet
from atelier.i18n.translation import LANGUAGES, N_, translations
from atelier.importing.grid import FAILED, Cell
from atelier.importing.table import Row, Table

ENDING = "-rest"
NAME = re.compile(rf"(.+?){ENDING}(?:-[0-9]+)?")
WRONG = N_("What is wrong")
"""The head of the column that says why a row is left."""


def origin(stem: str) -> str:
    """The name of the sheet that a rest is left of, without ending; that of any other file as it is."""
    found = NAME.fullmatch(stem)
    return found[1] if found else stem


def free_rest(file: Path) -> Path:
    """Where the rest of a file goes: beside it, and never over another."""
    stem = origin(file.stem)
    names = (f"{stem}{ENDING}{'' if number == 1 else f'-{number}'}.csv" for number in count(1))
    return next(path for path in map(file.with_name, names) if not path.exists())


def is_reason(head: str) -> bool:
    """Whether a column is the one that says what is wrong, of an earlier rest in any language."""
    return head in {translations(language).gettext(WRONG) for language in LANGUAGES}


def rest_text(table: Table, rows: Iterable[Row], reasons: Mapping[int, Sequence[str]], head: str) -> str:
    """The rows as CSV, the last column, under ``head``, with what is wrong by the number of the row."""
    columns = [column for column in table.columns if not is_reason(column.head)]
    lines: list[list[spreadsheet.Cell]] = [[*(column.head for column in columns), head]]
    for row in rows:
        cells = (_written(row.at(column)) for column in columns)
        lines.append([*cells, "\n".join(reasons.get(row.number, ()))])
    return spreadsheet.spreadsheet(lines)


def _written(cell: Cell) -> spreadsheet.Cell:
    if cell.wrong:
        return FAILED
    return Decimal(cell.text) if cell.number is not None else "; ".join(cell.parts) or cell.text
