"""The programme of a festival as a visitor meets it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_the_programme_can_be_filtered(visit: Callable[[str], Page]) -> None:
    """By pillar and by level; breaks stay, and the number of parts is told."""
    page = visit("festival")
    robots = page.locator(".slot", has_text="Robots: in de klas")
    shop = page.locator(".slot", has_text="Begin zelf een winkel")
    tea = page.locator(".slot", has_text="Thee en koek")

    page.get_by_label("Niveau").select_option("po")
    expect(robots).to_be_visible()
    expect(shop).to_be_hidden()
    expect(tea).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="1 onderdeel")).to_be_visible()
    page.get_by_label("Niveau").select_option("")
    page.get_by_label("Pijler").select_option("ondernemerschap")
    expect(robots).to_be_hidden()
    expect(shop).to_be_visible()


def test_times_take_no_more_room_than_they_need(visit: Callable[[str], Page]) -> None:
    """Also on a day with one room, of which the table has no head."""
    page = visit("festival")
    page.set_viewport_size({"width": 1280, "height": 800})
    widths = {
        box["width"]
        for cell in page.locator(".timetable th[scope=row]").all()
        if (box := cell.bounding_box())
    }

    assert max(widths) < 100


def test_the_programme_is_a_list_on_a_phone(visit: Callable[[str], Page]) -> None:
    """Nothing lies beside anything else, and each part names its room."""
    page = visit("festival")
    page.set_viewport_size({"width": 390, "height": 844})
    boxes = [slot.bounding_box() for slot in page.locator(".slot").all()]

    assert 1 == len({box["x"] for box in boxes if box})
    assert page.locator(".slot__room").first.is_visible()
    assert 390 >= page.evaluate("document.documentElement.scrollWidth")
