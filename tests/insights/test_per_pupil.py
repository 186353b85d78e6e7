"""What an initiative costs, as far as its file says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.insights.money.per_pupil import CostBand, Needed, cost_band, cost_once, cost_yearly
from atelier.model.initiative import Contact, Funding, Initiative, Participation, Recipe, Status

AMOUNTS = st.decimals(0, 10_000_000, places=2)
PUPILS = st.integers(1, 100_000)


def initiative(recipe: Recipe | None = None, funding: tuple[Funding, ...] = ()) -> Initiative:
    """An initiative of which nothing but its money is of interest."""
    return Initiative(
        title="Iets",
        summary="Iets.",
        pillar="iets",
        partners=(Participation(partner="iemand"),),
        contact=Contact(organisation="iemand"),
        status=Status.ACTIVE,
        recipe=recipe,
        funding=funding,
    )


def recipe(cost: Decimal | None = None, group_size: int | None = None) -> Recipe:
    # Front matter brings amounts as text; here they are what the field made of it.
    return Recipe.model_construct({"group_size"}, cost=cost, group_size=group_size)


def money(*lines: tuple[int, Decimal | None]) -> tuple[Funding, ...]:
    return tuple(Funding.model_construct(year=year, amount=amount, source="pot") for year, amount in lines)


@pytest.mark.parametrize(
    ("cost", "band"),
    [
        ("0", CostBand.FREE),
        ("0.01", CostBand.UP_TO_500),
        ("500", CostBand.UP_TO_500),
        ("500.01", CostBand.UP_TO_5000),
        ("5000", CostBand.UP_TO_5000),
        ("5000.01", CostBand.MORE),
        (None, None),
    ],
)
def test_a_cost_is_in_one_band(cost: str | None, band: CostBand | None) -> None:
    """A cost at a limit is in the lower band; one that is not stated is in none."""
    stated = None if cost is None else Decimal(cost)

    assert band is cost_band(initiative(recipe(stated)))


def test_without_a_recipe_the_cost_is_not_known() -> None:
    """Nothing said is not the same as nothing to pay."""
    assert cost_band(initiative()) is None


def test_the_cost_per_pupil_is_the_yearly_money_by_the_group() -> None:
    """Two years of 65,000 euros and 24 pupils are 2,708 euros a pupil a year."""
    sum_ = cost_yearly(initiative(recipe(None, 24), money((2018, Decimal(65000)), (2019, Decimal(65000)))))

    assert sum_ is not None
    assert (Decimal(2708), True) == (sum_.value, sum_.rounded)
    assert (2, 24, 0) == (sum_.years, sum_.pupils, sum_.left_out)


def test_several_sources_in_one_year_are_one_year() -> None:
    """Money of the city and of the school in one year is spent in that year."""
    sum_ = cost_yearly(initiative(recipe(None, 10), money((2018, Decimal(100)), (2018, Decimal(50)))))

    assert sum_ is not None
    assert (1, Decimal(15), False) == (sum_.years, sum_.value, sum_.rounded)


def test_what_is_not_known_yet_does_not_count() -> None:
    """An amount p.m. makes neither the money nor the years more."""
    sum_ = cost_yearly(initiative(recipe(None, 10), money((2018, Decimal(100)), (2019, None))))

    assert sum_ is not None
    assert (1, 1, Decimal(10)) == (sum_.years, sum_.left_out, sum_.value)


@pytest.mark.parametrize(
    ("group_size", "amount", "missing"),
    [
        (None, Decimal(100), [Needed.PUPILS]),
        (24, None, [Needed.MONEY]),
    ],
)
def test_what_is_missing_is_named(
    group_size: int | None, amount: Decimal | None, missing: list[Needed]
) -> None:
    """Without pupils or money there is no outcome, and it is told what lacks."""
    sum_ = cost_yearly(initiative(recipe(None, group_size), money((2018, amount))))

    assert sum_ is not None
    assert (missing, None, False) == (sum_.missing, sum_.value, sum_.rounded)


def test_who_says_nothing_of_money_is_asked_nothing() -> None:
    """Without money and pupils there is no sum, not even one that lacks both; without a cost none of it once."""
    assert cost_yearly(initiative()) is None
    assert cost_yearly(initiative(recipe(Decimal(450)), money((2018, None)))) is None
    assert cost_once(initiative(recipe(None, 24))) is None


def test_the_cost_once_is_shared_by_the_group() -> None:
    """450 euros for 24 pupils are 18.75 each; without a group it cannot be told."""
    sum_, lacking = (
        cost_once(initiative(recipe(Decimal(450), 24))),
        cost_once(initiative(recipe(Decimal(450)))),
    )

    assert sum_ is not None
    assert lacking is not None
    assert (Decimal("18.75"), False) == (sum_.value, sum_.rounded)
    assert (None, (Needed.PUPILS,)) == (lacking.value, lacking.missing)


@given(st.lists(AMOUNTS, min_size=1, max_size=20), PUPILS)
def test_sum_times_pupils_is_the_money(amounts: list[Decimal], pupils: int) -> None:
    """Taken back by pupils and years, a cost gives the money, but for its rounding."""
    years = len(amounts)
    sum_ = cost_yearly(initiative(recipe(None, pupils), money(*enumerate(amounts, 2018))))

    assert sum_ is not None
    assert sum_.value is not None
    unit = Decimal("0.5") if sum_.value >= 100 else Decimal("0.005")
    difference = abs(sum_.value * pupils * years - sum(amounts))
    assert difference <= unit * pupils * years
    assert (difference != 0) == sum_.rounded


@given(st.integers(0, 100_000), PUPILS, st.integers(1, 10))
def test_a_whole_cost_comes_back_whole(euros: int, pupils: int, years: int) -> None:
    """Where every pupil costs so many euros a year, that is the outcome."""
    lines = [(2018 + year, Decimal(euros * pupils)) for year in range(years)]
    sum_ = cost_yearly(initiative(recipe(None, pupils), money(*lines)))

    assert sum_ is not None
    assert (Decimal(euros), False) == (sum_.value, sum_.rounded)
