"""What teachers look for in the catalogue of Groningen, on a phone and a desk: each gets an answer.

Each query has the initiative that must come first, or why there is none, and what helps then: in the box of every
page, and on the list that Enter leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.fixtures.chromium import watched
from tests.fixtures.looks import findings_in_all_looks


class Wanted(NamedTuple):
    """What a query must give.

    Attributes:
        first: the title of the first initiative; empty if none can be found.
        told: what is said above the results.
        link: where one can go on to, as the text and the end of the address; empty if the results are enough.
        why: why this is the right answer.

    """

    first: str
    told: tuple[str, ...] = ()
    link: tuple[str, str] = ("", "")
    why: str = ""


TEACHERS = {
    "programmeren groep 7": Wanted(
        "Programmeren in de klas",
        link=("Filter op Leeftijd of groep: Groep 7", "?age=group-7"),
        why="The group is a filter: hardly any text says it.",
    ),
    "robots": Wanted(
        "Programmeren in de klas",
        ("Ook gezocht op: programmeren, techniek.",),
        why="No initiative is about robots; what comes close is programming, with whom it is for.",
    ),
    "gratis": Wanted(
        "",
        ("Nog bij geen initiatief staat: Kosten – Gratis.",),
        ("Stel een vraag", "/questions/#_ask"),
        why="No document says of an initiative that it costs nothing, so the catalogue cannot either.",
    ),
    "meisjes": Wanted("Programmeren voor meiden", ("Ook gezocht op: meiden.",), why="The same word."),
    "ict": Wanted(
        "Digitale geletterdheid – e-labs",
        ("Ook gezocht op: digitaal",),
        why="Documents call it digital; one calls it ICT, and not as its subject.",
    ),
    "vmbo techniek": Wanted(
        "Aanvraag techniek voor het regionale vmbo",
        link=("Filter op Niveau: Vmbo", "?level=vmbo"),
        why="It has both words; others on techniek follow.",
    ),
    "burgerschap": Wanted(
        "Wijk Inzet door Jongeren & Studenten (WIJS)",
        ("Ook gezocht op:",),
        why="No initiative is about it by that name; this one is what students do for their part of town.",
    ),
    "lezen": Wanted(
        "Taalstimulering",
        ("Ook gezocht op: taal.",),
        why="No initiative is about reading; “hier lees je niet …” is not about it either.",
    ),
    "taal": Wanted("Taalstimulering", why="It is about language; Talent and digitaal are not."),
    "programeren": Wanted(
        "Programmeren in de klas",
        ("We zochten op “programmeren” in plaats van “programeren”.",),
        why="A slip of a letter.",
    ),
}

PHONE, DESK = 390, 1280


@pytest.fixture
def width() -> int:
    """The width of a teacher's screen: a phone, where a test does not say otherwise."""
    return PHONE


@pytest.fixture
def page(browser: Browser, width: int) -> Iterator[Page]:
    """A teacher's page; nothing may go wrong in it."""
    with browser.new_context(viewport={"width": width, "height": 844}, locale="nl-NL") as context:
        page = context.new_page()
        with watched(page) as complaints:
            yield page
        assert [] == [complaint for complaint in complaints if "web worker" not in complaint]


def says(part: Locator, wanted: Wanted) -> None:
    """What is told, and where one can go on to."""
    for told in wanted.told:
        expect(part).to_contain_text(told)
    text, address = wanted.link
    if text:
        expect(part.locator("a", has_text=text).first).to_have_attribute(
            "href", re.compile(re.escape(address) + "$")
        )


# Every second one at a desk: the page is the same, and so is the search.
@pytest.mark.parametrize(
    ("query", "width"), [(query, (PHONE, DESK)[number % 2]) for number, query in enumerate(TEACHERS)]
)
def test_a_teacher_gets_an_answer(query: str, page: Page, real_address: str) -> None:
    """The right initiative is the first result in the box and on the list, or it is said what helps."""
    wanted = TEACHERS[query]
    page.goto(real_address)
    box = page.get_by_role("combobox", name="Zoek op de hele site")
    box.fill(query)
    results = page.locator(".head__results")
    expect(results).to_be_visible()
    says(results, wanted)
    found = results.get_by_role("option").filter(has=page.locator(".hit__kind", has_text="Initiatief"))
    if wanted.first:
        expect(found.first.locator(".hit__title")).to_have_text(wanted.first)
    else:
        expect(found).to_have_count(0)

    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/initiatives/\?q="))
    help_ = page.locator("[data-help]")
    says(help_, wanted)
    cards = page.locator("[data-list] .card")
    if wanted.first:
        expect(cards.first.locator(".card__title")).to_have_text(wanted.first)
    else:
        expect(cards).to_have_count(0)
        expect(help_.locator("a", has_text="Bekijk alle onderwerpen")).to_be_visible()
    assert page.viewport_size
    assert page.viewport_size["width"] >= page.evaluate("document.documentElement.scrollWidth")


def test_the_filter_of_a_query_leads_to_its_number(page: Page, real_address: str) -> None:
    """What is offered as a filter shows as many initiatives as it says."""
    page.goto(real_address + "initiatives/?q=programmeren+groep+7")
    link = page.locator("[data-help] a", has_text="Groep 7")
    number = re.findall(r"\((\d+) initiatie", link.inner_text())
    link.click()

    expect(page.locator("[data-count]")).to_have_text(re.compile(f"^{number[0]} initiatie"))


def test_what_is_not_looked_for_is_not_marked(page: Page, real_address: str) -> None:
    """*Taal* is marked in *Taalstimulering*, and not in *Talent* or *digitaal*."""
    page.goto(real_address + "initiatives/?q=taal")
    expect(page.locator("[data-list] .card mark").first).to_be_visible()
    marked = page.locator("[data-list] .card mark").all_inner_texts()

    assert {"taal"} == {text.lower()[:4] for text in marked}


def test_a_part_of_the_words_is_said(page: Page, real_address: str) -> None:
    """Where no initiative has all words the best are shown, each with how many it has."""
    page.goto(real_address + "initiatives/?q=muziek+wijk+vluchtelingen")
    cards = page.locator("[data-list] .card")

    expect(cards.first.locator(".card__partly")).to_have_text(re.compile("van 3 woorden"))
    expect(page.locator("[data-count]")).to_contain_text("met alle woorden")


def test_axe_finds_nothing_with_an_answer(page: Page, real_address: str) -> None:
    """What is told and labelled breaks no rule of WCAG 2.2 AA that a program can see, in any look."""
    page.goto(f"{real_address}initiatives/?q=programeren wijk vluchtelingen groep 7")
    expect(page.locator("[data-help]")).to_be_visible()

    assert {} == findings_in_all_looks(page)


@pytest.mark.parametrize(
    ("query", "told"), [("a", "te kort om op te zoeken"), ("?", "te kort"), ("C++", "Niets gevonden")]
)
def test_a_query_of_signs_is_answered(query: str, told: str, page: Page, real_address: str) -> None:
    """A single sign is too short, and the list says so; C++ is a word that is looked for."""
    page.goto(real_address)
    box = page.get_by_role("combobox", name="Zoek op de hele site")
    box.fill(query)
    expect(page.locator(".head__results")).to_contain_text(told)
    box.press("Enter")

    expect(page.locator("[data-help]")).to_contain_text(told)


def test_without_javascript_the_list_says_what_it_cannot_do(browser: Browser, real_address: str) -> None:
    """The box leads to the list, which says that it does not search, and leads to subjects."""
    with browser.new_context(java_script_enabled=False, locale="nl-NL") as context:
        page = context.new_page()
        page.goto(real_address)
        page.locator("#__find").fill("robots")
        page.locator("#__find").press("Enter")
        told = page.locator("noscript .finder__help")
        assert "Zoeken en filteren werkt alleen met JavaScript" in told.inner_text()
        told.locator("a").first.click()

        expect(page).to_have_url(real_address + "tags/")


def test_a_site_without_an_index_says_so(browser: Browser, real_address: str) -> None:
    """Where the search is left out (``SEARCH=false``) the box and the list say so, and the list stays whole."""
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        page.route("**/find/text/*", lambda route: route.fulfill(status=404))
        page.goto(real_address)
        page.locator("#__find").fill("robots")
        expect(page.locator(".head__results")).to_contain_text("kan niet in teksten zoeken")
        page.locator("#__find").press("Enter")
        expect(page.locator("[data-help]")).to_contain_text("kan niet in teksten zoeken")

        expect(page.locator("[data-help] a", has_text="Bekijk alle onderwerpen")).to_be_visible()
        assert page.locator("[data-list] .card").count() > 20
