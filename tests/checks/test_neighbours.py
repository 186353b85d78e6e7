"""What neighbours have stands in the catalogue beside what is ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.elsewhere import Elsewhere
from atelier.checks.check import check
from atelier.content.entry import Entry
from tests.fixtures.sites import SMALL, TODAY, make_site


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The small catalogue, which has three neighbours; of two something was fetched."""
    made = check(make_site(tmp_path_factory.mktemp("small") / "site", SMALL), TODAY).catalogue
    assert made
    return made


def test_what_neighbours_have_is_there_by_neighbour_and_title(catalogue: Catalogue) -> None:
    found = [(one.city, one.title, one.pillar) for one in catalogue.elsewhere]

    assert [
        ("Hillford", "Robots by the sea", ""),
        ("Hillford", "The lighthouse as a classroom", ""),
        ("Duinstad", "Robots aan zee", "digitale-geletterdheid"),
    ] == found


def test_an_initiative_that_two_cities_tell_of_is_one(catalogue: Catalogue) -> None:
    """One of the two says that it is the same."""
    (tower,) = (one for one in catalogue.elsewhere if one.also)

    assert ["The lighthouse as a classroom", "De vuurtoren als lokaal"] == [
        one.title for one in (tower, *tower.also)
    ]
    assert 2 == len(catalogue.told_by["duinstad"])
    assert catalogue.by_id("https://leren.duinstad.example/initiatives/vuurtoren/") is not None


def test_an_id_leads_to_what_has_it_here_or_elsewhere(catalogue: Catalogue) -> None:
    ours = catalogue.by_id("https://klein.example/initiatives/robots-in-de-klas/")
    theirs = catalogue.by_id("https://leren.duinstad.example/initiatives/robots/")

    assert isinstance(ours, Entry)
    assert "robots-in-de-klas" == ours.slug
    assert isinstance(theirs, Elsewhere)
    assert "Robots aan zee" == theirs.title
    assert catalogue.by_id("https://nergens.example/") is None


def test_a_catalogue_without_neighbours_keeps_none_of_it(tmp_path: Path) -> None:
    root = make_site(tmp_path / "site", SMALL)
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("extra:\n", "extra:\n  without: [neighbours]\n", 1))

    made = check(root, TODAY).catalogue

    assert made
    assert not made.elsewhere
    assert not made.asked_elsewhere
