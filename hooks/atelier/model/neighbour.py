"""A neighbour: another catalogue, of which the initiatives and questions are shown beside ours."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from atelier.i18n.translation import N_
from atelier.model import readings
from atelier.model.addresses import LASTING
from atelier.model.base import FORMER_SLUGS, Fields, FormerSlugs, Record
from atelier.model.coordinates import Coordinates, Position, position
from atelier.model.risk import Risk
from atelier.model.rules import Many, Name, Term, Title, ToPillar, WhenPast, Written

LANGUAGE = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
LETTERS = readings.Readings(case="lower")


class Match(Fields):
    """A pillar of a neighbour, and which one of ours is about the same."""

    theirs: Name = Field(
        title=N_("Theirs"),
        description=N_("The short name of the pillar in the data of the neighbour."),
        examples=[N_("digital-skills")],
    )
    ours: ToPillar = Field(
        title=N_("Ours"), description=N_("The pillar of ours that fits."), examples=[N_("digital-literacy")]
    )


class Neighbour(
    Record,
    folder="docs/neighbours",
    one=N_("Neighbour"),
    many=N_("Neighbours"),
    rank=70,
    thing="DataCatalog",
    searched=("body", "place"),
):
    """Another catalogue, which the editors trust to be shown beside ours."""

    name: Title = Field(
        title=N_("Name of the catalogue"),
        description=N_("What the other catalogue is called, at most 160 characters."),
        examples=[N_("Learning in Exampleton")],
    )
    url: Annotated[str, Written("neighbour-url", LASTING, readings.ADDRESS), Risk.ADDRESSES] = Field(
        title=N_("Address of its data"),
        description=N_("Where its file with all records is; it often ends in data/catalogue.json."),
        examples=["https://learning.exampleton.example/data/catalogue.json"],
    )
    place: Term | None = Field(
        None, title=N_("Place"), description=N_("Of which city or region it is."), examples=[N_("Exampleton")]
    )
    coordinates: Coordinates | None = Field(
        None,
        title=N_("Where on the map"),
        description=N_("Degrees north and degrees east, as a map on the web gives them."),
        examples=["53.219, 6.567"],
    )
    language: Annotated[str, Written("language-code", LANGUAGE, LETTERS)] | None = Field(
        None,
        title=N_("Language"),
        description=N_("The language of its texts, by its code."),
        examples=["en"],
    )
    pillars: Annotated[tuple[Match, ...], Many()] = Field(
        (),
        title=N_("Pillars"),
        description=N_("Which pillars of theirs are about the same as one of ours."),
    )
    since: WhenPast | None = Field(
        None,
        title=N_("Since"),
        description=N_("Since when it is our neighbour: a year, a month or a day."),
        examples=["2026-11"],
    )
    former_slugs: FormerSlugs = FORMER_SLUGS

    @property
    def city(self) -> str:
        """What cards say of whose an initiative is."""
        return self.place or self.name

    @property
    def position(self) -> Position | None:
        """Where it is; None if that is not known."""
        return position(self.coordinates)
