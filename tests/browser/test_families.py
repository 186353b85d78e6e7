"""The family tree fits the screen, and leads to the form."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.looks import axe_findings


@pytest.mark.parametrize("width", [390, 1280])
def test_the_tree_fits_the_screen(page: Page, small_address: str, width: int) -> None:
    """The picture and its list stand on the page, on a telephone as well, and are free of findings."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{small_address}initiatives/winkel-in-de-wijk/")

    expect(page.locator(".family__tree .family__member")).to_have_count(5)
    expect(page.locator(".family__members > li")).to_have_count(5)
    expect(page.locator(".family__tree .family__member--outside")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_findings(page) == []


def test_who_does_it_too_says_so_in_the_form(page: Page, small_address: str) -> None:
    """“Wij doen dit ook” opens the initiative with room for one more, and changes nothing else."""
    page.goto(f"{small_address}initiatives/robots-in-de-klas/")
    page.get_by_role("link", name="Wij doen dit ook").click()
    expect(page.locator("[data-add]")).to_be_visible()
    expect(page.locator(":focus")).to_have_attribute("data-path", "used_by.#.partner")
    page.locator(":focus").fill("alfacollege")
    page.get_by_role("button", name="Controleer en ga verder").click()
    page.get_by_text("Bekijk het bestand").click()

    code = page.locator("[data-part=files] code")
    expect(code).to_contain_text("    note: Met oudere leerlingen.\n  - partner: alfa-college\n")
