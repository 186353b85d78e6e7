"""Three cities find each other's examples: real catalogues on this machine, from a search to a copy that shows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.cities import DUINSTAD, GRONINGEN, TIDEHAVEN, Cities, begin
from tests.fixtures.form import fill_in, send
from tests.fixtures.serving import free_port
from tests.fixtures.sites import SMALL, TODAY, make_site, run, with_templates

HOME = replace(
    GRONINGEN,
    pillars={
        "duinstad": [("techniek-en-media", "digitale-geletterdheid")],
        "tidehaven": [("making-and-coding", "digitale-geletterdheid")],
    },
)
"""A small catalogue in place of Groningen's own, which takes long to build."""
COURSE = """---
title: Klik en Tik
summary: Een cursus waarin volwassenen leren werken met een computer.
pillar: vrije-ruimte
partners:
  - gemeente-groningen
contact:
  organisation: gemeente-groningen
status: unknown
---
"""
"""What Duinstad tells of too."""


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cities]:
    """A small Groningen, Duinstad and Tidehaven, which took over once what the others have."""
    folder = tmp_path_factory.mktemp("cities")
    home = make_site(folder / HOME.slug, SMALL)
    (home / "initiatives" / "klik-en-tik.md").write_text(COURSE, encoding="utf-8")
    others = {city: with_templates(begin(city, folder / city.slug, TODAY)) for city in (DUINSTAD, TIDEHAVEN)}
    cities = Cities({HOME: home, **others}, [free_port() for _ in range(3)], searched=[HOME])
    cities.meet(TODAY)
    cities.build()
    with cities.served():
        cities.harvest()
        cities.build()
        yield cities


def card(page: Page, title: str) -> Locator:
    """The card of an initiative."""
    return page.locator(".card").filter(has=page.get_by_role("link", name=title, exact=True))


def choose(page: Page, catalogue: str) -> None:
    """Filter a list by whose initiatives they are."""
    facet = page.locator("[data-facet=catalogue]")
    facet.locator("summary").press("Enter")
    facet.get_by_role("checkbox", name=re.compile(catalogue)).check()


def test_a_teacher_copies_an_example_and_its_city_shows_the_copy(page: Page, cities: Cities) -> None:
    """Found among all, begun in the form, published at home: the next harvest brings it to the others."""
    home, there, further = cities.addresses.values()
    page.clock.set_fixed_time(datetime.datetime.combine(TODAY, datetime.time(12)))
    page.goto(home)
    page.get_by_role("combobox", name="Zoek op de hele site").fill("blikjes strand")
    found = page.get_by_role("option").filter(has_text="Strandrobots")
    expect(found.locator(".hit__kind")).to_have_text("Initiatief · Duinstad")
    page.goto(f"{home}initiatives/")
    choose(page, "Duinstad")
    expect(page).to_have_url(f"{home}initiatives/?catalogue=duinstad")
    example = card(page, "Strandrobots zoeken afval")
    example.get_by_role("link", name="Strandrobots zoeken afval", exact=True).click()
    expect(page).to_have_url(f"{there}initiatives/strandrobots/")
    page.go_back()
    example.get_by_role("link", name="Begin je eigen versie").click()

    fill_in(page)
    send(page)
    with page.expect_download() as saving:
        page.locator("[data-do=download]:visible").last.click()
    file = cities.roots[HOME] / "initiatives" / saving.value.suggested_filename
    saving.value.save_as(file)
    checked = run("atelier", "check", cwd=cities.roots[HOME])
    assert 0 == checked.returncode, checked.stdout
    cities.build(HOME)
    cities.harvest(DUINSTAD, TIDEHAVEN)
    cities.build(DUINSTAD, TIDEHAVEN)

    family = {"Strandrobots zoeken afval", "Beach robots that count shells", "Techniek: voor iedereen"}
    for address in (f"{further}initiatives/beach-robots/", f"{there}initiatives/strandrobots/"):
        page.goto(address)
        members = page.locator(".family__members > li")
        expect(members).to_have_count(3)
        assert family == {text.partition("\n")[0] for text in members.all_inner_texts()}
    page.locator(".family__members").get_by_role("link", name="Techniek: voor iedereen").click()
    expect(page).to_have_url(f"{home}initiatives/{file.stem}/")


def test_what_two_cities_tell_is_one_card_with_two_links(page: Page, cities: Cities) -> None:
    """For the third: the course of Groningen and Duinstad, whichever of the two one looks for."""
    home, there, further = cities.addresses.values()
    for city in ("Groningen", "Duinstad"):
        page.goto(f"{further}initiatives/")
        choose(page, city)
        course = page.locator(".card").filter(has_text="Klik en Tik")
        expect(course).to_have_count(1)
        links = course.get_by_role("link").evaluate_all("links => links.map((link) => link.href)")

        assert {f"{home}initiatives/klik-en-tik/", f"{there}initiatives/klik-en-tik/"} <= {*links}


def test_questions_of_others_stand_beside_ours(page: Page, cities: Cities) -> None:
    """Each leads to where it was asked."""
    home, there, further = cities.addresses.values()
    page.goto(f"{home}questions/")
    for address, question in {
        f"{there}questions/ai-zonder-nakijkwerk/": "Wie heeft een lessenserie over AI",
        f"{further}questions/parents-and-maths/": "How do you get parents to an evening about maths?",
        f"{home}questions/wie-leent-robots-uit/": "Wie leent robots uit?",
    }.items():
        expect(page.get_by_role("link", name=question)).to_be_visible()
        page.get_by_role("link", name=question).click()
        expect(page).to_have_url(address)
        page.go_back()
