"""A catalogue in two languages, as its visitors use it: switching, searching, filtering, and the form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.host import hosted
from tests.fixtures.looks import findings_in_all_looks
from tests.fixtures.sites import make_site_in_two, run

PAGES = ("", "initiatives/oud-plan/", "over/", "add/")
"""A page of each kind that differs by its language: the home page, one with a note, one by editors, and a form."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a small site in two languages is hosted, with a slash at the end."""
    root = make_site_in_two(tmp_path_factory.mktemp("two") / "root")
    made = run("atelier", "build", cwd=root, SEARCH="true")
    assert made.returncode == 0, made.stderr
    with hosted(root / "site") as found:
        yield found


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_everyone_can_use_it(path: str, page: Page, address: str) -> None:
    """Pages in the further language break no rule of WCAG 2.2 AA that a program can see, in any look."""
    page.goto(f"{address}en/{path}")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert {} == findings_in_all_looks(page)


def test_the_switch_leads_there_and_back(page: Page, address: str) -> None:
    """To the same page, by keyboard too; on a phone it is a code with the whole name for screen readers."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}initiatives/robots-in-de-klas/")
    page.get_by_role("link", name="English").press("Enter")
    expect(page).to_have_url(f"{address}en/initiatives/robots-in-de-klas/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Robots: in the classroom")

    page.get_by_role("link", name="Nederlands").click()
    expect(page).to_have_url(f"{address}initiatives/robots-in-de-klas/")


@pytest.mark.parametrize(
    ("folder", "box", "word", "found"),
    [
        ("en/", "Search the whole site", "soldering", "Robots: in the classroom"),
        ("", "Zoek op de hele site", "bouwdozen", "Robots: in de klas"),
    ],
)
def test_each_language_is_searched(
    folder: str, box: str, word: str, found: str, page: Page, address: str
) -> None:
    """A word is found in the language that it is in, and leads to the page in that language."""
    page.goto(address + folder)
    page.get_by_role("combobox", name=box).fill(word)
    hit = page.get_by_role("option").filter(has_text=found)
    expect(hit.first).to_be_visible()
    hit.first.click()
    expect(page).to_have_url(f"{address}{folder}initiatives/robots-in-de-klas/")


def test_filters_are_in_the_language(page: Page, address: str) -> None:
    """The list filters itself, and its cards lead to pages in the same language."""
    page.goto(f"{address}en/initiatives/?level=po")
    card = page.locator(".finder__results .card").first
    expect(card).to_contain_text("Robots: in the classroom")
    card.get_by_role("link").first.click()

    expect(page).to_have_url(f"{address}en/initiatives/robots-in-de-klas/")


def test_the_form_changes_the_original(page: Page, address: str) -> None:
    """It asks in English; what it changes is the file that all languages share."""
    page.goto(f"{address}en/add/?edit=robots-in-de-klas")

    expect(page.get_by_label("Name of the initiative")).to_have_value("Robots: in de klas")


def test_the_home_of_the_error_page_is_that_of_its_language(page: Page, address: str) -> None:
    """A page that is not there leads to both home pages."""
    page.goto(f"{address}en/404.html")
    page.get_by_role("link", name="Nederlands").click()

    expect(page).to_have_url(address)
