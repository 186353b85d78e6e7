"""How long an edit takes under ``atelier serve``, from the saved file to the page that Chromium shows.

Two pages are open, that of the initiative that is edited and the list of all; each reloads by itself. What is
measured ends with the first paint of the new page, as the browser tells it.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.synthetic import write_catalogue
from tests.fixtures.chromium import started
from tests.fixtures.serving import fetch, serving
from tests.fixtures.sites import ROOT, make_site

EDITS = 7
"""So many edits are measured, and one before them that is not; the median counts."""

PATIENCE = 60_000
"""Milliseconds for an edit to be shown."""

FIRST_PAINT = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return paint ? (performance.timeOrigin + paint.startTime) / 1000 : 0;
}"""


def copied(target: Path) -> Path:
    """The real catalogue, to edit in."""
    target.mkdir()
    for name in ("docs", "initiatives"):
        shutil.copytree(ROOT / name, target / name)
    (target / "hooks").symlink_to(ROOT / "hooks")
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def made(target: Path, count: int) -> Path:
    """A made-up catalogue."""
    write_catalogue(make_site(target), count)
    return target


def painted(page: Page) -> float:
    """When a page was first painted, as a time of the system."""
    page.wait_for_function(FIRST_PAINT, timeout=PATIENCE)
    moment: float = page.evaluate(FIRST_PAINT)
    return moment


@contextmanager
def both_loaded(one: Page, other: Page) -> Iterator[None]:
    """Wait until both pages have loaded once more."""
    with one.expect_event("load", timeout=PATIENCE), other.expect_event("load", timeout=PATIENCE):
        yield


def seconds(root: Path) -> tuple[float, float]:
    """From saving an edit until the page of the initiative shows it, and until the list does."""
    taken: list[tuple[float, float]] = []
    with (
        serving(root, SEARCH="false") as address,
        sync_playwright() as playwright,
        started(playwright) as browser,
    ):
        fetch(address, "<body")
        page, listed = browser.new_page(), browser.new_page()
        listed.goto(f"{address}initiatives/")
        # The first of the list, so that the edit is on both pages.
        listed.locator("main .card a").first.click()
        slug = listed.url.rstrip("/").rpartition("/")[2]
        page.goto(listed.url)
        listed.goto(f"{address}initiatives/")
        file = root / "initiatives" / f"{slug}.md"
        text = file.read_text(encoding="utf-8")
        (summary,) = [line for line in text.splitlines() if line.startswith("summary:")]
        for edit in range(EDITS + 1):
            page.wait_for_timeout(500)
            new = f"Een zin die nog nergens stond, nummer {edit}."
            with both_loaded(page, listed):
                saved = time.time()
                file.write_text(text.replace(summary, f"summary: {new}"), encoding="utf-8")
            shown = painted(page) - saved, painted(listed) - saved
            if new not in page.content() or new not in listed.content():
                raise SystemExit("a page was loaded that does not show the edit")
            taken.append(shown)
    page_times, list_times = zip(*taken[1:], strict=True)
    return statistics.median(page_times), statistics.median(list_times)


def main() -> int:
    """Measure and print; 1 where a target does not hold."""
    holds = True
    print(f"{'':<28}{'page':>8}{'list':>8}{'target':>8}")
    with tempfile.TemporaryDirectory() as folder:
        real = copied(Path(folder) / "real")
        count = len([*(real / "initiatives").glob("*.md")])
        for name, root, most in (
            (f"{count}, the real catalogue", real, 0.5),
            ("5000, made up", made(Path(folder) / "made", 5000), 1.0),
        ):
            page, listed = seconds(root)
            holds &= page <= most and listed <= most
            print(f"{name:<28}{page:>8.2f}{listed:>8.2f}{most:>8.2f}", flush=True)
    print("holds" if holds else "does not hold")
    return int(not holds)


if __name__ == "__main__":
    raise SystemExit(main())
