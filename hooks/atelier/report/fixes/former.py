"""Fixes of fields and settings that are called by an earlier name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile
from operator import eq

from atelier.content.former import moves
from atelier.content.move_key import with_moved_keys
from atelier.content.source import TABLE
from atelier.problems.problem import Problem
from atelier.report.document import Document, Edit


def named_anew(problem: Problem, document: Document) -> Edit | None:
    """The field by its name of today, and at its place of today."""
    if problem.path.endswith(TABLE):
        return next((_head(problem, document, str(now[-1])) for _, now in moves([problem])), None)
    return all_named_anew([problem], document)


def all_named_anew(problems: Iterable[Problem], document: Document) -> Edit | None:
    """Every field that has a problem with its name by that of today; None where that changes nothing."""
    # Settings that inherit others have fields of their own too.
    before = document.lines if document.settings else list(document.front or ())
    after = with_moved_keys("\n".join(before), moves(problems)).split("\n")
    return None if before == after else _edit(before, after, document.above + 1)


def _head(problem: Problem, document: Document, name: str) -> Edit | None:
    """The line with another name above a column of a table."""
    line, was = document.line(problem.line), str(problem.values["was"])
    found = re.compile(rf'[ ]*"?[ ]*{re.escape(was)}').match(line, problem.column - 1)
    if found is None:
        return None
    return Edit(
        problem.line, problem.line, (line[: found.end() - len(was)] + name + line[found.end() :],), True
    )


def _edit(before: list[str], after: list[str], first: int) -> Edit:
    """The one edit that makes lines of other lines, of which the first has this number."""
    same = _alike(before, after)
    below = _alike(before[same:][::-1], after[same:][::-1])
    lines = after[same : len(after) - below]
    return Edit(same + first, len(before) - below + first - 1, tuple(lines), safe=True)


def _alike(one: list[str], other: list[str]) -> int:
    """How many lines two texts have in common from the start."""
    return len([*takewhile(bool, map(eq, one, other))])
