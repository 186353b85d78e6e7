"""Checks of the programme of a festival."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from atelier.content.entry import Entry
from atelier.model.festival import Festival
from atelier.model.programme import Timed, timed_slot
from atelier.problems.problem import Problem, Related


def programme_problems(entry: Entry[Festival]) -> Iterator[Problem]:
    """Problems with days that are not clear, and with parts outside them, that end too early, or overlap."""
    festival = entry.record
    unclear = list(_days_unclear(entry))
    yield from unclear
    for index, slot in enumerate(festival.programme):
        if slot.title is None and slot.initiative is None:
            yield entry.problem("slot-empty", "programme", index)
    known = festival.days
    if known is None or unclear:
        return
    parts = []
    for index, slot in enumerate(festival.programme):
        part = timed_slot(slot, index, known)
        if part is None:
            values = {"value": slot.start, "first": known[0], "last": known[1]}
            yield entry.problem("slot-day", "programme", index, "start", **values)
        elif not known[0] <= part.start.date() <= known[1]:
            values = {"value": part.start.date(), "first": known[0], "last": known[1]}
            yield entry.problem("slot-outside", "programme", index, "start", **values)
        elif part.end <= part.start:
            values = {"start": slot.start, "end": slot.end}
            yield entry.problem("slot-reversed", "programme", index, "end", **values)
        elif part.end.date() > known[1] + datetime.timedelta(days=1):
            # A party may end after midnight.
            values = {"value": part.end.date(), "first": known[0], "last": known[1]}
            yield entry.problem("slot-outside", "programme", index, "end", **values)
        else:
            parts.append(part)
    yield from _overlaps(entry, parts)


def _days_unclear(entry: Entry[Festival]) -> Iterator[Problem]:
    festival = entry.record
    if festival.date and (festival.start or festival.end):
        yield entry.problem("festival-days", "date")
    elif bool(festival.start) != bool(festival.end):
        yield entry.problem("festival-days", "start" if festival.start else "end")
    elif festival.programme and not festival.date and not festival.start:
        yield entry.problem("festival-days", "programme")


def _overlaps(entry: Entry[Festival], parts: Sequence[Timed]) -> Iterator[Problem]:
    """Problems with parts in one room at the same time; each names the first that it overlaps."""
    busy: dict[str, Timed] = {}
    for part in sorted(parts, key=lambda part: (part.start, part.place)):
        if part.slot.room is None:
            continue
        room = part.slot.room.casefold()
        before = busy.get(room)
        if before and part.start < before.end:
            line = entry.line("programme", before.place)
            values = {
                "room": part.slot.room,
                "start": before.slot.start,
                "end": before.slot.end,
                "line": line,
            }
            problem = entry.problem("slot-overlap", "programme", part.place, "start", **values)
            yield replace(problem, related=(Related(entry.path, line),))
        if before is None or part.end > before.end:
            busy[room] = part
