"""The navigation that a catalogue gets without writing one."""

from __future__ import annotations

import re
from pathlib import Path

from atelier.i18n.translation import translations
from atelier.site.engine import from_engine
from atelier.site.navigation import navigation
from atelier.store.store import Store
from tests.fixtures.sites import SMALL, make_site

PAGES = """index.md initiatives.md levels.md partners.md festivals.md money.md add.md help.md help/pictures.md map.md
about/index.md about/criteria.md over/story.md contact.md privacy.md""".split()


def test_every_page_stands_in_it_once() -> None:
    """In one order, with all pages about the catalogue together, whatever they are called."""
    assert [
        {"Home": "index.md"},
        {"Initiatieven": [{"Alle initiatieven": "initiatives.md"}, "levels.md"]},
        "partners.md",
        "money.md",
        "festivals.md",
        {"Meedoen": ["add.md", "help.md", "help/pictures.md"]},
        {
            "Over": [
                "about/index.md",
                "about/criteria.md",
                "contact.md",
                "map.md",
                "over/story.md",
                "privacy.md",
            ]
        },
    ] == navigation(PAGES, translations("nl").gettext)


def test_it_is_in_the_language_of_the_site() -> None:
    """What a page itself is called stands in the page."""
    tabs = navigation(PAGES, translations("en").gettext)

    assert ["Home", "Initiatives", "Join in", "About"] == [
        key for tab in tabs if isinstance(tab, dict) for key in tab
    ]


def test_a_catalogue_needs_none(tmp_path: Path) -> None:
    """Without ``nav``, its pages lead to every page of it; without a logo no picture is missing."""
    root = make_site(tmp_path / "site", SMALL)
    settings = root / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    written = re.sub(r"^  logo: .*\n", "", written, flags=re.MULTILINE)
    settings.write_text(re.sub(r"^nav:\n(?:  .*\n)+", "", written, flags=re.MULTILINE), encoding="utf-8")
    found = from_engine(root, Store(root))
    (menu,) = re.findall(r'<nav class="menu".*?</nav>', "".join(found.shells["partners"].parts), re.DOTALL)
    pages = {f.relative_to(root / "docs").with_suffix("") for f in (root / "docs").glob("*.md")}

    assert () == tuple(found.warnings)
    assert {str(page) for page in pages} - {"index", "saved", "compare"} <= {
        link.removeprefix("root/").strip("/") for link in re.findall(r'href="([^"]*)"', menu)
    }
    assert "Alle initiatieven" in menu
    assert "<img" not in "".join(found.shells["partners"].parts)
