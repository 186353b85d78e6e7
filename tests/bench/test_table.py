"""The tables of costs, for a terminal and for the page about speed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.bench import speed_page
from tests.bench.contenders import Step
from tests.bench.contenders.eleventy import Eleventy
from tests.bench.contenders.hugo import Hugo
from tests.bench.contenders.material import Empty, Plain
from tests.bench.contenders.ours import Checked, Ours, Searched
from tests.bench.measure import Cost, Machine
from tests.bench.table import SIZES, Results, asked, builds, targets, told

MACHINE = Machine("Made-up processor", 2, 24, "Linux", "3.11.7")


@pytest.fixture
def results() -> Results:
    """Costs of which the outcome can be counted by hand."""
    costs = {
        (0, Ours, Step.COLD): [Cost(1, 1, 60, 0)],
        (1_000, Ours, Step.COLD): [Cost(3, 3, 80, 0)],
        (1_000, Hugo, Step.COLD): [Cost(2, 1, 300, 0)],
        (5_000, Ours, Step.COLD): [Cost(10, 7, 160, 0), Cost(12, 7, 160, 0)],
        (5_000, Hugo, Step.COLD): [Cost(20, 10, 900, 0), Cost(24, 10, 900, 0)],
        (5_000, Ours, Step.TEXT): [Cost(0.5, 0.5, 90, 0), Cost(0.5, 0.5, 90, 0)],
        (5_000, Empty, Step.COLD): [Cost(0.4, 0.4, 40, 0), Cost(0.4, 0.4, 40, 0)],
        (5_000, Searched, Step.COLD): [Cost(20, 17, 500, 0), Cost(22, 17, 500, 0)],
        (5_000, Searched, Step.TEXT): [Cost(2.5, 2, 90, 0), Cost(2.5, 2, 90, 0)],
        (5_000, Checked, Step.COLD): [Cost(4, 4, 90, 0)],
        (5_000, Checked, Step.NOTHING): [Cost(0.9, 1, 90, 0)],
    }
    made = {(size, who): (10, 2_000_000) for size, who, _ in costs}
    return Results(MACHINE, {"Hugo": "0.1"}, [1_000, 5_000], costs, made)


def test_every_target_is_counted_and_judged(results: Results) -> None:
    """A ratio that is not reached, one that is, and one that nobody measured."""
    outcomes = {
        target.what: (target.figure and round(target.figure, 2), target.verdict)
        for target in targets(results)
    }

    assert {
        "cold at {size}: CPU, of Hugo with the same work": (1.5, "does not hold"),
        "cold at {size}: wall, of Hugo with the same work": (0.7, "holds"),
        "edit of a text at {size}: CPU, of MkDocs + Material with one page": (1.25, "holds"),
        "edit of title and subject at {size}: CPU, of MkDocs + Material with one page": (
            None,
            "not measured",
        ),
        "nothing changed at {size}: CPU, of MkDocs + Material with one page": (None, "not measured"),
        "search index after edit of a text at {size}: CPU, of the whole index": (0.2, "holds"),
        "search index after edit of title and subject at {size}: CPU, of the whole index": (
            None,
            "not measured",
        ),
        "atelier check of {size}, nothing changed: CPU": (0.9, "holds"),
        "memory an initiative at {size}, over that of none": (20, "holds"),
        "growth of CPU from 1,000 to {size}: exponent": (1.0, "holds"),
    } == outcomes


def test_the_terminal_names_who_built_and_what_it_cost(results: Results) -> None:
    results.missing.append("Eleventy needs Node 20 or newer")
    text = "\n".join(told(results))

    assert "Eleventy needs Node" in text
    assert "Made-up processor, 2 cores, 24 GB" in text
    assert "median of 2 rounds" in text
    assert "Hugo, the same work" in text
    assert " 11.00 " in text  # the median of 10 and 12


@pytest.mark.parametrize("large", [False, True])
def test_the_page_has_the_figures_and_nothing_else_changes(
    large: bool, results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what stands between the marks is written, and twice the same."""
    page = tmp_path / "speed.md"
    page.write_text(speed_page.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(speed_page, "PAGE", page)
    before = page.read_text(encoding="utf-8")

    speed_page.write(results, large=large)
    written = page.read_text(encoding="utf-8")
    speed_page.write(results, large=large)

    assert written == page.read_text(encoding="utf-8")
    assert before.partition("<!-- figures")[0] == written.partition("<!-- figures")[0]
    assert before.rpartition(speed_page.END)[2] == written.rpartition(speed_page.END)[2]
    assert '<th scope="row">Hugo, hetzelfde werk</th><td>22,0</td><td>10,0</td><td>900</td>' in written


def test_the_page_says_it_in_dutch(results: Results) -> None:
    text = "\n".join(speed_page.lines(results, datetime.date(2026, 11, 29), large=False))

    assert "Gemeten op 29 november 2026" in text
    assert "### 5.000 initiatieven" in text
    assert "<td>0,60</td><td>0,50</td><td>gehaald</td>" in text
    assert "<td>1,00</td><td>1,50</td><td>niet gehaald</td>" in text


def test_nobody_is_asked_for_what_takes_too_long() -> None:
    """An empty catalogue has only what memory and growth are counted from."""
    assert {Ours, Empty} == set(asked(0, alone=False))
    assert Plain in asked(1_000, alone=False)
    assert {Plain, Searched} & set(asked(5_000, alone=False)) == {Searched}
    assert Eleventy not in asked(10_000, alone=False)
    assert [Ours, Searched, Checked, Empty] == list(asked(100_000, alone=True))
    assert all(builds(size, asked(size, alone=False)) for size in SIZES)
