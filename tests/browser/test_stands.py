"""What an organiser prints and shows: cards with a QR code that can be read, and a screen that goes round."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from atelier.catalogue.short_address import code
from tests.fixtures.host import hosted
from tests.fixtures.looks import axe_findings
from tests.fixtures.sites import ROOT, SMALL, make_site, run

SITE = "https://klein.example/"
SHORT = f"{SITE}i/{code('robotles')}/"


LONG = 160
"""Characters of the longest title that an initiative may have; its summary may have 300."""
WORDS = "Wij bouwen met alle groepen van de school een werkplaats voor onze buurt "


def read(picture: bytes) -> set[str]:
    """The texts of the QR codes in a picture, as a decoder that wrote none of them reads them."""
    return {found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))}


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


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a festival of texts as long as they may be, much at the same time, and a former address."""
    root = make_site(tmp_path_factory.mktemp("crowded") / "root", SMALL)
    partners = [f"Vereniging voor openbaar onderwijs in de wijk {n}" for n in range(6)]
    for n, name in enumerate(partners):
        (root / f"docs/partners/wijk-{n}.md").write_text(f"---\nname: {name}\nkind: school-board\n---\n")
    slots = ""
    for n in range(3):
        title, summary = (f"{n} {WORDS * 5}"[:length].strip() for length in (LONG, 300))
        lead = "".join(f"  - {{partner: {name}, role: lead}}\n" for name in partners)
        (root / f"initiatives/lang-{n}.md").write_text(
            f"---\ntitle: {title}\nsummary: {summary}\npillar: ondernemerschap\npartners:\n{lead}"
            "contact: {organisation: alfa-college}\nstatus: active\n---\n"
        )
        for time in ("10:00", "13:30", "15:00"):
            end = f"{time[:2]}:50"
            room = f"Lokaal {n} op de eerste verdieping naast de bibliotheek"
            slots += f"  - {{start: '{time}', end: '{end}', room: {room}, initiative: lang-{n}}}\n"
    (root / "docs/festivals/druk-festival.md").write_text(
        "---\nname: Een heel druk festival van het leren in de stad\ndate: 2027-03-17\n"
        f"former_slugs: [vol-festival]\nprogramme:\n{slots}---\n"
    )
    built = run("mkdocs", "build", cwd=root)
    assert built.returncode == 0, built.stderr
    return root / "site"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_long_cards_fit_their_half_of_the_sheet(
    crowded: Path, page: Page, scheme: Literal["light", "dark"]
) -> None:
    """The longest texts are all there on the half that they have, black on white; three cards take two sheets."""
    with hosted(crowded) as address:
        page.emulate_media(media="print", color_scheme=scheme)
        page.goto(f"{address}festivals/druk-festival/cards/")
        page.wait_for_selector(f"body[data-md-color-scheme='{'slate' if scheme == 'dark' else 'default'}']")
        cards = page.locator(".stand-card")
        shown = cards.evaluate_all(
            """cards => cards.map(card => {
              const { height } = card.getBoundingClientRect();
              const { color, backgroundColor } = getComputedStyle(card);
              return [Math.round(height * 25.4 / 96), card.scrollHeight <= height + 1, color, backgroundColor];
            })"""
        )
        sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")

    assert [[148, True, "rgb(0, 0, 0)", "rgb(255, 255, 255)"]] * 3 == shown
    assert 2 == sheets


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
def test_all_of_a_long_stand_is_on_the_screen(
    crowded: Path, browser: Browser, width: int, height: int
) -> None:
    """The letters become smaller until nothing is below the edge, with what is on now and next as well."""
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.clock.install(time="2027-03-17T13:45:00+01:00")
        page.goto((crowded / "festivals" / "druk-festival" / "screen" / "index.html").as_uri())
        over = []
        for _ in range(3):
            over.append(page.evaluate("document.documentElement.scrollHeight - innerHeight"))
            page.keyboard.press("ArrowRight")

        assert 3 == page.locator("[data-list=now] li:visible").count()
        assert 3 == page.locator("[data-list=next] li:visible").count()
        assert [0, 0, 0] == over


def test_former_addresses_of_cards_and_screen_work(crowded: Path) -> None:
    """Who kept the address of a festival that has another now gets the same."""
    festivals = crowded / "festivals"
    screens = [festivals / slug / "screen" / "index.html" for slug in ("druk-festival", "vol-festival")]
    redirect = (festivals / "vol-festival" / "cards" / "index.html").read_text("utf-8")

    assert screens[0].read_bytes() == screens[1].read_bytes()
    assert "url=../../../festivals/druk-festival/cards/" in redirect


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

    screen.clock.fast_forward("01:20:00")
    assert ["15:00 Thee en koek"] == now.all_inner_texts()
    screen.clock.fast_forward(3 * 24 * 3600 * 1000)
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


@pytest.mark.parametrize("width", [390, 1280])
def test_the_screen_can_be_used_by_everyone(screen: Page, width: int) -> None:
    """To axe it is without a fault, on a phone neither; what a screen in a hall needs can be reached by keyboard."""
    screen.set_viewport_size({"width": width, "height": 720})

    assert [] == axe_findings(screen)
    reached = []
    for _ in range(2):
        screen.keyboard.press("Tab")
        reached.append(screen.evaluate("document.activeElement.textContent"))
    assert ["Hele scherm", "Stilzetten"] == reached
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

    expect(page.locator(".stand-card:visible")).to_have_count(2)
    expect(page.locator(".card:visible, h1:visible")).to_have_count(0)
    here = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}/"
    assert f"{here}i/{code('robotles')}/qr.svg" == page.locator(".stand-card img").first.get_attribute("src")
    letters = f"klein.example/i/{code('robotles')}/"
    assert letters in page.locator(".stand-card__code").first.inner_text().replace("\n", "")
    page.emulate_media(media="screen")
    mail = page.get_by_role("link", name="Mail deze lijst naar jezelf")
    mail.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    mail.click()
    body = parse_qs(urlsplit(mail.get_attribute("href") or "").query)["body"][0]
    assert f"Robots: in de klas\r\n{here}i/{code('robotles')}/\r\n" in body
    assert f"Winkel in de wijk\r\n{here}i/{code('winkel-in-de-wijk')}/" in body


def test_a_mail_holds_no_more_than_mail_programs_take(page: Page, real_address: str) -> None:
    """A long list is cut after a whole initiative, and the page says after how many."""
    slugs = sorted({file.name.partition(".")[0] for file in (ROOT / "initiatives").glob("*.md")})[:40]
    page.goto(f"{real_address}saved/?i={','.join(slugs)}")
    expect(page.locator(".cards .card h3")).to_have_count(len(slugs))
    mail = page.get_by_role("link", name="Mail deze lijst naar jezelf")
    mail.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    mail.click()
    href = mail.get_attribute("href") or ""
    held = unquote(href).count("/i/")

    assert len(href) <= 1900
    assert 0 < held < len(slugs)
    assert f"De eerste {held} staan in je mail" in page.locator(".choosing--said").inner_text()


def test_a_printed_initiative_leads_to_its_page(visit: Callable[[str], Page]) -> None:
    """On paper there is a code to scan, which a visitor of the page does not have to fetch."""
    page = visit("initiative with everything")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")

    assert [] == [url for url in asked if url.endswith("qr.svg")]
    page.emulate_media(media="print")
    code_on_paper = page.locator(".short-address__code")
    code_on_paper.scroll_into_view_if_needed()
    code_on_paper.evaluate("image => image.decode()")
    assert {SHORT} == read(page.screenshot())
