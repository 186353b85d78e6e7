"""Where initiatives are missing: how many there are at each pillar for each level of education."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from atelier.catalogue.catalogue import Catalogue
from atelier.model.initiative import Level

SHADES = 4
"""How many shades there are between few initiatives and many."""

MOST_ELSEWHERE = 12
"""Of how many gaps is said that neighbours do have something."""

SUGGEST = "add/"
"""The page on which to suggest a missing initiative, from the root of the site."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One cell of the grid.

    Attributes:
        pillar: the slug of the pillar.
        level: the level of education.
        number: how many initiatives there are.
        shade: 0 for none, from 1 for few to ``SHADES`` for the most of the grid.

    """

    pillar: str
    level: Level
    number: int
    shade: int

    @property
    def url(self) -> str:
        """The list of these initiatives, or the page on which to suggest one; from the root of the site."""
        return self.listed if self.number else f"{SUGGEST}?{self._chosen}"

    @property
    def listed(self) -> str:
        """The list of these initiatives, with those of neighbours."""
        return f"initiatives/?{self._chosen}"

    @property
    def _chosen(self) -> str:
        return f"pillar={self.pillar}&level={self.level}"


@dataclass(frozen=True, slots=True)
class GapGrid:
    """Pillars by levels; only pillars that initiatives are gathered under by what they are about.

    Attributes:
        pillars: the slugs of the pillars, in their order.
        rows: for each level its cells, a pillar each, in the order of the pillars.
        no_level: for each pillar how many initiatives have no level, and so are in no row.
        left_out: how many initiatives are under none of these pillars.
        elsewhere: the cells where neighbours have something and we have not, and how much, the most first.

    """

    pillars: tuple[str, ...]
    rows: tuple[tuple[Level, tuple[Gap, ...]], ...]
    no_level: tuple[int, ...]
    left_out: int
    elsewhere: tuple[tuple[Gap, int], ...] = ()


def gap_grid(catalogue: Catalogue) -> GapGrid:
    """How many initiatives a catalogue has at each pillar for each level, in the order of a school career."""
    pillars = tuple(slug for slug, entry in catalogue.pillars.items() if entry.record.is_theme)
    numbers: Counter[tuple[str, Level | None]] = Counter()
    for entry in catalogue.initiatives.values():
        pillar, levels = entry.record.pillar, entry.record.levels
        if pillar in pillars:
            numbers.update((pillar, level) for level in levels or (None,))
    most = max((number for (_, level), number in numbers.items() if level), default=1)

    def gap(pillar: str, level: Level) -> Gap:
        number = numbers[pillar, level]
        return Gap(pillar, level, number, math.ceil(SHADES * number / max(most, SHADES)))

    rows = tuple((level, tuple(gap(pillar, level) for pillar in pillars)) for level in catalogue.kinds.levels)
    no_level = tuple(numbers[pillar, None] for pillar in pillars)
    left_out = sum(entry.record.pillar not in pillars for entry in catalogue.initiatives.values())
    theirs = Counter((one.pillar, level) for one in catalogue.elsewhere for level in one.levels)
    gaps = [gap for _, cells in rows for gap in cells if not gap.number]
    elsewhere = [(gap, theirs[gap.pillar, gap.level]) for gap in gaps if theirs[gap.pillar, gap.level]]
    elsewhere.sort(key=lambda one: -one[1])
    return GapGrid(pillars, rows, no_level, left_out, tuple(elsewhere[:MOST_ELSEWHERE]))
