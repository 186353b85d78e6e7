"""What an initiative gets, in one line: the known amounts of its funding together."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from atelier.catalogue.claims import total
from atelier.model.initiative import Initiative


class Funded(NamedTuple):
    """Money for an initiative.

    Attributes:
        amount: the sum of the known amounts, in euros.
        first: the first year for which there is money.
        last: the last year for which there is money.

    """

    amount: Decimal
    first: int
    last: int


def funded(initiative: Initiative) -> Funded | None:
    """The money of an initiative in all years; None if no amount above 0 is known."""
    lines = [line for line in initiative.funding if line.amount]
    if not lines:
        return None
    years = [line.year for line in lines]
    return Funded(total(line.amount for line in lines), min(years), max(years))
