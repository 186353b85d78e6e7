"""A visitor reads and answers questions."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from atelier.checks.check import check
from tests.fixtures.form import fill_in, send
from tests.fixtures.host import hosted
from tests.fixtures.sites import SMALL, TODAY, make_site, run
from tests.fixtures.waiting import wait_until


def files_of(page: Page) -> dict[str, str]:
    """The files that the form made, by their path."""
    page.get_by_text("Bekijk het bestand").first.click()
    names = page.locator("[data-part=files] h3").all_inner_texts()
    return dict(zip(names, page.locator("[data-part=files] code").all_inner_texts(), strict=True))


def test_who_knows_an_example_answers_the_question(page: Page, small_address: str, tmp_path: Path) -> None:
    """From the question through the form to two files; with them it is answered, and both pages say so."""
    page.clock.set_fixed_time(datetime.datetime.combine(TODAY, datetime.time(12)))
    page.goto(f"{small_address}questions/{OPEN}/")
    page.get_by_role("link", name="Weet jij een voorbeeld?").click()
    expect(page.get_by_role("status").filter(has_text="“Wie leent robots uit?”")).to_be_visible()
    expect(page.get_by_label("Waar hoort het bij?")).to_have_value("digitale-geletterdheid")
    expect(page.get_by_label("Woorden waarop iemand zou zoeken")).to_have_value("Techniek")
    fill_in(page)
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    steps = page.locator("[data-part=open] a").evaluate_all("links => links.map(link => link.href)")
    files = files_of(page)
    root = make_site(tmp_path / "root", SMALL)
    before = (root / f"docs/questions/{OPEN}.md").read_text(encoding="utf-8")
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")
    checked = check(root, TODAY)
    built = run("mkdocs", "build", "--strict", cwd=root)

    assert ["initiatives/techniek-voor-iedereen.md", f"docs/questions/{OPEN}.md"] == list(files)
    assert "/new/main/initiatives?filename=" in steps[0]
    assert steps[1].endswith(f"/edit/main/docs/questions/{OPEN}.md")
    assert (
        before.replace("\n---\n", "\nanswered_by:\n  - techniek-voor-iedereen\n---\n")
        == files[f"docs/questions/{OPEN}.md"]
    )
    assert checked.catalogue is not None
    assert 0 == built.returncode, built.stderr
    with hosted(root / "site") as address:
        page.goto(f"{address}questions/{OPEN}/")
        page.get_by_role("link", name="Techniek: voor iedereen", exact=True).click()
        expect(page.get_by_role("definition").filter(has_text="Wie leent robots uit?")).to_be_visible()


def test_an_answer_joins_those_that_are_there(page: Page, small_address: str) -> None:
    """Initiatives and pages elsewhere stay."""
    page.goto(f"{small_address}add/?answers={ANSWERED}")
    fill_in(page)
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    text = files_of(page)[f"docs/questions/{ANSWERED}.md"]

    assert (
        "answered_by:\n  - robots-in-de-klas\n  - title: Zo doen ze het ergens anders\n"
        "    url: https://school.example/ouders\n  - techniek-voor-iedereen\nsources:" in text
    )


def test_the_question_goes_along_in_a_mail(page: Page, small_address: str) -> None:
    """The editors see which question it answers."""
    page.goto(f"{small_address}add/?answers={OPEN}")
    fill_in(page)
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()
    mail = unquote(page.locator("[data-mail]:visible").get_attribute("href") or "").replace("\r", "")

    assert f"docs/questions/{OPEN}.md" in mail
    assert "answered_by:\n  - techniek-voor-iedereen" in mail


def test_what_was_typed_stays_with_its_question(page: Page, small_address: str) -> None:
    """Who comes back goes on, and still answers the question."""
    page.goto(f"{small_address}add/?answers={OPEN}")
    fill_in(page)
    page.get_by_label("Wat gebeurt er, en voor wie?").press("Tab")
    wait_until(page, lambda: "een lamp." in page.evaluate("Object.values(localStorage).join()"))
    page.reload()
    page.get_by_role("button", name="Ga verder met je concept").click()
    expect(page.get_by_label("Wat gebeurt er, en voor wie?")).to_have_value("Leerlingen maken zelf een lamp.")
    send(page)
    expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()

    assert f"docs/questions/{OPEN}.md" in files_of(page)


@pytest.mark.parametrize("answers", ["bestaat-niet", "../partners/alfa-college", "%3Cb%3E"])
def test_a_question_that_is_not_there_answers_nothing(
    answers: str, browser: Browser, small_address: str
) -> None:
    """The form works, and makes one file."""
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        page.goto(f"{small_address}add/?answers={answers}")
        expect(page.locator("[data-add]")).to_be_visible()
        fill_in(page)
        send(page)
        expect(page.get_by_role("heading", name="Alles klopt")).to_be_visible()

        assert ["initiatives/techniek-voor-iedereen.md"] == list(files_of(page))


def test_a_question_can_be_answered_without_scripts(browser: Browser, small_address: str) -> None:
    """Its page leads to its file and to the form, which tells of other ways."""
    with browser.new_context(locale="nl-NL", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{small_address}questions/{OPEN}/")
        edit = page.get_by_role("link", name="Zet het erbij op GitHub, met een account")

        expect(edit).to_have_attribute("href", re.compile(f"/edit/main/docs/questions/{OPEN}.md$"))
        page.get_by_role("link", name="Weet jij een voorbeeld?").click()
        expect(page.get_by_role("link", name="Beantwoord de vragen in een mail")).to_be_visible()


def test_each_pillar_has_a_list_of_its_own(page: Page, small_address: str) -> None:
    """A page, so it can be shared and needs no script; it says which one it is."""
    page.goto(f"{small_address}questions/")
    page.get_by_role("link", name="Ondernemerschap (1)").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Vragen: Ondernemerschap")
    expect(page.locator(".choice[aria-current]")).to_have_text("Ondernemerschap (1)")


OPEN = "wie-leent-robots-uit"


ANSWERED = "hoe-bereik-je-ouders"
