"""Whether a fund kept its rule of the quarters: a quarter of what is reserved in a year for each pillar.

The city council made the rule, in its letter on innovation in education: a quarter of the reserved budget for
each pillar, and the last quarter free. All pillars of the register count but flexible ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from atelier.catalogue.catalogue import Catalogue, group
from atelier.catalogue.claims import total
from atelier.i18n.translation import N_
from atelier.insights.money.ledger import Line
from atelier.insights.money.tables import Sum, summed
from atelier.model.labelled import Labelled


class Verdict(Labelled):
    """Whether the rule was kept in one year. No other choice has the same values."""

    KEPT = "kept", N_("Kept")
    NOT_KEPT = "not-kept", N_("Not kept")
    UNDECIDED = "undecided", N_("Cannot be decided")


@dataclass(frozen=True, slots=True)
class QuarterYear:
    """What a fund reserved in one year, as the rule counts it.

    Attributes:
        year: the year.
        pillars: each pillar that is not flexible, and the euros for it alone.
        free: the euros for flexible pillars.
        shared: lines for several pillars, or for none; their amounts are known.
        unknown: lines of which the amount is not known yet (p.m.).

    """

    year: int
    pillars: tuple[tuple[str, Sum], ...]
    free: Sum
    shared: tuple[Line, ...]
    unknown: tuple[Line, ...]

    @property
    def undivided(self) -> Decimal:
        """Euros for several pillars together."""
        return total(line.amount for line in self.shared)

    @property
    def reserved(self) -> Decimal:
        """Euros that are reserved, as far as is known: the total of the books."""
        return total([sum_.amount for _, sum_ in self.pillars] + [self.free.amount]) + self.undivided

    @property
    def quarter(self) -> Decimal:
        """A quarter of what is reserved, rounded to the cent to be shown."""
        return (self.reserved / 4).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def short(self) -> Sequence[str]:
        """Slugs of the pillars that have less than an exact quarter for themselves alone."""
        return [slug for slug, sum_ in self.pillars if (sum_.amount or 0) * 4 < self.reserved]

    @property
    def verdict(self) -> Verdict:
        """Undecided if an amount that is shared or not known yet could change the answer; else kept or not.

        How much of a shared amount a pillar would need is not computed, because the granter may have counted
        an initiative under another pillar.
        """
        if self.unknown or (self.shared and self.short):
            return Verdict.UNDECIDED
        return Verdict.NOT_KEPT if self.short else Verdict.KEPT


def quarter_years(catalogue: Catalogue, lines: Iterable[Line]) -> Sequence[QuarterYear]:
    """The years for which something is reserved; ``lines`` are those of one fund.

    Empty if no pillar has a quarter of its own.
    """
    flexible = {pillar.slug for pillar in catalogue.pillars.values() if pillar.record.flexible}
    pillars = [slug for slug in catalogue.pillars if slug not in flexible]
    if not pillars:
        return []
    years = group((line.year, line) for line in lines)
    return [_year(number, years[number], pillars, flexible) for number in sorted(years)]


def _year(number: int, lines: Sequence[Line], pillars: Sequence[str], flexible: set[str]) -> QuarterYear:
    def sum_of(*slugs: str) -> Sum:
        return summed([line.amount for line in lines if line.pillar in slugs])

    return QuarterYear(
        number,
        tuple((slug, sum_of(slug)) for slug in pillars),
        sum_of(*flexible),
        tuple(line for line in lines if line.pillar is None and line.amount is not None),
        tuple(line for line in lines if line.amount is None),
    )
