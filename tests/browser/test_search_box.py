"""The search box in the head of every page, in a real browser: typing, keyboard, marks, and what helps when nothing is there."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.fixtures.looks import findings_in_all_looks


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Zoek op de hele site")


def results(page: Page) -> Locator:
    return page.get_by_role("option")


def spoken(page: Page) -> Locator:
    return page.locator(".md-header [role=status]")


def test_results_come_while_typing(page: Page, real_address: str) -> None:
    """Results show with their kind, the words marked, and their number is spoken."""
    page.goto(real_address)
    box(page).press_sequentially("lerarente")
    expect(results(page).first).to_contain_text(re.compile("lerarentekort", re.IGNORECASE))

    expect(results(page).first.locator("mark").first).to_have_text(re.compile("^lerarente", re.IGNORECASE))
    expect(results(page).locator(".hit__kind").filter(has_text="Initiatief").first).to_be_visible()
    expect(spoken(page)).to_have_text(re.compile(r"^\d+ resulta"))
    expect(box(page)).to_have_attribute("aria-expanded", "true")


def test_parts_of_compounds_are_found(page: Page, real_address: str) -> None:
    """*tekort* finds *lerarentekort*."""
    page.goto(real_address)
    box(page).fill("tekort")

    expect(results(page).filter(has_text="lerarentekort").first).to_be_visible()


def test_excerpts_read_as_they_are_written(page: Page, real_address: str) -> None:
    """The passage round a word keeps its spaces and its signs."""
    page.goto(real_address)
    box(page).fill("programmeren")
    expect(results(page).first).to_be_visible()
    texts = page.locator(".hit__text").all_inner_texts()

    assert any(re.search(r"\w programmeren \w", text, re.IGNORECASE) for text in texts), texts


def test_all_kinds_of_pages_are_found(page: Page, real_address: str) -> None:
    """A partner by its name, and a page by editors."""
    page.goto(real_address)
    box(page).fill("Zadkine")
    expect(results(page).filter(has_text="Partner").first).to_contain_text("Zadkine")
    box(page).fill("toegankelijkheid")

    expect(page.locator("[role=option][href$='/accessibility/']")).to_be_visible()


def test_by_keyboard(page: Page, real_address: str) -> None:
    """A slash opens the box, arrows choose, Escape closes, Enter follows what was chosen."""
    page.goto(real_address + "partners/")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("prachtfiets")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results(page).first).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_have_attribute(
        "aria-activedescendant", results(page).first.get_attribute("id") or "-"
    )
    page.keyboard.press("Escape")
    expect(results(page)).to_have_count(0)
    expect(box(page)).to_be_focused()
    page.keyboard.type(" ")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(real_address + "initiatives/prachtfiets/")


def test_a_slash_in_a_field_is_a_slash(page: Page, real_address: str) -> None:
    """Where one types, "/" is a letter."""
    page.goto(real_address + "initiatives/")
    field = page.locator(".finder__form input")
    field.click()
    page.keyboard.type("vo/mbo")

    expect(field).to_have_value("vo/mbo")
    expect(field).to_be_focused()


def test_enter_leads_to_the_list_with_the_text(page: Page, real_address: str) -> None:
    """Enter shows all initiatives with the text as cards, where filters go together with it."""
    page.goto(real_address)
    box(page).fill("muziek")
    expect(spoken(page)).not_to_be_empty()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/initiatives/\?q=muziek$"))
    expect(page.locator("[data-chips] .chip")).to_have_text("“muziek”")
    cards = page.locator("[data-list] .card")
    expect(cards.first).to_be_visible()
    before = cards.count()
    page.locator("[data-facet=pillar] summary").click()
    page.locator("[data-facet=pillar] input").first.check()
    expect(page.locator("[data-chips] .chip")).to_have_count(3)
    number = int((page.locator("[data-count]").inner_text()).split()[0])

    assert 0 < number <= before


def test_words_are_marked_on_cards(page: Page, real_address: str) -> None:
    """On the list the words that were looked for are marked in titles and summaries."""
    page.goto(real_address + "initiatives/?q=fiets")

    expect(page.locator("[data-list] mark").first).to_have_text(re.compile("fiets", re.IGNORECASE))


@pytest.mark.parametrize("nonsense", ["zzzqq", "xqxqxq", "brrfl", "qwertzuiop"])
def test_nonsense_gives_nothing(page: Page, real_address: str, nonsense: str) -> None:
    """A word that is nowhere gives no results, says so aloud, and leads on to subjects and to a question."""
    page.goto(real_address)
    box(page).fill(nonsense)
    expect(spoken(page)).to_have_text(f"Niets gevonden voor “{nonsense}”.")

    expect(page.locator("[role=option] .hit__kind")).to_have_count(0)
    expect(results(page).filter(has_text="Bekijk het onderwerp").first).to_be_visible()
    expect(results(page).filter(has_text="Bekijk alle onderwerpen")).to_have_count(1)
    results(page).filter(has_text="Stel een vraag").click()
    expect(page).to_have_url(re.compile("/questions/#_ask$"))
    expect(page.locator("#_ask")).to_be_visible()


def test_a_typing_error_is_put_right(page: Page, real_address: str) -> None:
    """A typing error such as "ondernemershcap" finds what was meant and says so, in the box and on the list."""
    page.goto(real_address)
    box(page).fill("ondernemershcap")
    said = "We zochten op “ondernemerschap” in plaats van “ondernemershcap”."
    expect(page.locator(".head__results")).to_contain_text(said)
    expect(results(page).first).to_contain_text("Initiatief")
    page.keyboard.press("Enter")

    expect(page.locator("[data-help]")).to_contain_text(said)
    expect(page.locator("[data-list] .card mark").first).to_have_text(re.compile("ondernem", re.IGNORECASE))


def test_the_nearest_words_are_offered(page: Page, real_address: str) -> None:
    """A word that may be another word of Dutch is not changed: the nearest words are offered."""
    page.goto(real_address + "initiatives/?q=wijn")
    page.get_by_role("link", name="Bedoel je “wijk”?").click()

    expect(page).to_have_url(re.compile(r"\?q=wijk$"))


def test_nothing_is_loaded_before_a_letter_is_typed(page: Page, real_address: str) -> None:
    """A page asks for nothing of the search until a visitor types."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(real_address, wait_until="networkidle")
    box(page).focus()
    page.wait_for_timeout(300)
    before = [path for path in asked if "/find/" in path or "text.js" in path]
    box(page).fill("stage")
    expect(spoken(page)).not_to_be_empty()

    assert [] == before
    assert any(path.startswith("/find/text/") for path in asked)


def test_hostile_text_stays_text(page: Page, real_address: str) -> None:
    """What is typed is shown as typed."""
    page.goto(real_address)
    box(page).fill("<img src=x onerror=alert(1)>")
    expect(page.locator(".head__results")).to_be_visible()

    expect(page.locator(".head__results img")).to_have_count(0)


def test_axe_finds_nothing_with_results(page: Page, real_address: str) -> None:
    """The open box breaks no rule of WCAG 2.2 AA that a program can see, in any look."""
    page.goto(real_address)
    box(page).fill("onderwijs")
    expect(spoken(page)).not_to_be_empty()

    assert {} == findings_in_all_looks(page)


def test_the_results_fit_a_phone(browser: Browser, real_address: str) -> None:
    """On a small screen the results stand within it, whatever is typed."""
    with browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL") as context:
        page = context.new_page()
        page.goto(real_address)
        box(page).fill("digitale vaardigheden")
        expect(results(page).first).to_be_visible()
        edges = page.locator(".head__results").bounding_box()

        assert edges
        assert 0 <= edges["x"] and edges["x"] + edges["width"] <= 390
        assert 390 == page.evaluate("document.documentElement.scrollWidth")
