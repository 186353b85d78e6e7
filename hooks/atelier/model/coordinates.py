"""Where something is on a map: how that is written, and how far it is."""

from __future__ import annotations

import math
import re
from typing import Annotated

from atelier.model import readings
from atelier.model.rules import Written

PART = r"(?:\.[0-9]{1,8})?"
WRITTEN = re.compile(rf"-?(?:[0-8]?[0-9]{PART}|90(?:\.0+)?), -?(?:(?:1[0-7]|[0-9])?[0-9]{PART}|180(?:\.0+)?)")
COMMA = readings.Readings((readings.Step(" *, *", ", "), readings.Step("[°() ]*$"), readings.Step(r"^[( ]*")))

Coordinates = Annotated[str, Written("coordinates", WRITTEN, COMMA)]
Position = tuple[float, float]
"""How many degrees north and east."""

RADIUS = 6371
"""Of the earth, in kilometres."""


def position(coordinates: str | None) -> Position | None:
    """The degrees of ``Coordinates``; None if they are not known."""
    if not coordinates:
        return None
    north, _, east = coordinates.partition(", ")
    return float(north), float(east)


def kilometres(one: Position, other: Position) -> int:
    """How far two places are from each other as the crow flies."""
    (north, east), (north2, east2) = (map(math.radians, place) for place in (one, other))
    half = (
        math.sin((north2 - north) / 2) ** 2
        + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    )
    return round(2 * RADIUS * math.asin(math.sqrt(min(1, max(0, half)))))
