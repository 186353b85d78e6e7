"""Tables of money in a browser: they fit, and their files are downloaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page as Visited

from tests.fixtures.kinds import KINDS
from tests.fixtures.tables import read_table


@pytest.mark.parametrize("kind", [kind for kind, (_, url) in KINDS.items() if url.startswith("money/")])
def test_tables_are_no_wider_than_the_page(kind: str, visit: Callable[[str], Visited]) -> None:
    """On a laptop every column is in sight; on a telephone only the table scrolls, not the page."""
    page = visit(kind)
    page.set_viewport_size({"width": 1280, "height": 900})
    wide = page.evaluate("[...document.querySelectorAll('.table')].map(t => t.scrollWidth - t.clientWidth)")
    page.set_viewport_size({"width": 390, "height": 800})

    assert [0] == wide
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_file_is_downloaded(visit: Callable[[str], Visited], tmp_path: Path) -> None:
    """The download beside a page is a file under a name that says what it is, and opens."""
    page = visit("money by year")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download voor Excel (CSV)").click()
    started.value.save_as(tmp_path / "file.csv")
    data = (tmp_path / "file.csv").read_bytes()

    assert "money-years.csv" == started.value.suggested_filename
    assert data.startswith(b"\xef\xbb\xbfJaar;")
    assert ["2018", "2019", "2020", "2021"] == [row["Jaar"] for row in read_table(data)]
