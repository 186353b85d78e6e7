"""What could be better: told where someone can act on it, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.checks.advice import is_personal
from atelier.checks.check import check
from tests.fixtures.sites import TODAY

FILE = """---
title: Robots
summary: Leerlingen bouwen een robot.
pillar: digitale-geletterdheid
partners:
  - alfa-college
contact:
  organisation: alfa-college
{contact}status: {status}
{more}---
"""


def remarks_on(root: Path, contact: str = "", status: str = "active", more: str = "") -> set[str]:
    """The codes of what is said of one file."""
    file = root / "initiatives" / "robots.md"
    file.write_text(FILE.format(contact=contact, status=status, more=more), encoding="utf-8")
    result = check(root, TODAY)
    assert [] == result.problems
    return {remark.code for remark in result.remarks if remark.path == "initiatives/robots.md"}


FULL = "levels: [po]\nrecipe:\n  cost: 10\n"


@pytest.mark.parametrize(
    ("contact", "status", "more", "expected"),
    [
        ("", "active", FULL, set()),
        ("", "active", "", {"recipe-missing", "levels-missing"}),
        ("", "idea", "levels: [po]\nrecipe: {}\n", {"recipe-missing"}),
        ("", "unknown", "sources:\n  - title: Brief\n    date: 2018\n", set()),
        ("", "active", f"{FULL}last_confirmed: 2025-11-25\n", set()),
        ("", "active", f"{FULL}last_confirmed: 2025-11-24\n", {"confirmed-long-ago"}),
        ("", "completed", f"{FULL}last_confirmed: 2020-01-01\n", set()),
        ("  name: Robin\n  consent: 2024-11-25\n", "active", FULL, set()),
        ("  name: Robin\n  consent: 2024-11-24\n", "active", FULL, {"consent-long-ago"}),
        ("  email: info@school.example\n", "active", FULL, set()),
        ("  email: robin@gmail.com\n", "active", FULL, {"email-personal"}),
    ],
)
def test_what_someone_can_act_on_is_told(
    contact: str, status: str, more: str, expected: set[str], small: Path
) -> None:
    """A recipe, levels, a confirmation, consent, an address; old facts and what ended are left in peace."""
    assert expected == remarks_on(small, contact, status, more)


def test_what_is_wrong_comes_first(small: Path) -> None:
    """A file with an error is told of that alone."""
    file = small / "initiatives" / "robots.md"
    file.write_text(FILE.format(contact="", status="bezig", more=""), encoding="utf-8")

    result = check(small, TODAY)

    assert {"not-a-choice"} == {p.code for p in result.all if p.path == "initiatives/robots.md"}


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("j.jansen@school.nl", True),
        ("Robin.de.Vries@school.nl", True),
        ("anne-marie.smit@school.nl", True),
        ("robin@ziggo.nl", True),
        ("onderwijs@school.nl", False),
        ("digital.office@stad.example", False),
        ("info.noord@school.nl", False),
        ("obs.de.brug@school.nl", False),
        ("team2@school.nl", False),
    ],
)
def test_an_address_of_one_person_is_recognised(address: str, personal: bool) -> None:
    """By its host or by its form; a word for a role says that it is none."""
    assert personal == is_personal(address)


def test_an_address_of_a_place_is_not_of_one_person() -> None:
    """Such as bibliotheek.zwolle@: a place of the initiative says whose it is."""
    assert is_personal("bibliotheek.zwolle@school.nl")
    assert not is_personal("bibliotheek.zwolle@school.nl", ["Assen", "Zwolle"])
