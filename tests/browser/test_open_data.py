"""Files of open data are downloaded from their page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page as Visited


def test_a_file_is_downloaded(visit: Callable[[str], Visited], tmp_path: Path) -> None:
    """A click on a file of the page gives that file, and on a telephone the page is no wider than it."""
    page = visit("open data")
    page.set_viewport_size({"width": 390, "height": 800})
    with page.expect_download() as started:
        page.get_by_role("link", name="catalogue.json", exact=True).click()
    started.value.save_as(tmp_path / "file.json")

    assert "1.1" == json.loads((tmp_path / "file.json").read_bytes())["version"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
