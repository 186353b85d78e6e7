"""The base of all records: groups of fields, and the fields that several kinds share."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from atelier.i18n.alphabet import in_alphabet
from atelier.i18n.translation import N_
from atelier.model.risk import Risk
from atelier.model.rules import (
    LongName,
    Many,
    Name,
    NotBefore,
    OnlyWith,
    Slug,
    Term,
    Text,
    Url,
    When,
    WhenPast,
)


class Fields(BaseModel):
    """A group of fields: frozen, strict, without extra keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Published:
    """Where a field appears besides its place on the page of its record. A mark in its annotation.

    Attributes:
        filter: the name of its filter in the addresses of lists.
        label: of that filter, to be translated; if empty, the label of the field.
        column: its name in the table of the open data.
        property: its name at https://schema.org.
        facts: whether the page of its record lists it among the facts, without a line in its template.
        card: whether cards list it likewise.

    """

    filter: str = ""
    label: str = ""
    column: str = ""
    property: str = ""
    facts: bool = False
    card: bool = False


@dataclass(frozen=True, slots=True)
class Formerly:
    """An earlier name of a field, or an earlier place of a setting. A mark in the annotation of the field.

    What a file calls so is read for a year, with a remark. A version that comes out after that year refuses
    it. So a catalogue never breaks by itself, but only by a newer version, and ``atelier upgrade`` renames.

    Attributes:
        name: the earlier name, in the same group of fields. With a dot in it, all names from the top of the
            file, such as ``extra.mail`` or ``.mail``: a setting may come from anywhere.
        version: the first one that knows the field by its present name.
        day: on which that version came out.

    """

    name: str
    version: str
    day: datetime.date

    @property
    def until(self) -> datetime.date:
        """The last day on which a version may come out that reads the earlier name."""
        return datetime.date(self.day.year + 1, self.day.month, min(self.day.day, 28))


class Record(Fields):
    """The front matter of one file. The arguments of its class describe the kind of record.

    Attributes:
        folder: of its files, from the root.
        collection: the name of that folder, which is the first part of its addresses.
        one: the word for one record, to be translated.
        many: the word for several records, to be translated.
        rank: its place among the kinds: a kind comes after those that it refers to.
        called_by: the field with the name or title of a record.
        namespace: kinds with the same one share their slugs, names and aliases; empty if no field refers to
            the kind.
        thing: its type at https://schema.org.
        searched: the fields that a visitor can search, the main ones first; ``body`` is the text below them.
        anchor: of its table in the guide of the fields.
        table: the list of groups of fields that may lie in a table beside the file (``SLUG.csv``) instead;
            empty if the kind has none.
        origin: the class itself, or of one that holds a city's own choices, the class it is derived from.
            Catalogues are keyed by it.
        follows: those choices as text; empty for the class itself.

    """

    folder: ClassVar[str]
    collection: ClassVar[str]
    one: ClassVar[str]
    many: ClassVar[str]
    rank: ClassVar[int]
    called_by: ClassVar[str]
    namespace: ClassVar[str]
    thing: ClassVar[str]
    searched: ClassVar[tuple[str, ...]]
    anchor: ClassVar[str]
    table: ClassVar[str]
    origin: ClassVar[type[Record]]
    follows: ClassVar[str] = ""
    if TYPE_CHECKING:
        former_slugs: tuple[str, ...]

    def __init_subclass__(
        cls,
        *,
        folder: str,
        one: str,
        many: str,
        rank: int,
        called_by: str = "name",
        names_with: str = "",
        thing: str = "Thing",
        searched: tuple[str, ...] = ("body",),
        anchor: str = "",
        table: str = "",
        origin: type[Record] | None = None,
    ) -> None:
        super().__init_subclass__()
        cls.folder = folder
        cls.collection = folder.rpartition("/")[2]
        cls.one, cls.many, cls.rank = one, many, rank
        cls.called_by, cls.namespace, cls.thing = called_by, names_with, thing
        cls.searched, cls.anchor, cls.table = searched, anchor or cls.collection, table
        cls.origin = origin or cls

    @property
    def called(self) -> str:
        """The name or title of the record."""
        return str(getattr(self, self.called_by))

    def sort_key(self, slug: str, today: datetime.date) -> tuple[object, ...]:
        """The key by which the records of a kind are sorted on the date ``today``: by name."""
        return in_alphabet(self.called), slug


Terms = Annotated[tuple[Term, ...], Many(differ="slug")]


Texts = Annotated[tuple[Text, ...], Many()]


Names = Annotated[tuple[Name, ...], Many()]


FormerSlugs = Annotated[tuple[Slug, ...], Many(differ="text"), Risk.ADDRESSES]


FORMER_SLUGS = Field(
    (),
    title=N_("Former addresses"),
    description=N_("Earlier names of the file, the oldest first. Old addresses keep working that way."),
    examples=[N_("robots-at-school")],
)
"""The field of every kind of record; each kind sets its place among its fields."""


class Source(Fields):
    """A document from which the facts come."""

    title: LongName = Field(
        title=N_("Name of the document"),
        description=N_("What the document is called."),
        examples=[N_("Our own statement")],
    )
    date: WhenPast | None = Field(
        None,
        title=N_("Date of the document"),
        description=N_("When it was written: a year, a month or a day."),
        examples=["2026-03-01"],
    )
    after: Annotated[WhenPast | None, OnlyWith("date", None, "source-dated")] = Field(
        None,
        title=N_("Written after"),
        description=N_("Without a date: after when it was written, as far as its text shows."),
        examples=["2018-05"],
    )
    before: Annotated[
        When | None, OnlyWith("date", None, "source-dated"), NotBefore("after", "source-bounds")
    ] = Field(
        None,
        title=N_("Written before"),
        description=N_("Without a date: before when it was written, as far as its text shows."),
        examples=["2020"],
    )
    url: Url | None = Field(
        None,
        title=N_("Address of the document"),
        description=N_("Where it can be read, with https://."),
        examples=["https://school.example/plan"],
    )
