"""The rows that are not well yet, in a file with the same columns that can be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from atelier.exports import spreadsheet
from atelier.importing.grid import FAILED, Cell
from atelier.importing.plan import Plan
from atelier.importing.rest_name import is_reason
from atelier.importing.table import Row, Table
from atelier.importing.values import address_in, is_address


def rest_text(
    table: Table, rows: Iterable[Row], plan: Plan, reasons: Mapping[int, Sequence[str]], head: str
) -> str:
    """The rows as CSV, the last column, under ``head``, with what is wrong by the number of the row."""
    columns = [column for column in table.columns if not is_reason(column.head)]
    addresses = {filler.column for filler in plan.fillers if is_address(filler.target)}
    lines: list[list[spreadsheet.Cell]] = [[*(column.head for column in columns), head]]
    for row in rows:
        cells = (_written(row.at(column), is_link=column in addresses) for column in columns)
        lines.append([*cells, "\n".join(reasons.get(row.number, ()))])
    return spreadsheet.spreadsheet(lines)


def _written(cell: Cell, *, is_link: bool) -> spreadsheet.Cell:
    if cell.wrong:
        return FAILED
    if cell.number is not None:
        return Decimal(cell.text)
    # A file of text has no links behind words.
    return "; ".join(filter(None, cell.parts)) or (address_in(cell) if is_link else cell.text)
