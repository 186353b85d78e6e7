"""What stands in a frame on another site, and the page where one makes the code for it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.fixtures.host import Same, hosted
from tests.fixtures.waiting import wait_until

ROBOTS = "initiatives/robots-in-de-klas/"
WHITE, DARK = "rgb(255, 255, 255)", "rgb(27, 35, 44)"


@pytest.fixture(params=list(Same))
def either_address(request: pytest.FixtureRequest, real_site: Path) -> Iterator[str]:
    """The real site at a host that joins headers, and at one that takes the last."""
    with hosted(real_site, request.param) as address:
        yield address


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A school's own site, on another origin: give it the code for its page, and it gives the page's address."""
    with hosted(_empty(tmp_path / "school")) as address:

        def page_with(*code: str) -> str:
            text = f'<!doctype html><html lang="nl"><title>School</title><h1>School</h1>{"".join(code)}'
            (tmp_path / "school" / "index.html").write_text(text, encoding="utf-8")
            return address.replace("127.0.0.1", "localhost")

        yield page_with


def _empty(folder: Path) -> Path:
    folder.mkdir()
    (folder / "_headers").write_text("", encoding="utf-8")
    return folder


def frame_code(address: str) -> str:
    return f'<iframe src="{address}" title="Catalogus" width="640" height="500"></iframe>'


def background(frame: FrameLocator) -> str:
    return str(frame.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_shows_on_another_site_without_a_script(
    scheme: str, browser: Browser, either_address: str, school: Callable[..., str]
) -> None:
    """On another origin and with JavaScript off: as the device is set, or as the address says."""
    pillar = f"{either_address}embed/pillars/ondernemerschap/"
    address = school(*(frame_code(pillar + look) for look in ("", "#light-1", "#dark-12")))
    with browser.new_context(java_script_enabled=False, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        frames = [page.frame_locator("iframe").nth(number) for number in range(3)]
        for frame in frames:
            expect(frame.get_by_role("heading", level=1)).to_have_text("Ondernemerschap")
        shown = [frame.locator("li:visible").count() for frame in frames]
        colours = [background(frame) for frame in frames]

    assert urlsplit(address).netloc != urlsplit(pillar).netloc
    assert [3, 1, 8] == shown
    assert [DARK if scheme == "dark" else WHITE, WHITE, DARK] == colours


def test_a_link_leads_out_of_the_frame(
    browser: Browser, either_address: str, school: Callable[..., str]
) -> None:
    """The page that it leads to takes the place of the school's page, as that page may not be framed."""
    address = school(frame_code(f"{either_address}embed/pillars/ondernemerschap/"))
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        page.frame_locator("iframe").get_by_role("heading", level=2).first.get_by_role("link").click()
        page.wait_for_url(f"{either_address}initiatives/*/")

        expect(page.get_by_role("navigation", name="Je bent hier")).to_be_visible()


@pytest.mark.parametrize("path", ["", "pillars/ondernemerschap/", "embed/", "not/there/"])
def test_no_other_page_can_be_framed(
    path: str, browser: Browser, either_address: str, school: Callable[..., str]
) -> None:
    """Not by another site: the browser shows nothing of it, also of the page where one chooses."""
    address = school(frame_code(either_address + path))
    with browser.new_context() as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(address, wait_until="networkidle")

        expect(page.frame_locator("iframe").get_by_text("Innovatieatelier")).to_have_count(0)
        assert any("X-Frame-Options" in text for text in said)


def test_it_can_be_tried_from_a_disk(browser: Browser, real_address: str, tmp_path: Path) -> None:
    """An organiser opens a page of her own from her disk: it shows there too."""
    file = tmp_path / "page.html"
    file.write_text(frame_code(f"{real_address}embed/{'levels/po/'}"), encoding="utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(file.as_uri())

        expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()


# The page where one chooses


def code_of(page: Page) -> dict[str, str]:
    """The attributes of the code to copy."""
    text = page.get_by_role("textbox", name="De code voor je pagina").input_value()
    assert re.fullmatch(r"<iframe [^<>]+></iframe>", text)
    return {name: html.unescape(value) for name, value in re.findall(r' ([a-z]+)="([^"]*)"', text)}


def test_one_chooses_sees_and_copies(visit: Callable[[str], Page]) -> None:
    """What is chosen is what the frame shows and what the code says; nothing else needs filling in."""
    page = visit("embed")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("je laten zien?").select_option(label="Initiatieven voor een onderwijsniveau")
    page.get_by_label("Welke?").select_option(label="Basisonderwijs (po)")
    page.get_by_label("Hoeveel, hoogstens?").select_option("1")
    page.get_by_label("Donker", exact=True).last.press("Space")
    frame = page.frame_locator("main iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Basisonderwijs (po)")
    expect(frame.locator("li:visible")).to_have_count(1)
    page.get_by_role("button", name="Kopieer de code").click()
    expect(page.get_by_text("De code is gekopieerd.")).to_be_visible()
    code = code_of(page)

    assert "https://innovatieatelier.github.io/embed/levels/po/#dark-1" == code["src"]
    assert "Basisonderwijs (po), uit Innovatieatelier Groningen" == code["title"]
    assert DARK == background(frame)
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("textarea").input_value()


def test_the_height_is_that_of_what_is_in_it(visit: Callable[[str], Page]) -> None:
    """The frame needs no scroll bar, at any width, unless one says another height."""
    page = visit("embed")
    frame = page.locator("main iframe")
    heights = []
    for width in ("900", "300"):
        page.get_by_label("Breedte, in pixels").fill(width)
        root = frame.content_frame.locator(":root")
        expect(frame).to_have_attribute("width", width)
        wait_until(page, partial(root.evaluate, "root => root.scrollHeight === innerHeight"))
        assert frame.get_attribute("height") == code_of(page)["height"]
        heights.append(int(code_of(page)["height"]))
    page.get_by_label("Hoogte, in pixels").fill("250")

    assert heights[0] < heights[1]
    assert "250" == code_of(page)["height"]
    assert "300" == code_of(page)["width"]


def test_a_name_is_found_among_many(visit: Callable[[str], Page]) -> None:
    """Of a long list one types a part of the name, without minding accents."""
    page = visit("embed")
    page.get_by_label("je laten zien?").select_option(label="Eén initiatief")
    page.get_by_label("Zoek op naam").fill("keurmerk professionele")

    expect(page.get_by_label("Welke?").locator("option")).to_have_text(
        ["Keurmerk “professionele ondernemers”"]
    )
    expect(page.get_by_label("Hoeveel, hoogstens?")).to_be_hidden()
    assert code_of(page)["src"].endswith("/embed/initiatives/keurmerk-professionele-ondernemers/")


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("initiative with money", "Success for All"),
        ("pillar", "Ondernemerschap"),
        ("partner", "Gemeente Groningen"),
        ("place", "Groningen"),
    ],
)
def test_a_page_leads_to_its_own_code(kind: str, heading: str, visit: Callable[[str], Page]) -> None:
    """The link “Put this on your own site” opens the page with that choice made; the back button leads back at once."""
    page = visit(kind)
    before = page.url
    page.get_by_role("link", name="Zet dit op je eigen site").click()
    expect(page.frame_locator("main iframe").get_by_role("heading", level=1)).to_have_text(heading)
    assert f"/embed/{urlsplit(before).path[1:]}" in code_of(page)["src"]
    dark = page.get_by_label("Donker", exact=True).last
    dark.press("Space")
    expect(dark).to_be_checked()
    page.go_back()

    assert before == page.url


def test_what_is_no_longer_there_is_told(page: Page, small_address: str) -> None:
    """An old link opens the page with something else, and says so."""
    page.goto(f"{small_address}embed/?show=pillars/weg/")

    expect(page.get_by_text("“weg” is er niet (meer).")).to_be_visible()


def test_a_former_name_is_known(page: Page, small_address: str) -> None:
    """Who comes with the former slug of an initiative gets the code with the one of today."""
    page.goto(f"{small_address}embed/?show=initiatives/robotles/")
    expect(page.frame_locator("main iframe").get_by_role("heading", level=1)).to_have_text(
        "Robots: in de klas"
    )

    assert f"https://klein.example/embed/{ROBOTS}" == code_of(page)["src"]
    expect(page.get_by_text("is er niet (meer)")).to_have_count(0)


def test_without_a_script_there_is_an_example(browser: Browser, real_address: str) -> None:
    """An example that shows, its code, and how the address is made; no form that does nothing."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{real_address}embed/")

        expect(page.locator("form:visible", has_text="je laten zien?")).to_have_count(0)
        expect(page.get_by_role("button", name="Kopieer de code")).to_be_hidden()
        expect(page.frame_locator("main iframe").get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_text("embed/pillars/…/")).to_be_visible()
        assert code_of(page)["src"].startswith("https://innovatieatelier.github.io/embed/pillars/")


def test_the_script_writes_the_code_as_the_build_does(
    visit: Callable[[str], Page], browser: Browser, real_address: str
) -> None:
    """With and without a script the code of the example differs in its size and look only."""
    page = visit("embed")
    expect(page.frame_locator("main iframe").get_by_role("heading", level=1)).to_be_visible()
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(f"{real_address}embed/")
        built, made = code_of(plain), code_of(page)

    assert list(built) == list(made)
    assert [name for name in built if built[name] != made[name]] == ["src", "height"]
    assert f"{built['src']}#auto-3" == made["src"]
