"""The place of a field in a file."""

from __future__ import annotations

from collections.abc import Mapping

from atelier.content.front_matter import Place
from atelier.problems.problem import FieldPath


def place_of(field: FieldPath, places: Mapping[FieldPath, Place]) -> tuple[FieldPath, Place]:
    """The nearest field around ``field`` that is in the file, and its place."""
    while field and field not in places:
        field = field[:-1]
    return field, places.get(field, (1, 1))
