"""What a city chooses of the model, as a visitor and a school meet it in a browser."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atelier.checks.check import check
from tests.fixtures.host import hosted
from tests.fixtures.looks import axe_findings
from tests.fixtures.sites import CHOICES, TODAY, make_site


@pytest.fixture
def address(choices_root: Path) -> Iterator[str]:
    """Where the site is hosted, with a slash at the end."""
    with hosted(choices_root / "site") as found:
        yield found


def test_a_visitor_filters_by_a_field_of_a_city(page: Page, address: str) -> None:
    """A fact leads to all with the same one; the filter is there to change, with its choices in words."""
    page.goto(f"{address}initiatives/maps-of-the-stream/")
    page.get_by_role("link", name="Free to use").click()

    cards = page.locator("main .card__title")
    expect(cards).to_have_text(["Maps of the stream"])
    page.get_by_role("checkbox", name=re.compile("^CC BY")).check()
    expect(cards).to_have_text(["Maps of the stream", "Bread oven"])


def test_a_school_answers_what_a_city_asks_besides(page: Page, address: str, tmp_path: Path) -> None:
    """What is needed is asked first, what is not may be left empty, and the file passes the check."""
    page.clock.set_fixed_time(datetime.datetime.combine(TODAY, datetime.time(12)))
    page.goto(f"{address}add/")
    page.get_by_label("Name of the initiative").fill("Kite day")
    page.get_by_label("What does it belong to?").select_option(label="Nature")
    page.get_by_label("How does it stand today?").select_option(label="Running")
    errors, go_on = page.locator("[data-part=errors] li"), page.get_by_role("button", name="Check and go on")
    go_on.click()
    expect(errors).to_have_text(["Levels: This is not filled in yet.", "Licence: This is not filled in yet."])
    page.get_by_label("Nursery").check()
    page.get_by_label("Licence").select_option(label="Free to use")
    page.get_by_role("heading", name="What this catalogue asks besides").click()
    page.get_by_label("Climate action").check()
    page.get_by_role("heading", name="For whom, where and when?").click()
    ages = page.get_by_label("For which age or group?")
    expect(ages).to_have_accessible_description(re.compile("For example: Year 2, or 10 to 12 years."))
    ages.fill("Year 1")
    page.get_by_label("Tools").fill("Rope\nCloth")
    page.get_by_label("Reviewed").fill("March 2026")
    page.get_by_label("First year").fill("soon")
    go_on.click()
    expect(errors).to_have_text(["First year: “soon” is not a year."])
    page.get_by_label("First year").fill("2025")
    go_on.click()
    expect(errors).to_have_count(0)
    text = page.locator("[data-part=files] code").first.text_content() or ""
    root = make_site(tmp_path / "root", CHOICES)
    (root / "initiatives" / "kite-day.md").write_text(text, encoding="utf-8")

    assert "ages:\n  from: 5\n  to: 6\n" in text
    assert "licence: cc0\ngoals:\n  - 13-climate\ntools:\n  - Rope\n  - Cloth\nfirst_year: 2025\n" in text
    assert [] == check(root, TODAY).problems
    assert [] == axe_findings(page)


def test_fields_of_a_city_are_compared(page: Page, address: str) -> None:
    """A row for each, with what the pages say."""
    page.goto(f"{address}compare/?i=maps-of-the-stream,bread-oven")
    row = page.locator("[data-row=fact-licence]")

    expect(row.locator("th, td")).to_have_text(["Licence", "Free to use", "CC BY"])


@pytest.mark.parametrize("url", ["initiatives/maps-of-the-stream/", "funds/river-fund/"])
def test_facts_of_a_city_are_accessible(url: str, page: Page, address: str) -> None:
    """Also on the narrowest screen, where labels are long."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address + url)

    assert [] == axe_findings(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
