"""When a festival is, and each part of its programme.

A time without a day belongs to the only day of the festival; with several days, each part needs its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from atelier.model.festival import Festival, Slot


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
