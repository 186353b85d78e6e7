"""The shape of a record as data: its fields, the rule of each, and its explanation.

It is read once from the model. The form, the JSON Schema, the issue form, the guide of the fields and the
command that asks for a new initiative are all made from it, so that there is one list of fields.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, get_args

from pydantic.fields import FieldInfo

from atelier.model.base import Fields, Formerly, Published
from atelier.model.risk import Risk
from atelier.model.rules import Alone, Between, Choice, FromTo, Many, Named, OneLine, Proper, Rule
from atelier.problems.problem import FieldPath


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a group.

    Attributes:
        key: its name in a file.
        required: whether it must be there.
        label: what it is called, to be translated.
        explanation: what goes into it, to be translated.
        example: a good value as it stands in a file; empty for a group.
        default: what it is without a value, as it would stand in a file; empty for nothing.
        rule: what its value may be, or each of its items; None for a group.
        group: the fields in it, or in each of its items.
        many: how its list is, if it is one.
        named: how its parts may be named, if the file names them; ``group`` or ``rule`` is then of each part.
        published: where it stands besides on the page of its record.
        from_to: how a text is read as its first and its last field, if it is such a group.
        between: the rules between it and another field of the same group, by that field's key.
        risks: what a change of it touches, by its marks; those of the groups that it is in come besides.
        formerly: its earlier names.
        proper: whether it is a name, the same in every language.

    """

    key: str
    required: bool
    label: str
    explanation: str
    example: str
    default: str
    rule: Rule | None
    group: Group | None
    many: Many | None
    named: Named | None
    published: Published | None
    from_to: FromTo | None
    between: tuple[tuple[str, Between], ...]
    risks: frozenset[Risk]
    formerly: tuple[Formerly, ...]
    proper: bool

    @property
    def is_text(self) -> bool:
        """Whether its value is text, which can be translated."""
        return type(self.rule) is OneLine and not self.proper

    def example_in(self, gettext: Callable[[str], str]) -> str:
        """The example in the language of ``gettext``; a choice is written the same in all."""
        return self.example if isinstance(self.rule, Choice) or not self.example else gettext(self.example)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of fields; a record is one.

    Attributes:
        kind: the class of the model.
        fields: by key, in the order in which they stand in a file.
        alone: the key of the field whose text may replace the group; empty if there is none.

    """

    kind: type[Fields]
    fields: dict[str, Field]
    alone: str = ""


@cache
def shape_of(kind: type[Fields], alone: str = "") -> Group:
    """The fields of a record or of a group in it."""
    names = {name: info.alias or name for name, info in kind.model_fields.items()}
    return Group(kind, {names[name]: _field(names, name, kind) for name in names}, alone)


def _field(names: dict[str, str], name: str, kind: type[Fields]) -> Field:
    info: FieldInfo = kind.model_fields[name]
    parts = list(_parts(Annotated[info.annotation, *info.metadata, None]))
    group = next((p for p in parts if isinstance(p, type) and issubclass(p, Fields)), None)
    alone = next((p.key for p in parts if isinstance(p, Alone)), "")
    default = info.get_default()
    return Field(
        names[name],
        info.is_required(),
        info.title or "",
        info.description or "",
        str((info.examples or [""])[0]),
        _written(default),
        next((p for p in parts if isinstance(p, Rule)), None) if group is None else None,
        shape_of(group, alone) if group else None,
        next((p for p in parts if isinstance(p, Many)), None),
        next((p for p in parts if isinstance(p, Named)), None),
        next((p for p in parts if isinstance(p, Published)), None),
        next((p for p in parts if isinstance(p, FromTo)), None),
        tuple((names[p.other], p) for p in parts if isinstance(p, Between)),
        frozenset(p for p in parts if isinstance(p, Risk)),
        tuple(p for p in parts if isinstance(p, Formerly)),
        any(isinstance(p, Proper) for p in parts),
    )


def _written(default: object) -> str:
    """A default as it would stand in a file."""
    if isinstance(default, bool):
        return str(default).lower()
    return default if isinstance(default, str) else ""


def _parts(annotation: Any) -> Iterator[object]:
    """The parts of an annotation, outer ones before inner ones."""
    arguments = get_args(annotation)
    if not arguments:
        yield annotation
    for part in (*arguments[1:], *arguments[:1]):
        yield from _parts(part)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field that holds a value, wherever it stands in a record.

    Attributes:
        keys: of the groups that it is in, and its own.
        risks: what a change of it touches: its own marks and those of its groups.
        required: whether every record of its kind must have it.

    """

    keys: tuple[str, ...]
    risks: frozenset[Risk]
    required: bool


@cache
def leaves(kind: type[Fields]) -> tuple[Leaf, ...]:
    """Every field of a record that is no group, in the order in which they stand in a file."""
    found: list[Leaf] = []
    for field in shape_of(kind).fields.values():
        below = leaves(field.group.kind) if field.group else (Leaf((), frozenset(), required=True),)
        found += (
            Leaf((field.key, *leaf.keys), field.risks | leaf.risks, field.required and leaf.required)
            for leaf in below
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Former:
    """Where a field stood before, and where it stands now.

    Attributes:
        was: the keys of the groups that it was in and its own; ``*`` is any item of a list.
        now: the same for the field as it is.
        mark: since when.

    """

    was: tuple[str, ...]
    now: tuple[str, ...]
    mark: Formerly


@cache
def formers(kind: type[Fields]) -> tuple[Former, ...]:
    """Every earlier name of a field of a record, and of the fields in its groups."""
    return tuple(_formers(shape_of(kind), ()))


def _formers(group: Group, above: tuple[str, ...]) -> Iterator[Former]:
    for field in group.fields.values():
        now = (*above, field.key)
        for mark in field.formerly:
            from_top = tuple(filter(None, mark.name.split(".")))
            yield Former(from_top if "." in mark.name else (*above, mark.name), now, mark)
        if field.group:
            yield from _formers(field.group, (*now, "*") if field.many else now)


@cache
def text_fields(kind: type[Fields]) -> tuple[str, ...]:
    """The fields of a record that can be translated: their keys, those of a group with dots between them."""
    found: list[str] = []
    for field in shape_of(kind).fields.values():
        if field.group:
            found += (f"{field.key}.{key}" for key in text_fields(field.group.kind))
        elif field.is_text:
            found.append(field.key)
    return tuple(found)


@cache
def published_fields(kind: type[Fields]) -> tuple[tuple[Field, Published], ...]:
    """The fields of a record that are published besides on its page, each with where (``Published``)."""
    return tuple((field, field.published) for field in shape_of(kind).fields.values() if field.published)


def without(group: Group, paths: Collection[str]) -> Group:
    """A group without some of its fields, by their paths, such as ``recipe.cost``."""
    if not paths:
        return group
    fields: dict[str, Field] = {}
    for key, field in group.fields.items():
        inner = [path.partition(".")[2] for path in paths if path.startswith(f"{key}.")]
        if key not in paths:
            fields[key] = replace(field, group=without(field.group, inner)) if field.group else field
    return replace(group, fields=fields)


def translation_of(group: Group) -> Group:
    """The fields of a group that can be translated: none of them is needed, and none follows from another."""
    fields = {
        key: replace(
            field,
            required=False,
            default="",
            group=translation_of(field.group) if field.group else None,
            many=field.many and replace(field.many, at_least_one=False),
            between=(),
            formerly=(),
        )
        for key, field in group.fields.items()
        if field.is_text or (field.group and text_fields(field.group.kind))
    }
    return replace(group, fields=fields, alone="")


def field_at(kind: type[Fields], path: FieldPath) -> Field | None:
    """The field at a place in a group, such as ``("funding", 0, "amount")``; None where there is none.

    An item of a list, or a part that the file names, is the field of all of them.
    """
    group: Group | None = shape_of(kind)
    found: Field | None = None
    in_parts = False
    for part in path:
        if isinstance(part, int) or in_parts:
            in_parts = False
            continue
        found = group.fields.get(part) if group else None
        if found is None:
            return None
        group, in_parts = found.group, found.named is not None
    return found


def values_at(value: Fields, *keys: str) -> Iterator[Any]:
    """The values of a field, by its keys such as ``"recipe", "steps"``, each item of a list separately.

    Empty if the kind has no such field, or the field is empty.
    """
    key, *inner = keys
    name = attributes(type(value)).get(key)
    found = None if name is None else getattr(value, name)
    for item in found if type(found) is tuple else (found,):  # a date is a tuple of its own kind
        if item is not None and item != "":
            yield from values_at(item, *inner) if inner else (item,)


def nested_at(value: object, *keys: str) -> Any:
    """The value of a field, by its keys as in ``values_at``, in tuples as its lists lie in each other."""
    if type(value) is tuple:  # a date is a tuple of its own kind
        return tuple(nested_at(item, *keys) for item in value)
    if not keys or not isinstance(value, Fields):
        return value
    return nested_at(getattr(value, attributes(type(value))[keys[0]]), *keys[1:])


@cache
def attributes(kind: type[Fields]) -> dict[str, str]:
    """The attribute of each field, by its key in a file."""
    return {info.alias or name: name for name, info in kind.model_fields.items()}
