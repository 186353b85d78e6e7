"""What others paid for each euro that the city paid.

Only initiatives of which all amounts of the city are known count: an amount that is not known yet (p.m.) is
never taken as 0. What others paid may be missing in the files, so the result is a minimum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from atelier.catalogue.catalogue import Catalogue, group
from atelier.catalogue.claims import total
from atelier.content.entry import Entry
from atelier.insights.money.ledger import Line
from atelier.insights.money.tables import Sum, summed
from atelier.model.initiative import Initiative
from atelier.model.partner import PartnerKind

CENT = Decimal("0.01")


def per_euro(city: Decimal, others: Decimal) -> Decimal:
    """What others paid for each euro of the city, in full cents; ``city`` must be more than 0.

    Rounded down, because it is shown as a minimum.
    """
    return (others / city).quantize(CENT, ROUND_DOWN)


@dataclass(frozen=True, slots=True)
class Paid:
    """What the city and what others paid for one initiative.

    Attributes:
        entry: the initiative.
        city: euros of the city; None where an amount of it is not known yet.
        others: what is known of others; the amount is None if nothing is known.

    """

    entry: Entry[Initiative]
    city: Decimal | None
    others: Sum

    @property
    def per_euro(self) -> Decimal | None:
        """What others paid for each euro of the city; None if that is not known."""
        if self.city is None or self.others.amount is None:
            return None
        return per_euro(self.city, self.others.amount)


@dataclass(frozen=True, slots=True)
class Cofinancing:
    """What others paid along with the city.

    Attributes:
        cities: slugs of the governments that grant a fund: their money counts as the city's.
        counted: initiatives with a known amount of the city, those with most from others first.
        left_out: initiatives for which the city pays an amount that is not known yet.

    """

    cities: tuple[str, ...]
    counted: tuple[Paid, ...]
    left_out: tuple[Paid, ...]

    @property
    def city(self) -> Decimal:
        """Euros of the city for the counted initiatives."""
        return total(paid.city for paid in self.counted)

    @property
    def others(self) -> Sum:
        """What is known of others for the counted initiatives."""
        amounts = [paid.others.amount for paid in self.with_others]
        return Sum(summed(amounts).amount, any(paid.others.unknown for paid in self.counted))

    @property
    def with_others(self) -> Sequence[Paid]:
        """The counted initiatives with a known amount from others."""
        return [paid for paid in self.counted if paid.others.amount is not None or paid.others.unknown]

    @property
    def per_euro(self) -> Decimal | None:
        """What others paid for each euro of the city; None if nothing of others is known."""
        others = self.others.amount
        return per_euro(self.city, others) if others is not None else None


def cities(catalogue: Catalogue) -> tuple[str, ...]:
    """The slugs of the governments that grant a fund, each once."""
    granters = dict.fromkeys(fund.record.granter for fund in catalogue.funds.values())
    return tuple(g for g in granters if catalogue.partners[g].record.kind == PartnerKind.GOVERNMENT)


def cofinancing(catalogue: Catalogue, lines: Sequence[Line]) -> Cofinancing:
    """What others paid for the initiatives that the city pays for.

    ``lines`` are all lines, including those of 0 euros: these say that others paid nothing.
    """
    paying = cities(catalogue)
    by_initiative = group((line.entry.slug, line) for line in lines if line.entry)
    paid = []
    for slug, own in by_initiative.items():
        city = [line.amount for line in own if line.funder in paying and line.amount != 0]
        if city:
            others = summed([line.amount for line in own if line.funder not in paying])
            paid.append(Paid(catalogue.initiatives[slug], None if None in city else total(city), others))
    paid.sort(key=lambda p: (-(p.others.amount or 0), -(p.city or 0), p.entry.record.title.casefold()))
    return Cofinancing(
        paying,
        tuple(p for p in paid if p.city is not None),
        tuple(p for p in paid if p.city is None),
    )
