"""What a city chooses of the model, as data in its settings: fields, levels and kinds of partners of its own.

Here is what can stand in ``mkdocs.yml`` and the value that it becomes, ``Choices``. The kinds of record that
follow from it are in ``atelier.model.kinds``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import ConfigDict, Field, create_model

from atelier.i18n.translation import LANGUAGES, N_, Said
from atelier.model.base import Fields, Record, Texts
from atelier.model.fields import shape_of
from atelier.model.initiative import FROM_AGE_TO_AGE, Ages, Initiative
from atelier.model.labelled import Labelled
from atelier.model.partner import Partner
from atelier.model.readings import Readings, Step
from atelier.model.records import RECORDS
from atelier.model.rules import Between, Boolean, Choice, Many, Named, OneLine, Rule, Text, Written, refused
from atelier.model.slug import RESERVED, SLUG

KEY = Written(
    "own-name",
    re.compile("(?=.{1,40}$)[a-z][a-z0-9]*(?:_[a-z0-9]+)*"),
    Readings((Step("[ -]+", "_"),), "lower"),
)
"""The name of a field in a file."""

OPTION = Written(
    "own-name",
    re.compile(f"(?!(?:{'|'.join(sorted(RESERVED))})$)(?=.{{1,40}}$){SLUG.pattern}"),
    Readings((Step("[ _]+", "-"),), "lower"),
)
"""The name of a choice in a file, and in the addresses of pages and lists."""

TAKEN = frozenset(
    "age age_from age_to amount amounts_unknown body brought_in brought_in_by brin catalogue cost file "
    "funder funding id initiatives kvk language level modified new page page_url partner partner_names "
    "pillar_name place planned_partners q recipe ror same_as short_url slug sort start end tag website "
    "year".split()
)
"""Names besides those of fields that stand in addresses, forms and files of data: a test knows them all."""


@dataclass(frozen=True)
class InWords(Rule):
    """A text for visitors: one for every language, or a group with one for each. ``limit`` in characters."""

    kind = "in-words"
    limit: int

    def read(self, value: object) -> Said:
        """The text."""
        line = OneLine(self.limit)
        if not isinstance(value, Mapping):
            return Said.of({"": line.read(value)})
        for language in value:
            if language not in LANGUAGES:
                raise refused("not-a-choice", value=language, choices=LANGUAGES, meant="", at=language)
        return Said.of({language: line.read(text) for language, text in value.items()})


Label = Annotated[Said, InWords(80)]
Explanation = Annotated[Said, InWords(300)]


class FieldType(Labelled):
    """What a field of a city's own holds."""

    CHOICE = "choice", "", "keuze|select|enum"
    CHOICES = "choices", "", "keuzes|multiselect"
    TEXT = "text", "", "tekst|string|str"
    TEXTS = "texts", "", "teksten|list|lijst"
    URL = "url", "", "link|adres|address|uri"
    YEAR = "year", "", "jaar"
    DATE = "date", "", "datum|day|dag"
    NUMBER = "number", "", "getal|nummer|int|integer"


CHOOSING = (FieldType.CHOICE, FieldType.CHOICES)
FILTERED = (*CHOOSING, FieldType.TEXTS, FieldType.YEAR)
"""Lists can be filtered by what many records say in the same words."""


@dataclass(frozen=True)
class ChoicesOf(Between):
    """There are choices if, and only if, the field is one to choose in."""

    other: str = "type"
    code: str = "own-choices"

    def check(self, value: Any, other: Any) -> None:
        """Whether both are so, or neither."""
        if bool(value) != (other in CHOOSING):
            raise refused(self.code, type=str(other))


@dataclass(frozen=True)
class FilterOf(Between):
    """A filter needs a type of which many values are the same."""

    other: str = "type"
    code: str = "own-filter"

    def check(self, value: Any, other: Any) -> None:
        """Whether it is of such a type."""
        if value and other not in FILTERED:
            raise refused(self.code, type=str(other), choices=", ".join(FILTERED))


class Chosen(Fields):
    """A group of choices. How it is checked is found when settings are read, not when this is imported."""

    model_config = ConfigDict(defer_build=True)


class OwnField(Chosen):
    """A further field of a kind of record."""

    type: Annotated[FieldType, Choice(FieldType)] = Field(
        title=N_("Type"), description=N_("What the field holds."), examples=["choice"]
    )
    label: Label = Field(
        title=N_("Label"),
        description=N_("What the field is called, or a group with that in each language."),
        examples=["Licence"],
    )
    explanation: Explanation | None = Field(
        None,
        title=N_("Explanation"),
        description=N_("What goes into the field, for who fills it in."),
        examples=["Under which licence the material may be used."],
    )
    example: Text | None = Field(
        None, title=N_("Example"), description=N_("A good value."), examples=["cc-by"]
    )
    choices: Annotated[tuple[tuple[str, Label], ...], Named(OPTION), ChoicesOf()] = Field(
        (),
        validate_default=True,
        title=N_("Choices"),
        description=N_("What can be chosen: the word in a file, and what it is called on a page."),
    )
    required: Boolean = Field(
        default=False,
        title=N_("Needed"),
        description=N_("Whether every record must have it."),
        examples=["true"],
    )

    @property
    def columns(self) -> bool:
        """Whether it is a column of the open data."""
        return False

    @property
    def filters(self) -> bool:
        """Whether lists can be filtered by it."""
        return False

    @property
    def on_card(self) -> bool:
        """Whether it stands on cards."""
        return False


class OwnColumn(OwnField):
    """A further field of a kind of record that has a table in the open data."""

    column: Boolean = Field(
        default=True,
        title=N_("Column"),
        description=N_("Whether it is a column in the tables of the open data."),
        examples=["false"],
    )

    @property
    def columns(self) -> bool:
        """Whether it is a column of the open data."""
        return self.column


class OwnFilter(OwnColumn):
    """A further field of an initiative."""

    filter: Annotated[Boolean, FilterOf()] = Field(
        default=False,
        title=N_("Filter"),
        description=N_("Whether lists can be filtered by it."),
        examples=["true"],
    )
    card: Boolean = Field(
        default=False, title=N_("Card"), description=N_("Whether it stands on cards."), examples=["true"]
    )

    @property
    def filters(self) -> bool:
        """Whether lists can be filtered by it."""
        return self.filter

    @property
    def on_card(self) -> bool:
        """Whether it stands on cards."""
        return self.card


TYPES: Mapping[type[Record], type[OwnField]] = {Initiative: OwnFilter, Partner: OwnColumn}
"""What can be said of the fields of a kind, if that is more than of all."""


@dataclass(frozen=True)
class FreeKey(Rule):
    """The name of a further field: one that nothing else of its kind has."""

    kind = "own-name"
    of: type[Record]

    def read(self, value: object) -> str:
        """The name."""
        key = str(KEY.read(value))
        if key in shape_of(self.of).fields or key in TAKEN:
            raise refused("own-taken", value=key)
        return key


@dataclass(frozen=True)
class ChangeableKey(Rule):
    """The name of a field of which a city may choose whether it is required."""

    kind = "changeable"
    of: type[Record]

    def read(self, value: object) -> str:
        """The name."""
        choices = tuple(changeable(self.of))
        if value not in choices:
            raise refused("not-a-choice", value=value, choices=choices, meant="")
        return str(value)


OMISSIBLE: Mapping[type[Record], frozenset[str]] = {Initiative: frozenset({"summary", "partners", "contact"})}
"""The required fields that a catalogue can do without."""


def changeable(kind: type[Record]) -> Iterator[str]:
    """The fields of a kind of which a city may choose whether they are required.

    Not those that follow from another field, groups of which each field may be empty, and former slugs, which
    a new record cannot have.
    """
    for key, field in shape_of(kind).fields.items():
        group = field.group
        says = (
            group is None or field.many or field.from_to or any(one.required for one in group.fields.values())
        )
        free = not field.between and says and key != "former_slugs"
        if key in OMISSIBLE.get(kind, ()) if field.required else free:
            yield key


if TYPE_CHECKING:

    class OwnFields(Fields):
        """The further fields of each kind of record."""

    class Required(Fields):
        """For fields of ours, by kind of record, whether they are required."""

else:
    OwnFields = create_model(
        "OwnFields",
        __base__=Chosen,
        __module__=__name__,
        **{
            kind.collection: (
                Annotated[tuple[tuple[str, TYPES.get(kind, OwnField)], ...], Named(FreeKey(kind))],
                Field((), title=kind.many, description=N_("Further fields of this kind of record.")),
            )
            for kind in RECORDS
        },
    )
    Required = create_model(
        "Required",
        __base__=Chosen,
        __module__=__name__,
        **{
            kind.collection: (
                Annotated[tuple[tuple[str, Boolean], ...], Named(ChangeableKey(kind))],
                Field((), title=kind.many, description=N_("For each of these fields, whether it is needed.")),
            )
            for kind in RECORDS
        },
    )


class OwnOption(Chosen):
    """One of several things that a city names itself."""

    slug: Annotated[str, OPTION] = Field(
        title=N_("Word"),
        description=N_("The word in a file and in addresses."),
        examples=["primary"],
    )
    name: Label = Field(
        title=N_("Name"),
        description=N_("What it is called, or a group with that in each language."),
        examples=["Primary school"],
    )
    synonyms: Texts = Field(
        (),
        title=N_("Other words"),
        description=N_("Other words that people write for it."),
        examples=["elementary school"],
    )

    @property
    def many(self) -> Said:
        """What several of them are called."""
        return self.name


class Grade(OwnOption):
    """A year of a level, such as group 7."""

    ages: Annotated[Ages, FROM_AGE_TO_AGE] = Field(
        title=N_("Ages"), description=N_("How old its pupils are, from and to.")
    )


class OwnLevel(OwnOption):
    """A level of education."""

    ages: Annotated[Ages | None, FROM_AGE_TO_AGE] = Field(
        None, title=N_("Ages"), description=N_("How old its pupils are, from and to.")
    )
    groups: Annotated[tuple[Grade, ...], Many()] = Field(
        (), title=N_("Groups"), description=N_("Its years, the youngest first, by which visitors filter.")
    )


class OwnPartnerKind(OwnOption):
    """A kind of partner."""

    several: Label | None = Field(
        None,
        title=N_("Several"),
        description=N_("What several of them are called."),
        examples=["Schools"],
    )

    @property
    def many(self) -> Said:
        """What several of them are called."""
        return self.several or self.name


@dataclass(frozen=True)
class Differing(Many):
    """A list of what a city names itself: no two have one word."""

    differ: str = "slug"

    def differing(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        """The items, where no two have the same word, and no two groups in them."""
        seen: dict[type, set[str]] = {}
        for index, item in enumerate(items):
            for one in (item, *getattr(item, "groups", ())):
                if one.slug in seen.setdefault(type(one), set()):
                    raise refused("duplicate-item", value=one.slug, index=index)
                seen[type(one)].add(one.slug)
        return items


OwnLevels = Annotated[tuple[OwnLevel, ...], Differing()]
OwnPartnerKinds = Annotated[tuple[OwnPartnerKind, ...], Differing()]


OWN_FIELDS, REQUIRED = OwnFields.model_construct(), Required.model_construct()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a city chooses of the model; nothing, if it is content with ours.

    Attributes:
        fields: the further fields of each kind of record.
        required: for fields of ours, whether they are required.
        levels: the levels of education in place of ours, in the order of a school career.
        partner_kinds: the kinds of partners in place of ours, in the order in which they are listed.

    """

    fields: OwnFields = OWN_FIELDS
    required: Required = REQUIRED
    levels: tuple[OwnLevel, ...] = ()
    partner_kinds: tuple[OwnPartnerKind, ...] = ()

    def fields_of(self, kind: type[Record]) -> tuple[tuple[str, OwnField], ...]:
        """The further fields of a kind of record, each with its name."""
        found: tuple[tuple[str, OwnField], ...] = getattr(self.fields, kind.collection)
        return found

    def required_of(self, kind: type[Record]) -> Mapping[str, bool]:
        """For fields of ours of a kind of record, whether they are required."""
        return dict(getattr(self.required, kind.collection))

    def omitting(self, kind: type[Record], key: str) -> Choices:
        """The same, but records of a kind may leave a field of ours out."""
        needed = (*getattr(self.required, kind.collection), (key, False))
        return replace(self, required=self.required.model_copy(update={kind.collection: needed}))


NO_CHOICES = Choices()
