"""All money of a catalogue as one list of lines, and sums of lines.

A line is what the books count (``atelier.checks.funds``): a reservation, or a claim of an initiative. So sums
by fund and year are the totals of the books.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

from atelier.catalogue.catalogue import Catalogue, group
from atelier.catalogue.claims import total
from atelier.content.entry import Entry
from atelier.insights.money.tables import Sum
from atelier.model.initiative import Initiative

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Line:
    """Money for one purpose, in one year, from one source.

    Attributes:
        year: the year for which it is.
        amount: euros; None where it is not known yet (p.m.).
        fund: the slug of the fund that it comes from; empty if a partner pays itself.
        funder: the slug of the partner whose money it is.
        title: what it is for.
        pillars: slugs of the pillars that a reservation is for, or of the pillar of an initiative.
        entry: the initiative that it is for; None for a reservation.

    """

    year: int
    amount: Decimal | None
    fund: str
    funder: str
    title: str
    pillars: tuple[str, ...]
    entry: Entry[Initiative] | None

    @property
    def pillar(self) -> str | None:
        """The only pillar that it is for; None if it is for several pillars, or for none."""
        return self.pillars[0] if len(self.pillars) == 1 else None


def ledger(catalogue: Catalogue) -> Sequence[Line]:
    """Every line of money in a catalogue, without those of 0 euros."""
    return [line for line in every_line(catalogue) if line.amount != 0]


def every_line(catalogue: Catalogue) -> Iterator[Line]:
    """Every line of money in a catalogue, including those of 0 euros."""
    for slug, fund in catalogue.funds.items():
        for year in fund.record.years:
            for row in year.reservations:
                yield Line(year.year, row.amount, slug, fund.record.granter, row.title, row.pillars, None)
    for claim in catalogue.claims:
        payer = catalogue.funds.get(claim.source)
        record = claim.entry.record
        yield Line(
            claim.year,
            claim.amount,
            claim.source if payer else "",
            payer.record.granter if payer else claim.source,
            record.title,
            (record.pillar,) if record.pillar else (),
            claim.entry,
        )


class Figure(NamedTuple):
    """Lines of money together.

    Attributes:
        amount: the sum of the known amounts, in euros; None if there are none.
        unknown: how many amounts are not known yet (p.m.).
        initiatives: how many initiatives get a part of it.
        years: the first and the last year for which it is; None without lines.

    """

    amount: Decimal | None
    unknown: int
    initiatives: int
    years: tuple[int, int] | None

    @property
    def sum(self) -> Sum:
        """The amount, as tables and pictures show it."""
        return Sum(self.amount, self.unknown > 0)


def figure(lines: Sequence[Line]) -> Figure:
    """Lines as one sum."""
    years = [line.year for line in lines]
    known = [line.amount for line in lines if line.amount is not None]
    return Figure(
        total(known) if known else None,
        len(lines) - len(known),
        len({line.entry.slug for line in lines if line.entry}),
        (min(years), max(years)) if years else None,
    )


def figures(lines: Iterable[Line], key: Callable[[Line], K]) -> Mapping[K, Figure]:
    """Sums of lines by the key that ``key`` gives each line, in the order of the lines."""
    return {value: figure(grouped) for value, grouped in group((key(line), line) for line in lines).items()}


def by_partner(lines: Iterable[Line]) -> Mapping[str, Sequence[Line]]:
    """Lines by the slug of each partner that takes part in their initiative.

    A line counts for each of them, so these sums do not add up to the total. Reservations have no partner.
    """
    pairs: list[tuple[str, Line]] = []
    for line in lines:
        if line.entry:
            pairs += [(partner, line) for partner in line.entry.record.taking_part]
    return group(pairs)


class Ranking(NamedTuple):
    """Groups by their sums, the highest first: as many as a page lists, and the rest together.

    Attributes:
        first: the key and the sum of each.
        rest: how many come after those.
        rest_sum: the sum of those.

    """

    first: Sequence[tuple[str, Figure]]
    rest: int
    rest_sum: Figure


def ranking(groups: Mapping[str, Sequence[Line]], names: Callable[[str], str], most: int) -> Ranking:
    """Groups of lines by their sums, at most ``most`` of them separate; groups with equal sums by name."""
    sums = {key: figure(lines) for key, lines in groups.items()}
    order = sorted(sums, key=lambda key: (-(sums[key].amount or 0), names(key).casefold(), key))
    rest = order[most:]
    return Ranking(
        [(key, sums[key]) for key in order[:most]],
        len(rest),
        figure([line for key in rest for line in groups[key]]),
    )
