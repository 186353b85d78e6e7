"""Whether a fund kept its rule of the quarters: a quarter of what is left in a year for each pillar.

The city's letter on innovation in education calls it a basic idea for the money that is left after projects
that run already: a quarter of what is reserved for each pillar, and the last quarter free. So what counts are
the reservations of a fund, not what initiatives get already. All pillars that are themes have a quarter.
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
    """What a fund reserved in one year beside what initiatives get, as the rule counts it.

    Attributes:
        year: the year.
        pillars: each pillar that is a theme, and the euros for it alone.
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
        """Euros that count, as far as is known: all reservations."""
        return total([sum_.amount for _, sum_ in self.pillars] + [self.free.amount]) + self.undivided

    @property
    def quarter(self) -> Decimal:
        """A quarter of what counts, rounded to the cent to be shown."""
        return (self.reserved / 4).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def short(self) -> Sequence[str]:
        """Slugs of the pillars that have less than an exact quarter for themselves alone."""
        return [slug for slug, sum_ in self.pillars if (sum_.amount or 0) * 4 < self.reserved]

    @property
    def verdict(self) -> Verdict:
        """Undecided if an amount that is shared or not known yet could change the answer; else kept or not.

        How much of a shared amount each pillar would need is not computed: no source divides it.
        """
        if self.unknown or (self.shared and self.short):
            return Verdict.UNDECIDED
        return Verdict.NOT_KEPT if self.short else Verdict.KEPT


def quarter_years(catalogue: Catalogue, lines: Iterable[Line]) -> Sequence[QuarterYear]:
    """The years for which something is reserved; ``lines`` are those of one fund.

    Empty if no pillar has a quarter of its own.
    """
    records = {slug: entry.record for slug, entry in catalogue.pillars.items()}
    flexible = {slug for slug, pillar in records.items() if pillar.flexible}
    pillars = [slug for slug, pillar in records.items() if pillar.is_theme]
    if not pillars:
        return []
    years = group((line.year, line) for line in lines if line.entry is None)
    return [_year(number, years[number], pillars, flexible) for number in sorted(years)]


def _year(number: int, lines: Sequence[Line], pillars: Sequence[str], flexible: set[str]) -> QuarterYear:
    def sum_of(*slugs: str) -> Sum:
        return summed([line.amount for line in lines if line.pillar in slugs])

    return QuarterYear(
        number,
        tuple((slug, sum_of(slug)) for slug in pillars),
        sum_of(*flexible),
        tuple(line for line in lines if line.pillar not in (*pillars, *flexible) and line.amount is not None),
        tuple(line for line in lines if line.amount is None),
    )
