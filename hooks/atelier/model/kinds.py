"""The kinds of record of one catalogue: ours, with what its city chooses of them.

A kind is still known by its class in this room, such as ``Initiative``: catalogues are keyed by it, and
every record is an instance of it. ``Kinds`` gives the class by which the files of a catalogue are read, which
is the same one where the city chooses nothing, and else a class derived from it with other fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar, cast, get_args, get_origin

from pydantic import Field, create_model

from atelier.i18n.translation import Said
from atelier.model.base import Published, Record, Terms, Texts
from atelier.model.choices import NO_CHOICES, Choices, FieldType, Grade, OwnField, OwnOption
from atelier.model.fields import Group, shape_of
from atelier.model.initiative import OF_ANY_AGE, Ages, Initiative, Level, within
from atelier.model.labelled import Labelled
from atelier.model.partner import Partner, PartnerKind
from atelier.model.readings import Readings, ages_with
from atelier.model.records import RECORDS, kind_of
from atelier.model.rules import Choice, FromTo, Many, Text, Url, When, Year, whole

R = TypeVar("R", bound=Record)

NOTHING = Said.of({"": ""})
NUMBER = whole(0, 999_999_999)


class Option(NamedTuple):
    """A choice of a city's own: its value, its label, other words for it, and what several are called."""

    value: str
    label: Said
    words: str = ""
    several: Said = NOTHING


class OwnChoice(Labelled):
    """The choices of a city's own for one field, as ours are.

    Attributes:
        options: all of them.

    """

    options: ClassVar[tuple[Option, ...]]

    @property
    def several(self) -> str:
        """What several of them are called, to be translated."""
        return next(option.several for option in self.options if option.value == self) or self.label

    def __reduce_ex__(self, protocol: Any) -> tuple[object, ...]:
        return _choice, (type(self).__name__, self.options, self.value)


@cache
def choices_of(name: str, options: tuple[Option, ...]) -> type[OwnChoice]:
    """An enumeration of a city's own choices."""
    members = [(f"O_{option.value}", (option.value, option.label, option.words)) for option in options]
    made = cast("type[OwnChoice]", OwnChoice(name, members))  # type: ignore[arg-type]
    made.options = options
    return made


def _choice(name: str, options: tuple[Option, ...], value: str) -> OwnChoice:
    return choices_of(name, options)(value)


class Chosen:
    """What a class derived from a kind of record has besides, so that another process can make it again.

    Attributes:
        kinds: those that it is one of.

    """

    kinds: ClassVar[Kinds]
    origin: ClassVar[type[Record]]
    follows: ClassVar[str]

    def __reduce__(self) -> tuple[object, ...]:
        return _blank, (self.origin, self.kinds), self.__getstate__()


def _blank(kind: type[Record], kinds: Kinds) -> Record:
    """A record without fields, which get their values next."""
    made = kinds[kind]
    return made.__new__(made)


class Kinds:
    """The kinds of record of one catalogue.

    Attributes:
        choices: what the city chooses.
        follows: that as text, of which keys in a store are made; empty if it chooses nothing.
        levels: the levels of education, in the order of a school career.
        partner_kinds: the kinds of partners, in the order in which they are listed.

    """

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.follows = "" if choices == NO_CHOICES else repr(choices)
        self.levels = cast("type[Level]", _own("Level", choices.levels) or Level)
        partner_kinds = _own("PartnerKind", choices.partner_kinds) or PartnerKind
        self.partner_kinds = cast("type[PartnerKind]", partner_kinds)
        self._derived = {kind: self._read_as(kind) for kind in RECORDS}

    def __reduce__(self) -> tuple[object, ...]:
        return kinds_of, (self.choices,)

    def __getitem__(self, kind: type[R]) -> type[R]:
        """The class by which files of a kind are read."""
        return cast("type[R]", self._derived.get(kind, kind))

    @cached_property
    def shapes(self) -> Mapping[str, Group]:
        """The shape of each kind of record, by its collection."""
        return MappingProxyType({kind.collection: shape_of(self[kind]) for kind in RECORDS})

    @cached_property
    def groups(self) -> Sequence[Grade]:
        """The groups of the city's own levels, in the order of a school career."""
        return [group for level in self.choices.levels for group in level.groups]

    def groups_for(self, ages: Ages) -> Sequence[Grade]:
        """Those of the groups that ages are of."""
        return [self.groups[index] for index in within(ages, [span(group.ages) for group in self.groups])]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The name of every field of every kind, and of the groups in them."""
        return frozenset(_keys(self.shapes.values()))

    def at(self, path: str) -> type[Record] | None:
        """The class by which the file at a path is read; None where it holds no record."""
        kind = kind_of(path)
        return self[kind] if kind else None

    def _read_as(self, kind: type[Record]) -> type[Record]:
        changed = self._changed(kind)
        if not changed:
            return kind
        found = [key for key, own in self.choices.fields_of(kind) if own.type not in UNSAID]
        made = create_model(
            kind.__name__,
            __base__=cast("tuple[type[Record], ...]", (Chosen, kind)),
            __doc__=kind.__doc__,
            __cls_kwargs__={
                "folder": kind.folder,
                "one": kind.one,
                "many": kind.many,
                "rank": kind.rank,
                "called_by": kind.called_by,
                "names_with": kind.namespace,
                "thing": kind.thing,
                "searched": (*kind.searched, *found),
                "anchor": kind.anchor,
                "table": kind.table,
                "origin": kind,
            },
            **changed,
        )
        made.kinds, made.follows = self, self.follows  # type: ignore[attr-defined]
        return cast("type[Record]", made)

    def _changed(self, kind: type[Record]) -> dict[str, Any]:
        """The fields of a kind that are not as ours, by their attribute."""
        attributes = {info.alias or name: name for name, info in kind.model_fields.items()}
        changed: dict[str, _Field] = {}
        if kind is Initiative and self.levels is not Level:
            levels, example = self.levels, next(iter(self.levels))
            of = tuple[Annotated[levels, Choice(levels)], ...]  # type: ignore[valid-type]
            changed["levels"] = _Field.like(kind, "levels")._replace(annotation=of, examples=[example])
            changed["ages"] = _Field.like(kind, "ages").reading(
                ages_with([(_names(group), *span(group.ages)) for group in self.groups])
            )
        if kind is Partner and self.partner_kinds is not PartnerKind:
            kinds, kept = self.partner_kinds, next(iter(self.partner_kinds))
            changed["kind"] = _Field.like(kind, "kind")._replace(
                annotation=kinds, metadata=(Choice(kinds),), examples=[kept]
            )
        for key, needed in self.choices.required_of(kind).items():
            name = attributes[key]
            field = changed.get(name) or _Field.like(kind, name)
            if (field.default is ...) != needed:
                changed[name] = field.needed if needed else field.omissible
        changed |= {f"own_{key}": _further(key, own) for key, own in self.choices.fields_of(kind)}
        return {name: field.made for name, field in changed.items()}


def span(ages: Ages) -> tuple[int, int]:
    """The youngest and the oldest age; where one is not said, any."""
    low, high = OF_ANY_AGE
    return low if ages.start is None else ages.start, high if ages.to is None else ages.to


UNSAID = (FieldType.URL, FieldType.YEAR, FieldType.DATE, FieldType.NUMBER)
"""The types of fields in which nobody looks for words."""


class _Field(NamedTuple):
    """A field of a class that is made, as pydantic takes it apart.

    Attributes:
        default: what it is without a value; ``...`` if it must be there.

    """

    annotation: Any
    metadata: tuple[Any, ...]
    default: Any
    alias: str | None
    title: str
    description: str
    examples: list[Any]

    @classmethod
    def like(cls, kind: type[Record], name: str) -> _Field:
        """A field of a kind as it is."""
        info = kind.model_fields[name]
        default = ... if info.is_required() else info.default
        return cls(
            info.annotation,
            tuple(info.metadata),
            default,
            info.alias,
            info.title or "",
            info.description or "",
            info.examples or [],
        )

    def reading(self, readings: Readings) -> _Field:
        """The same field, of which a text for its first and its last is read otherwise."""
        metadata = (
            replace(part, readings=readings) if isinstance(part, FromTo) else part for part in self.metadata
        )
        return self._replace(metadata=tuple(metadata))

    @property
    def needed(self) -> _Field:
        """The same field, which must be there."""
        return self._listing(at_least_one=True)._replace(default=...)

    @property
    def omissible(self) -> _Field:
        """The same field, which may be left out: a text is then empty, and a list has no item."""
        listed = any(isinstance(part, Many) for part in self.metadata)
        empty: object = () if listed else "" if self.annotation is str else None
        return self._listing(at_least_one=False)._replace(default=empty)

    def _listing(self, *, at_least_one: bool) -> _Field:
        """The same field, of which a list has one item at least or may be empty."""
        metadata = (
            replace(part, at_least_one=at_least_one) if isinstance(part, Many) else part
            for part in self.metadata
        )
        return self._replace(metadata=tuple(metadata))

    @property
    def made(self) -> tuple[Any, Any]:
        """The field as pydantic makes one."""
        about: dict[str, Any] = {"title": self.title, "description": self.description}
        if self.examples:
            about["examples"] = self.examples
        if self.alias:
            about["alias"] = self.alias
        annotation = Annotated[self.annotation, *self.metadata] if self.metadata else self.annotation
        return annotation, Field(self.default, **about)


def _further(key: str, own: OwnField) -> _Field:
    """A further field, by what its city says of it."""
    published = Published(
        filter=key if own.filters else "",
        column=key if own.columns else "",
        facts=True,
        card=own.on_card,
    )
    options = (Option(value, label, _words(label)) for value, label in own.choices)
    choices: Any = choices_of(key, tuple(options))
    annotation, example = {
        FieldType.CHOICE: (Annotated[choices, Choice(choices)], next(iter(choices), "")),
        FieldType.CHOICES: (
            Annotated[tuple[Annotated[choices, Choice(choices)], ...], Many(differ="text")],
            next(iter(choices), ""),
        ),
        FieldType.TEXT: (Text, ""),
        FieldType.TEXTS: (Terms if own.filters else Texts, ""),
        FieldType.URL: (Url, "https://school.example/"),
        FieldType.YEAR: (Year, "2026"),
        FieldType.DATE: (When, "2026-03-01"),
        FieldType.NUMBER: (Annotated[int, NUMBER], "24"),
    }[own.type]
    kept, *metadata = get_args(annotation)
    listed = get_origin(kept) is tuple
    field = _Field(
        kept,
        (*metadata, published),
        () if listed else None,
        key,
        own.label,
        own.explanation or NOTHING,
        [own.example or example] if own.example or example else [],
    )
    if own.required:
        return field.needed
    if listed:
        return field
    return field._replace(annotation=Annotated[kept, *metadata] | None, metadata=(published,))


def _names(option: OwnOption) -> Sequence[str]:
    """What an option is called, in each language and otherwise."""
    return (*(text for _, text in option.name.by_language), *option.synonyms)


def _words(label: Said, *others: str) -> str:
    """Other words for a choice, as ``Labelled`` has them: what it is called in each language too."""
    words = [word.casefold() for word in (*(text for _, text in label.by_language), *others)]
    return "|".join(dict.fromkeys(word for word in words if "|" not in word))


def _keys(groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        for field in group.fields.values():
            yield field.key
            yield from _keys([field.group] if field.group else [])


def _own(name: str, options: Sequence[OwnOption]) -> type[OwnChoice] | None:
    """The choices that a city names itself; None if it names none."""
    found = (Option(one.slug, one.name, _words(one.name, *one.synonyms), one.many) for one in options)
    return choices_of(name, tuple(found)) if options else None


@cache
def kinds_of(choices: Choices) -> Kinds:
    """The kinds of record by what a city chooses."""
    return Kinds(choices)


OURS = kinds_of(NO_CHOICES)
"""The kinds of record of a catalogue whose city chooses nothing."""
