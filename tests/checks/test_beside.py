"""What neighbours have stands beside what we have about the same."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from atelier.catalogue.beside import FEW, Few, alike, beside
from atelier.catalogue.elsewhere import Elsewhere
from atelier.exchange.model import StrangersInitiative
from atelier.model.initiative import Level
from atelier.render.page import Page
from atelier.render.renderer import Renderer
from atelier.site.pages import Pages
from tests.fixtures.catalogues import INTROS, SITE, catalogue_of
from tests.fixtures.sites import SMALL, TODAY, make_site


def told(city: str, name: str, pillar: str = "", also: Iterable[Elsewhere] = (), **fields: Any) -> Elsewhere:
    """An initiative of a neighbour."""
    values = {"id": f"https://{city}.example/{name}/", "title": name, "summary": "Wat er gebeurt."} | fields
    neighbour = cast("Any", SimpleNamespace(slug=city))
    record = StrangersInitiative.model_validate(values)
    return Elsewhere(neighbour, record, "nl", pillar=pillar, levels=(Level("po"),), also=tuple(also))


def titles(items: Iterable[Elsewhere]) -> list[str]:
    return [one.title for one in items]


def test_a_page_shows_a_few_of_many_and_of_each_city_in_turn() -> None:
    cards = [told("grootstad", f"g{n:03d}") for n in range(500)]
    cards += [told("brink", "d1"), told("eiland", "e1"), told("eiland", "e2")]

    few = beside(cards, TODAY).levels["po"]

    assert ["d1", "e1", "g000", "e2", "g001", "g002"] == titles(few.items)
    assert (503, ["brink", "eiland", "grootstad"]) == (few.number, few.cities)


def test_the_best_come_first_in_whatever_order_they_were_taken() -> None:
    """What tells what it is, runs or ran, is told by more, and was changed last."""
    old, new = datetime.date(2020, 1, 1), datetime.date(2026, 1, 1)
    best = told("stad", "told-by-two", status="active", also=[told("brink", "same", status="active")])
    cards = [
        best,
        told("stad", "new", status="active", modified=new),
        told("stad", "old", status="completed", modified=old),
        told("stad", "tomorrow", status="active", modified=TODAY + datetime.timedelta(1)),
        told("stad", "idea", status="idea", modified=new),
        told("stad", "bare", status="active", modified=new, summary=None),
    ]

    for order in (cards, cards[::-1]):
        assert titles(cards) == titles(beside(order, TODAY).levels["po"].items)


def test_subjects_and_places_are_the_same_however_they_are_written() -> None:
    found = beside(
        [told("stad", "a", tags=["Taal", "taal"]), told("brink", "b", tags=["TAAL"], places=["Súd"])], TODAY
    )

    assert {"taal"} == {*found.tags}
    assert 2 == found.tags["taal"].number
    assert {"sud"} == {*found.places}
    assert not found.pillars


def test_what_two_cities_tell_of_stands_where_either_puts_it() -> None:
    other = told("brink", "b", pillar="taal", tags=["lezen"])
    found = beside([told("stad", "a", tags=["boeken"], also=[other])], TODAY)

    assert [["a"], ["a"], ["a"]] == [
        titles(few.items) for few in (found.tags["lezen"], found.tags["boeken"], found.pillars["taal"])
    ]


def test_what_few_share_is_more_alike() -> None:
    cards = [told("stad", f"many{n}", tags=["taal"]) for n in range(9)]
    cards += [told("brink", "rare", tags=["braille"]), told("brink", "both", tags=["taal", "braille"])]
    groups = beside(cards, TODAY).tags

    found = list(alike([("taal", "Taal"), ("braille", "Braille"), ("zand", "Zand")], groups, 3))

    assert ["both", "rare", "many0"] == titles(one.one for one in found)
    assert [("Taal", "Braille"), ("Braille",), ("Taal",)] == [one.tags for one in found]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Pages of the small site, of which a neighbour has many initiatives for every level."""
    root = make_site(tmp_path_factory.mktemp("beside") / "site", SMALL)
    taken = root / "neighbours" / "hillford.json"
    one = '{"id":"https://learning.hillford.example/N/","title":"Nr N","levels":["po"],"tags":["robots"]},\n'
    more = "".join(one.replace("N", str(n)) for n in range(2 * FEW))
    taken.write_text(taken.read_text().replace('"initiatives": [\n', f'"initiatives": [\n{more}'))
    catalogue = catalogue_of(root)
    renderer = Renderer(catalogue, SITE)
    wanted = ("levels/po/", "initiatives/robots-in-de-klas/", "initiatives/winkel-in-de-wijk/")
    made: dict[str, Page] = {page.url: page for page in Pages(catalogue, SITE, INTROS)}
    return {url: renderer.content(made[url]) for url in wanted}


def test_the_rest_is_in_the_list_of_all(pages: dict[str, str]) -> None:
    section = pages["levels/po/"].partition('<h2 id="_neighbours">')[2]

    assert FEW == section.count('<li class="card card--elsewhere')
    assert 'href="../../initiatives/?level=po&amp;catalogue=duinstad&amp;catalogue=hillford"' in section
    assert "Bekijk alle 14 van de buren" in section


def test_of_many_cities_the_rest_is_in_a_list_without_a_choice_of_each(small: Path) -> None:
    """On a phone, twelve chosen cities would push the list off the screen."""
    macros = Renderer(catalogue_of(small), SITE).environment.globals["neighbours"]
    few = Few([], 30, [f"stad-{number}" for number in range(5)])

    section = cast("Any", macros).beside(few, "level", "po")

    assert 'initiatives/?level=po">Bekijk alles van ons en de buren' in section


def test_an_initiative_names_the_cities_that_do_it_too(pages: dict[str, str]) -> None:
    page = pages["initiatives/winkel-in-de-wijk/"]

    assert 2 == page.count('href="https://leren.duinstad.example/initiatives/buurtwinkel/" rel="nofollow"')
    assert "<dt>Ook bij</dt>" in page


def test_an_initiative_names_a_few_of_neighbours_about_the_same(pages: dict[str, str]) -> None:
    page = pages["initiatives/robots-in-de-klas/"].partition('<h2 id="_neighbours">')[2]

    assert 3 == page.count("<li")
    assert "<bdi>Hillford</bdi> · ook over robots" in page


def test_subjects_and_places_that_we_have_not_cost_nothing() -> None:
    """A neighbour can have as many as it likes: they have no page here."""
    cards = [
        told("stad", f"{n}", tags=["boeken", f"onderwerp {n}"], places=[f"plaats {n}"]) for n in range(9)
    ]

    found = beside(cards, TODAY, {"boeken", "groningen"})

    assert {"boeken": 9} == {slug: few.number for slug, few in found.tags.items()}
    assert not found.places
