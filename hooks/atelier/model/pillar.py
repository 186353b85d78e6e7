"""A pillar: a theme under which initiatives are gathered."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from atelier.i18n.translation import N_
from atelier.model.base import FORMER_SLUGS, FormerSlugs, Record
from atelier.model.risk import Risk
from atelier.model.rules import Boolean, Colour, Summary, Title, whole


class Pillar(
    Record,
    folder="docs/pillars",
    one=N_("Pillar"),
    many=N_("Pillars"),
    rank=10,
    names_with="pillar",
    thing="DefinedTerm",
    searched=("summary", "body"),
    anchor="pillar",
):
    """A theme under which initiatives are gathered."""

    name: Title = Field(
        title=N_("Name of the pillar"),
        description=N_("What the pillar is called, at most 160 characters."),
        examples=[N_("Digital literacy")],
    )
    order: Annotated[int, whole(0, 1000)] = Field(
        title=N_("Order"), description=N_("Its place in lists, as a whole number."), examples=["1"]
    )
    colour: Colour = Field(
        title=N_("Colour"), description=N_("A colour, between quotes."), examples=["#1b5fa8"]
    )
    summary: Summary | None = Field(
        None,
        title=N_("What it is about"),
        description=N_("What the pillar is about, at most 300 characters."),
        examples=[N_("Pupils learn to understand and to make the digital world.")],
    )
    flexible: Annotated[Boolean, Risk.MONEY] = Field(
        False,
        title=N_("Free quarter"),
        description=N_("Whether it holds what the free quarter of the budget pays."),
        examples=["false"],
    )
    unplaced: Boolean = Field(
        False,
        title=N_("Not placed yet"),
        description=N_("Whether it holds the initiatives that no source puts under a pillar."),
        examples=["false"],
    )
    former_slugs: FormerSlugs = FORMER_SLUGS

    @property
    def is_theme(self) -> bool:
        """Whether it gathers initiatives by what they are about: not the free quarter, not the rest."""
        return not (self.flexible or self.unplaced)

    def sort_key(self, slug: str, today: datetime.date) -> tuple[object, ...]:
        """By the field ``order``."""
        return self.order, self.name.casefold()
