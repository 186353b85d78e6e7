"""A map of places, drawn from their coordinates alone: where they lie from each other.

No picture of the land is below it, as that would come from another host. North is above; a degree east is
narrower the further north, which is drawn for the middle of the map.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 320, 240, 24
KILOMETRES = 111.2
"""How many kilometres a degree north is."""
STEPS = (1, 2, 5)
"""What a round number of kilometres begins with."""
APART = 26
"""Dots nearer to each other than this are one dot: their numbers would cover each other."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One or more places on the map, by their places in the list."""

    x: int
    y: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """A map.

    Attributes:
        dots: from north to south.
        kilometres: how long the line is that tells the scale.
        line: the same in the units of the map.

    """

    dots: tuple[Dot, ...]
    kilometres: int
    line: int
    width: int = WIDTH
    height: int = HEIGHT


def drawn(positions: Sequence[tuple[float, float] | None]) -> Map | None:
    """The map of positions in degrees north and east; None where fewer than two places are known."""
    known = [(number, position) for number, position in enumerate(positions) if position]
    if len({position for _, position in known}) < 2:
        return None
    norths, easts = zip(*(position for _, position in known), strict=True)
    narrow = max(math.cos(math.radians((min(norths) + max(norths)) / 2)), 0.01)
    wide, high = (max(easts) - min(easts)) * narrow, max(norths) - min(norths)
    # A third of the width is a kilometre at least.
    scale = min(_fitting(WIDTH, wide), _fitting(HEIGHT, high), WIDTH / 3 * KILOMETRES)
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    dots: list[Dot] = []
    for number, (north, east) in sorted(known, key=lambda one: (-one[1][0], one[1][1])):
        x = round(left + (east - min(easts)) * narrow * scale)
        y = round(top + (max(norths) - north) * scale)
        near = next((dot for dot in dots if math.hypot(dot.x - x, dot.y - y) < APART), None)
        if near:
            dots[dots.index(near)] = Dot(near.x, near.y, tuple(sorted((*near.numbers, number))))
        else:
            dots.append(Dot(x, y, (number,)))
    kilometres = _round(max(WIDTH / 3 / scale * KILOMETRES, 1))
    return Map(tuple(dots), kilometres, round(kilometres / KILOMETRES * scale))


def _fitting(size: int, degrees: float) -> float:
    """How many units a degree may be, so that all fit."""
    return (size - 2 * MARGIN) / degrees if degrees else math.inf


def _round(most: float) -> int:
    """The greatest round number that is not more than a number from 1 on."""
    power = int(10 ** math.floor(math.log10(most)))
    return max(step * power for step in STEPS if step * power <= most)
