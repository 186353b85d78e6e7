"""What every record is made of: groups of fields, and the fields that several kinds share."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from atelier.i18n.translation import N_
from atelier.model.rules import Many, Slug, Term, Text, Title, Url, When


class Fields(BaseModel):
    """A group of fields: frozen, strict, without extra keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Published:
    """Where a field stands besides on the page of its record. A mark in the annotation of a field.

    Attributes:
        filter: its name in the addresses of lists, where visitors choose by it.
        label: what that filter is called, to be translated; what the field is called if empty.
        column: its name in the table of the open data.
        property: its name at https://schema.org.

    """

    filter: str = ""
    label: str = ""
    column: str = ""
    property: str = ""


class Record(Fields):
    """What one file says. A kind of record says everything about itself where its class begins.

    Attributes:
        folder: where its files stand, from the root.
        collection: the name of that folder, which is the first part of its addresses.
        one: what one record is called, to be translated.
        many: what several are called, to be translated.
        rank: its place among the kinds: a kind comes after those that it refers to.
        called_by: the field that says what a record is called.
        namespace: kinds with the same one share their slugs, names and aliases; empty where no field
            refers to the kind.
        thing: its type at https://schema.org.
        searched: the fields that a visitor can search, the main ones first; ``body`` is the text below them.
        anchor: of its table in the guide of the fields.

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
    ) -> None:
        super().__init_subclass__()
        cls.folder = folder
        cls.collection = folder.rpartition("/")[2]
        cls.one, cls.many, cls.rank = one, many, rank
        cls.called_by, cls.namespace, cls.thing = called_by, names_with, thing
        cls.searched, cls.anchor = searched, anchor or cls.collection

    @property
    def called(self) -> str:
        """What the record is called."""
        return str(getattr(self, self.called_by))

    def sort_key(self, slug: str, today: datetime.date) -> tuple[object, ...]:
        """The key by which the records of a kind are put in order, as seen on ``today``: by name."""
        return self.called.casefold(), slug


Terms = Annotated[tuple[Term, ...], Many(differ="slug")]


Texts = Annotated[tuple[Text, ...], Many()]


FormerSlugs = Annotated[tuple[Slug, ...], Many(differ="text")]


FORMER_SLUGS = Field(
    (),
    title=N_("Former addresses"),
    description=N_("Earlier names of the file, the oldest first. Old addresses keep working that way."),
    examples=["robots-op-school"],
)
"""The same in every kind of record, each of which says where it stands among its fields."""


class Source(Fields):
    """A document from which the facts come."""

    title: Title = Field(
        title=N_("Name of the document"),
        description=N_("What the document is called."),
        examples=["Eigen opgave"],
    )
    date: When | None = Field(
        None,
        title=N_("Date of the document"),
        description=N_("When it was written: a year, a month or a day."),
        examples=["2026-03-01"],
    )
    url: Url | None = Field(
        None,
        title=N_("Address of the document"),
        description=N_("Where it can be read, with https://."),
        examples=["https://school.example/plan"],
    )
