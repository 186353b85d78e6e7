"""What a visitor's browser keeps is what the page on privacy says: three kinds of choices, and no cookie."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.fixtures.waiting import wait_until

KEPT = ("__palette", "atelier.saved", "atelier.draft")
"""How the names begin of what is kept: light or dark, what was saved, what was typed in a form."""


def kept(page: Page) -> list[str]:
    """The names under which the browser keeps something of the site."""
    names: list[str] = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return names


def test_a_browser_keeps_only_what_the_page_says(page: Page, small_address: str) -> None:
    """After a visit in which one does all that leaves a trace."""
    page.goto(small_address)
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("Waar zoek je een voorbeeld van?").fill("robots")
    page.keyboard.press("Enter")
    page.locator(".save").first.click()
    expect(page.locator(".save").first).to_have_attribute("aria-pressed", "true")
    page.goto(f"{small_address}add/")
    page.get_by_label("Naam").first.fill("Een initiatief van ons")
    wait_until(page, lambda: any("atelier.draft" in name for name in kept(page)))
    names = kept(page)

    assert [] == page.context.cookies()
    assert [] == [name for name in names if not name.rpartition("/.")[2].startswith(KEPT)]
    assert {kind for kind in KEPT for name in names if kind in name} == set(KEPT)
