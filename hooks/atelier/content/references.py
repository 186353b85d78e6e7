"""References: a field that names another record, by its slug, its name or an alias.

The model marks which fields are references. So they are found in every file that can be read, even if other
fields in it are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from atelier.content.front_matter import Value
from atelier.model.base import Fields, Record
from atelier.model.fields import shape_of
from atelier.model.rules import RefersTo
from atelier.problems.problem import FieldPath


class Reference(NamedTuple):
    """A reference as written in a file: its field, its text, and the collections that it may lead to."""

    field: FieldPath
    text: str
    collections: tuple[str, ...]


@cache
def _reference_fields(kind: type[Fields]) -> tuple[tuple[FieldPath, tuple[str, ...]], ...]:
    """The fields of a record that are references; ``*`` is any item of a list.

    ``?`` before a field says that a text in place of the group is the value of that field.
    """
    found: list[tuple[FieldPath, tuple[str, ...]]] = []
    for field in shape_of(kind).fields.values():
        path: FieldPath = (field.key, "*") if field.many else (field.key,)
        if isinstance(field.rule, RefersTo):
            found.append((path, field.rule.collections))
        elif field.group:
            alone = field.group.alone
            found += [
                ((*path, "?", *inner) if inner == (alone,) else (*path, *inner), names)
                for inner, names in _reference_fields(field.group.kind)
            ]
    return tuple(found)


def references(kind: type[Record], data: dict[str, Value] | None) -> tuple[Reference, ...]:
    """Every reference in a file's front matter, even if other fields in it are wrong."""
    return tuple(
        Reference(field, text, collections)
        for path, collections in _reference_fields(kind)
        for field, text in _texts_at(data or {}, path, ())
    )


def _texts_at(value: Value, path: FieldPath, done: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if not path:
        if isinstance(value, str) and value.strip():
            yield done, value
    elif path[0] == "*":
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from _texts_at(item, path[1:], (*done, index))
    elif path[0] == "?":
        inner = path[1:] if isinstance(value, dict) else ()
        yield from _texts_at(value, inner, done if inner else (*done, path[1]))
    elif isinstance(value, dict) and path[0] in value:
        yield from _texts_at(value[str(path[0])], path[1:], (*done, path[0]))


def replaced(value: Any, path: FieldPath, new: object) -> Any:
    """A copy of a record with a new value at one field."""
    if not path:
        return new
    if isinstance(path[0], int):
        items = list(value)
        items[path[0]] = replaced(items[path[0]], path[1:], new)
        return tuple(items)
    return value.model_copy(update={path[0]: replaced(getattr(value, path[0]), path[1:], new)})
