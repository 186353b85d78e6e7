"""Charts of money as geometry: the start and the width of each bar.

``templates/macros/charts.html`` draws them. Places and widths are integers, in hundredths of a percent of the
width of the chart, so that parts add up exactly on a screen of any size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from atelier.catalogue.claims import total
from atelier.insights.money.tables import FundTable, MoneyTable, PillarRow, Sum, YearSum, summed

FULL = 10_000
"""The width of a chart, in hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar or a part of a bar, for one amount.

    Attributes:
        name: whose money it is or what it is for: a slug, or a word that the template knows.
        amount: euros, as far as they are known; None if nothing is known.
        unknown: whether it, or a part of it, is not known yet (p.m.). This is written, not drawn.
        start: where it starts, in hundredths of a percent.
        width: how wide it is, in hundredths of a percent.

    """

    name: str
    amount: Decimal | None
    unknown: bool = False
    start: int = 0
    width: int = 0


@dataclass(frozen=True, slots=True)
class YearBars:
    """The bars of one year, below one another or one behind the other.

    Attributes:
        year: the year.
        bars: its amounts, in the order of their table.
        available: the money of that year, in euros; None if it is not stated.
        mark: the place of ``available`` in the chart.

    """

    year: int
    bars: tuple[Bar, ...]
    available: Decimal | None = None
    mark: int | None = None

    @property
    def sum(self) -> Decimal:
        """What is known of the year, in euros."""
        return total(bar.amount for bar in self.bars)


@dataclass(frozen=True, slots=True)
class BarChart:
    """Amounts by year, all on one scale."""

    years: tuple[YearBars, ...]

    @property
    def most(self) -> YearBars:
        """The year with the highest sum; the first of them."""
        return max(self.years, key=lambda year: year.sum)


def money_chart(table: MoneyTable) -> BarChart | None:
    """What an initiative gets: a bar for each year and source; None if there is nothing to compare."""
    years = [
        (year, [Bar(source, *summed(cell)) for source, cells in table.sources if (cell := cells[index])])
        for index, year in enumerate(table.years)
    ]
    return _side_by_side(years)


def years_chart(sums: Sequence[YearSum]) -> BarChart | None:
    """Sums of money, a bar for each year; None if there is nothing to compare."""
    return _side_by_side([(sum_.year, [Bar("", *sum_.sum)]) for sum_ in sums])


def names_chart(sums: Sequence[tuple[str, Sum]]) -> Sequence[Bar] | None:
    """Amounts below one another, each with its name; None if there is nothing to compare."""
    chart = _side_by_side([(0, [Bar(name, *sum_) for name, sum_ in sums])])
    return chart.years[0].bars if chart else None


def _side_by_side(years: Sequence[tuple[int, Sequence[Bar]]]) -> BarChart | None:
    amounts = [bar.amount for _, bars in years for bar in bars if bar.amount]
    if len(amounts) < 2 or max(amounts) <= 0:
        return None
    most = max(amounts)
    return BarChart(
        tuple(
            YearBars(
                year,
                tuple(Bar(bar.name, bar.amount, bar.unknown, 0, _place(bar.amount, most)) for bar in bars),
            )
            for year, bars in years
        )
    )


def fund_chart(table: FundTable) -> BarChart | None:
    """The books of a fund: for each year what is committed, spent on other things and left, in one bar.

    Parts are ``committed``, ``other`` and ``remaining``, the last two if they are stated. None if no amount
    is known.
    """
    years = []
    for index, (year, committed) in enumerate(zip(table.years, table.totals, strict=True)):
        unknown = any(amount is None for row in table.rows for amount in row.cells[index] or ())
        bars = [Bar("committed", committed if committed or not unknown else None, unknown)]
        if year.other_expenses is not None:
            bars.append(Bar("other", year.other_expenses))
        if year.remaining is not None:
            bars.append(Bar("remaining", year.remaining))
        years.append((year.year, bars, year.available))
    return _stacked(years)


def pillar_chart(rows: Sequence[PillarRow], years: Sequence[int]) -> BarChart | None:
    """What each pillar gets, one bar for each year; money of several pillars has no name."""
    stacks = []
    for index, year in enumerate(years):
        sums = [(row.pillar or "", sum_) for row in rows if (sum_ := row.sums[index])]
        stacks.append((year, [Bar(name, *sum_) for name, sum_ in sums if sum_.amount or sum_.unknown], None))
    return _stacked(stacks)


def _stacked(years: Sequence[tuple[int, Sequence[Bar], Decimal | None]]) -> BarChart | None:
    """Bars one behind the other, on the scale of the longest, or of what is available if that is more."""
    whole = max(
        (
            max(total(max(bar.amount or Decimal(0), Decimal(0)) for bar in bars), available or Decimal(0))
            for _, bars, available in years
        ),
        default=Decimal(0),
    )
    if not whole:
        return None
    made = []
    for year, bars, available in years:
        parts, before = [], Decimal(0)
        for bar in bars:
            after = before + max(bar.amount or 0, 0)
            start = _place(before, whole)
            parts.append(Bar(bar.name, bar.amount, bar.unknown, start, _place(after, whole) - start))
            before = after
        mark = None if available is None else _place(available, whole)
        made.append(YearBars(year, tuple(parts), available, mark))
    return BarChart(tuple(made))


def _place(amount: Decimal | None, whole: Decimal) -> int:
    """The place of an amount between 0 and ``whole``, which is more than 0. A cut is not drawn."""
    return int((max(amount or 0, 0) / whole * FULL).to_integral_value(ROUND_HALF_UP))
