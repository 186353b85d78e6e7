"""Files for a spreadsheet: a Dutch Excel opens them, every cell arrives whole, and nothing in them runs."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.exports.spreadsheet import FORMULA, Cell, spreadsheet
from tests.fixtures.cells import CELLS

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def read(text: str) -> list[list[str]]:
    """A file as another program reads it: from its bytes."""
    data = text.encode()
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def test_cells_are_written_as_in_the_browser() -> None:
    """A file of the site and one that the browser makes are the same: one table tells both."""
    cells: list[Cell] = list(CELLS)

    assert "\ufeff" + ";".join(CELLS.values()) + "\r\n" == spreadsheet([cells])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal(1_178_749), "1178749"),
        (Decimal("5000.50"), "5000,50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.25"), "-0,25"),
        (-1, "-1"),
        (0, "0"),
        (datetime.date(2026, 11, 25), "2026-11-25"),
        (None, ""),
    ],
)
def test_numbers_stay_numbers(value: Cell, expected: str) -> None:
    """An amount can be added up in Excel: comma decimals, no thousands, nothing before a minus."""
    assert f"\ufeff{expected}\r\n" == spreadsheet([[value]])


def test_a_file_of_nothing_is_still_utf8() -> None:
    """The byte order mark stands there once, whatever the rows."""
    assert "\ufeff" == spreadsheet([])
    assert "\ufeffa\r\n\r\nb\r\n" == spreadsheet([["a"], [], ["b"]])


@given(st.lists(st.lists(TEXTS, min_size=2), min_size=1))
def test_any_text_comes_back_whole_and_starts_no_formula(rows: list[list[str]]) -> None:
    """Whatever a contributor writes is one cell, as it was written, but for a quote before a formula."""
    found = read(spreadsheet(rows))

    assert [[f"'{cell}" if FORMULA.match(cell) else cell for cell in row] for row in rows] == found
    assert not any(FORMULA.match(cell) for row in found for cell in row)
