"""Long lists of names: places to jump to, with plain links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from atelier.i18n.alphabet import initial
from atelier.render.page import PAGE_SIZE
from atelier.render.renderer import Renderer
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of
from tests.fixtures.initiatives import add

NAMES = [f"{letter}{number}" for letter in "Aap Élan Boot Zon 't_Hof 8sprong".split() for number in range(30)]
JUMP = re.compile(r'<li><a href="([^"]*)#(_\d+)"[^>]*>([^<]+)</a></li>')


@pytest.fixture
def pages(small: Path) -> dict[str, str]:
    """The lists of partners and of subjects of a site with 180 of each, by address."""
    for number, name in enumerate(NAMES):
        kind = "school" if number % 10 else "business"
        text = f'---\nname: "{name.replace("_", " ")}"\nkind: {kind}\n---\n'
        (small / "docs" / "partners" / f"org-{number:03d}.md").write_text(text, encoding="utf-8")
    for start in range(0, len(NAMES), 10):
        tags = ", ".join(f'"{name.replace("_", " ")}"' for name in NAMES[start : start + 10])
        add(small, f"iets-{start}", tags=f"[{tags}]")
    catalogue = catalogue_of(small)
    renderer = Renderer(catalogue, SITE)
    return {
        page.url: renderer.content(page)
        for page in Pages(catalogue, SITE, INTROS)
        if re.fullmatch(r"(partners|tags)/(page/\d+/)?", page.url)
    }


@pytest.mark.parametrize("section", ["partners", "tags"])
def test_every_jump_leads_to_the_first_under_its_label(pages: dict[str, str], section: str) -> None:
    """From every page of the list; each part that a link names is on that page, and one name stands there."""
    of_section = {url: html for url, html in pages.items() if url.startswith(section)}
    assert len(of_section) > len(NAMES) / PAGE_SIZE
    for url, html in of_section.items():
        found = JUMP.findall(html)
        letters = [label for _, _, label in found if len(label) == 1]
        assert {"A", "B", "E", "T", "Z"} <= {*letters}, url
        for href, place, label in found:
            there = of_section[href.replace("../" * url.count("/"), "")]
            name = re.search(rf'<li id="{place}"><a href="[^"]*"[^>]*>([^<]+)</a>', there)
            assert name, (url, place)
            if label in letters:
                assert label == initial(name[1].replace("&#39;", "'"))


def test_where_one_is_is_marked(pages: dict[str, str]) -> None:
    """The kind and the letters of the page that is shown stand out, also for a screen reader."""
    marked = re.findall(r'aria-current="true"[^>]*>([^<]+)</a>', pages["partners/"])

    assert "Scholen" in marked
    assert "A" in marked
    assert "Z" not in marked
    assert 'aria-label="Scholen op letter"' in pages["partners/"]


def test_a_list_of_one_page_needs_no_jumps(small: Path) -> None:
    """Three partners are seen at once."""
    catalogue = catalogue_of(small)
    page = next(page for page in Pages(catalogue, SITE, INTROS) if page.url == "partners/")

    assert "jumps" not in Renderer(catalogue, SITE).content(page)
