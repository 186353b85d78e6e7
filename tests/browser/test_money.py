"""Tables of money in a browser: they fit, and their files are downloaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page as Visited

from tests.fixtures.host import hosted
from tests.fixtures.kinds import KINDS
from tests.fixtures.sites import SMALL, make_site, run
from tests.fixtures.tables import read_table


@pytest.mark.parametrize("kind", [kind for kind, (_, url) in KINDS.items() if url.startswith("money/")])
def test_tables_are_no_wider_than_the_page(kind: str, visit: Callable[[str], Visited]) -> None:
    """On a laptop every column is in sight; on a telephone only the table scrolls, not its caption or the page."""
    page = visit(kind)
    page.set_viewport_size({"width": 1280, "height": 900})
    wide = page.evaluate("[...document.querySelectorAll('.table')].map(t => t.scrollWidth - t.clientWidth)")
    page.set_viewport_size({"width": 390, "height": 800})

    assert [0] == wide
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    captions = "[...document.querySelectorAll('caption')].map(c => c.getBoundingClientRect().right)"
    assert [right for right in page.evaluate(captions) if right > 390] == []


YEARS = range(2020, 2027)


@pytest.fixture(scope="module")
def seven_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in which an initiative and a fund have money for seven years."""
    root = make_site(tmp_path_factory.mktemp("years") / "root", SMALL)
    lines = "".join(f"  - year: {year}\n    amount: 12500.50\n    source: lang\n" for year in YEARS)
    plan = root / "initiatives" / "oud-plan.md"
    text = plan.read_text(encoding="utf-8").replace("sources:", f"funding:\n{lines}sources:")
    plan.write_text(text, encoding="utf-8")
    books = "".join(f"  - year: {year}\n    budget: 1000000\n" for year in YEARS)
    fund = f"---\nname: Lang\ngranter: Gemeente Groningen\nyears:\n{books}---\n\nZeven jaar.\n"
    (root / "docs" / "funds" / "lang.md").write_text(fund, encoding="utf-8")
    built = run("mkdocs", "build", "--strict", cwd=root)
    assert built.returncode == 0, built.stderr
    with hosted(root / "site") as address:
        yield address


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("url", "total"),
    [("initiatives/oud-plan/", "87.503,50"), ("money/", "178.738"), ("money/pillars/", "178.738")],
)
def test_a_total_of_seven_years_is_in_sight(
    width: int, url: str, total: str, seven_years: str, page: Visited
) -> None:
    """Nobody need scroll sideways for it, on a telephone or a laptop."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(seven_years + url)
    cell = page.locator("table.money tfoot td").filter(has_text=total).first
    found = cell.bounding_box()

    assert found
    assert 0 <= found["x"]
    assert found["x"] + found["width"] <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_each_amount_keeps_its_name_in_sight(width: int, seven_years: str, page: Visited) -> None:
    """In the books of a fund of many years the first column stays where it is while the years are scrolled."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(seven_years + "funds/lang/")
    table = page.locator(".table:has(.money--fund)")
    table.evaluate("table => table.scrollTo(table.scrollWidth, 0)")
    name = table.locator("tfoot th").first.bounding_box()
    last = table.locator("tfoot tr").first.locator("td").last.bounding_box()

    assert name
    assert last
    assert 0 <= name["x"]
    assert name["x"] + name["width"] <= last["x"]
    assert last["x"] + last["width"] <= width


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
