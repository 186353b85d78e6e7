"""The error page under ``mkdocs serve`` becomes the site by itself."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.fixtures.serving import fetch


def test_the_error_page_becomes_the_site_by_itself(served: tuple[Path, str], browser: Browser) -> None:
    """Who sees a mistake in the browser need not touch it: saving the file is enough."""
    root, address = served
    fetch(address, "Kleine catalogus")
    plan = root / "initiatives" / "oud-plan.md"
    right = plan.read_text(encoding="utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + "initiatives/oud-plan/")
        plan.write_text(right.replace("title: Oud plan", "title: Een titel: en nog een"), encoding="utf-8")
        expect(page.get_by_role("heading", level=1)).to_have_text("Er valt iets te verbeteren")
        assert [] == Axe().run(page).response["violations"]

        plan.write_text(right, encoding="utf-8")
        expect(page.get_by_role("heading", level=1)).to_have_text("Oud plan")
