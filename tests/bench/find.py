"""What filtering costs: bytes of the facet columns, and how soon a choice shows, in a real browser."""

from __future__ import annotations

import gzip
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.measure import MEMORY
from tests.bench.synthetic import write_catalogue
from tests.fixtures.chromium import started
from tests.fixtures.host import hosted
from tests.fixtures.sites import make_site, run

COLUMNS_MOST = 130 * 1024
"""Bytes of the facet columns at 10,000 initiatives, as they are sent."""
CHOICE_MOST = {1: 100, 4: 250}
"""Milliseconds in which a choice shows at 5,000, by how many times the processor is slowed."""

CHOOSE = """async (key) => {
  const box = document.querySelector(`[data-facet=${key}] input[type=checkbox]`);
  const count = document.querySelector("[data-count]");
  const shown = new Promise((done) => new MutationObserver(done).observe(count, { childList: true }));
  const start = performance.now();
  box.click();
  await shown;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
CHOICES = ("level", "pillar", "place", "tag", "tag", "place", "pillar", "status")
"""Filters of which the first option that is offered is chosen, or let go, one after another."""


def site_of(root: Path, count: int) -> Path:
    write_catalogue(make_site(root), count)
    built = run("mkdocs", "build", "--quiet", cwd=root)
    if built.returncode:
        raise SystemExit(built.stderr)
    return root / "site"


def choices(page: Page, address: str, slowed: int, keys: Sequence[str] = CHOICES) -> list[float]:
    """Milliseconds of each choice, once the columns are there; of filters that are offered."""
    page.goto(address + "initiatives/")
    for key in dict.fromkeys(keys):
        page.locator(f"[data-facet={key}] summary").click()
        page.locator(f"[data-facet={key}] label").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    return [float(page.evaluate(CHOOSE, key)) for key in keys]


def main() -> int:
    held = True
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        large = site_of(Path(folder) / "large", 10_000)
        sizes = {
            name: sum(len(gzip.compress(path.read_bytes(), 6)) for path in paths)
            for name, paths in (
                ("columns", [large / "find" / "columns.json", *(large / "find").glob("facet-*.json")]),
                ("first", [large / "find" / "columns.json"]),
                ("titles", (large / "find").glob("titles-*.json")),
                ("24 cards", [next((large / "find").glob("cards-*.json"))]),
            )
        }
        print(f"  read first {sizes['first'] / 1024:.1f} KB, each long filter when it is needed")
        held &= verdict("facet columns at 10,000, KB gzip", sizes["columns"] / 1024, COLUMNS_MOST / 1024)
        print(
            f"  titles {sizes['titles'] / 1024:.1f} KB, a file of 24 cards {sizes['24 cards'] / 1024:.1f} KB"
        )
        site = site_of(Path(folder) / "site", 5000)
        with hosted(site) as address, sync_playwright() as playwright, started(playwright) as browser:
            for slowed, most in CHOICE_MOST.items():
                with browser.new_context() as context:
                    times = choices(context.new_page(), address, slowed)
                print(
                    f"  choices: {', '.join(f'{time:.0f}' for time in times)}; median {statistics.median(times):.0f}"
                )
                held &= verdict(f"slowest choice at 5,000, processor ÷{slowed}, ms", max(times), most)
    return int(not held)


def verdict(what: str, figure: float, most: float) -> bool:
    print(f"{what}: {figure:.1f}, at most {most:.0f}: {'holds' if figure <= most else 'does not hold'}")
    return figure <= most
