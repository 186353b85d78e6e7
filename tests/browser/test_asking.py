"""A visitor who wants to know more gets to somebody: from a page to a mail that opens, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.host import hosted
from tests.fixtures.sites import SMALL, make_site, run

WIDTHS = [(390, 844), (1280, 900)]
LAST_CLICK = "window.clicked = ''; addEventListener('click', (event) => { window.clicked = event.target.href ?? ''; if (window.clicked.startsWith('mailto:')) event.preventDefault(); })"


@pytest.fixture(scope="module")
def without_editors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small site as a fork or a preview has it: nobody has set an address."""
    root = make_site(tmp_path_factory.mktemp("asking") / "root", SMALL)
    built = run("mkdocs", "build", "--strict", cwd=root, EDITORS="")
    assert built.returncode == 0, built.stderr
    with hosted(root / "site") as address:
        yield address


@pytest.fixture(scope="module")
def with_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site of editors who have a form instead of a mailbox."""
    root = make_site(tmp_path_factory.mktemp("asking") / "root", SMALL)
    built = run("mkdocs", "build", "--strict", cwd=root, EDITORS="https://klein.example/vraag/")
    assert built.returncode == 0, built.stderr
    return root / "site"


def mail(page: Page) -> tuple[str, dict[str, list[str]]]:
    """To whom the mail goes that opened last, and what stands in it."""
    clicked = urlsplit(page.evaluate("window.clicked"))
    assert "mailto" == clicked.scheme
    return clicked.path, parse_qs(clicked.query, strict_parsing=True)


@pytest.mark.parametrize("size", WIDTHS)
def test_an_initiative_without_contact_leads_to_the_editors(
    size: tuple[int, int], page: Page, small_address: str
) -> None:
    """The notice at the top leads to the end of the page, where a mail opens with subject and address."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.add_init_script(LAST_CLICK)
    page.goto(f"{small_address}initiatives/oud-plan/")
    page.get_by_role("link", name="Vraag aan de redactie hoe het er nu voor staat.").click()
    button = page.get_by_role("link", name="Mail de redactie")
    expect(button).to_be_in_viewport()
    button.click()

    to, said = mail(page)
    assert "redactie@klein.example" == to
    assert ["Vraag over “Oud plan”"] == said["subject"]
    assert ["\r\n\r\nhttps://klein.example/initiatives/oud-plan/"] == said["body"]


@pytest.mark.parametrize("size", WIDTHS)
def test_the_contact_is_asked_first(size: tuple[int, int], page: Page, small_address: str) -> None:
    """Who has an address gets the mail, and can be called."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.add_init_script(LAST_CLICK)
    page.goto(f"{small_address}initiatives/robots-in-de-klas/")
    page.get_by_role("link", name="Mail Robin Voorbeeld").click()

    assert "techniek@alfa.example" == mail(page)[0]
    expect(page.get_by_role("link", name="Bel Robin Voorbeeld")).to_have_attribute("href", "tel:0501234567")


@pytest.mark.parametrize("size", WIDTHS)
def test_from_the_foot_of_any_page_to_the_right_matter(
    size: tuple[int, int], page: Page, small_address: str
) -> None:
    """The page Contact is in the foot, and each matter on it opens a mail with its own subject."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.add_init_script(LAST_CLICK)
    page.goto(f"{small_address}funds/proefpot/")
    page.get_by_role("contentinfo").get_by_role("link", name="Contact").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Contact")
    page.get_by_role("definition").filter(has_text="Je hoeft niet te zeggen waarom").get_by_role(
        "link"
    ).click()

    to, said = mail(page)
    assert "redactie@klein.example" == to
    assert ["Haal mijn gegevens weg"] == said["subject"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", WIDTHS)
def test_without_an_address_pages_say_so(size: tuple[int, int], page: Page, without_editors: str) -> None:
    """Nothing is promised: the end of the page and Contact say what is missing, and what there is."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{without_editors}initiatives/oud-plan/")
    expect(page.get_by_role("region", name="Wil je meer weten?")).to_contain_text("nog geen adres ingesteld")
    expect(page.get_by_text("hoe het er nu voor staat")).to_have_count(0)
    page.get_by_role("link", name="Bij wie kan ik waarvoor terecht?").click()
    expect(page.get_by_text("Tot die tijd is de redactie te bereiken op GitHub.")).to_be_visible()
    expect(page.get_by_role("link", name="Meld het op GitHub, met een account")).to_have_attribute(
        "href", "https://github.com/klein/klein/issues/new"
    )

    assert 0 == page.locator("a[href^='mailto:']").count()


def test_editors_with_a_form_are_reached_there(page: Page, with_page: Path) -> None:
    """Every link to the editors opens their page, and none a mail to it."""
    with hosted(with_page) as address:
        for path in (
            "initiatives/oud-plan/",
            "contact/",
            "questions/",
            "questions/wie-leent-robots-uit/",
            "add/",
        ):
            page.goto(address + path)
            assert page.locator("a[href='https://klein.example/vraag/']").count(), path
            assert 0 == page.locator("a[href^='mailto:https']").count(), path
