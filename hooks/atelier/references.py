"""References: a field that names another record, by its slug, its name or an alias.

Which fields are references is marked in the model, so they are found in every file that can be read at
all, also where other fields of it are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from atelier.fields import RefersTo
from atelier.frontmatter import Value
from atelier.model import Fields, Record, keys_of
from atelier.problems import FieldPath


class Reference(NamedTuple):
    """A reference as it stands in a file: at which field, what it says, and where it may lead."""

    field: FieldPath
    text: str
    collections: tuple[str, ...]


@cache
def _reference_fields(kind: type[Fields]) -> tuple[tuple[FieldPath, tuple[str, ...]], ...]:
    """Where the references of a record stand; ``*`` is any item of a list."""
    return tuple(
        found
        for key, info in keys_of(kind).items()
        for found in _references_in(Annotated[info.annotation, *info.metadata, None], (key,))
    )


def _references_in(annotation: object, path: FieldPath) -> Iterator[tuple[FieldPath, tuple[str, ...]]]:
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        for inner, collections in _reference_fields(annotation):
            yield (*path, *inner), collections
    parts = get_args(annotation)
    mark = next((part for part in parts if isinstance(part, RefersTo)), None)
    if mark:
        yield path, mark.collections
    elif get_origin(annotation) is tuple:
        yield from _references_in(parts[0], (*path, "*"))
    else:
        for part in parts:
            yield from _references_in(part, path)


def references(kind: type[Record], data: dict[str, Value] | None) -> tuple[Reference, ...]:
    """Every reference in a file's front matter, also where other fields of it are wrong."""
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
    elif isinstance(value, dict):
        if path[0] in value:
            yield from _texts_at(value[str(path[0])], path[1:], (*done, path[0]))
    elif path[1:] == () and path[0] == "partner":
        # A partner's name alone, in a list of partners.
        yield from _texts_at(value, (), (*done, path[0]))


def replaced(value: Any, path: FieldPath, new: object) -> Any:
    """A copy of a record with another value at one field."""
    if not path:
        return new
    if isinstance(path[0], int):
        items = list(value)
        items[path[0]] = replaced(items[path[0]], path[1:], new)
        return tuple(items)
    return value.model_copy(update={path[0]: replaced(getattr(value, path[0]), path[1:], new)})
