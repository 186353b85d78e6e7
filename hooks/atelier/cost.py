"""What an initiative costs, as far as its file says: the band of its cost."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from atelier.model import Initiative


class CostBand(StrEnum):
    """How much it costs, once, to copy an initiative; in euros, from little to much."""

    FREE = "free"
    UP_TO_500 = "up-to-500"
    UP_TO_5000 = "up-to-5000"
    MORE = "more"
    NOT_STATED = "not-stated"


LIMITS = (
    (CostBand.FREE, Decimal(0)),
    (CostBand.UP_TO_500, Decimal(500)),
    (CostBand.UP_TO_5000, Decimal(5000)),
)
"""The highest cost in each band."""


def cost_band(initiative: Initiative) -> CostBand:
    """The band of ``recipe.cost``: a cost at a limit is in the lower band."""
    cost = initiative.recipe.cost if initiative.recipe else None
    if cost is None:
        return CostBand.NOT_STATED
    return next((band for band, limit in LIMITS if cost <= limit), CostBand.MORE)
