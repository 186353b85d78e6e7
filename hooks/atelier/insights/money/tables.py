"""Tables of money: what an initiative gets, what a partner pays, and the books of a fund, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from atelier.catalogue.claims import Claim, total
from atelier.content.entry import Entry
from atelier.model.fund import Fund, FundYear

Cells = tuple[Sequence[Decimal | None] | None, ...]
"""For each year a list of amounts (None is p.m.), or None if there is nothing for the year."""


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One row of a table of money: the amounts by year.

    Attributes:
        title: what the row is.
        url: the page it leads to, from the root of the site; empty if none.
        cells: its amounts by year.
        pillars: slugs of the pillars that a reservation is for, or of the pillar of an initiative.

    """

    title: str
    url: str
    cells: Cells
    pillars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """Money by source and year, with totals."""

    years: tuple[int, ...]
    sources: tuple[tuple[str, Cells], ...]
    totals: tuple[Decimal | None, ...]
    total: Decimal | None

    @property
    def of_sources(self) -> Sequence[Decimal | None]:
        """What each source pays in all years; None (p.m.) where no amount is known."""
        return [_sum([amount for cell in cells for amount in cell or ()]) for _, cells in self.sources]


def _cells(years: Sequence[int], amounts: Sequence[tuple[int, Decimal | None]]) -> Cells:
    return tuple([a for y, a in amounts if y == year] or None for year in years)


def money_table(claims: Sequence[Claim]) -> MoneyTable | None:
    """What an initiative gets, by source and year, with totals; None if nothing is known."""
    if not claims:
        return None
    years = tuple(sorted({claim.year for claim in claims}))
    sources = tuple(
        (source, _cells(years, [(c.year, c.amount) for c in claims if c.source == source]))
        for source in dict.fromkeys(claim.source for claim in claims)
    )
    totals = tuple(_sum([c.amount for c in claims if c.year == year]) for year in years)
    return MoneyTable(years, sources, totals, _sum(totals))


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """A total; None (p.m.) if none of its amounts is known."""
    return total(amounts) if any(amount is not None for amount in amounts) else None


class Sum(NamedTuple):
    """Several amounts together.

    Attributes:
        amount: the sum of the known amounts, in euros; None if there are none.
        unknown: whether an amount is not known yet (p.m.).

    """

    amount: Decimal | None
    unknown: bool


def summed(amounts: Sequence[Decimal | None]) -> Sum:
    """The sum of amounts."""
    # Not "None in": comparing a Decimal with None is slow.
    return Sum(_sum(amounts), any(amount is None for amount in amounts))


class YearSum(NamedTuple):
    """The money for one year, and how many initiatives get a part of it."""

    year: int
    sum: Sum
    initiatives: int


def money_by_year(claims: Sequence[Claim]) -> Sequence[YearSum]:
    """The money by year, without lines of 0 euros."""
    by_year: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.amount != 0:
            by_year.setdefault(claim.year, []).append(claim)
    return [
        YearSum(year, summed([c.amount for c in paid]), len({c.entry.slug for c in paid}))
        for year, paid in sorted(by_year.items())
    ]


@dataclass(frozen=True, slots=True)
class FundTable:
    """The books of a fund as a table: rows by the year in which they started, a column a year."""

    years: tuple[FundYear, ...]
    groups: tuple[tuple[int | None, tuple[MoneyRow, ...]], ...]

    @property
    def rows(self) -> Sequence[MoneyRow]:
        """All rows, in the order of the table."""
        return [row for _, group in self.groups for row in group]

    @property
    def totals(self) -> Sequence[Decimal]:
        """The stated total of each year, or else the sum of the rows."""
        rows = self.rows
        return [
            total(amount for row in rows for amount in row.cells[index] or ())
            if year.committed is None
            else year.committed
            for index, year in enumerate(self.years)
        ]

    @property
    def has_other_expenses(self) -> bool:
        """Whether a year states other expenses."""
        return any(year.other_expenses is not None for year in self.years)

    @property
    def has_carried_over(self) -> bool:
        """Whether a year states what was carried over."""
        return any(year.carried_over is not None for year in self.years)


def fund_table(fund: Entry[Fund], claims: Sequence[Claim]) -> FundTable:
    """The books of a fund: its reservations and the claims of initiatives, the latest start first."""
    years = tuple(sorted(fund.record.years, key=lambda year: year.year))
    numbers = [year.year for year in years]
    rows: list[tuple[int | None, MoneyRow]] = []

    reserved: dict[tuple[str, int | None, tuple[str, ...]], list[tuple[int, Decimal | None]]] = {}
    for year in years:
        for row in year.reservations:
            reserved.setdefault((row.title, row.started, row.pillars), []).append((year.year, row.amount))
    for (title, started, pillars), amounts in reserved.items():
        rows.append((started, MoneyRow(title, "", _cells(numbers, amounts), pillars)))

    claimed: dict[str, list[Claim]] = {}
    for claim in claims:
        claimed.setdefault(claim.entry.slug, []).append(claim)
    for lines in claimed.values():
        entry = lines[0].entry
        period = entry.record.period
        started = period.start.year if period and period.start else None
        cells = _cells(numbers, [(c.year, c.amount) for c in lines])
        pillars = (entry.record.pillar,) if entry.record.pillar else ()
        rows.append((started, MoneyRow(entry.record.title, entry.url, cells, pillars)))

    rows.sort(key=lambda pair: (-(pair[0] or 0), bool(pair[1].url), pair[1].title.casefold()))
    groups = tuple((s, tuple(row for _, row in group)) for s, group in groupby(rows, lambda pair: pair[0]))
    return FundTable(years, groups)


class PillarRow(NamedTuple):
    """What a pillar gets from a fund.

    Attributes:
        pillar: its slug; None for rows that are for several pillars, or for none.
        sums: for each year the sum; None if there is no row.

    """

    pillar: str | None
    sums: tuple[Sum | None, ...]


def money_by_pillar(table: FundTable, pillars: Iterable[str]) -> Sequence[PillarRow]:
    """The rows of a fund grouped by pillar, in the order of ``pillars``; rows of several pillars come last.

    Empty if no row is of one pillar.
    """
    gathered: dict[str | None, list[list[Decimal | None]]] = {}
    for row in table.rows:
        pillar = row.pillars[0] if len(row.pillars) == 1 else None
        amounts = gathered.setdefault(pillar, [[] for _ in table.years])
        for year, cell in zip(amounts, row.cells, strict=True):
            year += cell or ()
    order = [pillar for pillar in (*pillars, None) if pillar in gathered]
    if not any(order):
        return []
    return [PillarRow(p, tuple(summed(year) if year else None for year in gathered[p])) for p in order]
