"""References: a field that names another record, by its slug, its name or an alias.

The model marks which fields are references. So they are found in every file that can be read, even if other
fields in it are wrong.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from atelier.content.front_matter import Value
from atelier.content.values import texts_by
from atelier.model.base import Fields, Record
from atelier.model.fields import attributes
from atelier.model.rules import RefersTo
from atelier.problems.problem import FieldPath


class Reference(NamedTuple):
    """A reference as written in a file: its field, its text, and the collections that it may lead to."""

    field: FieldPath
    text: str
    collections: tuple[str, ...]


def references(kind: type[Record], data: dict[str, Value] | None) -> tuple[Reference, ...]:
    """Every reference in a file's front matter, even if other fields in it are wrong.

    An address of another city is none: nothing here has to be there for it.
    """
    return tuple(
        Reference(field, text, rule.collections)
        for field, text, rule in texts_by(RefersTo, kind, data)
        if not rule.leads_elsewhere(text)
    )


def replaced(value: Any, path: FieldPath, new: object) -> Any:
    """A copy of a record with a new value at one field."""
    if not path:
        return new
    if isinstance(path[0], int):
        items = list(value)
        items[path[0]] = replaced(items[path[0]], path[1:], new)
        return tuple(items)
    kind: type[Fields] = type(value)
    name = attributes(kind)[path[0]]
    return value.model_copy(update={name: replaced(getattr(value, name), path[1:], new)})
