"""The money of an initiative in one line, as its card, its page and a comparison say it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from atelier.insights.money.funding import Funded, funded
from atelier.model.initiative import Funding, Initiative


@pytest.mark.parametrize(
    ("lines", "together"),
    [
        ([], None),
        ([(2018, None)], None),
        ([(2018, 0)], None),
        ([(2018, 3000)], Funded(Decimal(3000), 2018, 2018)),
        ([(2018, 65000), (2019, 65000), (2020, None)], Funded(Decimal(130000), 2018, 2019)),
    ],
)
def test_known_amounts_are_one_sum(lines: list[tuple[int, int | None]], together: Funded | None) -> None:
    """What is p.m. or nothing makes neither the sum nor the years more; without money there is no line."""
    funding = tuple(
        Funding.model_construct(year=year, amount=None if amount is None else Decimal(amount), source="pot")
        for year, amount in lines
    )

    record: Any = {"funding": funding}

    assert together == funded(Initiative.model_construct(**record))
