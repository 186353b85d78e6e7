"""Checks of the programme of a festival."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from atelier.content.entry import Broken, Entry, problem_at
from atelier.content.front_matter import Value, place_of
from atelier.model.dates import Moment
from atelier.model.festival import Festival, Slot, Timed, timed_slot
from atelier.model.rules import CLOCK, DAY
from atelier.problems.problem import Problem, Related

File = Entry[Festival] | Broken


class _Said(NamedTuple):
    """What a file says of its days and its programme, as far as it can be read.

    Attributes:
        date: the one day.
        start: the first of several.
        end: the last of several.
        readable: whether each day that the file names can be read.
        empty: the index of each part that names nothing to see.
        slots: the parts of which the times can be read, each with its index in the file.

    """

    date: datetime.date | None
    start: datetime.date | None
    end: datetime.date | None
    readable: bool
    empty: Sequence[int]
    slots: Sequence[tuple[int, Slot]]

    @property
    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """The first and the last day; None if they are not known."""
        return Festival.model_construct(name="", date=self.date, start=self.start, end=self.end).days


def programme_problems(file: File) -> Iterator[Problem]:
    """Problems with days that are not clear, and with parts outside them, that end too early, or overlap.

    Of a broken file too, as far as it can be read, so that one run finds all that is wrong with a programme.
    A time such as 9:00, which is a problem of its own, counts as the time that is meant.
    """
    said = _of_record(file.record) if isinstance(file, Entry) else _of_data(file.data or {})
    unclear = [problem_at(file, "festival-days", field) for field in _unclear(said)] if said.readable else []
    yield from unclear
    for index in said.empty:
        yield problem_at(file, "slot-empty", "programme", index)
    known = said.days
    if known is None or unclear or not said.readable or known[1] < known[0]:
        return
    parts = []
    for index, slot in said.slots:
        part = timed_slot(slot, index, known)
        if part is None:
            values = {"value": slot.start, "first": known[0], "last": known[1]}
            yield problem_at(file, "slot-day", "programme", index, "start", **values)
        elif not known[0] <= part.start.date() <= known[1]:
            values = {"value": part.start.date(), "first": known[0], "last": known[1]}
            yield problem_at(file, "slot-outside", "programme", index, "start", **values)
        elif part.end <= part.start:
            values = {"start": slot.start, "end": slot.end}
            yield problem_at(file, "slot-reversed", "programme", index, "end", **values)
        elif part.end.date() > known[1] + datetime.timedelta(days=1):
            # A party may end after midnight.
            values = {"value": part.end.date(), "first": known[0], "last": known[1]}
            yield problem_at(file, "slot-outside", "programme", index, "end", **values)
        else:
            parts.append(part)
    yield from _overlaps(file, parts)


def _of_record(festival: Festival) -> _Said:
    slots = list(enumerate(festival.programme))
    empty = [index for index, slot in slots if slot.title is None and slot.initiative is None]
    return _Said(festival.date, festival.start, festival.end, True, empty, slots)


def _of_data(data: Mapping[str, Value]) -> _Said:
    """What front matter says of which no record could be made."""
    programme = data.get("programme")
    items = list(enumerate(programme if isinstance(programme, list) else ()))
    groups = [(index, item) for index, item in items if isinstance(item, dict)]
    # A name of a field that is not known may well be that of the title.
    known = [(index, item) for index, item in groups if item.keys() <= Slot.model_fields.keys()]
    days = {key: _day(data.get(key)) for key in ("date", "start", "end")}
    return _Said(
        days["date"],
        days["start"],
        days["end"],
        all((key in data) == (day is not None) for key, day in days.items()),
        [index for index, item in known if not ("title" in item or "initiative" in item)],
        [(index, slot) for index, item in groups if (slot := _slot(item))],
    )


def _slot(item: Mapping[str, Value]) -> Slot | None:
    start, end = _time(item.get("start")), _time(item.get("end"))
    if start is None or end is None:
        return None
    room, title, initiative = (_text(item.get(key)) for key in ("room", "title", "initiative"))
    return Slot.model_construct(start=start, end=end, room=room, title=title, initiative=initiative)


def _text(value: Value | None) -> str | None:
    return value.strip() if isinstance(value, str) else None


def _day(value: Value | None) -> datetime.date | None:
    meant = DAY.meant(value) if isinstance(value, str) else ""
    return DAY.read(meant) if meant else None


def _time(value: Value | None) -> Moment | None:
    meant = CLOCK.certain(value) if isinstance(value, str) else ""
    return CLOCK.read(meant) if meant else None


def _unclear(said: _Said) -> Iterator[str]:
    """The field at which it is not clear which days are meant."""
    if said.date and (said.start or said.end):
        yield "date"
    elif bool(said.start) != bool(said.end):
        yield "start" if said.start else "end"
    elif (said.slots or said.empty) and not said.date and not said.start:
        yield "programme"


def _overlaps(file: File, parts: Sequence[Timed]) -> Iterator[Problem]:
    """Problems with parts in one room at the same time; each names the first that it overlaps."""
    busy: dict[str, Timed] = {}
    for part in sorted(parts, key=lambda part: (part.start, part.place)):
        if part.slot.room is None:
            continue
        room = part.slot.room.casefold()
        before = busy.get(room)
        if before and part.start < before.end:
            line = place_of(("programme", before.place), file.places)[1][0]
            values = {
                "room": part.slot.room,
                "start": before.slot.start,
                "end": before.slot.end,
                "other": before.slot.title or before.slot.initiative or "",
            }
            problem = problem_at(file, "slot-overlap", "programme", part.place, "start", **values)
            yield replace(problem, related=(Related(problem.path, line),))
        if before is None or part.end > before.end:
            busy[room] = part
