"""A record made of front matter; pydantic's errors become problems with a code and a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from atelier.content.front_matter import FrontMatter, place_of
from atelier.content.nearest import nearest
from atelier.model.base import Fields
from atelier.model.fields import Group, field_at, shape_of
from atelier.problems.problem import FieldPath, Problem, field_name

F = TypeVar("F", bound=Fields)


NOTHING_BESIDE: Mapping[str, str] = {}


def read_fields(
    kind: type[F], path: str, front_matter: FrontMatter, beside: Mapping[str, str] = NOTHING_BESIDE
) -> tuple[F | None, list[Problem]]:
    """Make a record of a file's front matter; also return a problem for every wrong field, with its line.

    ``beside`` are the files beside it, by the field of which they hold the value.
    """
    if front_matter.data is None:
        return None, []
    try:
        return kind.model_validate(front_matter.data), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    return None, [
        _problem(kind, beside.get(str(detail["loc"][0]), path), detail, front_matter) for detail in details
    ]


NAME = "[key]"
"""What pydantic puts behind the name of a part that the file names, where the name itself is wrong."""

BUILT_IN = {
    "missing": "missing",
    "extra_forbidden": "unknown-key",
    "model_type": "expected-fields",
    "model_attributes_type": "expected-fields",
    "dict_type": "expected-fields",
}
"""Our code for each type of error of pydantic."""


def _problem(kind: type[Fields], path: str, detail: ErrorDetails, front_matter: FrontMatter) -> Problem:
    places = front_matter.places
    location: FieldPath = tuple(detail["loc"])
    code = BUILT_IN.get(detail["type"], detail["type"])
    values: dict[str, Any] = dict(detail.get("ctx", {}))
    if "index" in values:  # one item is wrong, but pydantic refused the list
        location = (*location, int(values["index"]))
    if "at" in values:  # likewise a name in a group
        location = (*location, str(values.pop("at")))
        places = {**places, location: front_matter.keys.get(location, (1, 1))}
    if location[-1] == NAME:
        location = location[:-1]
        places = {**places, location: front_matter.keys.get(location, (1, 1))}
    present, place = place_of(location, places)
    if code == "missing":
        present = location
        values["key"] = location[-1]
    elif code == "consent-missing":
        present, place = location, places[*location[:-1], "name"]
    elif code == "unknown-key":
        above = location[:-1]
        known = [key for key in _keys(kind, above) if (*above, key) not in front_matter.keys]
        place = front_matter.keys.get(location, place)
        values["key"] = location[-1]
        values["meant"] = nearest(str(location[-1]), known)
    elif code == "not-a-choice":
        values["meant"] = values["meant"] or nearest(values["value"], values["choices"])
        values["choices"] = ", ".join(values["choices"])
    return Problem(code, path, field_name(present), *place, values)


def _keys(kind: type[Fields], location: FieldPath) -> list[str]:
    """The keys that are known at a place in a record."""
    group: Group | None = shape_of(kind)
    if location:
        field = field_at(kind, location)
        group = field.group if field else None
    return list(group.fields) if group else []
