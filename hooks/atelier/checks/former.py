"""Earlier names of fields and settings that the installed version does not read any more."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from atelier.problems.problem import Problem
from atelier.store.changelog import released


def ended(problems: Iterable[Problem], day: datetime.date | None = None) -> list[Problem]:
    """Problems in which an earlier name is an error if its year was over on ``day``.

    That is the day on which the installed version came out, if none is given. Today does not count: a
    catalogue that nobody touches, not even by a newer version, does not break.
    """
    return [_judged(problem, day) if problem.code == "former-name" else problem for problem in problems]


def _judged(problem: Problem, day: datetime.date | None) -> Problem:
    day, until = day or released(), problem.values["until"]
    over = day is not None and isinstance(until, datetime.date) and day > until
    return replace(problem, code="former-name-ended") if over else problem
