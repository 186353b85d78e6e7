"""How well a colour can be read on another, as WCAG 2.2 counts it (success criterion 1.4.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from atelier.model import readings
from atelier.model.rules import Lowered, refused

ENOUGH = 4.5
"""The least contrast of text with what is behind it."""

WHITE, BLACK = "#ffffff", "#000000"
STEPS = 50


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share of another in it, from 0 to 1."""
    parts = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def readable(colour: str, on: Sequence[str]) -> str:
    """The nearest colour that can be read on some others: with as little black or white in it as helps."""
    towards = BLACK if contrast(BLACK, on[0]) > contrast(WHITE, on[0]) else WHITE
    tried = (mixed(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next((c for c in tried if all(contrast(c, other) >= ENOUGH for other in on)), towards)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _luminance(colour: str) -> float:
    shares = (part / 255 for part in _parts(colour))
    linear = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@dataclass(frozen=True)
class ReadableOn(Lowered):
    """A colour that can be read on some others.

    Attributes:
        on: those others.

    """

    on: tuple[str, ...] = field(default=(WHITE,), kw_only=True)

    def convert(self, word: str) -> str:
        """The colour in small letters."""
        colour = super().convert(word)
        worst = min(self.on, key=lambda other: contrast(colour, other))
        ratio = contrast(colour, worst)
        if ratio < ENOUGH:
            meant = readable(colour, self.on)
            raise refused("contrast", value=colour, ratio=f"{ratio:.2f}", other=worst, meant=meant)
        return colour


def readable_on(*on: str) -> ReadableOn:
    """The rule of a colour that can be read on these."""
    return ReadableOn("colour", re.compile("#[0-9A-Fa-f]{6}"), readings.COLOUR, on=on)
