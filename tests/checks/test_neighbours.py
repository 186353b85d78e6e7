"""What neighbours have stands in the catalogue beside what is ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
        ("Duinstad", "De vuurtoren als lokaal", ""),
        ("Duinstad", "Robots aan zee", "digitale-geletterdheid"),
    ] == found


def test_an_initiative_that_two_cities_tell_of_is_one(catalogue: Catalogue) -> None:
    """One of the two says that it is the same, and stands behind what it names."""
    (tower,) = (one for one in catalogue.elsewhere if one.also)

    assert ["De vuurtoren als lokaal", "The lighthouse as a classroom"] == [
        one.title for one in (tower, *tower.also)
    ]
    assert 3 == len(catalogue.told_by["duinstad"])
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


DUINSTAD = "https://leren.duinstad.example/"
HILLFORD = "https://learning.hillford.example/"


def told(tmp_path: Path, *records: Mapping[str, object], city: str = "hillford", **head: object) -> Catalogue:
    """The small catalogue when a neighbour tells of these initiatives instead."""
    root = make_site(tmp_path / "site", SMALL)
    file = root / "neighbours" / f"{city}.json"
    data = json.loads(file.read_text()) | {"initiatives": records} | head
    file.write_text(json.dumps(data))
    made = check(root, TODAY).catalogue
    assert made
    return made


def test_nobody_speaks_with_the_id_of_another(tmp_path: Path) -> None:
    """What has an address of ours is ours, and what has one of a neighbour is told by that neighbour."""
    made = told(
        tmp_path,
        {"id": "https://klein.example/initiatives/robots-in-de-klas/", "title": "Pills"},
        {"id": "https://klein.example/nothing/", "title": "More pills"},
        {"id": f"{DUINSTAD}initiatives/robots/", "title": "Cheap pills"},
        {"id": f"{HILLFORD}own/", "title": "Their own"},
        questions=[{"id": "https://klein.example/questions/pills/", "title": "Pills?"}],
    )

    assert ["Their own", "De vuurtoren als lokaal", "Robots aan zee"] == [one.title for one in made.elsewhere]
    assert ["Their own"] == [one.title for one in made.told_by["hillford"]]
    assert ["Hoe houd je zand uit een robot?", "Waarmee meet een klas de wind?"] == [
        one.record.title for one in made.asked_elsewhere
    ]


@pytest.mark.parametrize(
    ("day", "language", "first"),
    [
        ("2026-10-02", "nl", "Hillford"),
        ("2026-10-02", "en", "Duinstad"),
        ("2026-09-30", "nl", "Duinstad"),
        ("2999-01-01", "nl", "Duinstad"),
    ],
)
def test_the_card_is_that_of_our_language_and_of_who_changed_last(
    day: str, language: str, first: str, tmp_path: Path
) -> None:
    """Both have the title and the school; who says to change tomorrow does not stand first for it."""
    robots = {"title": "Robots", "partners": [{"partner": "De Duinschool"}]}
    school = {"slug": "school", "name": "De Duinschool", "identifiers": {"brin": "20CT"}}
    root = make_site(tmp_path / "site", SMALL)
    for city, values in (
        ("duinstad", {"id": f"{DUINSTAD}a/", "modified": "2026-10-01"}),
        ("hillford", {"id": f"{HILLFORD}b/", "modified": day, "language": language}),
    ):
        file = root / "neighbours" / f"{city}.json"
        data = json.loads(file.read_text()) | {"initiatives": [robots | values], "partners": [school]}
        file.write_text(json.dumps(data))
    made = check(root, TODAY).catalogue

    assert made
    (card,) = made.elsewhere
    assert first == card.city
    assert {"Duinstad", "Hillford"} == {one.city for one in (card, *card.also)}


def test_a_card_names_each_city_once(tmp_path: Path) -> None:
    """However often it says that it tells the same: all stand on the page of that neighbour."""
    ours = "https://klein.example/initiatives/robots-in-de-klas/"
    made = told(
        tmp_path,
        *(
            {"id": f"{HILLFORD}{number}/", "title": f"Robots {number}", "same_as": [ours]}
            for number in range(9)
        ),
    )

    assert [f"{HILLFORD}0/"] == [one.id for one in made.also_elsewhere["robots-in-de-klas"]]
    assert 9 == len(made.told_by["hillford"])


def test_without_its_own_a_record_is_in_the_language_of_its_catalogue(tmp_path: Path) -> None:
    root = make_site(tmp_path / "site", SMALL)
    register = root / "docs/neighbours/hillford.md"
    register.write_text(register.read_text().replace("language: en\n", ""))
    made = check(root, TODAY).catalogue

    assert made
    assert {"en"} == {one.language for one in made.told_by["hillford"]}


def test_until_the_next_harvest_a_neighbour_keeps_what_it_had_by_its_former_name(tmp_path: Path) -> None:
    """Whoever gives its page another name need not know of the file beside it."""
    root = make_site(tmp_path / "site", SMALL)
    page = root / "docs/neighbours/hillford.md"
    page.with_name("hilltown.md").write_text(
        page.read_text().replace("---\n", "---\nformer_slugs: [hillford]\n", 1)
    )
    page.unlink()

    made = check(root, TODAY).catalogue
    assert made
    assert 2 == len(made.told_by["hilltown"])

    (root / "neighbours/hilltown.json").write_bytes((root / "neighbours/hillford.json").read_bytes())
    assert ["taken-alone"] == [problem.code for problem in check(root, TODAY).problems]


@pytest.mark.parametrize("path", ["neighbours", "neighbours/hillford.json"])
def test_a_link_to_elsewhere_on_the_disk_is_not_followed(path: str, tmp_path: Path) -> None:
    root = make_site(tmp_path / "site", SMALL)
    (root / path).rename(tmp_path / "aside")
    (root / path).symlink_to(tmp_path / "aside")

    found = check(root, TODAY)

    assert [path] == [problem.path for problem in found.problems]
    assert found.catalogue is None
