"""What an initiative costs: a band to filter by, and the cost per pupil.

Everything is computed from amounts in the file; what is missing is named, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from atelier.catalogue.claims import total
from atelier.i18n.translation import N_
from atelier.model.initiative import Initiative
from atelier.model.labelled import Labelled


class CostBand(Labelled):
    """What it costs, once, to copy an initiative: from little to much, in euros.

    No other choice has the same values: labels are found by value.
    """

    FREE = "free", N_("Free")
    UP_TO_500 = "up-to-500", N_("Up to €500")
    UP_TO_5000 = "up-to-5000", N_("Up to €5,000")
    MORE = "more", N_("More than €5,000")


LIMITS = (
    (CostBand.FREE, Decimal(0)),
    (CostBand.UP_TO_500, Decimal(500)),
    (CostBand.UP_TO_5000, Decimal(5000)),
)
"""The highest cost in each band."""


def cost_band(initiative: Initiative) -> CostBand | None:
    """The band of ``recipe.cost``: a cost at a limit is in the lower band. None if no cost is stated."""
    cost = _cost(initiative)
    if cost is None:
        return None
    return next((band for band, limit in LIMITS if cost <= limit), CostBand.MORE)


class Needed(Labelled):
    """What the cost per pupil is computed from."""

    COST = "cost", N_("the cost")
    MONEY = "money", N_("the money by year")
    PUPILS = "pupils", N_("the number of pupils")


WHOLE_FROM = Decimal(100)
"""From how many euros on a cost per pupil is shown without cents, which would look too precise."""


@dataclass(frozen=True, slots=True)
class PerPupil:
    """The calculation of a cost per pupil, or what it lacks.

    Attributes:
        amounts: the known amounts in euros, as in the file.
        years: over how many years they are spread; 0 for a cost once.
        pupils: the size of one group, by which it is divided; None if not stated.
        left_out: how many amounts are not known yet (p.m.) and so do not count.
        missing: what is needed and not stated; empty if the cost can be computed.

    """

    amounts: tuple[Decimal, ...]
    years: int
    pupils: int | None
    left_out: int
    missing: Sequence[Needed]

    @property
    def value(self) -> Decimal | None:
        """Euros per pupil, to the cent; from ``WHOLE_FROM`` on to the euro. None if something is missing."""
        if self.missing or self.pupils is None:
            return None
        exact = total(self.amounts) / (self.years or 1) / self.pupils
        return exact.quantize(Decimal("1" if exact >= WHOLE_FROM else "0.01"), ROUND_HALF_UP)

    @property
    def rounded(self) -> bool:
        """Whether the value is rounded."""
        value = self.value
        if value is None or self.pupils is None:
            return False
        return value * self.pupils * (self.years or 1) != total(self.amounts)


def cost_once(initiative: Initiative) -> PerPupil | None:
    """``recipe.cost`` divided by the size of a group; None if no cost is stated."""
    cost, pupils = _cost(initiative), _pupils(initiative)
    if cost is None:
        return None
    return PerPupil((cost,), 0, pupils, 0, () if pupils else (Needed.PUPILS,))


def cost_yearly(initiative: Initiative) -> PerPupil | None:
    """The known amounts of ``funding`` divided by the years that have one, and by the size of a group.

    An amount of 0 is known: its year counts. None if neither an amount nor the size of a group is known.
    """
    known = [(line.year, line.amount) for line in initiative.funding if line.amount is not None]
    pupils = _pupils(initiative)
    if not known and not pupils:
        return None
    missing = [needed for needed, there in ((Needed.PUPILS, pupils), (Needed.MONEY, known)) if not there]
    return PerPupil(
        amounts=tuple(amount for _, amount in known),
        years=len({year for year, _ in known}),
        pupils=pupils,
        left_out=len(initiative.funding) - len(known),
        missing=missing,
    )


def _cost(initiative: Initiative) -> Decimal | None:
    return initiative.recipe.cost if initiative.recipe else None


def _pupils(initiative: Initiative) -> int | None:
    return initiative.recipe.group_size if initiative.recipe else None
