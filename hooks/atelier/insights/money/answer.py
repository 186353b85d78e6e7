"""What the money of a catalogue comes to: how much, for what, what is not decided, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from atelier.content.entry import Entry
from atelier.insights.money.ledger import Figure, Line, figure, figures
from atelier.model.initiative import Initiative

NAMED = 3
"""How many initiatives are named of those that get most."""


class Achieved(NamedTuple):
    """An initiative that gets money and of which results are known, and what it gets in all years."""

    entry: Entry[Initiative]
    money: Figure


@dataclass(frozen=True, slots=True)
class Answer:
    """Lines of money in short.

    Attributes:
        whole: all of them.
        given: those for an initiative.
        open: those that are not for one initiative yet.
        most: the initiatives that get most, the most first: ``NAMED``, or none if there are no more.
        achieved: the initiatives of which results are known, the one that gets most first.

    """

    whole: Figure
    given: Figure
    open: Figure
    most: Sequence[Entry[Initiative]]
    achieved: Sequence[Achieved]


def answer(lines: Sequence[Line]) -> Answer:
    """What lines of money come to."""
    entries = {line.entry.slug: line.entry for line in lines if line.entry}
    given = [line for line in lines if line.entry]
    sums = figures(given, lambda line: line.entry.slug if line.entry else "")
    ranked = sorted(sums, key=lambda slug: (-(sums[slug].amount or Decimal(0)), slug))
    most = [slug for slug in ranked if sums[slug].amount][:NAMED]
    return Answer(
        whole=figure(lines),
        given=figure(given),
        open=figure([line for line in lines if line.entry is None]),
        most=[entries[slug] for slug in most] if len(entries) > NAMED else [],
        achieved=[Achieved(entries[slug], sums[slug]) for slug in ranked if entries[slug].record.results],
    )
