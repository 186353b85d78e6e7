"""Pictures of money: what is drawn is what the tables say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.checks.day import today
from atelier.insights.money.tables import (
    Cells,
    FundTable,
    MoneyRow,
    MoneyTable,
    Sum,
    YearSum,
    fund_table,
    money_by_pillar,
    money_by_year,
)
from atelier.model.fund import FundYear
from atelier.render.charts.bars import FULL, BarChart, fund_chart, money_chart, pillar_chart, years_chart
from tests.fixtures.sites import ROOT

AMOUNTS = st.decimals(0, 10_000_000, places=2)


def money(*sources: tuple[str, Cells], first: int = 2025) -> MoneyTable:
    years = tuple(range(first, first + len(sources[0][1])))
    return MoneyTable(years, sources, (), None)


def fund(rows: list[MoneyRow], *years: FundYear) -> FundTable:
    return FundTable(years, ((None, tuple(rows)),))


def year(
    number: int = 2025,
    *,
    budget: Decimal | None = None,
    carried_over: Decimal | None = None,
    other_expenses: Decimal | None = None,
    remaining: Decimal | None = None,
) -> FundYear:
    return FundYear.model_construct(
        year=number,
        budget=budget,
        carried_over=carried_over,
        other_expenses=other_expenses,
        remaining=remaining,
    )


def drawn(chart: BarChart | None) -> list[list[tuple[str, int]]]:
    """What is drawn in each year: names and widths, without what has no width."""
    assert chart is not None
    return [[(bar.name, bar.width) for bar in year.bars if bar.width] for year in chart.years]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found = check(ROOT, today()).catalogue
    assert found is not None
    return found


def test_bars_are_in_proportion() -> None:
    """The highest amount has the whole width, half of it half the width."""
    table = money(("pot", ([Decimal(100)], [Decimal(50)])), ("school", (None, [Decimal("0.01")])))

    assert [[("pot", FULL)], [("pot", FULL // 2), ("school", 1)]] == drawn(money_chart(table))


def test_what_is_not_known_is_named_and_not_drawn() -> None:
    """A year with p.m. alone has its place without a bar; beside an amount p.m. is named too."""
    table = money(("pot", ([Decimal(100)], [Decimal(100), None], [None])))

    chart = money_chart(table)

    assert chart is not None
    (known,), (part,), (unknown,) = (y.bars for y in chart.years)
    assert (Decimal(100), False) == (known.amount, known.unknown)
    assert (Decimal(100), True, FULL) == (part.amount, part.unknown, part.width)
    assert (None, True, 0) == (unknown.amount, unknown.unknown, unknown.width)


@pytest.mark.parametrize(
    "cells", [([Decimal(100)],), ([Decimal(100)], [None]), ([Decimal(100)], [Decimal(0)])]
)
def test_one_amount_needs_no_picture(cells: Cells) -> None:
    """Where there is nothing to compare, the table says it all."""
    sums = [YearSum(2025, Sum(Decimal(100), False), 1), YearSum(2026, Sum(None, True), 1)]

    assert money_chart(money(("pot", cells))) is None
    assert years_chart(sums) is None


def test_sources_of_one_year_are_compared() -> None:
    """Two sources in a single year are two bars, and the year says what they are together."""
    chart = money_chart(money(("pot", ([Decimal(60)],)), ("school", ([Decimal(30)],))))

    assert chart is not None
    assert [[("pot", FULL), ("school", FULL // 2)]] == drawn(chart)
    assert Decimal(90) == chart.most.sum


def test_thirty_years_have_thirty_bars() -> None:
    """However long it lasts, each year has its bar, and none is wider than the picture."""
    sums = [YearSum(1997 + n, Sum(Decimal(n + 1), False), 1) for n in range(30)]

    chart = years_chart(sums)

    assert chart is not None
    assert list(range(1997, 2027)) == [y.year for y in chart.years]
    assert FULL == max(width for ((_, width),) in drawn(chart))
    assert 2026 == chart.most.year


def test_books_of_a_fund_are_one_bar_a_year() -> None:
    """Committed, other expenses and what remains make up what is available, which is marked."""
    rows = [MoneyRow("x", "", ([Decimal(70)], [Decimal(40), None]))]
    first = year(
        2025, budget=Decimal(90), carried_over=Decimal(10), other_expenses=Decimal(10), remaining=Decimal(20)
    )
    second = year(2026, budget=Decimal(50))

    chart = fund_chart(fund(rows, first, second))

    assert [[("committed", 7_000), ("other", 1_000), ("remaining", 2_000)], [("committed", 4_000)]] == drawn(
        chart
    )
    assert chart is not None
    assert [FULL, 5_000] == [y.mark for y in chart.years]
    assert [False, True] == [y.bars[0].unknown for y in chart.years]


def test_a_fund_of_unknown_amounts_has_no_picture() -> None:
    """A fund whose only row is p.m. draws nothing."""
    table = fund([MoneyRow("x", "", ([None],))], year())

    assert fund_chart(table) is None


def test_a_year_that_is_not_known_keeps_its_place() -> None:
    """A year with p.m. alone is named p.m. beside the years with amounts, not € 0."""
    table = fund([MoneyRow("x", "", ([Decimal(5)], [None]))], year(2025), year(2026))

    chart = fund_chart(table)

    assert chart is not None
    assert [Decimal(5), None] == [y.bars[0].amount for y in chart.years]


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=30))
def test_parts_make_up_their_whole(amounts: list[tuple[Decimal, ...]]) -> None:
    """Parts follow each other without a gap, never go beyond the picture, and something reaches its end."""
    years = [
        year(2000 + n, budget=budget, other_expenses=other, remaining=remaining)
        for n, (_, budget, other, remaining) in enumerate(amounts)
    ]
    table = fund([MoneyRow("x", "", tuple([row[0]] for row in amounts))], *years)

    chart = fund_chart(table)

    if chart is None:
        assert not any(any(row) for row in amounts)
        return
    ends = []
    for made in chart.years:
        end = 0
        for bar in made.bars:
            assert end == bar.start
            assert bar.width >= 0
            end += bar.width
        assert made.mark is not None
        ends += [end, made.mark]
    assert FULL == max(ends)


def test_rows_of_several_pillars_are_of_none() -> None:
    """Only a row of exactly one pillar counts for it; the rest is gathered at the end."""
    rows = [
        MoneyRow("both", "", ([Decimal(30)],), ("a", "b")),
        MoneyRow("none", "", ([Decimal(10)],)),
        MoneyRow("one", "", ([Decimal(40), None],), ("b",)),
        MoneyRow("nothing", "", ([Decimal(0)],), ("a",)),
    ]
    table = fund(rows, year())

    gathered = money_by_pillar(table, ("a", "b"))

    assert [
        ("a", (Sum(Decimal(0), False),)),
        ("b", (Sum(Decimal(40), True),)),
        (None, (Sum(Decimal(40), False),)),
    ] == gathered
    assert [[("b", FULL // 2), ("", FULL // 2)]] == drawn(pillar_chart(gathered, [2025]))


def test_pillars_without_a_row_of_their_own_are_not_shown() -> None:
    """Where no row is of one pillar there is nothing to tell."""
    table = fund([MoneyRow("both", "", ([Decimal(30)],), ("a", "b"))], year())

    assert [] == money_by_pillar(table, ("a", "b"))
    assert pillar_chart([], [2025]) is None


def test_pillars_of_the_real_funds_make_up_their_totals(catalogue: Catalogue) -> None:
    """Nothing is lost and nothing counted twice when rows are gathered by pillar."""
    for entry in catalogue.funds.values():
        table = fund_table(entry, catalogue.claims_by_source.get(entry.slug, ()))
        rows = money_by_pillar(table, catalogue.pillars)

        sums = [
            sum((s.amount or 0) for row in rows if (s := row.sums[index]))
            for index in range(len(table.years))
        ]

        assert list(table.totals) == sums


def test_a_partner_s_years_name_what_is_not_known(catalogue: Catalogue) -> None:
    """A year's sum says that an amount in it is p.m.; what gets nothing is left out."""
    sums = money_by_year(catalogue.claims_by_source["intensiveringsmiddelen-leren"])

    assert [(2018, False), (2019, False), (2020, True), (2021, True)] == [
        (s.year, s.sum.unknown) for s in sums
    ]
    assert Decimal(182_967) == sums[2].sum.amount
    assert 3 == sums[2].initiatives


def test_pictures_have_no_style_of_their_own() -> None:
    """A strict Content-Security-Policy drops style attributes, so no template draws with them."""
    for template in (ROOT / "hooks" / "atelier" / "templates").glob("*.html"):
        assert " style=" not in Path(template).read_text(encoding="utf-8"), template.name
