"""The dates and years in front matter of which the rule depends on today."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from atelier.content.front_matter import Value
from atelier.content.source import REPLACED
from atelier.content.values import texts_by
from atelier.model.base import Record
from atelier.model.rules import Dated
from atelier.problems.problem import FieldPath


def dated_values(
    kind: type[Record], data: Mapping[str, Value] | None
) -> Iterator[tuple[FieldPath, Any, Dated]]:
    """Each date and year with its field and its rule.

    A text that is no date is a problem of its own, which is found when the record is made.
    """
    for field, text, rule in texts_by(Dated, kind, data):
        if REPLACED in text:
            continue
        try:
            value = rule.read(text)
        except PydanticCustomError:
            continue
        yield field, value, rule


def right_from(kind: type[Record], data: Mapping[str, Value] | None) -> datetime.date:
    """The first day on which no date of a file is refused: one that has passed is never refused again."""
    days = (rule.right_from(value) for _, value, rule in dated_values(kind, data))
    return max(days, default=datetime.date.min)
