"""Whatever contributors write, every page stays readable: words of any length, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.test_accessibility import CUT_OFF
from tests.fixtures.host import hosted
from tests.fixtures.sites import SMALL, make_site, run
from tests.fixtures.texts import Change, change_texts

LONG = "Onderwijsachterstandenbeleidsmedewerkersoverlegstructuur"[:55]
ARABIC = "مدرسة"

TEXTS = {
    ("initiatives/robots-in-de-klas.md", "title"),
    ("initiatives/robots-in-de-klas.md", "recipe.steps[0]"),
    ("docs/partners/alfa-college.md", "aliases[0]"),
    ("docs/pillars/digitale-geletterdheid.md", "summary"),
    ("docs/funds/proefpot.md", "years[0].reservations[0].title"),
    ("docs/festivals/proeffestival.md", "programme[0].room"),
    ("docs/questions/hoe-bereik-je-ouders.md", "tags[0]"),
}
"""Some of the texts that must be changed, of every kind of record."""

BESIDE = [
    "is/not/there/",
    "compare/?i=robots-in-de-klas,winkel-in-de-wijk,oud-plan",
    "saved/?i=robots-in-de-klas,winkel-in-de-wijk",
    "festivals/proeffestival/screen/",
    "embed/initiatives/robots-in-de-klas/",
    "embed/pillars/digitale-geletterdheid/",
    "embed/festivals/proeffestival/",
    "embed/levels/po/",
]
"""Pages that no sitemap names, or that scripts fill."""

MISDIRECTED = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const parent = text.parentElement;
    if (!/[\\u0590-\\u08ff]/.test(text.data.match(/\\p{L}/u)?.[0]) || parent.closest("script, template, style")) continue;
    if (getComputedStyle(parent).direction !== "rtl") found.add(parent.outerHTML.slice(0, 120));
  }
  return [...found];
}"""
"""The elements with a text that begins with an Arabic letter and does not run from right to left."""


def pages_of(site: Path) -> list[str]:
    """The address of every page of a site, but for those that explain a message and hold nothing of its files."""
    addresses = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    paths = [urlsplit(address).path.lstrip("/") for address in addresses]
    return [path for path in paths if not path.startswith("help/")] + BESIDE


def changed_site(root: Path, change: Change) -> Path:
    """The small site, built with other texts."""
    make_site(root, SMALL)
    assert change_texts(root, change) >= TEXTS
    built = run("mkdocs", "build", "--strict", cwd=root)
    assert built.returncode == 0, built.stderr
    return root / "site"


@pytest.fixture(scope="module")
def with_long_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Where a site is hosted in which every text has a word of 55 letters, and the addresses of its pages."""
    site = changed_site(tmp_path_factory.mktemp("long") / "root", lambda text: f"{text} {LONG}")
    with hosted(site) as address:
        yield address, pages_of(site)


@pytest.fixture(scope="module")
def in_arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Where a site is hosted in which every text begins in Arabic and ends with a full stop, and its pages."""
    site = changed_site(tmp_path_factory.mktemp("arabic") / "root", lambda text: f"{ARABIC} {text}.")
    with hosted(site) as address:
        yield address, pages_of(site)


def test_a_long_word_never_makes_a_page_wider(with_long_words: tuple[str, list[str]], page: Page) -> None:
    """Nothing scrolls sideways or is cut off, on a phone and on a screen that is zoomed to 400%."""
    address, paths = with_long_words
    page.set_viewport_size({"width": 320, "height": 844})
    for path in paths:
        page.goto(address + path)
        if "?" in path:
            page.wait_for_selector(".comparison td, .card h3", state="attached")
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )

            assert (path, width, 0, []) == (path, width, wide, page.evaluate(CUT_OFF))


def test_arabic_runs_from_right_to_left(in_arabic: tuple[str, list[str]], page: Page) -> None:
    """Every text of a contributor has its own direction, so its full stop stands where the sentence ends."""
    address, paths = in_arabic
    for path in paths:
        page.goto(address + path)
        if "?" in path:
            page.wait_for_selector(".comparison td, .card h3", state="attached")

        assert (path, []) == (path, page.evaluate(MISDIRECTED))
    page.goto(address + "initiatives/robots-in-de-klas/")
    places = page.locator("h1").evaluate(
        """(title) => [...title.firstChild.data].map((_, place) => {
          const range = document.createRange();
          range.setStart(title.firstChild, place);
          range.setEnd(title.firstChild, place + 1);
          return range.getBoundingClientRect().left;
        })"""
    )
    assert min(places) == places[-1]
