"""A question: what one organisation would like to know from others."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from atelier.i18n.translation import N_
from atelier.model.base import FORMER_SLUGS, Fields, FormerSlugs, Record, Source, Terms
from atelier.model.rules import (
    Alone,
    Many,
    NeededFor,
    Term,
    Title,
    ToAnyInitiative,
    ToPartner,
    ToPillar,
    Url,
    WhenPast,
)


class Answer(Fields):
    """What answers a question: an initiative, or a page elsewhere."""

    initiative: ToAnyInitiative | None = Field(
        None,
        title=N_("Initiative"),
        description=N_(
            "The initiative that shows how it can be done; of another city by the address of its page."
        ),
        examples=["e-labs"],
    )
    title: Title | None = Field(
        None,
        title=N_("Name of the page"),
        description=N_("What the page is called, if the answer stands elsewhere."),
        examples=[N_("How we do it")],
    )
    url: Annotated[Url | None, NeededFor("title", "answer-empty")] = Field(
        None,
        validate_default=True,
        title=N_("Address of the page"),
        description=N_("The whole address of that page, with https://."),
        examples=["https://school.example/robots"],
    )


class Question(
    Record,
    folder="docs/questions",
    one=N_("Question"),
    many=N_("Questions"),
    rank=60,
    called_by="title",
    thing="Question",
    searched=("body", "answered_by.initiative", "answered_by.title", "asked_by", "place", "tags", "pillar"),
):
    """What a school, a city or another organisation would like to know from others."""

    title: Title = Field(
        title=N_("Question"),
        description=N_("The question in one sentence, at most 160 characters."),
        examples=[N_("How do you get parents into the school?")],
    )
    asked_by: ToPartner | None = Field(
        None,
        title=N_("Who asks"),
        description=N_("The organisation that would like to know."),
        examples=[N_("the-bridge")],
    )
    date: WhenPast | None = Field(
        None,
        title=N_("When"),
        description=N_("When it was asked: a year, a month or a day."),
        examples=["2026-03-01"],
    )
    place: Term | None = Field(
        None, title=N_("Place"), description=N_("For which place it was asked."), examples=[N_("Exampleton")]
    )
    tags: Terms = Field(
        (),
        title=N_("Subjects"),
        description=N_("Words that someone would search for."),
        examples=[N_("parents")],
    )
    pillar: ToPillar | None = Field(
        None,
        title=N_("Pillar"),
        description=N_("The pillar that it belongs to."),
        examples=[N_("learning-for-tomorrow")],
    )
    answered_by: Annotated[tuple[Annotated[Answer, Alone("initiative")], ...], Many()] = Field(
        (), title=N_("Answers"), description=N_("What answers it: initiatives, or pages elsewhere.")
    )
    sources: Annotated[tuple[Source, ...], Many()] = Field(
        (), title=N_("Sources"), description=N_("The documents in which it was asked.")
    )
    former_slugs: FormerSlugs = FORMER_SLUGS

    def sort_key(self, slug: str, today: datetime.date) -> tuple[object, ...]:
        """The newest first."""
        return -self.date.last.toordinal() if self.date else 0, self.title.casefold(), slug
