"""Editors see what may be the same initiative at two cities, and what to write if it is."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from atelier.checks.check import check
from atelier.cli.app import app
from atelier.proposals.doubles import alike
from atelier.proposals.likeness import Face, Index, stems_of
from tests.bench.synthetic import WORDS
from tests.fixtures.sites import SMALL, TODAY, make_site

OURS = "https://klein.example/initiatives/robots-in-de-klas/"
HILLFORD = "https://learning.hillford.example/initiatives/"
DUINSTAD = "https://leren.duinstad.example/initiatives/"


def site(tmp_path: Path, **told: Sequence[Mapping[str, object]]) -> Path:
    """The small site when neighbours tell of these initiatives."""
    root = make_site(tmp_path / "site", SMALL)
    for city in ("duinstad", "hillford"):
        file = root / "neighbours" / f"{city}.json"
        data = json.loads(file.read_text()) | {"initiatives": told.get(city, []), "partners": []}
        file.write_text(json.dumps(data))
    return root


def run(root: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["doubles", "--root", str(root), *options], catch_exceptions=False)


def robots(**values: object) -> dict[str, object]:
    return {"id": f"{HILLFORD}1/", "title": "De klas en de robots", **values}


def test_what_is_alike_is_listed_with_the_line_to_add(tmp_path: Path) -> None:
    """With the way to both, and what else they share; and when the line is added it is one."""
    told = robots(partners=[{"partner": "Alfa-college"}], places=["Assen", "Súdwest-Fryslân"])
    root = site(tmp_path, hillford=[told, {"id": f"{HILLFORD}2/", "title": "De school in Hillford"}])

    said = run(root)

    assert 0 == said.exit_code
    assert said.stdout == (
        "100 Robots: in de klas (van ons)\n"
        "    initiatives/robots-in-de-klas.md\n"
        "    De klas en de robots (Hillford)\n"
        f"    {HILLFORD}1/\n"
        "    Beide noemen: Alfa-college\n"
        "    Beide in: Súdwest-Fryslân\n"
        "    Is het hetzelfde? Zet dan in initiatives/robots-in-de-klas.md:\n"
        "    same_as:\n"
        f"      - {HILLFORD}1/\n"
    )
    file = root / "initiatives/robots-in-de-klas.md"
    line = said.stdout.partition("klas.md:\n")[2]
    file.write_text(file.read_text().replace("---\n", "---\n" + line.replace("    same_as", "same_as"), 1))
    assert "Er is niets dat op elkaar lijkt.\n" == run(root).stdout
    made = check(root, TODAY).catalogue
    assert made
    assert "robots-in-de-klas" in made.also_elsewhere


def test_two_neighbours_are_compared_too(tmp_path: Path) -> None:
    """What we tell of ourselves comes first where the score is the same."""
    sea = {"id": f"{DUINSTAD}9/", "title": "ROBOTS in de klas"}
    root = site(tmp_path, hillford=[robots()], duinstad=[sea])

    found = json.loads(run(root, "--format", "json").stdout)

    assert [
        ("initiatives/robots-in-de-klas.md", "hillford"),
        ("initiatives/robots-in-de-klas.md", "duinstad"),
    ] == [(pair["one"]["file"], pair["other"]["neighbour"]) for pair in found[:2]]
    assert {"duinstad", "hillford"} == {found[2]["one"]["neighbour"], found[2]["other"]["neighbour"]}
    assert "Is het hetzelfde? Een van de twee kan dat zeggen." in run(root).stdout
    assert not json.loads(run(root, "--format", "json", "--least", "100").stdout)[3:]


@pytest.mark.parametrize(
    "told",
    [
        robots(same_as=[OURS]),
        robots(adapted_from=[OURS]),
        robots(adapted_from=[OURS.rstrip("/")]),
        robots(title="Winkel van de buurt"),
    ],
)
def test_what_is_known_to_be_the_same_or_a_copy_is_not_asked(told: dict[str, object], tmp_path: Path) -> None:
    assert "[]\n" == run(site(tmp_path, hillford=[told]), "--format", "json").stdout


def test_one_city_is_not_compared_with_itself(tmp_path: Path) -> None:
    twice = [{"id": f"{HILLFORD}{n}/", "title": "Zomerschool voor techniek"} for n in range(2)]

    assert "[]\n" == run(site(tmp_path, hillford=twice), "--format", "json").stdout


def test_only_what_is_new_is_compared_where_that_is_asked(tmp_path: Path) -> None:
    sea = {"id": f"{DUINSTAD}9/", "title": "ROBOTS in de klas"}
    catalogue = check(site(tmp_path, hillford=[robots()], duinstad=[sea]), TODAY).catalogue
    assert catalogue

    assert 3 == len(alike(catalogue))
    assert 2 == len(alike(catalogue, new={f"{HILLFORD}1/"}))
    assert not alike(catalogue, new=set())


def test_text_of_strangers_does_nothing_on_a_terminal(tmp_path: Path) -> None:
    root = site(tmp_path, hillford=[robots(title="De klas en \u200ede robots", places=["\u061cAssen"])])

    said = run(root).stdout

    assert "\\u200e" in said
    assert all(line.isprintable() for line in said.splitlines())


def test_a_catalogue_with_errors_is_not_compared(tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / "initiatives/robots-in-de-klas.md").write_text("---\ntitle: Robots\n---\n")

    assert 1 == run(root).exit_code


def test_not_all_are_compared_with_all() -> None:
    """Words and names that many have say nothing; two of such words together, or all of a name, do."""
    chance = random.Random(1)
    names = [f"{' '.join(chance.sample(WORDS, 3))} {number}" for number in range(1500)]
    names += ["Open dag"] * 100 + [
        "Robot techniek op de Maan",
        "Techniek: robots! (maan)",
        "Groen plein",
        "Plein groen",
    ]
    asked = 0

    def besides(_: int, __: int) -> bool:
        nonlocal asked
        asked += 1
        return False

    index = Index([Face([stems_of(name)]) for name in names])
    found = {(names[place], names[near.place]) for place, near in index.pairs(besides)}

    assert {
        ("Robot techniek op de Maan", "Techniek: robots! (maan)"),
        ("Groen plein", "Plein groen"),
    } <= found
    assert ("Open dag", "Open dag") not in found
    assert asked < 30 * len(names)
