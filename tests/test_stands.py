"""What an organiser prints and shows: cards with a QR code that can be read, and a screen that goes round."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from atelier.qr import MASK, Codes, modules
from atelier.short_address import code

SITE = "https://klein.example/"
SHORT = f"{SITE}i/{code('robotles')}/"


def read(picture: bytes) -> set[str]:
    """The texts of the QR codes in a picture, as a decoder that wrote none of them reads them."""
    return {found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))}


@pytest.mark.parametrize("slug", ["robotles", "a", "zzz", "winkel-in-de-wijk", "oud-plan"])
@pytest.mark.parametrize(
    "site", [SITE, "https://innovatieatelier.github.io/", "http://127.0.0.1:8000/een/map/"]
)
def test_a_code_is_the_one_that_segno_makes(slug: str, site: str) -> None:
    """Put together of the codes of single bits, it is the same to the module."""
    short = f"i/{code(slug)}/"
    made = segno.make(site + short, error="m", mask=MASK, micro=False, boost_error=False, mode="byte")
    expected = tuple(int("".join(map(str, row)), 2) for row in made.matrix)

    assert expected == Codes(site).modules(short)
    assert expected == modules((site + short).encode())


def test_every_initiative_has_a_code_to_print(small_site: Path, page: Page) -> None:
    """The picture beside the short address leads to that address."""
    found = set()
    for file in sorted(small_site.glob("i/*/qr.svg")):
        page.set_content(f"<body style='background:#fff'>{file.read_text('utf-8')}</body>")
        page.locator("svg").evaluate("svg => { svg.style.width = '300px' }")
        found |= read(page.screenshot())

    assert {f"{SITE}i/{code(first)}/" for first in ("robotles", "winkel-in-de-wijk", "oud-plan")} == found


def test_cards_can_be_read_and_fit_the_sheet(visit: Callable[[str], Page]) -> None:
    """Two cards on a sheet of A4, no text cut off, and the codes lead to the initiatives."""
    page = visit("festival, cards")
    page.emulate_media(media="print")
    cards = page.locator(".stand-card")

    assert 2 == cards.count()
    for card in cards.all():
        assert card.evaluate("card => card.scrollHeight <= card.clientHeight + 1")
    page.set_viewport_size({"width": 794, "height": 1123})
    assert {SHORT, f"{SITE}i/{code('winkel-in-de-wijk')}/"} == read(page.screenshot(full_page=True))
    sheets = page.pdf(prefer_css_page_size=True)
    assert 1 == sheets.count(b"/Type /Page\n")


@pytest.fixture
def screen(small_site: Path, browser: Browser) -> Page:
    """The screen of a festival on a stick: a file, in a browser without a network."""
    page = browser.new_context(
        offline=True, timezone_id="America/New_York", reduced_motion="reduce"
    ).new_page()
    page.clock.install(time="2027-03-17T13:45:00+01:00")
    page.goto((small_site / "festivals" / "proeffestival" / "screen" / "index.html").as_uri())
    return page


def test_the_screen_tells_what_is_on(screen: Page) -> None:
    """Now and next by the clock of the Netherlands, also on a computer that is set to another."""
    expect(screen.locator(".clock")).to_have_text("13:45")
    now = screen.locator("[data-list=now] li:visible")
    soon = screen.locator("[data-list=next] li:visible")
    assert [
        "13:30 Robots: in de klas, Aula",
        "13:30 Begin zelf een winkel, Lokaal 2",
    ] == now.all_inner_texts()
    assert ["15:00 Thee en koek"] == soon.all_inner_texts()

    screen.clock.run_for(80 * 60 * 1000)
    assert ["15:00 Thee en koek"] == now.all_inner_texts()
    screen.clock.run_for(3 * 24 * 3600 * 1000)
    expect(screen.locator("[data-list=now]")).to_be_hidden()
    screen.context.close()


def test_the_screen_goes_round_until_it_is_stopped(screen: Page) -> None:
    """One stand after another; the space bar and the button stop it, and nothing moves for who wants that."""
    shown = screen.locator(".stand:visible h2")
    expect(shown).to_have_text("Robots: in de klas")
    screen.clock.run_for(12_500)
    expect(shown).to_have_text("Winkel in de wijk")
    assert "none" == screen.locator(".stand:visible").evaluate(
        "stand => getComputedStyle(stand).animationName"
    )

    screen.keyboard.press("Space")
    screen.clock.run_for(60_000)
    expect(shown).to_have_text("Winkel in de wijk")
    screen.get_by_role("button", name="Ga door").click()
    screen.clock.run_for(12_500)
    expect(shown).to_have_text("Robots: in de klas")
    assert {SHORT} == read(screen.screenshot())
    screen.context.close()


def test_the_screen_without_a_script_is_a_list(small_site: Path, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((small_site / "festivals" / "proeffestival" / "screen" / "index.html").as_uri())

        assert 2 == page.locator(".stand:visible").count()


def test_the_screen_works_on_the_site(page: Page, small_address: str) -> None:
    """The policy of the site lets its style and script be; it needs nothing else."""
    page.goto(f"{small_address}festivals/proeffestival/screen/")

    expect(page.locator(".stand:visible")).to_have_count(1)
    assert "grid" == page.locator(".stand:visible").evaluate("stand => getComputedStyle(stand).display")


def test_cards_of_what_a_visitor_saved(visit: Callable[[str], Page]) -> None:
    """A list of one's own gives the same cards, and a mail to oneself with the short addresses."""
    page = visit("saved, shared")
    page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
    expect(page.locator(".cards .card h3")).to_have_count(2)
    page.get_by_role("button", name="Druk kaarten met een QR-code af").click()
    expect(page.locator("body[data-printed=yes]")).to_have_count(1)
    page.emulate_media(media="print")

    assert 2 == page.locator(".stand-card:visible").count()
    assert 0 == page.locator(".card:visible, h1:visible").count()
    here = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}/"
    assert f"{here}i/{code('robotles')}/qr.svg" == page.locator(".stand-card img").first.get_attribute("src")
    page.emulate_media(media="screen")
    mail = page.get_by_role("link", name="Mail deze lijst naar jezelf")
    mail.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    mail.click()
    body = parse_qs(urlsplit(mail.get_attribute("href") or "").query)["body"][0]
    assert f"Robots: in de klas\r\n{here}i/{code('robotles')}/\r\n" in body
    assert f"Winkel in de wijk\r\n{here}i/{code('winkel-in-de-wijk')}/" in body
