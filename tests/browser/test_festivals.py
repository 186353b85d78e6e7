"""The programme of a festival as a visitor meets it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect

from tests.fixtures.host import hosted
from tests.fixtures.looks import axe_findings
from tests.fixtures.sites import SMALL, make_site, run

BUSY = """---
name: Druk festival
date: 2027-03-17
programme:
  - start: 10:30
    end: 12:30
    room: Aula
    initiative: robots-in-de-klas
    title: Maak een robot
    kind: workshop
    track: Digitaal
    text: Je bouwt zelf een robot.
  - {start: '10:30', end: '11:15', room: Lokaal, title: Kort, track: Ondernemen, language: nl}
  - {start: '11:20', end: '12:30', room: Lokaal, title: Langer, kind: talk, language: en}
  - {start: '12:30', end: '13:30', title: Lunch, kind: break}
  - {start: '13:30', end: '14:30', room: Aula, title: Slot, kind: talk, language: nl}
---
"""


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


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a busy festival."""
    root = make_site(tmp_path_factory.mktemp("busy") / "root", SMALL)
    (root / "docs" / "festivals" / "druk.md").write_text(BUSY, encoding="utf-8")
    built = run("mkdocs", "build", "--strict", cwd=root)
    assert built.returncode == 0, built.stderr
    with hosted(root / "site") as address:
        yield f"{address}festivals/druk/"


def box(page: Page, text: str) -> FloatRect:
    """Where the cell of a part is."""
    found = page.locator(".timetable td", has_text=text).bounding_box()
    assert found
    return found


def test_a_busy_room_looks_busy(busy: str, page: Page) -> None:
    """A part is as long as all that happens beside it; what is for everyone goes through all rooms."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(busy)
    robots, first, last, lunch = (box(page, text) for text in ("Maak een robot", "Kort", "Langer", "Lunch"))

    assert robots["y"] == first["y"]
    assert robots["y"] + robots["height"] == last["y"] + last["height"]
    assert robots["height"] > 1.5 * last["height"]
    assert lunch["width"] > 2 * robots["width"]
    assert ["Tijd", "Aula", "Lokaal"] == page.locator(".timetable thead th").all_inner_texts()


def test_a_choice_from_the_programme_is_a_list(busy: str, page: Page) -> None:
    """By room, kind, line and language; the address holds the choice, and one button shows all again."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(busy)
    page.get_by_label("Zaal").select_option("Aula")
    expect(page.locator(".slot:visible .slot__title")).to_have_text(["Maak een robot", "Lunch", "Slot"])
    expect(page.get_by_role("status").filter(has_text="2 onderdelen")).to_be_visible()
    expect(page.locator(".slot__room:visible").first).to_contain_text("Aula")
    page.get_by_label("Soort").select_option("workshop")
    expect(page.locator(".slot:visible .slot__title")).to_have_text(["Maak een robot", "Lunch"])

    assert page.url.endswith("?room=Aula&kind=workshop")
    page.reload()
    expect(page.locator(".slot:visible .slot__title")).to_have_text(["Maak een robot", "Lunch"])
    page.get_by_role("button", name="Toon alles").click()
    expect(page.locator(".slot:visible")).to_have_count(5)
    page.locator("select[name=language]").select_option("en")
    expect(page.locator(".slot:visible .slot__title")).to_have_text(["Maak een robot", "Langer", "Lunch"])
    assert page.url.endswith("?language=en")


def test_a_programme_is_whole_without_a_script_and_in_forced_colours(busy: str, browser: Browser) -> None:
    """Nothing is hidden, no filter is shown that does nothing, and every part has a border."""
    with browser.new_context(java_script_enabled=False, forced_colors="active") as context:
        page = context.new_page()
        page.goto(busy)

        assert 5 == page.locator(".slot:visible").count()
        assert 0 == page.locator(".programme__filter:visible").count()
        borders = page.locator(".timetable__taken").evaluate_all(
            "cells => cells.map(cell => parseFloat(getComputedStyle(cell).borderTopWidth))"
        )
        assert borders
        assert all(border > 0 for border in borders)


def test_a_text_about_a_part_unfolds(busy: str, page: Page) -> None:
    """It takes no place until one asks for it."""
    page.goto(busy)
    text = page.get_by_text("Je bouwt zelf een robot.")
    expect(text).to_be_hidden()
    page.get_by_text("Waar het over gaat: Maak een robot").click()
    expect(text).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_busy_programme_can_be_used_by_everyone(busy: str, page: Page, width: int) -> None:
    """To axe it is without a fault, and nothing scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(busy)

    assert [] == axe_findings(page)
    assert width >= page.evaluate("document.documentElement.scrollWidth")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a festival in eight rooms."""
    root = make_site(tmp_path_factory.mktemp("many") / "root", SMALL)
    slots = "".join(
        f"  - {{start: '{9 + hour:02}:00', end: '{9 + hour:02}:50', room: Zaal {room}, title: Een les over taal}}\n"
        for hour in range(4)
        for room in range(8)
    )
    text = f"---\nname: Veel zalen\ndate: 2027-03-17\nprogramme:\n{slots}---\n"
    (root / "docs" / "festivals" / "veel.md").write_text(text, encoding="utf-8")
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    with hosted(root / "site") as address:
        yield f"{address}festivals/veel/"


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_eight_rooms_fit_beside_each_other(many: str, page: Page, width: int) -> None:
    """On a tablet the table scrolls, by keyboard too, and never the page; on a phone it is a list."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(many)
    table, day = page.locator(".timetable"), page.locator(".programme__day")

    assert width >= page.evaluate("document.documentElement.scrollWidth")
    assert [] == axe_findings(page)
    assert (width == 800) is day.evaluate("day => day.scrollWidth > day.clientWidth + 1")
    assert (width > 400) is (9 == table.locator("thead th:visible").count())


def test_eight_rooms_are_printed_on_wide_sheets(many: str, page: Page) -> None:
    """Not eight columns of two centimetres."""
    page.goto(many)
    sheets = page.pdf(prefer_css_page_size=True, format="A4")

    assert b"/MediaBox [0 0 841" in sheets


def test_the_programme_comes_on_another_site(visit: Callable[[str], Page]) -> None:
    """The link of the festival opens the page with the code made: a frame with times and rooms."""
    page = visit("festival")
    page.get_by_role("link", name="Zet dit op je eigen site").click()
    expect(page.get_by_label("Wat wil je laten zien?")).to_have_value("programmes")
    expect(page.get_by_label("Welke?")).to_have_value("proeffestival")
    expect(page.get_by_label("Hoeveel, hooguit?")).to_be_hidden()
    expect(page.locator("[data-part=code]")).to_have_value(
        re.compile(r'src="[^"]+/embed/programmes/proeffestival/"')
    )
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("columnheader", name="Zaal").first).to_be_visible()
    expect(frame.get_by_role("row", name=re.compile("13:30–14:30 Robots: in de klas.* Aula"))).to_be_visible()


def test_the_day_stands_there_whenever_there_are_several(page: Page, tmp_path: Path) -> None:
    """Also where only one of the days has a programme."""
    root = make_site(tmp_path / "two", SMALL)
    (root / "docs" / "festivals" / "twee.md").write_text(
        "---\nname: Twee\nstart: 2027-03-17\nend: 2027-03-18\nprogramme:\n"
        "  - {start: 2027-03-18 13:30, end: '14:15', room: Aula, initiative: robots-in-de-klas}\n---\n",
        encoding="utf-8",
    )
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    with hosted(root / "site") as address:
        for place in ("festivals/twee/", "festivals/twee/cards/", "embed/programmes/twee/"):
            page.goto(address + place)
            expect(page.get_by_text("donderdag 18 maart 2027").first).to_be_visible()


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
