"""A third language is one file: a site in it is whole, and says in the nearest language what is not translated."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

from atelier.content.settings import read_settings
from tests.fixtures.choices import built
from tests.fixtures.sites import ENGLISH, make_site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def frisian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in Frisian, built without an index."""
    root = make_site(tmp_path_factory.mktemp("frisian") / "root", ENGLISH)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("language: en", "language: fy")
    settings.write_text(text.replace("search: !ENV [SEARCH, true]", "search: false"), encoding="utf-8")
    built(root)
    return root / "site"


def test_its_pages_say_in_dutch_what_is_not_in_frisian(frisian: Path) -> None:
    """Navigation and buttons are in Frisian, the rest is in Dutch."""
    page = (frisian / "levels" / "index.html").read_text(encoding="utf-8")
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    menu = next(nav for nav in tree.iter("nav") if nav.get("class") == "menu")
    sections = ["".join(item.itertext()).strip() for item in menu.iter("summary")]

    assert "fy" == tree.get("lang")
    assert ["Inisjativen", "Jild", "Meidwaan", "Oer"] == sections
    assert 'placeholder="Sykje"' in page
    assert "Kies het niveau waar je werkt." in page


def test_its_dates_and_cells_are_frisian(frisian: Path) -> None:
    page = (frisian / "initiatives" / "robots-in-the-classroom" / "index.html").read_text(encoding="utf-8")
    table = (frisian / "data" / "funding.csv").read_text(encoding="utf-8")

    assert "1 Septimber 2026" in page
    assert ";1234,50" in table


@pytest.mark.parametrize("written", ["Frysk", "Fries", "fy-NL"])
def test_its_name_is_known(written: str, tmp_path: Path) -> None:
    """Who writes another name of it reads what is meant."""
    file = tmp_path / "mkdocs.yml"
    file.write_text(
        f"site_name: A\nsite_url: https://a.example/\ntheme:\n  language: {written}\n", encoding="utf-8"
    )

    assert ["fy"] == [problem.meant for problem in read_settings(file)[1]]
