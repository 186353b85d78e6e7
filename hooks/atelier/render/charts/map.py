"""A map of places, drawn from their coordinates alone: where they lie from each other.

No picture of the land is below it, as that would come from another host. North is above; a degree east is
narrower the further north, which is drawn for the middle of the map.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from atelier.model.coordinates import Position
from atelier.model.coordinates import kilometres as kilometres_between

WIDTH, HEIGHT, MARGIN = 320, 240, 24
KILOMETRES = 111.2
"""How many kilometres a degree north is."""
STEPS = (1, 2, 5)
"""What a round number of kilometres begins with."""
OURS = -1
"""The number of our own place, which is not in the list."""
FAR = 6
"""How many times as far from the middle as most are, a place is too far."""
APART = 26
"""Dots nearer to each other than this are one dot: their numbers would cover each other."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One or more places on the map, by their places in the list; ``ours`` if ours is one of them."""

    x: int
    y: int
    numbers: tuple[int, ...]
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """A map.

    Attributes:
        dots: from north to south.
        kilometres: how long the line is that tells the scale.
        line: the same in the units of the map.
        too_far: the places in the list of what is so far from the others that these would be one dot.

    """

    dots: tuple[Dot, ...]
    kilometres: int
    line: int
    too_far: tuple[int, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT


def drawn(positions: Sequence[Position | None], ours: Position | None = None) -> Map | None:
    """The map of positions, and of where we are; None where fewer than two places are known."""
    known = [(number, position) for number, position in enumerate(positions) if position]
    if ours:
        known.append((OURS, ours))
    if len({position for _, position in known}) < 2:
        return None
    too_far = _too_far(known)
    known = [one for one in known if one[0] not in too_far]
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
        here = next((i for i, dot in enumerate(dots) if math.hypot(dot.x - x, dot.y - y) < APART), len(dots))
        dot = dots[here] if here < len(dots) else Dot(x, y, ())
        if number == OURS:
            dot = replace(dot, ours=True)
        else:
            dot = replace(dot, numbers=tuple(sorted((*dot.numbers, number))))
        dots[here : here + 1] = [dot]
    kilometres = _round(max(WIDTH / 3 / scale * KILOMETRES, 1))
    return Map(tuple(dots), kilometres, round(kilometres / KILOMETRES * scale), too_far)


def _too_far(known: Sequence[tuple[int, Position]]) -> tuple[int, ...]:
    """The numbers of what is much further from the middle than most are; never most, nor our own place."""
    middle = median(north for _, (north, _) in known), median(east for _, (_, east) in known)
    far = {number: kilometres_between(middle, position) for number, position in known}
    most = FAR * median(far.values())
    return tuple(number for number in far if most and far[number] > most and number != OURS)


def _fitting(size: int, degrees: float) -> float:
    """How many units a degree may be, so that all fit."""
    return (size - 2 * MARGIN) / degrees if degrees else math.inf


def _round(most: float) -> int:
    """The greatest round number that is not more than a number from 1 on."""
    power = int(10 ** math.floor(math.log10(most)))
    return max(step * power for step in STEPS if step * power <= most)
