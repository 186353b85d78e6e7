"""A visitor finds the feeds of a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.feeds import read_feed


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("", "new/"),
        ("initiatives/", "new/"),
        ("new/", "new/"),
        ("pillars/ondernemerschap/", "pillars/ondernemerschap/"),
        ("levels/po/", "levels/po/"),
        ("places/groningen/", "places/groningen/"),
        ("tags/techniek/", "tags/techniek/"),
        ("partners/alfa-college/", "partners/alfa-college/"),
    ],
)
def test_a_reader_finds_the_feed_of_a_page(
    address: str, feed: str, small_site: Path, small_address: str, page: Page
) -> None:
    """From the address of the page alone; the title that a reader offers is that of the feed."""
    page.goto(small_address + address)

    links = page.locator('head link[rel~="alternate"]').all()

    assert ["application/atom+xml", "application/feed+json"] == [link.get_attribute("type") for link in links]
    for link, file in zip(links, ("feed.xml", "feed.json"), strict=True):
        target = str(link.evaluate("link => link.href")).removeprefix(small_address)
        assert feed + file == target
        text = (small_site / target).read_text(encoding="utf-8")
        title = read_feed(text).feed.title if file == "feed.xml" else json.loads(text)["title"]
        assert title == link.get_attribute("title")


def test_a_page_says_how_to_follow_it(small_address: str, page: Page) -> None:
    """One opens it, finds an address to copy, and from there what a feed reader is."""
    page.goto(small_address + "tags/techniek/")
    page.get_by_text("Volg dit", exact=True).click()

    expect(page.get_by_role("link", name="/tags/techniek/feed.xml")).to_be_visible()
    page.get_by_role("link", name="Hoe werkt dat?").click()
    page.wait_for_url("**/new/#_follow")
    expect(page.get_by_role("heading", name="Zo volg je wat nieuw is")).to_be_in_viewport()
