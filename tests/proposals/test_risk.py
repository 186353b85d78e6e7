"""What a proposal touches, by what it changes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from atelier.model.fields import leaves
from atelier.model.records import RECORDS
from atelier.model.risk import Risk
from atelier.proposals.risk import only_date, risks_of
from tests.fixtures.sites import GOLDEN, SMALL, TODAY

ROBOTS, SHOP, OLD = (
    f"initiatives/{name}.md" for name in ("robots-in-de-klas", "winkel-in-de-wijk", "oud-plan")
)
FUND = "docs/funds/proefpot.md"
PLAIN = """---
title: Nieuw plan
summary: Een plan.
pillar: ondernemerschap
partners: [alfa-college]
contact:
  organisation: alfa-college
status: idea
---
"""


def published(path: str) -> bytes | None:
    file = SMALL / path
    return file.read_bytes() if file.is_file() else None


def edited(path: str, *changes: tuple[str, str]) -> dict[str, bytes | None]:
    text = (SMALL / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return {path: text.encode()}


def risks(files: dict[str, bytes | None]) -> list[str]:
    return [*risks_of(files, published, TODAY)]


def test_what_each_field_touches(golden: Callable[[Path, str], None]) -> None:
    """A new field, or another mark, shows here: somebody decides what a change of it can do."""
    lines = [
        f"{kind.collection}.{'.'.join(leaf.keys)}: {', '.join(r for r in Risk if r in leaf.risks) or Risk.FACTS}\n"
        for kind in RECORDS
        for leaf in leaves(kind)
    ]

    golden(GOLDEN / "risks.txt", "".join(lines))


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (ROBOTS, "last_confirmed: 2026-09-01", "last_confirmed: 2026-11-25", "date"),
        (ROBOTS, "last_confirmed: 2026-09-01", "last_confirmed: '2026-11-25'", "date"),
        # A day to come, an earlier one, none, and anything that comes along with the day.
        (ROBOTS, "last_confirmed: 2026-09-01", "last_confirmed: 2026-11-26", "facts"),
        (ROBOTS, "last_confirmed: 2026-09-01", "last_confirmed: 2026-08-31", "facts"),
        (ROBOTS, "last_confirmed: 2026-09-01\n", "", "facts"),
        (ROBOTS, "last_confirmed: 2026-09-01", "last_confirmed: 2026-11-25 # bel mij", "other"),
        (ROBOTS, "last_confirmed: 2026-09-01", "# bel mij\nlast_confirmed: 2026-11-25", "facts"),
        (ROBOTS, "last_confirmed: 2026-09-01\n---\n", "last_confirmed: 2026-11-25\n---\nMeer.\n", "facts"),
        (ROBOTS, "status: active", "status: completed", "facts"),
        (ROBOTS, "Leerlingen bouwen", "Alle leerlingen bouwen", "facts"),
        (ROBOTS, "amount: 65000", "amount: 75000", "money"),
        (ROBOTS, "source: proefpot", "source: alfa-college", "money"),
        # The same amounts of the same years, given to one another.
        (ROBOTS, "amount: 65000\n    source: proefpot\n  - year: 2026\n    amount: 20000", "amount: 20000\n    source: proefpot\n  - year: 2026\n    amount: 65000", "money"),
        (ROBOTS, "cost: 450", "cost: 4500", "money"),
        (FUND, "name: Proefpot", "name: Andere pot", "money"),
        (ROBOTS, "name: Robin Voorbeeld", "name: Iemand Anders", "contact"),
        (ROBOTS, "consent: 2026-02-01", "consent: 2026-11-01", "contact"),
        (ROBOTS, "email: techniek@alfa.example", "email: ander@kwaad.example", "contact"),
        (ROBOTS, "phone: 050 123 45 67", "phone: 0900 123 45 67", "contact"),
        (ROBOTS, "organisation: Alfacollege", "organisation: gemeente-groningen", "contact"),
        (ROBOTS, "Leerlingen bouwen", "Bel 06-12345678. Leerlingen bouwen", "contact facts"),
        (ROBOTS, "Leerlingen bouwen", "Mail naar jan&#64;kwaad.example. Leerlingen bouwen", "contact facts"),
        (ROBOTS, "![Een robot](robots.png)", "", "contact facts"),
        (ROBOTS, "url: https://alfa.example/contact", "url: https://kwaad.example", "addresses contact"),
        (ROBOTS, "url: https://alfa.example/robots?les=1&deel=2", "url: https://kwaad.example", "addresses"),
        (ROBOTS, "Leerlingen bouwen", "[Kijk](https://kwaad.example). Leerlingen bouwen", "addresses facts"),
        (ROBOTS, "summary: Leerlingen", "summary: Kijk op www.kwaad.example. Leerlingen", "addresses facts"),
        (ROBOTS, "  - robotles\n", "  - robotles\n  - oude-les\n", "addresses"),
        (ROBOTS, "  - robotles\n", "  - robot-les\n", "addresses"),
        # What no longer reads is not known to be safe.
        (ROBOTS, "status: active", "status: [", "other"),
    ],
)  # fmt: skip
def test_a_change(path: str, old: str, new: str, expected: str) -> None:
    """A proposal is as risky as the riskiest field that differs."""
    assert expected.split() == risks(edited(path, (old, new)))


def test_several_changes() -> None:
    """All that a proposal touches is named, the highest first; a day is then one of the facts."""
    files = edited(
        ROBOTS,
        ("last_confirmed: 2026-09-01", "last_confirmed: 2026-11-25"),
        ("amount: 65000", "amount: 1"),
        ("name: Robin Voorbeeld", "name: Een Ander"),
    )

    assert ["contact", "money", "facts"] == risks(files)


def test_a_translation() -> None:
    """Its texts are facts, and a link in it may lead anywhere."""
    assert risks({"initiatives/oud-plan.en.md": b"---\ntitle: Old plan\n---\n"}) == ["addresses", "facts"]


def test_a_new_record() -> None:
    """It is new; and what it need not have (money, a person, a link) is named too."""
    path = "initiatives/nieuw-plan.md"
    rich = PLAIN.replace("status", "funding: [{year: 2026, source: proefpot, amount: 5}]\nstatus")
    linked = PLAIN + "\n[Kijk](https://kwaad.example)\n"
    person = PLAIN.replace("  organisation", "  email: info@school.example\n  organisation")

    assert ["new"] == risks({path: PLAIN.encode()})
    assert ["money", "new"] == risks({path: rich.encode()})
    assert ["addresses", "new"] == risks({path: linked.encode()})
    assert ["contact", "new"] == risks({path: person.encode()})


def test_a_page_that_moves_or_goes() -> None:
    """Its address is on posters."""
    text = (SMALL / OLD).read_text(encoding="utf-8")
    moved = text.replace("added:", "former_slugs: [oud-plan]\nadded:")

    assert ["addresses"] == risks({OLD: None, "initiatives/heel-oud-plan.md": moved.encode()})
    assert "addresses" in risks({OLD: None})
    assert {"addresses", "new"} <= {*risks({OLD: None, "initiatives/heel-oud-plan.md": text.encode()})}


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        ".github/workflows/check.yml",
        "docs/index.md",
        "hooks/atelier/model/rules.py",
        "overrides/main.html",
        "initiatives/map/plan.md",
        "initiatives/plan.html",
        "initiatives/plan.csv",
        "docs/partners.md",
    ],
)
def test_other_files(path: str) -> None:
    """What is no record is the riskiest, whatever comes with it."""
    files = edited(ROBOTS, ("last_confirmed: 2026-09-01", "last_confirmed: 2026-11-25")) | {path: b"x"}

    assert "other" == risks(files)[0]
    assert not only_date(files, published, TODAY)


def test_a_picture_and_a_table() -> None:
    """A picture may show people; a table is the programme of its festival."""
    festival = next((SMALL / "docs/festivals").glob("*.md")).relative_to(SMALL).as_posix()
    table = festival.replace(".md", ".csv")

    assert ["contact"] == risks({"initiatives/robots.png": b"other"})
    assert risks({table: b"start,end,title\n10:00,11:00,Opening\n"}) in (["facts"], ["other"])


def test_nothing_changes() -> None:
    """The same files again touch nothing."""
    assert [] == risks({ROBOTS: published(ROBOTS), "initiatives/weg.md": None})


def test_only_a_confirmation_merges_by_itself() -> None:
    """Two days in two files are still only days; with one word more they are not."""
    day = ("last_confirmed: 2026-09-01", "last_confirmed: 2026-11-25")
    first = edited(ROBOTS, day)
    text = (SMALL / SHOP).read_text(encoding="utf-8")
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    lines = [line for line in head.split("\n") if not line.startswith("last_confirmed:")]
    second = {SHOP: "\n".join(["---", *lines, "last_confirmed: 2026-11-25", "---", body]).encode()}

    assert only_date(first, published, TODAY)
    assert only_date(first | second, published, TODAY)
    assert not only_date(first, published, datetime.date(2026, 11, 24))
    assert not only_date(first | {OLD: None}, published, TODAY)
    assert not only_date({}, published, TODAY)


@pytest.mark.slow
def test_no_other_edit_passes_for_a_confirmation() -> None:
    """Beside a new day, whatever line of a file goes, comes twice or gets a letter more: it is no mere date."""
    day = ("last_confirmed: 2026-09-01", "last_confirmed: 2026-11-25")
    (text,) = edited(ROBOTS, day).values()
    assert text is not None
    lines = text.decode().split("\n")
    edits = (
        [*lines[:number], *new, *lines[number + 1 :]]
        for number, line in enumerate(lines)
        for new in ([], [line, line], [f"{line}x"], [line, "last_confirmed: 2026-11-25"])
    )
    passed = [
        edit
        for edit in edits
        if edit != lines and only_date({ROBOTS: "\n".join(edit).encode()}, published, TODAY)
    ]

    assert only_date(edited(ROBOTS, day), published, TODAY)
    assert [] == passed
