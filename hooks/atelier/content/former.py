"""Fields that a file calls by an earlier name, or settings at an earlier place, read as what they are now.

What was called otherwise is a mark in the model (``Formerly``). Every step after this one knows only the
names of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import TypeVar

from atelier.content.front_matter import FrontMatter, Place, Value, read_front_matter
from atelier.content.source import SourceFile
from atelier.model.base import Fields, Formerly
from atelier.model.fields import Former, formers
from atelier.problems.problem import FieldPath, Problem, field_name, field_path

V = TypeVar("V")

FORMER_NAMES = ("former-name", "former-name-ended")
"""The codes of problems with an earlier name that can be changed by itself."""


def with_new_names(kind: type[Fields], path: str, front: FrontMatter) -> tuple[FrontMatter, list[Problem]]:
    """Front matter in which every field has its name of today, and a problem for each that has not.

    A field that is there by both names is read by its name of today.
    """
    problems: list[Problem] = []
    for former in formers(kind) if front.data is not None else ():
        found = [*_places(front.data, former.was)]
        data = deepcopy(front.data) if found else None
        goes: dict[FieldPath, FieldPath | None] = {}
        for was in found:
            now = _now(former, was)
            taken = _taken(data, now)
            goes[was] = None if taken else now
            _move(data, was, goes[was])
            place = front.keys.get(was, (1, 1))
            problems.append(former_problem(former.mark, path, was, now, place, taken=taken))
        if found:
            places, keys = moved(front.places, goes), moved(front.keys, goes)
            _add_groups(goes, places, keys)
            front = replace(front, data=data, places=places, keys=keys)
    return front, problems


def fields_of(kind: type[Fields], text: str) -> Mapping[str, Value]:
    """The fields of a file by their names of today, as they are written; none if it cannot be read."""
    front, _ = read_front_matter(SourceFile("", "", text))
    return with_new_names(kind, "", front)[0].data or {}


def _places(value: Value | None, keys: tuple[str, ...], above: FieldPath = ()) -> Iterator[FieldPath]:
    """Where a field stands, of which the keys may name any item of a list."""
    if not keys:
        yield above
    elif keys[0] == "*":
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield from _places(item, keys[1:], (*above, number))
    elif isinstance(value, dict) and keys[0] in value:
        yield from _places(value[keys[0]], keys[1:], (*above, keys[0]))


def _now(former: Former, was: FieldPath) -> FieldPath:
    """Where a field belongs that stands at an earlier place: in the same items of the same lists."""
    items = iter([key for key in was if isinstance(key, int)])
    return tuple(next(items) if key == "*" else key for key in former.now)


def _taken(value: Value | None, path: FieldPath) -> bool:
    """Whether a field cannot be put at a place: one stands there, or a value that is no group above it."""
    for key in path:
        if isinstance(value, list) and isinstance(key, int):
            value = value[key]
        elif isinstance(value, dict) and isinstance(key, str):
            if key not in value:
                return False
            value = value[key]
        else:
            break
    return True


def former_problem(
    mark: Formerly, path: str, was: FieldPath, now: FieldPath, place: Place, *, taken: bool
) -> Problem:
    """The problem with a field at an earlier place; ``taken`` if there is one at its place of today too."""
    same_group = was[:-1] == now[:-1]
    values: dict[str, object] = {
        "was": field_name(was[-1:] if same_group else was),
        "now": field_name(now[-1:] if same_group else now),
        "version": mark.version,
        "until": mark.until,
        "to": now,
    }
    return Problem("former-name-twice" if taken else "former-name", path, field_name(was), *place, values)


def _move(data: Value | None, was: FieldPath, now: FieldPath | None) -> None:
    """Put a field at another place; take it out if ``now`` is None."""
    group = _group(data, was[:-1])
    if now is None:
        del group[str(was[-1])]
    elif was[:-1] == now[:-1]:
        fields = {str(now[-1]) if key == was[-1] else key: value for key, value in group.items()}
        group.clear()
        group.update(fields)
    else:
        _group(data, now[:-1])[str(now[-1])] = group.pop(str(was[-1]))
        # A group that held nothing else may be unknown now.
        for length in range(len(was) - 1, 0, -1):
            if not _group(data, was[:length]):
                del _group(data, was[: length - 1])[str(was[length - 1])]


def _group(data: Value | None, path: FieldPath) -> dict[str, Value]:
    """The group of fields at a place, made where it is not there."""
    found: Value | None = data
    for key in path:
        if isinstance(found, list) and isinstance(key, int):
            found = found[key]
        elif isinstance(found, dict):
            found = found.setdefault(str(key), {})
    if not isinstance(found, dict):
        raise TypeError(path)
    return found


def moved(of: Mapping[FieldPath, V], goes: Mapping[FieldPath, FieldPath | None]) -> dict[FieldPath, V]:
    """What is known of fields by their path, with all that begins with one path under another, or nowhere.

    The paths that go are of the same length.
    """
    length = len(next(iter(goes), ()))
    found: dict[FieldPath, V] = {}
    for path, value in of.items():
        begin = goes.get(path[:length], path[:length])
        if begin is not None:
            found[(*begin, *path[length:])] = value
    return found


def _add_groups(goes: Mapping[FieldPath, FieldPath | None], *known: dict[FieldPath, Place]) -> None:
    """Say of a group that the file does not have that it is where the field is that comes to stand in it."""
    for now in filter(None, goes.values()):
        for of in known:
            for length in range(1, len(now) if now in of else 0):
                of.setdefault(now[:length], of[now])


def moves(problems: Iterable[Problem]) -> Iterator[tuple[FieldPath, FieldPath]]:
    """Where each field stood that has a problem with its name, and where it belongs."""
    for problem in problems:
        to = problem.values.get("to")
        if problem.code in FORMER_NAMES and isinstance(to, tuple):
            yield field_path(problem.field), to
