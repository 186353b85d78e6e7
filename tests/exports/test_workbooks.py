"""Workbooks for Excel: every cell arrives as it was written, nothing runs, and the bytes follow from the catalogue."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.exports.csv_tables import OpenTables, Table
from atelier.exports.export import every_export
from atelier.exports.spreadsheet import Cell
from atelier.exports.workbooks import WorkbookExport, workbook
from tests.fixtures.catalogues import SITE, catalogue_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.sampled_from(
    ["_x0041_", " _x", "a\r\n\tb"]
)


class Read(NamedTuple):
    """What another program reads in a cell."""

    kind: str
    text: str
    format: str


def sheet(data: bytes) -> list[list[Read | None]]:
    """The rows of the one sheet of a workbook, by the standard (ECMA-376)."""
    book = zipfile.ZipFile(io.BytesIO(data))
    strings = [
        "".join(part.text or "" for part in item.iter(MAIN + "t"))
        for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    ]
    styles = ElementTree.fromstring(book.read("xl/styles.xml"))
    named = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter(MAIN + "numFmt")}
    (formats,) = styles.iter(MAIN + "cellXfs")
    codes = [named.get(one.get("numFmtId"), str(one.get("numFmtId"))) for one in formats]
    tree = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))

    assert not list(tree.iter(MAIN + "f"))
    rows = []
    for row in tree.iter(MAIN + "row"):
        cells: dict[int, Read] = {}
        for cell in row:
            column = 0
            for letter in re.sub("[0-9]", "", cell.get("r", "")):
                column = column * 26 + ord(letter) - 64
            kind, value = cell.get("t", "n"), cell.findtext(MAIN + "v", "")
            if kind == "inlineStr":
                value = "".join(part.text or "" for part in cell.iter(MAIN + "t"))
            elif kind == "s":
                value = strings[int(value)]
            # Excel's own form of a character that XML cannot hold (ECMA-376 22.9.2.19).
            text = re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), value)
            cells[column - 1] = Read(kind, text, codes[int(cell.get("s", 0))])
        rows.append([cells.get(number) for number in range(max(cells, default=-1) + 1)])
    return rows


TEXT = "@"
"""Excel's format for text."""


@pytest.mark.parametrize(
    ("cell", "kind", "text", "format_"),
    [
        ("01234567", "inlineStr", "01234567", TEXT),
        ("10-12", "inlineStr", "10-12", TEXT),
        ("2026-09", "inlineStr", "2026-09", TEXT),
        ("=1+1", "inlineStr", "=1+1", TEXT),
        ("@x", "inlineStr", "@x", TEXT),
        ("https://a.example", "inlineStr", "https://a.example", TEXT),
        ("1e5", "inlineStr", "1e5", TEXT),
        ("TRUE", "inlineStr", "TRUE", TEXT),
        (2026, "n", "2026", "0"),
        (Decimal("1234.50"), "n", "1234.5", "0"),
        (Decimal("1E+3"), "n", "1000", "0"),
        (datetime.date(2026, 11, 25), "n", "46351", "yyyy-mm-dd"),
    ],
)
def test_a_cell_stays_what_it_is(cell: Cell, kind: str, text: str, format_: str) -> None:
    """Numbers of a register and ranges are text, also when someone edits them; nothing is a formula."""
    (_, (found,)) = sheet(workbook("x", ["a"], [[cell]]))

    assert Read(kind, text, format_) == found


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_comes_back_whole(cells: list[str]) -> None:
    """Whatever a contributor writes is one cell, as it was written."""
    _, row = sheet(workbook("x", [str(n) for n, _ in enumerate(cells)], [cells]))

    assert [("inlineStr", cell) for cell in cells] == [(read.kind, read.text) for read in row if read]


def test_a_text_that_is_too_long_for_excel_is_cut() -> None:
    """A workbook with a longer text in a cell would be called damaged."""
    _, (found,) = sheet(workbook("x", ["a"], [["a" * 40_000]]))

    assert found is not None
    assert 32_767 == len(found.text)


def test_a_sheet_says_how_large_it_is() -> None:
    """Programs that read a sheet row by row make room for it by this."""
    row: list[Cell] = ["a", "b", 1]
    for number, place in ((4, "A1:C5"), (0, "A1:C2")):
        book = zipfile.ZipFile(io.BytesIO(workbook("x", ["a", "b", "c"], [row] * number)))

        assert f'<dimension ref="{place}"/>' in book.read("xl/worksheets/sheet1.xml").decode()


def tables(root: Path) -> dict[str, Table[Any]]:
    """The tables of the small site, by the address of their workbook."""
    made = OpenTables(catalogue_of(root), SITE)
    return {
        "data/initiatives.xlsx": made.initiatives(),
        "data/partners.xlsx": made.partners(),
        "data/funding.xlsx": made.funding(),
    }


def test_every_table_has_a_workbook_with_the_same_columns(small_site: Path, small: Path) -> None:
    """Column by column and row by row, with what is empty left empty."""
    assert {kind.url for kind in every_export() if issubclass(kind, WorkbookExport)} == {*tables(small)}
    for url, table in tables(small).items():
        titles, *rows = sheet((small_site / url).read_bytes())

        assert [column.name for column in table.columns] == [cell.text for cell in titles if cell]
        assert len(table.rows) == len(rows)
        for row, found in zip(table.rows, rows, strict=True):
            cells = [column.cell(row) for column in table.columns]
            padded = [*found, *[None] * (len(cells) - len(found))]
            assert [cell in (None, "") for cell in cells] == [cell is None for cell in padded]
            texts = [
                (cell, read)
                for cell, read in zip(cells, padded, strict=True)
                if isinstance(cell, str) and read
            ]
            assert all(read.text == str(cell) for cell, read in texts)


def test_a_number_of_the_trade_register_keeps_its_zero(small: Path) -> None:
    """Where it is read from a file of the catalogue."""
    partner = "---\nname: De Zwaan\nkind: business\nidentifiers:\n  kvk: '02012345'\n---\n"
    (small / "docs" / "partners" / "de-zwaan.md").write_text(partner, encoding="utf-8")
    table = OpenTables(catalogue_of(small), SITE).partners()
    rows = [[column.cell(row) for column in table.columns] for row in table.rows]

    found = sheet(workbook("partners", [column.name for column in table.columns], rows))

    assert Read("inlineStr", "02012345", TEXT) in [cell for row in found for cell in row]


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    """Whenever it is built: a workbook says nothing of the time."""
    rows: list[list[Cell]] = [["01", 2, None, datetime.date(2026, 1, 1)]]
    data = workbook("x", list("abcd"), rows)
    entries = zipfile.ZipFile(io.BytesIO(data)).infolist()

    assert data == workbook("x", list("abcd"), rows)
    assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in entries}
