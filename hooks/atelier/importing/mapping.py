"""What the columns of a sheet become: asked for once, and kept in a file of YAML beside the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Mapping_
from pathlib import Path
from textwrap import wrap
from typing import Annotated

import yaml
from pydantic import Field

from atelier.content.front_matter import FrontMatter, Place, Value
from atelier.content.source import decode
from atelier.content.validate import read_fields
from atelier.content.yaml.scalar import NOTHING as EMPTY_SCALARS
from atelier.content.yaml.scalar import as_scalar
from atelier.importing.rest_name import origin
from atelier.importing.yaml_text import LIMIT, composed
from atelier.model.base import Fields
from atelier.model.rules import Boolean, Many, Text, whole
from atelier.problems.problem import FieldPath, Problem

ENDING = ".import.yml"
"""How the name of a mapping ends: ``initiatives.xlsx`` has ``initiatives.import.yml``."""
SHIPPED = Path(__file__).parent / "mappings"
"""The mappings of the package, for data in forms that many use."""
WIDTH = 100
"""The longest line of a remark, in characters."""


class Given(Fields):
    """A field with a value that stands in no column.

    Attributes:
        field: its name, such as ``status``.
        value: what stands in it; None if that must be filled in.

    """

    field: Text
    value: Text | None = None


class MappedColumn(Fields):
    """What a column becomes.

    Attributes:
        column: its head.
        field: the field that it fills, ``body`` for the text of the page, or ``-`` for none.
        besides: other fields of the same item of a list, such as the role of a partner: ``with`` in the file.
        value: what a mark in the column means, such as an x below the name of a level.
        split: the signs between several values in a cell, if they are others than usual.
        shorten: whether as many whole sentences are taken as fit, where a text is too long.

    """

    column: Text
    field: Text
    besides: Annotated[tuple[Given, ...], Many()] = Field((), alias="with")
    value: Text | None = None
    split: Text | None = None
    shorten: Boolean = False


class Word(Fields):
    """What a word in a column means.

    Attributes:
        field: the field in which it stands.
        word: what the sheet says.
        value: what it means, or ``-`` for nothing; None if that must be filled in.

    """

    field: Text
    word: Text
    value: Text | None = None


class NewPartner(Fields):
    """A name in the sheet that is no partner yet.

    Attributes:
        name: as the sheet has it; ``*`` for all others.
        kind: what kind of organisation it is, or the partner that it is, by the name of that file; None if
            that must be filled in.

    """

    name: Text
    kind: Text | None = None


class Mapping(Fields):
    """What a sheet becomes.

    Attributes:
        kind: what a row becomes: the name of the folder.
        sheet: its name, of a file with several.
        header: the number of the row with the heads.
        records: where the list of records stands, in data.
        columns: what each becomes.
        fixed: fields that are the same in each row where no column says something else.
        words: what words in the sheet mean.
        partners: names that are no partner yet.

    """

    kind: Text = "initiatives"
    sheet: Text | None = None
    header: Annotated[int, whole(0, 1000)] | None = None
    records: Text | None = None
    columns: Annotated[tuple[MappedColumn, ...], Many(at_least_one=True)]
    fixed: Annotated[tuple[Given, ...], Many()] = ()
    words: Annotated[tuple[Word, ...], Many()] = ()
    partners: Annotated[tuple[NewPartner, ...], Many()] = ()


def is_complete(mapping: Mapping) -> bool:
    """Whether nothing must be filled in."""
    given = [*mapping.fixed, *(one for column in mapping.columns for one in column.besides)]
    values = [*(one.value for one in given), *(word.value for word in mapping.words)]
    return all(values) and all(partner.kind for partner in mapping.partners)


def shipped(name: str) -> Mapping | None:
    """The mapping of the package with a name; None if there is none."""
    file = SHIPPED / f"{name}{ENDING}"
    return read_mapping(file)[0] if file.parent == SHIPPED and file.is_file() else None


def shipped_names() -> list[str]:
    """The names of the mappings of the package."""
    return sorted(file.name.removesuffix(ENDING) for file in SHIPPED.glob(f"*{ENDING}"))


def mapping_path(file: Path) -> Path:
    """Where the mapping of a sheet stands: beside it. A rest has that of the sheet that it is left of."""
    return file.with_name(origin(file.stem) + ENDING)


def read_mapping(file: Path) -> tuple[Mapping | None, FrontMatter, list[Problem]]:
    """The mapping in a file, where its fields stand, and all that is wrong; None where something is.

    Raises OSError.
    """
    with file.open("rb") as opened:
        text, problems = decode(opened.read(LIMIT + 1), file.name)
    nothing = FrontMatter(None, {}, {}, "", 1)
    if text is None or problems:
        return None, nothing, problems
    try:
        node = composed(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return None, nothing, [Problem("settings-yaml", file.name, "file", *place)]
    places: dict[FieldPath, Place] = {}
    keys: dict[FieldPath, Place] = {}
    value = _value(node, (), places, keys) if node else {}
    front = FrontMatter(value if isinstance(value, dict) else {}, places, keys, "", 1)
    mapping, problems = read_fields(Mapping, file.name, front)
    return mapping, front, problems


def _value(
    node: yaml.Node, path: FieldPath, places: dict[FieldPath, Place], keys: dict[FieldPath, Place]
) -> Value | None:
    """The value of a node, every scalar as text; None where it is empty."""
    places.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, yaml.ScalarNode):
        text = str(node.value)
        return None if not node.style and text in EMPTY_SCALARS else text
    if isinstance(node, yaml.SequenceNode):
        items = (_value(item, (*path, number), places, keys) for number, item in enumerate(node.value))
        return [item for item in items if item is not None]
    found: dict[str, Value] = {}
    for key, inner in node.value:
        here = (*path, str(key.value))
        keys[here] = (key.start_mark.line + 1, key.start_mark.column + 1)
        value = _value(inner, here, places, keys)
        if value is not None:
            found[str(key.value)] = value
    return found


def mapping_text(mapping: Mapping, remarks: Mapping_[str, str]) -> str:
    """The text of the file of a mapping, with remarks above its fields; what is to be filled in, is empty."""
    lines: list[str] = []
    for key, value in as_value(mapping).items():
        if remarks.get(key):
            lines += ["", *(f"# {line}" for line in wrap(remarks[key], WIDTH))]
        lines += _lines(key, value)
    return "\n".join([*lines, ""]).lstrip("\n")


def _lines(key: str, value: Value, indent: str = "") -> Iterator[str]:
    if isinstance(value, str):
        yield f"{indent}{key}: {as_scalar(value)}" if value else f"{indent}{key}:"
        return
    yield f"{indent}{key}:"
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            lines = [line for name, inner in item.items() for line in _lines(name, inner, f"{indent}    ")]
            yield f"{indent}  - {lines[0].lstrip()}"
            yield from lines[1:]


def as_value(fields: Fields) -> dict[str, Value]:
    """A group of fields as it stands in a file, without what is empty but for what must be filled in."""
    found: dict[str, Value] = {}
    for name, info in type(fields).model_fields.items():
        value = getattr(fields, name)
        key = info.alias or name
        if isinstance(value, tuple):
            if value:
                found[key] = [as_value(item) for item in value]
        elif value is True:
            found[key] = "true"
        elif value is not None and value is not False:
            found[key] = str(value)
        elif name == OPEN.get(type(fields)):
            found[key] = ""
    return found


OPEN: Mapping_[type[Fields], str] = {Given: "value", Word: "value", NewPartner: "kind"}
"""The field that is written even without a value, for somebody to fill in."""
