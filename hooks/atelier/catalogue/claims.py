"""What initiatives claim of funds and partners: the lines of funding, and sums of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from atelier.content.entry import Entry
from atelier.model.initiative import Initiative

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of an initiative's funding: what it gets from a fund, or from a partner itself.

    Attributes:
        entry: the initiative.
        index: which of its funding lines.
        year: the year for which the money is.
        amount: euros, or None where it is not known yet.
        source: the slug of the fund or partner that pays.

    """

    entry: Entry[Initiative]
    index: int
    year: int
    amount: Decimal | None
    source: str


def claims_of(entry: Entry[Initiative]) -> Sequence[Claim]:
    """An initiative's lines of funding."""
    lines = enumerate(entry.record.funding)
    return [Claim(entry, index, line.year, line.amount, line.source) for index, line in lines]


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of the amounts that are known."""
    return sum((amount for amount in amounts if amount is not None), NOTHING)
