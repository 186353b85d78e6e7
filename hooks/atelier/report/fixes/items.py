"""Fixes of an item of a list that is several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from atelier.content.yaml.scalar import as_scalar
from atelier.model.fields import field_at
from atelier.model.rules import Euros
from atelier.model.several import SIGNS, split
from atelier.problems.problem import Problem, field_path
from atelier.report.document import Document, Edit, Scalar


def one_each(problem: Problem, document: Document) -> Edit | None:
    """Lines with an item for each of the names that one item holds; what else is in the item, is in each.

    None for a field that can hold only one.
    """
    scalar = document.scalars.get((problem.line, problem.column))
    texts = problem.values.get("parts")
    path = field_path(problem.field)
    if scalar is None or scalar.line != problem.line or not isinstance(texts, tuple):
        return None
    if " ".join(scalar.text.split()) != problem.values["value"]:
        # The check read past a mistake of YAML, and found more in this text than the file has there.
        return None
    if not any(isinstance(part, int) for part in path[-2:]) or _counts(problem, document):
        return None
    before = document.line(problem.line)[: problem.column - 1]
    after = document.line(problem.line)[scalar.column - 1 :]
    safe = _certain(problem, texts) and "#" not in after
    if scalar.flow:
        if not isinstance(path[-1], int):
            return None
        line = before + ", ".join(as_scalar(text, flow=True) for text in texts) + after
        return Edit(problem.line, problem.line, (line,), safe)
    return _lines(problem, document, scalar, texts, safe=safe)


def _lines(
    problem: Problem, document: Document, scalar: Scalar, texts: Sequence[str], *, safe: bool
) -> Edit | None:
    """The lines of the item, once for each text in place of the one at the problem."""
    first = problem.line
    key = re.match(r" *(?:- +)*", document.line(first))
    column = len(key[0]) if key else 0
    while first > 1 and not re.match(r" *- ", document.line(first)):
        first -= 1
    hyphen = re.match(r" *(?=- )", document.line(first))
    if hyphen is None or len(hyphen[0]) >= column:
        return None
    last = problem.line
    while _indent(document.line(last + 1)) > len(hyphen[0]):
        last += 1
    found: list[str] = []
    for text in texts:
        for number in range(first, last + 1):
            line = document.line(number)
            if number == problem.line:
                line = line[: problem.column - 1] + as_scalar(text) + line[scalar.column - 1 :]
            found.append(line)
    return Edit(first, last, tuple(found), safe and first == last)


def _counts(problem: Problem, document: Document) -> bool:
    """Whether the item holds an amount, which would count twice if the item did."""
    kind, path = document.kinds.at(problem.path), field_path(problem.field)
    field = field_at(kind, path[:-1]) if kind else None
    fields = field.group.fields if field and field.group else {}
    return any(isinstance(below.rule, Euros) for below in fields.values())


def _indent(line: str) -> int:
    """How many spaces a line begins with; -1 for an empty one."""
    return len(line) - len(line.lstrip(" ")) if line.strip() else -1


def _certain(problem: Problem, texts: tuple[str, ...]) -> bool:
    """Whether nothing else can be meant: known names, signs between them, or single words that are places."""
    value = str(problem.values["value"])
    if problem.code == "reference-several":
        return bool(problem.values["certain"])
    if split(value, SIGNS) == texts:
        return True
    return problem.field.startswith("places") and all(" " not in text for text in texts)
