"""A festival: when and where initiatives show themselves, with its programme.

A time without a day belongs to the only day of the festival; with several days, each part needs its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated, NamedTuple

from pydantic import Field

from atelier.i18n.translation import N_
from atelier.model.base import FORMER_SLUGS, Fields, FormerSlugs, Record, Source
from atelier.model.labelled import Labelled
from atelier.model.rules import (
    Choice,
    Day,
    Many,
    Name,
    NotBefore,
    OneLine,
    Term,
    Text,
    Time,
    Title,
    ToInitiative,
    ToPartner,
    Url,
)


class SlotKind(Labelled):
    """What happens in a slot of a festival's programme."""

    SHOWCASE = "showcase", N_("Showcase"), "stand|presentatie|demonstratie|demo|markt|kraam"
    WORKSHOP = "workshop", N_("Workshop"), "les|doen|sessie"
    TALK = "talk", N_("Talk"), "lezing|praatje|opening|toespraak|debat|gesprek|keynote"
    BREAK = "break", N_("Break"), "pauze|lunch|koffie|borrel|inloop"


class Language(Labelled):
    """In which language a slot is, by its code of BCP 47."""

    DUTCH = "nl", N_("Dutch"), "nederlands|ned|nld"
    ENGLISH = "en", N_("English"), "engels|eng"
    FRISIAN = "fy", N_("Frisian"), "fries|frysk"
    GRONINGS = "gos", N_("Gronings"), "gronings|grunnegs"
    SIGN = "dse", N_("Dutch sign language"), "gebarentaal|ngt|nederlandse gebarentaal"
    GERMAN = "de", N_("German"), "duits|deutsch"
    FRENCH = "fr", N_("French"), "frans"
    SPANISH = "es", N_("Spanish"), "spaans"
    TURKISH = "tr", N_("Turkish"), "turks"
    ARABIC = "ar", N_("Arabic"), "arabisch"
    POLISH = "pl", N_("Polish"), "pools"
    UKRAINIAN = "uk", N_("Ukrainian"), "oekraïens|oekraiens"


class Slot(Fields):
    """A part of a festival's programme: from when to when, in which room, and what is to be seen."""

    start: Time = Field(
        title=N_("From"),
        description=N_("The time at which it starts; with the day before it, if the festival has several."),
        examples=["13:30"],
    )
    end: Time = Field(title=N_("Until"), description=N_("The time at which it ends."), examples=["14:15"])
    room: Name | None = Field(
        None, title=N_("Room"), description=N_("Where in the building it is."), examples=[N_("Hall")]
    )
    title: Title | None = Field(
        None,
        title=N_("What is to be seen"),
        description=N_("What stands in the programme. The name of the initiative, if nothing is said."),
        examples=[N_("Opening by the alderman")],
    )
    initiative: ToInitiative | None = Field(
        None,
        title=N_("Initiative"),
        description=N_("The initiative that shows itself."),
        examples=["e-labs"],
    )
    partners: Annotated[tuple[ToPartner, ...], Many(differ="text")] = Field(
        (),
        title=N_("By whom"),
        description=N_("The organisations that stand there. Those of the initiative, if nothing is said."),
        examples=[N_("riverside-college")],
    )
    kind: Annotated[SlotKind, Choice(SlotKind)] = Field(
        SlotKind.SHOWCASE,
        title=N_("Kind"),
        description=N_("What kind of part it is. A showcase, if nothing is said."),
        examples=["workshop"],
    )
    track: Text | None = Field(
        None,
        title=N_("Track"),
        description=N_("The line through the programme that it belongs to. Visitors can filter on it."),
        examples=[N_("Digital")],
    )
    language: Annotated[Language | None, Choice(Language)] = Field(
        None,
        title=N_("Language"),
        description=N_("In which language it is, if that is not plain."),
        examples=["en"],
    )
    text: Annotated[str | None, OneLine(1000)] = Field(
        None,
        title=N_("What it is about"),
        description=N_("A few sentences about this part, at most 1000 characters."),
        examples=[N_("You build a robot yourself and take it to your class.")],
    )


class Festival(
    Record,
    folder="docs/festivals",
    one=N_("Festival"),
    many=N_("Festivals"),
    rank=50,
    thing="Festival",
    table="programme",
    searched=("body", "programme.title", "programme.text", "organisers", "venue", "place"),
):
    """A day, or some days, on which initiatives show themselves."""

    name: Title = Field(
        title=N_("Name of the festival"),
        description=N_("What the festival is called, at most 160 characters."),
        examples=[N_("Festival of Learning 2027")],
    )
    date: Day | None = Field(
        None, title=N_("Day"), description=N_("The day, if it is one."), examples=["2027-03-17"]
    )
    start: Day | None = Field(
        None,
        title=N_("First day"),
        description=N_("The first day, if there are several."),
        examples=["2027-03-17"],
    )
    end: Annotated[Day | None, NotBefore("start", "period-reversed")] = Field(
        None,
        title=N_("Last day"),
        description=N_("The last day, if there are several."),
        examples=["2027-03-18"],
    )
    venue: Name | None = Field(
        None, title=N_("Building"), description=N_("In which building it is."), examples=[N_("The Bridge")]
    )
    place: Term | None = Field(
        None, title=N_("Place"), description=N_("In which place it is."), examples=[N_("Exampleton")]
    )
    organisers: Annotated[tuple[ToPartner, ...], Many(differ="text")] = Field(
        (),
        title=N_("Organisers"),
        description=N_("The partners that organise it."),
        examples=[N_("the-bridge")],
    )
    url: Url | None = Field(
        None,
        title=N_("Website"),
        description=N_("The website of the festival, with https://."),
        examples=["https://festival.example"],
    )
    registration: Url | None = Field(
        None,
        title=N_("Signing up"),
        description=N_("Where one signs up, with https://."),
        examples=[N_("https://festival.example/register")],
    )
    programme: Annotated[tuple[Slot, ...], Many()] = Field(
        (), title=N_("Programme"), description=N_("What is to be seen, part by part.")
    )
    sources: Annotated[tuple[Source, ...], Many()] = Field(
        (), title=N_("Sources"), description=N_("The documents that tell of it.")
    )
    former_slugs: FormerSlugs = FORMER_SLUGS

    @property
    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """The first and the last day; None if they are not known."""
        if self.date:
            return self.date, self.date
        if self.start and self.end:
            return self.start, self.end
        return None

    def sort_key(self, slug: str, today: datetime.date) -> tuple[object, ...]:
        """Those without a day first, then the latest first."""
        days = self.days
        return days is not None, -days[0].toordinal() if days else 0, slug


class Timed(NamedTuple):
    """A part of a programme with complete times, in the time zone of the festival.

    Attributes:
        start: when it starts.
        end: when it ends, after its start.
        place: its index in the file, from 0.
        slot: its fields.

    """

    start: datetime.datetime
    end: datetime.datetime
    place: int
    slot: Slot


def timed(festival: Festival) -> Sequence[Timed]:
    """The parts of a checked programme, the earliest first; at the same time in the order of the file."""
    known = festival.days
    found = [timed_slot(slot, index, known) for index, slot in enumerate(festival.programme)] if known else []
    return sorted((part for part in found if part), key=lambda part: (part.start, part.place))


def timed_slot(slot: Slot, index: int, known: tuple[datetime.date, datetime.date]) -> Timed | None:
    """A part with its times; None if its day is not known."""
    day = slot.start.day or (known[0] if known[0] == known[1] else None)
    if day is None:
        return None
    start = datetime.datetime.combine(day, slot.start.time)
    return Timed(start, datetime.datetime.combine(slot.end.day or day, slot.end.time), index, slot)
