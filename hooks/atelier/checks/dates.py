"""Checks of dates that depend on today: what has been cannot be still to come, and nothing is far away."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from atelier.content.entry import Broken, Entry, problem_at
from atelier.content.source import REPLACED
from atelier.content.values import texts_by
from atelier.model.base import Record
from atelier.model.rules import Dated
from atelier.problems.problem import Problem


def date_problems(file: Entry[Record] | Broken, today: datetime.date) -> Iterator[Problem]:
    """Problems with the dates and years of a file that cannot be right on ``today``.

    A text that is no date is a problem of its own, which is found when the record is made.
    """
    kind = file.kind if isinstance(file, Broken) else type(file.record)
    for field, text, rule in texts_by(Dated, kind, file.data):
        if REPLACED in text:
            continue
        try:
            value = rule.read(text)
        except PydanticCustomError:
            continue
        try:
            rule.judge(value, today)
        except PydanticCustomError as error:
            yield problem_at(file, error.type, *field, **(error.context or {}))
