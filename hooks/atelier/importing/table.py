"""The table in a sheet: which row holds the heads, which columns there are, and which rows are records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from atelier.i18n.translation import N_
from atelier.importing.grid import EMPTY, MOST_COLUMNS, MOST_ROWS, Area, Cell, Grid, Note, NotReadError
from atelier.importing.workbook import letters

LOOKED_AT = 25
"""The rows among which the heads are looked for."""
TOTAL = re.compile(
    r"(?:(?:sub|eind)?totaal|totalen|(?:sub|grand )?totals?|som|sum|gemiddelde?|average)"
    r"(?: (?:aantal|bedrag|initiatieven|projecten|amount|projects|initiatives))*[ :]*[0-9.,]*",
    re.IGNORECASE,
)
"""What stands in the first cell of a row that adds up others."""
WIDE = 3
"""From how many merged columns on a row with one text is a heading between rows."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: its head, as the mapping says it; unique.
        index: its place, from 0.
        head: its head as it stands in the sheet.

    """

    name: str
    index: int
    head: str

    @property
    def letter(self) -> str:
        """What a spreadsheet calls it."""
        return letters(self.index)


class Row(NamedTuple):
    """A row with a record: its number as people count, and its cells."""

    number: int
    cells: Sequence[Cell]

    def at(self, column: Column) -> Cell:
        """The cell in a column."""
        return self.cells[column.index] if column.index < len(self.cells) else EMPTY


@dataclass(frozen=True, slots=True)
class Table:
    """The table in a sheet.

    Attributes:
        file: the name of its file.
        sheet: the name of the sheet; empty where a file has only one.
        head: the number of the row with the heads, as people count.
        columns: those with a head, from left to right.
        rows: those with a record.
        notes: what to tell of what is left out.

    """

    file: str
    sheet: str
    head: int
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[Note]

    def texts_of(self, column: Column) -> Iterator[str]:
        """The texts in a column that are not empty."""
        return (cell.text for cell in (row.at(column) for row in self.rows) if cell.text)


def table_of(grid: Grid, known: Callable[[str], bool], head: int | None = None) -> Table:
    """The table in a sheet, of which ``known`` says whether a text is the head of a column that we know.

    ``head`` is the number of the row with the heads, if that is known. Raises NotReadError.
    """
    rows = [list(row) for row in grid.rows]
    while rows and not any(_says(cell) for cell in rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise NotReadError(N_("This sheet has more than %(most)s rows."), most=MOST_ROWS)
    at = _head(rows, known) if head is None else head - grid.first
    if not 0 <= at < len(rows) - 1:
        raise NotReadError(N_("There is no row with heads and rows below it in this sheet."))
    headings = _filled_down(rows, grid, at)
    notes = list(grid.notes)
    columns = _columns(rows, at, grid.first, grid.areas, notes)
    found = list(_records(rows, at, grid.first, columns, headings, notes))
    return Table(grid.file, grid.sheet, at + grid.first, columns, found, notes)


def _says(cell: Cell) -> bool:
    return bool(cell.text or cell.parts or cell.wrong)


def _head(rows: Sequence[Sequence[Cell]], known: Callable[[str], bool]) -> int:
    """The row with the heads: most of its cells are known names, or else it is the first with most cells."""

    def worth(row: Sequence[Cell]) -> tuple[int, int]:
        heads = {cell.text for cell in row if cell.text and cell.number is None and not cell.day}
        return sum(map(known, heads)), len(heads)

    looked = [worth(row) for row in rows[:LOOKED_AT]]
    if not any(count > 1 for _, count in looked):
        return 0 if looked else -1
    best = max(looked)
    if best[0] > 0:
        return looked.index(best)
    # Nothing is known: then the first row that is as wide as the others.
    widest = max(count for _, count in looked)
    return next(number for number, (_, count) in enumerate(looked) if count * 2 > widest)


def _filled_down(rows: list[list[Cell]], grid: Grid, head: int) -> set[int]:
    """Put what is merged over several rows in each of them; returns the rows that are a heading of others."""
    headings: set[int] = set()
    for area in grid.areas:
        if area.top <= head or area.top >= len(rows):
            continue
        if area.top == area.bottom and area.right - area.left + 1 >= WIDE:
            headings.add(area.top)
        value = rows[area.top][area.left] if area.left < len(rows[area.top]) else EMPTY
        for number in range(area.top + 1, min(area.bottom, len(rows) - 1) + 1):
            row = rows[number]
            if any(_says(cell) for cell in row):
                row += [EMPTY] * (area.left + 1 - len(row))
                row[area.left] = value
    return {number for number in headings if sum(_says(cell) for cell in rows[number]) == 1}


def _columns(
    rows: Sequence[Sequence[Cell]], head: int, first: int, areas: Sequence[Area], notes: list[Note]
) -> list[Column]:
    columns: list[Column] = []
    names: set[str] = set()
    above = {
        index: " ".join(rows[area.top][area.left].text.split())
        for area in areas
        if area.bottom == head - 1 and area.left < len(rows[area.top])
        for index in range(area.left, area.right + 1)
    }
    below = rows[head + 1 :]
    width = max(len(row) for row in rows[head:])
    for index in range(width):
        cell = rows[head][index] if index < len(rows[head]) else EMPTY
        text = " ".join(cell.text.split())
        filled = [n for n, row in enumerate(below, head + 1) if index < len(row) and _says(row[index])]
        if not text:
            if filled:
                message = N_(
                    "Column %(column)s has no head: what stands in it is left out (row %(row)s: %(value)s)."
                )
                value = below[filled[0] - head - 1][index].text
                notes.append(
                    Note(message, {"column": letters(index), "row": filled[0] + first, "value": value})
                )
            continue
        name, number = text, 2
        if name.casefold() in names and above.get(index):
            # Two rows of heads: “Naam” below “Contact” is another one than that below “Project”.
            name = text = f"{above[index]} {text}"
        while name.casefold() in names:
            name, number = f"{text} ({number})", number + 1
        names.add(name.casefold())
        columns.append(Column(name, index, text))
    if len(columns) > MOST_COLUMNS:
        raise NotReadError(N_("This sheet has more than %(most)s columns."), most=MOST_COLUMNS)
    return columns


def _records(
    rows: Sequence[Sequence[Cell]],
    head: int,
    first: int,
    columns: Sequence[Column],
    headings: set[int],
    notes: list[Note],
) -> Iterator[Row]:
    """The rows with a record; adds a note for each other row with a text."""
    heads = [column.head for column in columns]
    for number, row in enumerate(rows[head + 1 :], head + 1):
        record = Row(number + first, row)
        cells = [record.at(column) for column in columns]
        said = [cell.text for cell in cells if cell.text]
        if not any(_says(cell) for cell in cells):
            continue
        values: dict[str, object] = {"row": number + first, "value": said[0] if said else ""}
        if said and TOTAL.fullmatch(said[0]) and len(said) * 2 <= max(len(columns), 3):
            notes.append(Note(N_("Row %(row)s is left out: it adds up others (“%(value)s”)."), values))
        elif [cell.text for cell in cells] == heads:
            notes.append(Note(N_("Row %(row)s is left out: it repeats the heads."), values))
        elif number in headings:
            notes.append(
                Note(N_("Row %(row)s is left out: it is a heading between rows (“%(value)s”)."), values)
            )
        else:
            yield record
