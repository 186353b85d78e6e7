"""Checks of dates that depend on today: what has been cannot be still to come, and nothing is far away."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from atelier.content.entry import Broken, Entry, problem_at
from atelier.content.values import dated_values
from atelier.model.base import Record
from atelier.model.kinds import Kinds
from atelier.problems.problem import Problem


def date_problems(file: Entry[Record] | Broken, kinds: Kinds, today: datetime.date) -> Iterator[Problem]:
    """Problems with the dates and years of a file that cannot be right on ``today``."""
    if isinstance(file, Entry) and file.right_from <= today:
        return
    kind = kinds[file.kind] if isinstance(file, Broken) else type(file.record)
    for field, value, rule in dated_values(kind, file.data):
        try:
            rule.judge(value, today)
        except PydanticCustomError as error:
            yield problem_at(file, error.type, *field, **(error.context or {}))
