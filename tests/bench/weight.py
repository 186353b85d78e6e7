"""What a first visit weighs, in a real browser with an empty cache. Run it by ``python -m tests.bench weight``.

Bytes as they come over the line from a host that compresses with gzip, without images and without headers.
A page of a stock Material site stands beside ours.
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Response, sync_playwright

from tests.fixtures.chromium import started
from tests.fixtures.host import hosted
from tests.fixtures.sites import run

SCRIPT_TARGET = 15
"""The most that our own JavaScript may weigh on any of these pages, in kilobytes (1,000 bytes)."""
THEME = "assets/javascripts/"
"""Where the theme keeps its scripts; all others are ours."""


class Weight(NamedTuple):
    """Bytes of a first visit, and those of them that are our own scripts."""

    all: int
    scripts: int


def weigh(browser: Browser, url: str) -> Weight:
    """What a new visitor loads with a page, until the network is quiet."""
    came: list[Response] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("response", lambda response: came.append(response))
        page.goto(url, wait_until="networkidle")
        loaded = [response for response in came if response.request.resource_type != "image"]
        sizes = {response.url: response.request.sizes()["responseBodySize"] for response in loaded}
    ours = [size for each, size in sizes.items() if each.endswith(".js") and THEME not in each]
    return Weight(sum(sizes.values()), sum(ours))


def heaviest_initiative(site: Path) -> str:
    """The address of the initiative whose page has the most bytes."""
    pages = (site / "initiatives").glob("*/index.html")
    heaviest = max(pages, key=lambda page: len(gzip.compress(page.read_bytes())))
    return f"initiatives/{heaviest.parent.name}/"


def stock_site(target: Path) -> Path:
    """A site of one page as MkDocs and Material make it, with the search that they bring."""
    (target / "docs").mkdir(parents=True)
    (target / "docs" / "index.md").write_text("# Home\n\nHello.\n", encoding="utf-8")
    (target / "mkdocs.yml").write_text(
        "site_name: Stock\ntheme:\n  name: material\n  font: false\n", encoding="utf-8"
    )
    built = run("mkdocs", "build", cwd=target)
    if built.returncode:
        raise SystemExit(built.stderr)
    (target / "site" / "_headers").write_text("", encoding="utf-8")
    return target / "site"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        built = run("mkdocs", "build", "--strict", "--site-dir", site)
        if built.returncode:
            raise SystemExit(built.stderr)
        pages = {
            "home": ("", 110),
            "list of 48 cards": ("initiatives/", 110),
            "heaviest initiative": (heaviest_initiative(site), 90),
            "pillar": ("pillars/ondernemerschap/", 110),
        }
        stock = stock_site(Path(folder) / "stock")
        with (
            sync_playwright() as playwright,
            started(playwright) as browser,
            hosted(site) as ours,
            hosted(stock) as theirs,
        ):
            weights = {name: weigh(browser, ours + path) for name, (path, _) in pages.items()}
            beside = weigh(browser, theirs)
    print(f"\n{'first visit, kB gzip':<26}{'page':>8}{'target':>8}{'scripts':>9}{'target':>8}")
    held = True
    for name, (_, target) in pages.items():
        weight = weights[name]
        holds = weight.all <= target * 1000 and weight.scripts <= SCRIPT_TARGET * 1000
        held &= holds
        print(
            f"{name:<26}{weight.all / 1000:>8.1f}{target:>8}{weight.scripts / 1000:>9.1f}{SCRIPT_TARGET:>8}  "
            f"{'holds' if holds else 'does not hold'}"
        )
    print(f"{'stock Material page':<26}{beside.all / 1000:>8.1f}")
    return int(not held)
