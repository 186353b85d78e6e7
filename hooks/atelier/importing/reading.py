"""A file becomes cells, and those a table: whatever the form of the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from atelier.i18n.translation import N_
from atelier.importing.csv_file import read_csv
from atelier.importing.data_file import read_data
from atelier.importing.grid import FILE_LIMIT, Grid, NotReadError
from atelier.importing.guess import knows
from atelier.importing.table import Table, table_of
from atelier.importing.workbook import is_workbook, read_workbook
from atelier.model.base import Record

DATA = (".json", ".jsonld", ".yml", ".yaml")
"""How the names of files end that hold data."""


def read_grid(file: Path, sheet: str = "", records: str = "", languages: Sequence[str] = ()) -> Grid:
    """All cells of a file: of the sheet with a name, where it has several. Raises NotReadError.

    ``records`` is where the records of data stand; texts of data are taken in the first of ``languages``.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(FILE_LIMIT + 1)
    except OSError as error:
        message = N_("This file cannot be read: %(reason)s.")
        raise NotReadError(message, reason=error.strerror or type(error).__name__) from None
    if len(data) > FILE_LIMIT:
        raise NotReadError(N_("This file is larger than %(limit)s MB."), limit=FILE_LIMIT // 1024**2)
    if is_workbook(data):
        return read_workbook(data, file.name, sheet)
    if file.suffix.lower() in DATA:
        return read_data(data, file.name.lower(), records, languages)
    return read_csv(data, file.name)


def table_in(grid: Grid, kind: type[Record], head: int | None) -> Table:
    """The table in a sheet. Raises NotReadError."""
    return table_of(grid, lambda text: knows(kind, text), head)
