"""What is counted from measured costs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.figures import Target, exponent, middle, ratio
from tests.bench.measure import Cost, FailedError, measured

BUSY_CHILD = """
import subprocess, sys, time
child = "import time; kept = bytearray(60_000_000); [i * i for i in range(3_000_000)]; time.sleep(0.2)"
kept = bytearray(40_000_000)
subprocess.run([sys.executable, "-c", child], check=True)
"""


def test_each_column_has_its_own_median() -> None:
    costs = [Cost(1, 9, 5, 0), Cost(3, 8, 4, 0), Cost(2, 7, 6, 0)]

    assert Cost(2, 8, 5, 0) == middle(costs)


def test_runs_are_compared_in_pairs() -> None:
    """A machine that was slow for one round was so for both: 2 of 4 is the same as 1 of 2."""
    assert 0.5 == ratio([1, 2, 30], [2, 4, 61.0])


@pytest.mark.parametrize(("large", "power"), [((10_000, 10.0), 1), ((10_000, 100.0), 2), ((10_000, 1.0), 0)])
def test_growth_is_the_power_of_the_count(large: tuple[int, float], power: float) -> None:
    assert power == pytest.approx(exponent((1_000, 1.0), large))


@pytest.mark.parametrize(
    ("figure", "verdict", "holds"),
    [(0.6, "holds", True), (0.61, "does not hold", False), (None, "not measured", True)],
)
def test_a_target_may_just_be_reached(figure: float | None, verdict: str, holds: bool) -> None:
    target = Target("cost", 1_000, 0.6, figure)

    assert (verdict, holds) == (target.verdict, target.holds)


@pytest.mark.slow
def test_what_a_program_starts_counts_as_its_own(tmp_path: Path) -> None:
    """Processor and memory of its children too, as long as they ran at the same time."""
    (folder := tmp_path / "folder").mkdir()
    cost = measured([sys.executable, "-c", BUSY_CHILD], folder, {})

    assert cost.memory > 100
    assert 0.1 < cost.cpu < cost.wall


def test_a_program_that_fails_is_not_measured(tmp_path: Path) -> None:
    (folder := tmp_path / "folder").mkdir()

    with pytest.raises(FailedError, match="no such luck"):
        measured([sys.executable, "-c", "raise SystemExit('no such luck')"], folder, {})
