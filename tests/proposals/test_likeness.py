"""Which existing records a new one is like, and why."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from atelier.content.entry import Entry
from atelier.content.reader import read_collections
from atelier.model.base import Record
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.proposals.likeness import Likenesses
from tests.fixtures.sites import ROOT, SMALL

PLAN = """---
title: {title}
summary: Een plan.
pillar: ondernemerschap
partners: [{partner}]
contact:
  organisation: {partner}
status: idea
places: [{place}]
---
"""


def like(root: Path, new: dict[str, str], tmp_path: Path) -> dict[str, list[str]]:
    """The titles of what each new file is like in the catalogue of ``root``."""
    published, _ = read_collections(root)
    for kind in published.entries:
        (tmp_path / kind.folder).mkdir(parents=True, exist_ok=True)
    for path, text in new.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    read, problems = read_collections(tmp_path)
    assert not problems
    likenesses = Likenesses(published)
    entries: list[Entry[Record]] = [entry for kind in read.entries.values() for entry in kind]
    return {entry.title: [one.entry.title for one in likenesses.of(entry)] for entry in entries}


def initiative(title: str, partner: str = "alfa-college", place: str = "Assen") -> dict[str, str]:
    return {"initiatives/nieuw.md": PLAN.format(title=title, partner=partner, place=place)}


@pytest.mark.parametrize(
    "title",
    [
        "Robots in de klas",
        "Robot in klassen",
        "De klas en de robots",
        "ROBOTS, IN DE KLAS!",
        "Róbots in de klas",
    ],
)
def test_the_same_name_in_other_words(title: str, tmp_path: Path) -> None:
    """Order, capitals, endings and small words say nothing."""
    assert {title: ["Robots: in de klas"]} == like(SMALL, initiative(title), tmp_path)


def test_one_word_is_not_enough(tmp_path: Path) -> None:
    """A common word makes nothing a double; with a partner that few have it may be one."""
    assert {"Winkel op de markt": []} == like(
        SMALL, initiative("Winkel op de markt", "gemeente-groningen"), tmp_path
    )
    assert {"Robots bouwen": []} == like(SMALL, initiative("Robots bouwen", "gemeente-groningen"), tmp_path)


def test_the_reason_is_named(tmp_path: Path) -> None:
    """Partner and place by name, however the file refers to them."""
    published, _ = read_collections(SMALL)
    new = initiative("Robots in de klassen", "Alfacollege", "súdwest-fryslân")
    like(SMALL, new, tmp_path)
    (entry,) = read_collections(tmp_path)[0].entries[Initiative]
    (found,) = Likenesses(published).of(entry)

    assert (("Alfa-college",), ("súdwest-fryslân",)) == (found.partners, found.places)


def test_a_partner_by_its_other_name(tmp_path: Path) -> None:
    """Aliases are names too."""
    new = {"docs/partners/nieuw.md": "---\nname: Het Alfa College\nkind: school\n---\n"}

    assert {"Het Alfa College": ["Alfa-college"]} == like(SMALL, new, tmp_path)


def test_what_it_replaces_is_not_told(tmp_path: Path) -> None:
    """A record under a new name is not said to be like itself."""
    published, _ = read_collections(SMALL)
    (tmp_path / "initiatives").mkdir()
    shutil.copy(SMALL / "initiatives/oud-plan.md", tmp_path / "initiatives/nieuw.md")
    (entry,) = read_collections(tmp_path)[0].entries[Initiative]

    assert ["Oud plan"] == [one.entry.title for one in Likenesses(published).of(entry)]
    assert [] == Likenesses(published).of(entry, {"initiatives/oud-plan.md"})


def test_the_real_catalogue() -> None:
    """Of its own records, the pairs that an editor would look at twice, and hardly any other."""
    published, _ = read_collections(ROOT)
    likenesses = Likenesses(published)
    found = {
        frozenset((entry.slug, one.entry.slug))
        for kind in (Initiative, Partner)
        for entry in published.entries[kind]
        for one in likenesses.of(entry)
    }

    assert {
        frozenset(pair.split())
        for pair in (
            "keurmerk-ondernemende-professionals keurmerk-professionele-ondernemers",
            "digital-office-groningen digital-officers",
            "studiekeuzegame-enschede scholenkeuzeproject-enschede",
            "verkenning-onderwijs-bedrijfsleven inspiratiebijeenkomst-onderwijs-bedrijfsleven",
        )
    } <= found
    assert 8 >= len(found)
