"""What neighbours cost, for a terminal and for the page about speed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.bench import speed_page
from tests.bench.measure import Cost, Machine
from tests.bench.neighbours import Found, Neighbours, Results, targets, told

NONE, FEW, MANY = Neighbours(0, 0), Neighbours(12, 1_000), Neighbours(1, 50_000)


@pytest.fixture
def results() -> Results:
    """Costs of which the outcome can be counted by hand."""
    return Results(
        Machine("Made-up processor", 2, 24, "Linux", "3.11.7"),
        empty=Cost(1, 1, 60, 0),
        taken={FEW: Cost(4, 6, 150, 0), MANY: Cost(20, 70, 300, 0)},
        built={NONE: Cost(9, 6, 300, 0), FEW: Cost(18.6, 9, 420, 0), MANY: Cost(49, 30, 1_300, 0)},
        again={NONE: Cost(0.3, 0.3, 60, 0), FEW: Cost(0.4, 0.4, 60, 0), MANY: Cost(0.5, 0.5, 60, 0)},
        found={NONE: Found(150, 20), FEW: Found(180, 40), MANY: Found(320, 90)},
    )


def test_every_target_is_counted_and_judged(results: Results) -> None:
    """What one more initiative of a neighbour costs is told as a part of what one of its own costs."""
    outcomes = {(kind, size): (round(one.figure or 0, 2), one.holds) for kind, size, one in targets(results)}

    assert (0.1, True) == outcomes["build", FEW]  # 9.6 s for 12,000, where 1,000 of its own cost 8 s
    assert (0.1, True) == outcomes["build", MANY]
    assert (10, True) == outcomes["memory", FEW]
    assert (70, False) == outcomes["harvest", MANY]
    assert [(150, True), (180, True), (320, False)] == [
        outcomes["search", size] for size in (NONE, FEW, MANY)
    ]
    assert all(outcomes["choice", size][1] for size in (NONE, FEW, MANY))


def test_the_terminal_has_a_line_for_each(results: Results) -> None:
    text = "\n".join(told(results))

    assert "12 of 1,000         4.00    6.00     150     18.60" in text
    assert "take over: wall, 1 of 50,000" in text
    assert "does not hold" in text


def test_the_page_has_them_and_nothing_else_changes(
    results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures of builds stay as they are."""
    page = tmp_path / "speed.md"
    before = speed_page.PAGE.read_text(encoding="utf-8")
    page.write_text(before, encoding="utf-8")
    monkeypatch.setattr(speed_page, "PAGE", page)

    speed_page.write_neighbours(results)
    written = page.read_text(encoding="utf-8")

    assert before.partition(speed_page.NEIGHBOURS)[0] == written.partition(speed_page.NEIGHBOURS)[0]
    assert before.rpartition(speed_page.END)[2] == written.rpartition(speed_page.END)[2]
    assert '<th scope="row">12 van 1.000</th><td>4,00</td><td>150</td><td>18,6</td>' in written


def test_the_page_says_it_in_dutch(results: Results) -> None:
    text = "\n".join(speed_page.neighbours_lines(results, datetime.date(2026, 11, 29)))

    assert "Gemeten op 29 november 2026" in text
    assert (
        "1 van 50.000: ophalen: seconden op de klok</th><td>60,00</td><td>70,00</td><td>niet gehaald</td>"
        in text
    )
