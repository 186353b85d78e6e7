"""The texts in front matter, by the rule of their field: also in a file in which other fields are wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic_core import PydanticCustomError

from atelier.content.front_matter import Value
from atelier.content.source import REPLACED
from atelier.model.base import Fields, Record
from atelier.model.fields import shape_of
from atelier.model.rules import Dated, Rule
from atelier.problems.problem import FieldPath

R = TypeVar("R", bound=Rule)


def texts_by(
    rule: type[R], kind: type[Record], data: Mapping[str, Value] | None
) -> Iterator[tuple[FieldPath, str, R]]:
    """The texts of every field of a record with a rule of a class, each with its field and that rule."""
    wanted: Any = rule
    for path, found in _fields_with(wanted, kind):
        if data and path[0] in data:
            for field, text in _texts_at(data, path, ()):
                yield field, text, found


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


@cache
def _fields_with(rule: Any, kind: type[Fields]) -> tuple[tuple[FieldPath, Any], ...]:
    """The fields of a record with a rule of a class; ``*`` is any item of a list.

    ``?`` before a field says that a text in place of the group is the value of that field.
    """
    found: list[tuple[FieldPath, Any]] = []
    for field in shape_of(kind).fields.values():
        path: FieldPath = (field.key, "*") if field.many else (field.key,)
        if isinstance(field.rule, rule):
            found.append((path, field.rule))
        elif field.group:
            alone = field.group.alone
            found += [
                ((*path, "?", *inner) if inner == (alone,) else (*path, *inner), of)
                for inner, of in _fields_with(rule, field.group.kind)
            ]
    return tuple(found)


def _texts_at(value: Any, path: FieldPath, done: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if not path:
        if isinstance(value, str) and value.strip():
            yield done, value
    elif path[0] == "*":
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from _texts_at(item, path[1:], (*done, index))
    elif path[0] == "?":
        inner = path[1:] if isinstance(value, dict) else ()
        yield from _texts_at(value, inner, done if inner else (*done, path[1]))
    elif isinstance(value, Mapping) and path[0] in value:
        yield from _texts_at(value[str(path[0])], path[1:], (*done, path[0]))
