"""An organiser makes a festival: from an empty form to printed cards."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from atelier.checks.check import check
from atelier.i18n.translation import translations
from tests.browser.test_form_rules import LOAD, TRY
from tests.fixtures.form import send, unfold
from tests.fixtures.host import hosted
from tests.fixtures.sites import SMALL, TODAY, make_site, run


@pytest.fixture
def form(page: Page, small_address: str) -> Page:
    """The empty form, reached from the list of festivals."""
    page.clock.set_fixed_time(datetime.datetime.combine(TODAY, datetime.time(12)))
    page.goto(f"{small_address}festivals/")
    page.get_by_role("link", name="Ik organiseer een festival").click()
    expect(page.locator("[data-add]")).to_be_visible()
    return page


def part(page: Page, number: int) -> Any:
    return page.get_by_role("group", name=f"Onderdeel {number}", exact=True)


def add_part(page: Page, **fields: str) -> None:
    """A row of the programme, by keyboard alone: the focus comes into its first field."""
    page.get_by_role("button", name="Voeg toe: onderdeel").press("Enter")
    for value in fields.values():
        page.keyboard.press("Control+A")
        page.keyboard.type(value)
        page.keyboard.press("Tab")


@pytest.mark.parametrize("width", [390, 1280])
def test_from_an_empty_form_to_printed_cards(form: Page, width: int, tmp_path: Path) -> None:
    """The file that the form makes passes the check; its page shows the programme, its cards come out of the printer."""
    page = form
    page.set_viewport_size({"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollHeight") < 3000
    page.get_by_label("Naam van het festival").fill("Festival van het leren 2027")
    page.get_by_label("Op welke dag is het?").fill("2027-03-17")
    page.get_by_label("In welk gebouw?").fill("De Brug")
    page.get_by_label("Wie organiseert het?").fill("Gemeente Groningen")
    unfold(page, "Het programma")
    add_part(page, start="13:00", end="13:30", room="Aula", title="Opening")
    part(page, 1).get_by_label("Wat voor onderdeel is het?").select_option(label="Lezing")
    add_part(
        page, start="13:30", end="14:30", room="Aula", title="Maak zelf een robot", of="Robots: in de klas"
    )
    add_part(page, start="13:30", end="14:30", room="Lokaal 2", title="", of="winkel-in-de-wijk")
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    opened = urlsplit(page.locator("[data-part=open] a").get_attribute("href") or "")
    assert opened.path.endswith("/new/main/docs/festivals")
    assert ["festival-van-het-leren-2027.md"] == parse_qs(opened.query)["filename"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()

    root = make_site(tmp_path / "root", SMALL)
    shutil.copy(download.value.path(), root / "docs" / "festivals" / download.value.suggested_filename)
    checked = run("atelier", "check", cwd=root)
    assert 0 == checked.returncode, checked.stdout
    assert 0 == run("mkdocs", "build", "--strict", cwd=root).returncode
    with hosted(root / "site") as address:
        page.goto(f"{address}festivals/")
        page.get_by_role("link", name="Festival van het leren 2027").click()
        expect(page.locator(".slot__title")).to_have_text(
            ["Opening", "Maak zelf een robot", "Winkel in de wijk"]
        )
        page.get_by_role("link", name="Kaarten voor de stands").click()
        page.wait_for_load_state()
        page.evaluate("() => { window.print = () => { document.body.dataset.printed = 'yes'; }; }")
        page.get_by_role("button", name="Druk de kaarten af").click()
        expect(page.locator("body[data-printed=yes]")).to_have_count(1)
        cards = page.locator(".stand-card")
        expect(cards).to_have_count(2)
        expect(cards.first).to_contain_text("Robots: in de klas")
        expect(cards.first).to_contain_text("Maak zelf een robot")
        page.emulate_media(media="print")
        sheets = page.pdf(prefer_css_page_size=True)
    assert 1 == sheets.count(b"/Type /Page\n")


def test_rows_are_moved_and_taken_out_by_keyboard(form: Page) -> None:
    """The focus stays with the row; a new row begins where the last one ends."""
    page = form
    page.get_by_label("Op welke dag is het?").fill("2027-03-17")
    unfold(page, "Het programma")
    add_part(page, start="13:00", end="13:30", room="Aula", title="Een")
    add_part(page, start="13:30")
    expect(part(page, 2).get_by_label("Van hoe laat?")).to_have_value("13:30")
    expect(part(page, 2).get_by_label("In welke zaal?")).to_have_value("Aula")
    part(page, 2).get_by_label("Hoe heet het?").fill("Twee")
    page.get_by_role("button", name="Onderdeel 2 omhoog").press("Enter")
    expect(page.get_by_role("button", name="Onderdeel 1 omhoog")).to_be_focused()
    expect(part(page, 1).get_by_label("Hoe heet het?")).to_have_value("Twee")
    page.get_by_role("button", name="Haal weg: Onderdeel 1").press("Enter")
    expect(part(page, 1).get_by_label("Hoe heet het?")).to_have_value("Een")
    expect(page.locator("[data-path=programme] [data-item]:not(template)")).to_have_count(1)


def test_a_festival_that_is_there_is_changed(form: Page, small_address: str) -> None:
    """The way from its page: what stood there is filled in, and only what is changed changes."""
    page = form
    page.goto(f"{small_address}festivals/proeffestival/")
    page.get_by_role("link", name="Verander het programma").click()
    expect(page.get_by_label("Naam van het festival")).to_have_value("Proeffestival van het leren")
    unfold(page, "Het programma")
    part(page, 1).get_by_label("In welke zaal?").fill("Grote zaal")
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    page.get_by_text("Bekijk het bestand").first.click()
    before = (SMALL / "docs/festivals/proeffestival.md").read_text("utf-8")
    after = page.locator("[data-part=files] code").inner_text()

    expected = before.replace("room: Aula", "room: Grote zaal", 1).replace("- De Brug", "- stichting-de-brug")
    assert sorted(expected.split()) == sorted(after.split())


DAY = {"name": "Dag", "date": "2027-03-17"}
DAYS = {"name": "Dagen", "start": "2027-03-17", "end": "2027-03-18"}


def slot(start: str, end: str, **more: str) -> dict[str, str]:
    return {"start": start, "end": end, "title": "Iets", **more}


@pytest.fixture(scope="module")
def script(browser: Browser, small_address: str) -> Iterator[Page]:
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        page.clock.set_fixed_time(datetime.datetime.combine(TODAY, datetime.time(12)))
        page.goto(f"{small_address}add/")
        page.evaluate(LOAD, small_address)
        yield page


@pytest.mark.parametrize(
    "data",
    [
        DAY | {"start": "2027-03-17"},
        {"name": "Dag", "start": "2027-03-17"},
        {"name": "Dag", "programme": [slot("10:00", "11:00")]},
        DAY | {"programme": [{"start": "10:00", "end": "11:00", "room": "Aula"}]},
        DAYS | {"programme": [slot("10:00", "11:00")]},
        DAYS
        | {"programme": [slot("2027-03-19 10:00", "11:00"), slot("2027-03-17 10:00", "2027-03-20 11:00")]},
        DAY | {"programme": [slot("11:00", "10:00"), slot("10:00", "10:00")]},
        DAY | {"programme": [slot("22:00", "2027-03-18 01:00")]},
        DAY | {"programme": [slot("2027-02-30 10:00", "11:00"), slot("9:00", "kwart over tien")]},
        DAY
        | {
            "programme": [
                slot("13:00", "14:00", room="Aula", title="Opening"),
                slot("13:30", "15:00", room="aula"),
                slot("14:00", "14:30", room="Aula"),
            ]
        },
    ],
    ids=lambda data: " ".join(data),
)
def test_the_form_finds_what_the_check_finds(data: dict[str, Any], script: Page, tmp_path: Path) -> None:
    """In the same words, of the days and of the programme."""
    made = script.evaluate(TRY, {"kind": "festivals", "slug": "zelf-gemaakt", "data": data, "body": ""})
    root = make_site(tmp_path / "root", SMALL)
    (root / "docs" / "festivals" / "zelf-gemaakt.md").write_text(made["text"], encoding="utf-8")
    problems = check(root, TODAY).problems

    assert sorted([p.code, p.texts(translations("nl"))[0]] for p in problems) == sorted(made["told"])
