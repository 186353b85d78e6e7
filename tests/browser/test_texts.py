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


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """Where a site is hosted in which every text has other words, and the addresses of its pages.

    Each begins in Arabic, ends with a full stop, and has a word of 55 letters.
    """
    site = changed_site(tmp_path / "root", lambda text: f"{ARABIC} {text} {LONG}.")
    with hosted(site) as address:
        yield address, pages_of(site)


def test_every_text_stays_readable(changed: tuple[str, list[str]], page: Page) -> None:
    """A long word makes no page wider, and Arabic runs from right to left.

    Nothing scrolls sideways or is cut off, on a phone and on a screen that is zoomed to 400%. Every text of a
    contributor has its own direction, so its full stop stands where the sentence ends.
    """
    address, paths = changed
    for path in paths:
        page.goto(address + path)
        if "?" in path:
            page.wait_for_selector(".comparison td, .card h3", state="attached")
        assert (path, []) == (path, page.evaluate(MISDIRECTED))
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )

            assert (path, width, 0, []) == (path, width, wide, page.evaluate(CUT_OFF))
    page.goto(address + "initiatives/robots-in-de-klas/")
    places = page.locator("h1").evaluate(
        """(title) => [...title.firstChild.data].map((_, place) => {
          const range = document.createRange();
          range.setStart(title.firstChild, place);
          range.setEnd(title.firstChild, place + 1);
          const { left, top } = range.getBoundingClientRect();
          return { left, top };
        })"""
    )
    *_, stop = places
    last_line = [place["left"] for place in places if place["top"] == stop["top"]]
    assert len(last_line) > 1
    assert min(last_line) == stop["left"]
