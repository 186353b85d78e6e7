"""The tables of the open data as workbooks of Excel: what is a text stays as it was written.

A CSV file says nothing about its cells: Excel takes the zero off a number of the trade register, and makes a
date of ``10-12`` or ``2026-09``. In a workbook each cell has its kind. The columns are those of the CSV file.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar

import xlsxwriter

from atelier.exports.csv_tables import FundingExport, InitiativesExport, PartnersExport, Table, TableExport
from atelier.exports.export import Export
from atelier.exports.spreadsheet import Cell
from atelier.i18n.translation import N_

WIDEST = 50
"""The width of the widest column, in characters."""
MADE = datetime.datetime(2000, 1, 1)
"""When every workbook says that it was made: the same catalogue gives the same bytes."""
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook with one sheet: its name, the titles of the columns, and the rows of cells below them.

    Nothing in it is a formula or a link. Numbers are numbers, days are dates, all else is text.
    """
    made = io.BytesIO()
    rows = list(rows)
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        formats = {
            str: book.add_format({"num_format": "@"}),
            datetime.date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), max(len(titles) - 1, 0))
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        bold = book.add_format({"bold": True})
        for column, title in enumerate(titles):
            longest = max((len(str(row[column])) for row in rows[:100]), default=0)
            sheet.set_column(column, column, min(max(len(title) + 3, longest), WIDEST))
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and cell:
                    sheet.write_string(number, column, str(cell), formats[str])
                elif isinstance(cell, datetime.date):
                    sheet.write_datetime(number, column, cell, formats[datetime.date])
                elif isinstance(cell, int | Decimal):
                    sheet.write_number(number, column, float(cell))
    return made.getvalue()


class WorkbookExport(Export):
    """A table as a workbook.

    Attributes:
        of: the table as a CSV file.

    """

    of: ClassVar[type[TableExport]]
    media_type = MEDIA_TYPE
    file_type = "XLSX"
    what = N_("The same rows for Excel: numbers such as 01234567 stay as they are.")

    def __init_subclass__(cls) -> None:
        """Take over what is the same as in the CSV file."""
        cls.url = cls.of.url.removesuffix("csv") + "xlsx"
        cls.title, cls.dataset, cls.rank = cls.of.title, cls.of.url, cls.of.rank + 1

    @property
    def table(self) -> Table[Any]:
        """The table, which is made once for both files."""
        return next(export.table for export in self.exporter.exports if isinstance(export, self.of))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.table.rows)

    def content(self) -> bytes:
        """The workbook."""
        table = self.table
        name = self.of.url.rpartition("/")[2].removesuffix(".csv")
        rows = ([column.cell(row) for column in table.columns] for row in table.rows)
        return workbook(name, [column.name for column in table.columns], rows)


class InitiativesWorkbook(WorkbookExport):
    """The table of initiatives."""

    of = InitiativesExport


class PartnersWorkbook(WorkbookExport):
    """The table of partners."""

    of = PartnersExport


class FundingWorkbook(WorkbookExport):
    """The table of money."""

    of = FundingExport
