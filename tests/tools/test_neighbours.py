"""The cities of ``make neighbours``: they fit Groningen's catalogue, and nothing of anybody's is lost."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from atelier.checks.check import check
from tests.fixtures.cities import DUINSTAD, GRONINGEN, TIDEHAVEN, City, begin, know
from tests.fixtures.sites import ROOT, TESTS, TODAY
from tests.tools.neighbours import CITIES, begun, main

ADDRESSES = {city: city.published for city in CITIES}


@pytest.mark.parametrize("city", [DUINSTAD, TIDEHAVEN], ids=lambda city: city.slug)
def test_a_made_up_city_is_well(city: City, tmp_path: Path) -> None:
    """Its content passes, and it has all that finding goes by."""
    root = begin(city, tmp_path / city.slug, TODAY)
    know(root, city, ADDRESSES, TODAY)
    checked = check(root, TODAY)

    assert [] == [problem for problem in checked.all if problem.severity == "error"]
    assert checked.catalogue
    records = [entry.record for entry in checked.catalogue.initiatives.values()]
    assert all(record.levels and record.places and record.tags and record.recipe for record in records)
    assert len(records) - 1 <= sum(record.ages is not None for record in records)  # one is for adults
    assert checked.catalogue.questions


def test_what_they_say_of_others_is_there() -> None:
    """Every id of another city in their content is that of an initiative, and every pillar that is matched exists."""
    homes = {GRONINGEN: ROOT, DUINSTAD: TESTS / "sites/duinstad", TIDEHAVEN: TESTS / "sites/tidehaven"}
    named = {
        (city, slug)
        for home in (homes[DUINSTAD], homes[TIDEHAVEN])
        for file in home.glob("initiatives/*.md")
        for city in CITIES
        for slug in re.findall(
            rf"{city.published}initiatives/([a-z0-9-]+)/", file.read_text(encoding="utf-8")
        )
    }

    assert {GRONINGEN, DUINSTAD} <= {city for city, _ in named}
    assert [] == [
        (city.slug, slug) for city, slug in named if not (homes[city] / f"initiatives/{slug}.md").is_file()
    ]
    ours = {file.stem for file in (ROOT / "docs/pillars").glob("*.md")}
    assert {mine for matches in GRONINGEN.pillars.values() for _, mine in matches} <= ours
    assert {theirs for city in (DUINSTAD, TIDEHAVEN) for theirs, _ in city.pillars[GRONINGEN.slug]} <= ours


def test_a_folder_of_something_else_stays(tmp_path: Path) -> None:
    """Only what it made itself is made anew."""
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")

    with pytest.raises(SystemExit, match="is not empty"):
        begun(tmp_path, 8000)
    assert ["thesis.txt"] == [file.name for file in tmp_path.iterdir()]


def test_a_port_in_use_is_told_at_once(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} cannot be used"):
            main([str(tmp_path / "new"), "--port", str(port), "--no-open"])

    assert not (tmp_path / "new").exists()
