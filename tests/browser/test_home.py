"""The home page shows life at once, whoever comes: on a phone, by keyboard, with one pillar or twenty."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.host import hosted
from tests.fixtures.sites import SMALL, make_site, run

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
MOST_STOPS = 60
NAMES = ("Kansengelijkheid", "Samenwerking onderwijs-arbeidsmarkt", "Onderwijsachterstandenbeleid", "Taal")

BROKEN_WORDS = """() => {
  const broken = [];
  for (const head of document.querySelectorAll("thead th, h1, .pillar-row a")) {
    const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (const word of text.data.matchAll(/\\p{L}+/gu)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((box) => `${box.left} ${box.top}`)).size > 1) {
          broken.push(word[0]);
        }
      }
    }
  }
  return broken;
}"""
"""The words of headings that stand on more than one line."""


def stops(page: Page) -> int:
    """How often a keyboard stops on its way through a page."""
    for number in range(500):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return number
    raise AssertionError("no end to the page")


@pytest.fixture(scope="module", params=[1, 4, 14, 20])
def pillars(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with as many pillars, hosted: the small one, or one with nothing else in it."""
    number: int = request.param
    root = make_site(tmp_path_factory.mktemp("pillars") / "root", *([SMALL] if number > 1 else []))
    folder = root / "docs" / "pillars"
    folder.mkdir(exist_ok=True)
    for more in range(number - len(list(folder.iterdir()))):
        text = f"---\nname: {NAMES[more % 4]} {more}\norder: {more + 10}\ncolour: '#20744a'\nsummary: Een pijler.\n---\n"
        (folder / f"pijler-{more}.md").write_text(text, encoding="utf-8")
    built = run("mkdocs", "build", "--strict", cwd=root)
    assert built.returncode == 0, built.stderr
    with hosted(root / "site") as address:
        yield address


def test_a_phone_shows_an_example_at_once(visit: Callable[[str], Page]) -> None:
    """The first thing to do is to say what one looks for; an example comes within 900 pixels, with a figure."""
    page = visit("home")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    first = page.locator(".example").first
    box = first.bounding_box()
    assert box is not None

    assert box["y"] < 900
    expect(page.get_by_label("Waar zoek je een voorbeeld van?")).to_be_in_viewport()
    expect(first.locator("img, svg")).to_be_visible()
    assert 3 <= page.locator(".example").count() <= 4


@pytest.mark.parametrize("viewport", [PHONE, WIDE])
def test_a_keyboard_is_soon_through(viewport: dict[str, int], visit: Callable[[str], Page]) -> None:
    """There are fewer than 60 stops, counted by pressing Tab."""
    page = visit("home")
    page.set_viewport_size(viewport)  # type: ignore[arg-type]

    assert 20 < stops(page) < MOST_STOPS


def test_a_teacher_searches_and_opens_an_example(visit: Callable[[str], Page], real_address: str) -> None:
    """What is typed on the home page is looked for, and an example leads to its page."""
    page = visit("home")
    page.get_by_label("Waar zoek je een voorbeeld van?").fill("techniek")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{real_address}initiatives/?q=techniek*")
    expect(page.locator(".card").first).to_be_visible()
    page.go_back()
    title = page.locator(".example h3").first.inner_text()
    page.locator(".example").first.click()
    expect(page.locator("h1")).to_have_text(title)


def test_the_next_festival_and_the_open_questions_are_there(visit: Callable[[str], Page], page: Page) -> None:
    """A festival of which the day is to come is shown, with its day; a question without an answer too."""
    visit("home, small")

    expect(page.locator(".now__festival")).to_contain_text("17")
    page.locator(".now__festival").get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Proeffestival van het leren")
    page.go_back()
    expect(page.locator(".now__questions li")).to_have_count(1)
    page.locator(".now__questions li a").click()
    expect(page.locator("h1")).to_have_text("Wie leent robots uit?")


def test_a_festival_without_a_day_is_not_the_next(visit: Callable[[str], Page]) -> None:
    """The plan of 2018 for a festival is in its list, and not announced on the home page."""
    expect(visit("home").locator(".now__festival")).to_have_count(0)


def test_an_own_picture_comes_before_a_drawing(visit: Callable[[str], Page], page: Page) -> None:
    """Who has a picture is shown with it, and with what is to be seen in it for who cannot see it."""
    visit("home, small")
    example = page.locator(".example", has_text="Robots: in de klas")
    expect(example.locator("img")).to_have_js_property("complete", value=True)

    assert example.locator("img").evaluate("image => image.naturalWidth > 0 && image.alt.length > 10")
    assert 0 == example.locator("svg").count()
    expect(page.locator(".example svg")).to_have_count(2)


def test_any_number_of_pillars_looks_meant(pillars: str, page: Page) -> None:
    """The head of the page stays small, no name breaks inside a word, and nothing makes the page wider."""
    for path in ("gaps/", "pillars/", ""):
        page.goto(pillars + path)
        for viewport in (PHONE, WIDE):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]

            assert [] == page.evaluate(BROKEN_WORDS), path
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
    for viewport in (PHONE, WIDE):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        hero = page.locator(".hero").bounding_box()
        assert hero is not None
        assert hero["height"] < 600
        assert stops(page) < MOST_STOPS
