"""What initiatives can be chosen by: facets against the catalogue's own data, and the files that hold them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.currency import years_running
from atelier.checks.check import check
from atelier.model.dates import PartialDate
from atelier.model.initiative import Ages, Funding, Initiative, Level, Period, Status
from atelier.model.kinds import OURS
from atelier.render.wording import Wording
from atelier.search.facets import (
    COLUMNS,
    DIGITS,
    NOT_KNOWN,
    SHARD_SIZE,
    Facet,
    age_bands,
    choosable,
    digits,
    facets,
    filters,
)
from tests.fixtures.catalogues import catalogue_of, files_of
from tests.fixtures.sites import ROOT, TODAY


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    catalogue = check(ROOT, TODAY).catalogue
    assert catalogue is not None
    return catalogue


def initiative(**fields: object) -> Initiative:
    """An initiative with some fields, and the rest as it is without them."""
    return Initiative.model_construct(**{"status": Status.UNKNOWN, **fields})  # type: ignore[arg-type]


def numbers(planes: list[str]) -> list[int]:
    """What the script makes of digits."""
    values = [0] * (len(planes[0]) if planes else 0)
    for place, plane in enumerate(planes):
        for index, digit in enumerate(plane):
            values[index] += DIGITS.index(digit) << 6 * place
    return values


@given(st.lists(st.integers(0, 1_000_000)))
def test_numbers_come_back_from_their_digits(values: list[int]) -> None:
    """Whatever the numbers, their digits tell them all."""
    assert values == numbers(list(digits(values)))


def test_every_facet_counts_what_the_catalogue_says(catalogue: Catalogue) -> None:
    """Pillars, levels, places and tags have as many initiatives in their facet as on their own pages."""
    counted = {
        facet.key: {
            slug: sum(index in values for values in facet.values)
            for index, (slug, _) in enumerate(facet.options)
        }
        for facet in facets(catalogue, Wording("nl"))
    }
    records = [entry.record for entry in catalogue.initiatives.values()]
    unknown = {key: options.pop(NOT_KNOWN, 0) for key, options in counted.items()}

    # Without neighbours there is one catalogue.
    assert [key for key in choosable(OURS) if key != "catalogue"] == list(counted)
    assert {slug: len(entries) for slug, entries in catalogue.by_pillar.items()} == counted["pillar"]
    assert {str(level): len(entries) for level, entries in catalogue.by_level.items()} == counted["level"]
    assert {term.slug: len(entries) for term, entries in catalogue.by_place.items()} == counted["place"]
    assert {term.slug: len(entries) for term, entries in catalogue.by_tag.items()} == counted["tag"]
    assert {slug: len(entries) for slug, entries in catalogue.involvements.items()} == counted["partner"]
    assert len(catalogue.initiatives) == sum(counted["status"].values())
    assert sum(not record.levels for record in records) == unknown["level"] > 0
    assert sum(not record.places for record in records) == unknown["place"] > 0
    assert sum(not (record.recipe and record.recipe.steps) for record in records) == unknown["recipe"] > 0
    assert sum(not record.taking_part for record in records) == unknown["partner"]
    assert 0 == unknown["pillar"] == unknown["status"]


def test_the_files_hold_every_initiative_once(catalogue: Catalogue) -> None:
    """Cards stand in files of 24, in the order of the columns, each file named after its content."""
    files = files_of(catalogue, folder="find/")
    columns = json.loads(files[COLUMNS])
    shards = [json.loads(files[f"find/cards-{name}.json"]) for name in columns["cards"]]
    cards = [re.search('href="initiatives/([^/"]+)/"', card)[1] for shard in shards for card in shard]  # type: ignore[index]

    assert list(catalogue.initiatives) == cards
    assert cards == json.loads(files[f"find/titles-{columns['titles']}.json"])["slugs"]
    assert len(cards) == columns["count"]
    assert cards[columns["known"] :] == [slug for slug in cards if slug in catalogue.little_known]
    assert [SHARD_SIZE] * (len(shards) - 1) == [len(shard) for shard in shards[:-1]]
    assert len(shards) + 2 == len(files)


def test_a_changed_card_changes_one_file(catalogue: Catalogue) -> None:
    """A browser keeps the cards that it has: the others are called as before."""
    slug, entry = next(iter(catalogue.initiatives.items()))
    changed = replace(entry, record=entry.record.model_copy(update={"summary": "Anders."}))
    other = replace(
        catalogue, records={**catalogue.records, Initiative: {**catalogue.initiatives, slug: changed}}
    )
    before, after = (json.loads(files_of(c, folder="find/")[COLUMNS])["cards"] for c in (catalogue, other))

    assert before[0] != after[0]
    assert before[1:] == after[1:]


def test_what_is_not_known_is_an_option(small: Path) -> None:
    """Every initiative has an option in every facet: none is dropped without a word."""
    catalogue = catalogue_of(small)
    for facet in facets(catalogue, Wording("nl")):
        assert all(facet.values), facet.key
        last = [slug for slug, _ in facet.options].index(NOT_KNOWN) if not_known(facet) else None
        assert last in (None, len(facet.options) - 1)

    level = next(facet for facet in facets(catalogue, Wording("nl")) if facet.key == "level")
    assert (NOT_KNOWN, "Niet bekend") == level.options[-1]
    assert sum(not entry.record.levels for entry in catalogue.initiatives.values()) == level.unknown > 0


def not_known(facet: Facet) -> bool:
    return any(slug == NOT_KNOWN for slug, _ in facet.options)


def test_what_makes_no_difference_is_not_offered(small: Path) -> None:
    """A filter with one option and an order by what is the same everywhere are left out."""
    for path in (small / "initiatives").glob("*.md"):
        text = re.sub(
            r"^(added|status|last_confirmed|stopped_because):.*\n", "", path.read_text(), flags=re.M
        )
        text = re.sub(r"^recipe:\n( .*\n)+", "", text, flags=re.M)
        path.write_text(text.replace("partners:", "added: 2026-01-01\nstatus: completed\npartners:", 1))
    offered = filters(replace(catalogue_of(small), taken={}), Wording("nl"))
    keys = {facet.key for facet in offered.offered}

    assert {"title"} == {key for key, _ in offered.sorts}
    assert not {"status", "cost", "recipe"} & keys
    assert {"pillar", "level", "partner"} <= keys


def test_former_names_are_known(small: Path) -> None:
    """An address with the former slug of a partner or a pillar leads to what it is called today."""
    path = small / "docs" / "partners" / "alfa-college.md"
    path.write_text(path.read_text().replace("name:", "former_slugs: [alfa-roc]\nname:", 1))
    offered = {facet.key: facet for facet in facets(catalogue_of(small), Wording("nl"))}

    assert {"alfa-roc": "alfa-college"} == offered["partner"].former
    assert {"not-stated": NOT_KNOWN} == offered["cost"].former
    assert {} == offered["tag"].former


@pytest.mark.parametrize(
    ("fields", "bands"),
    [
        ({}, []),
        ({"levels": (Level.VO,)}, []),
        ({"levels": (Level.PO,)}, [f"group-{n}" for n in range(1, 9)]),
        ({"levels": (Level.PO,), "ages": Ages.model_construct(start=10, to=11)}, ["group-7"]),
        ({"ages": Ages.model_construct(start=10, to=14)}, ["group-7", "group-8", "12-15"]),
        ({"ages": Ages.model_construct(start=None, to=3)}, ["0-3"]),
        ({"ages": Ages.model_construct(start=18, to=None)}, ["16-18", "19"]),
    ],
)
def test_ages_are_found_by_group(fields: dict[str, object], bands: list[str]) -> None:
    """Group 7 is 10–11 years; a primary school without ages stands for all its groups."""
    record = initiative(**{"levels": (), "ages": None, **fields})

    assert bands == list(age_bands(record.ages, record.levels, OURS))


def period(start: str | None, end: str | None) -> Period:
    return Period.model_construct(
        start=PartialDate(int(start)) if start else None, end=PartialDate(int(end)) if end else None
    )


@pytest.mark.parametrize(
    ("status", "when", "paid", "years"),
    [
        (Status.UNKNOWN, None, [], []),
        (Status.UNKNOWN, ("2017", "2019"), [], [2017, 2018, 2019]),
        (Status.UNKNOWN, ("2017", None), [], [2017]),
        (Status.UNKNOWN, ("2017", None), [2019], [2017, 2019]),
        (Status.ACTIVE, ("2024", None), [], [2024, 2025, 2026]),
        (Status.ACTIVE, ("2027", None), [], [2027]),
        (Status.UNKNOWN, (None, "2019"), [], [2019]),
    ],
)
def test_the_years_in_which_it_runs(
    status: Status, when: tuple[str | None, str | None] | None, paid: list[int], years: list[int]
) -> None:
    """Without an end only what is active runs until today; otherwise money tells the years that are known."""
    funding = tuple(Funding.model_construct(year=year, amount=Decimal(1), source="pot") for year in paid)
    record = initiative(status=status, period=period(*when) if when else None, funding=funding)

    assert years == list(years_running(record, TODAY))
