"""From measured costs to figures, and whether they reach their targets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.measure import Cost


@dataclass(frozen=True)
class Target:
    """A figure and the most that it may be.

    Attributes:
        what: the name of the figure, with ``{size}`` where the count of initiatives is named.
        size: that count.
        most: the most that it may be.
        figure: what was measured; None if it was not.
        unit: what the figure counts; empty for a ratio.

    """

    what: str
    size: int
    most: float
    figure: float | None
    unit: str = ""

    @property
    def holds(self) -> bool:
        """Whether the target is reached, or was not measured."""
        return self.figure is None or self.figure <= self.most

    @property
    def verdict(self) -> str:
        if self.figure is None:
            return "not measured"
        return "holds" if self.holds else "does not hold"


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of every column."""
    return Cost(*map(median, zip(*costs, strict=True)))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of paired runs."""
    return median(our / their for our, their in zip(ours, theirs, strict=True))


def exponent(small: tuple[int, float], large: tuple[int, float]) -> float:
    """The power of the count by which a cost grows: 1 where twice as many cost twice as much."""
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])
