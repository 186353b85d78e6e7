"""What open pages do under ``atelier serve``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.fixtures.chromium import watched
from tests.fixtures.looks import axe_findings
from tests.fixtures.serving import fetch

ERROR = "Er valt iets te verbeteren"


def change(file: Path, old: str, new: str) -> None:
    """Put a text in place of another."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def opened(context: BrowserContext, address: str, loads: Counter[str]) -> Page:
    """A new page at an address, whose loads are counted.

    They count from where the page comes in: its text can be seen before the browser says that it has loaded.
    """
    page = context.new_page()
    page.on("framenavigated", lambda _: loads.update([address]))
    page.goto(address)
    return page


def test_only_pages_that_changed_reload(served: tuple[Path, str], browser: Browser) -> None:
    """The page of an initiative and a list with it show an edit; another page is left alone."""
    root, address = served
    fetch(address, "Kleine catalogus")
    loads: Counter[str] = Counter()
    with browser.new_context() as context:
        urls = [f"{address}{path}" for path in ("initiatives/oud-plan/", "initiatives/", "over/")]
        plan, plans, about = (opened(context, url, loads) for url in urls)
        with watched(plan) as complaints:
            change(root / "initiatives" / "oud-plan.md", "Een plan uit 2013", "Een plan van toen")
            expect(plan.locator("main")).to_contain_text("Een plan van toen")
            expect(plans.locator("main")).to_contain_text("Een plan van toen")
            change(root / "docs" / "over" / "index.md", "Een tekst van de redactie", "Weer iets anders")
            expect(about.locator("main")).to_contain_text("Weer iets anders")
        assert [] == complaints

    assert dict(zip(urls, (2, 2, 2), strict=True)) == loads


def test_a_page_reloads_for_a_file_that_it_uses(served: tuple[Path, str], browser: Browser) -> None:
    """A style or a picture that changed shows on every page that has it; a page that was missing comes."""
    root, address = served
    fetch(address, "Kleine catalogus")
    plan = root / "initiatives" / "oud-plan.md"
    with browser.new_context() as context:
        lost, about = context.new_page(), context.new_page()
        lost.goto(f"{address}initiatives/nieuw-plan/")
        about.goto(f"{address}over/")
        text = plan.read_text(encoding="utf-8").replace("title: Oud plan", "title: Nieuw plan")
        plan.with_name("nieuw-plan.md").write_text(text, encoding="utf-8")
        expect(lost.get_by_role("heading", level=1)).to_have_text("Nieuw plan")

        with about.expect_event("load"):
            change(root / "docs" / "assets" / "logo.svg", "</svg>", "<title>Anders</title></svg>")


def test_an_error_is_shown_on_every_open_page(served: tuple[Path, str], browser: Browser) -> None:
    """Who sees a mistake in the browser need not touch it: saving the file is enough."""
    root, address = served
    fetch(address, "Kleine catalogus")
    file = root / "initiatives" / "oud-plan.md"
    with browser.new_context() as context:
        plan, about = context.new_page(), context.new_page()
        plan.goto(address + "initiatives/oud-plan/")
        about.goto(address + "over/")
        before = about.get_by_role("heading", level=1).inner_text()
        change(file, "title: Oud plan", "title: Een titel: en nog een")
        for page in (plan, about):
            expect(page.get_by_role("heading", level=1)).to_have_text(ERROR)
        assert [] == axe_findings(plan)

        change(file, "title: Een titel: en nog een", "title: Oud plan")
        expect(plan.get_by_role("heading", level=1)).to_have_text("Oud plan")
        expect(about.get_by_role("heading", level=1)).to_have_text(before)
