"""What an initiative costs, as far as its file says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from atelier.cost import CostBand, cost_band
from atelier.model import Contact, Initiative, Participation, Recipe, Status


def initiative(recipe: Recipe | None = None) -> Initiative:
    """An initiative of which nothing but its money is of interest."""
    return Initiative(
        title="Iets",
        summary="Iets.",
        pillar="iets",
        partners=(Participation(partner="iemand"),),
        contact=Contact(organisation="iemand"),
        status=Status.ACTIVE,
        recipe=recipe,
    )


@pytest.mark.parametrize(
    ("cost", "band"),
    [
        ("0", CostBand.FREE),
        ("0.01", CostBand.UP_TO_500),
        ("500", CostBand.UP_TO_500),
        ("500.01", CostBand.UP_TO_5000),
        ("5000", CostBand.UP_TO_5000),
        ("5000.01", CostBand.MORE),
        (None, CostBand.NOT_STATED),
    ],
)
def test_a_cost_is_in_one_band(cost: str | None, band: CostBand) -> None:
    """A cost at a limit is in the lower band; one that is not stated is in the last."""
    recipe = Recipe.model_construct(cost=None if cost is None else Decimal(cost))

    assert band is cost_band(initiative().model_copy(update={"recipe": recipe}))


def test_without_a_recipe_the_cost_is_not_known() -> None:
    """Nothing said is not the same as nothing to pay."""
    assert CostBand.NOT_STATED is cost_band(initiative())
