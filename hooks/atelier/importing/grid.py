"""What is read of a spreadsheet or of data, before anybody knows what it means: rows of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import NamedTuple

from atelier.problems.problem import shown

MOST_ROWS = 5000
"""How many rows a sheet may have."""
MOST_COLUMNS = 200
"""How many columns a sheet may have."""
FILE_LIMIT = 20 * 1024**2
"""How many bytes a file may have."""


class Note(NamedTuple):
    """Something to tell of a file as a whole.

    Attributes:
        message: to be translated, with ``%(name)s`` where a value goes.
        values: by name; a note among them is put into words too.

    """

    message: str
    values: Mapping[str, object] = {}

    def text(self, texts: NullTranslations) -> str:
        """The message in the language of ``texts``."""
        return texts.gettext(self.message) % {
            name: value.text(texts) if isinstance(value, Note) else shown(value)
            for name, value in self.values.items()
        }


class NotReadError(Exception):
    """A file cannot be imported; ``note`` says why."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.note = Note(message, values)


class Cell(NamedTuple):
    """A cell.

    Attributes:
        text: what stands in it.
        number: the number that a spreadsheet has there; None for text.
        day: whether a spreadsheet has a date there.
        parts: the texts of a list, in data that has lists.
        link: the address to which a click on it leads.
        wrong: whether a formula in it came to an error; ``text`` is then empty.

    """

    text: str = ""
    number: float | None = None
    day: bool = False
    parts: tuple[str, ...] = ()
    wrong: bool = False
    link: str = ""


EMPTY = Cell()
FAILED = "#ERROR!"
"""How a formula that came to an error is written as text."""
ERRORS = re.compile(
    r"#(?:DIV/0!|DEEL/0!|N/[AB]|REF!|VERW!|VALUE!|WAARDE!|NAME[?]|NAAM[?]|NUM!|GETAL!|NULL!|LEEG!|ERROR!)"
)
"""How Excel, in English and in Dutch, and this program write it."""


def cell_of(text: str) -> Cell:
    """The cell that holds a text."""
    return Cell(wrong=True) if ERRORS.fullmatch(text) else Cell(text)


class Area(NamedTuple):
    """Cells that are merged into one: the first and the last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """All cells of a sheet.

    Attributes:
        file: the name of its file.
        sheet: the name of the sheet; empty where a file has only one.
        rows: from the first row of the sheet; a row may be shorter than others.
        areas: the cells that are merged.
        notes: what to tell of how it was read.
        first: the number of the first row, as people count. Data count from the first record: their names
            stand above it, in row 0.

    """

    file: str
    sheet: str
    rows: Sequence[Sequence[Cell]]
    areas: Sequence[Area] = ()
    notes: list[Note] = field(default_factory=list)
    first: int = 1
