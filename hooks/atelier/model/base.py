"""What every record is made of: groups of fields, and the fields that several kinds share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from atelier.i18n.translation import N_
from atelier.model.rules import Many, Slug, Term, Text, Title, Url, When


class Fields(BaseModel):
    """A group of fields: frozen, strict, without extra keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Record(Fields):
    """What one file says. ``folder`` is where the files of this kind stand, from the root."""

    folder: ClassVar[str]
    collection: ClassVar[str]
    if TYPE_CHECKING:
        former_slugs: tuple[str, ...]


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
