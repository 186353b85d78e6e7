"""A programme as a table for each day: rows that follow the time, and a column for each room.

A row goes from one time to the next at which something starts or ends. So a part of two hours is as long as
all that happens elsewhere in those hours, and a room in which nothing is, is empty for as long as that lasts.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from atelier.model.festival import SlotKind, Timed

MOST_ROOMS = 8
"""How many rooms fit beside each other; a day with more, or with one, is a list in which each part names its
room."""

STEPS = (5, 10, 15, 20, 30, 45, 60, 90, 120)
"""The lengths of a row that look different, in minutes; ``theme/css/sections/festivals.css`` has the same."""


class Cell(NamedTuple):
    """A part of the table.

    Attributes:
        parts: what is there; empty if the room is free. Several only where no room is named.
        rows: how many rows it goes on.
        columns: how many rooms it takes.

    """

    parts: Sequence[Timed]
    rows: int = 1
    columns: int = 1


class Row(NamedTuple):
    """What starts at one time, in the order of the rooms; what goes on from an earlier row is not in it.

    Attributes:
        start: the time.
        length: how long the row looks, one of ``STEPS``.
        cells: what starts, and the rooms that become free.

    """

    start: datetime.datetime
    length: int
    cells: Sequence[Cell]


class Day(NamedTuple):
    """One day of a programme.

    Attributes:
        date: the day.
        rooms: the heads of the columns, an empty one for what has no room; no heads if the day is a list.
        rows: in the order of time.

    """

    date: datetime.date
    rooms: Sequence[str]
    rows: Sequence[Row]


class _Placed(NamedTuple):
    """Parts at one place of the table: their time, and the columns that they take."""

    start: datetime.datetime
    end: datetime.datetime
    column: int
    columns: int
    parts: Sequence[Timed]


def timetable(parts: Sequence[Timed]) -> Sequence[Day]:
    """The days of a programme; ``parts`` are in the order of their times."""
    return [_day(date, list(day)) for date, day in groupby(parts, lambda part: part.start.date())]


def room_of(part: Timed) -> str:
    """The room of a part as it is compared; empty if it has none."""
    return (part.slot.room or "").casefold()


def _day(date: datetime.date, parts: Sequence[Timed]) -> Day:
    # A break is for all rooms, in whichever of them the coffee is.
    rooms = {room_of(part): part.slot.room or "" for part in reversed(parts) if not _for_all(part)}
    order = list(dict.fromkeys(room_of(part) for part in parts if room_of(part) in rooms))
    if len(order) not in range(2, MOST_ROOMS + 1):
        return Day(date, (), _list(parts))
    placed = _placed(parts, order)
    heads = [rooms[room] for room in order]
    return Day(date, [*heads, ""] if any(p.column == len(order) for p in placed) else heads, _grid(placed))


def _for_all(part: Timed) -> bool:
    return part.slot.kind is SlotKind.BREAK or not part.slot.room


def _list(parts: Sequence[Timed]) -> Sequence[Row]:
    """A row for each time at which something starts."""
    return [
        Row(start, STEPS[0], [Cell(list(at_once))]) for start, at_once in groupby(parts, lambda p: p.start)
    ]


def _placed(parts: Sequence[Timed], rooms: Sequence[str]) -> Sequence[_Placed]:
    """Each part at its columns: first those with a room, then what goes through the rooms that are free."""
    found = [
        _Placed(part.start, part.end, rooms.index(room_of(part)), 1, [part])
        for part in parts
        if not _for_all(part)
    ]
    beside: list[Timed] = []
    for part in filter(_for_all, parts):
        busy = {column for other in found for column in _columns(other) if _overlap(part, other)}
        own = rooms.index(room_of(part)) if room_of(part) in rooms else None
        first, last = _widest(set(range(len(rooms))) - busy)
        if last > first and (part.slot.kind is SlotKind.BREAK or not busy):
            found.append(_Placed(part.start, part.end, first, last - first, [part]))
        elif own is not None and own not in busy:
            found.append(_Placed(part.start, part.end, own, 1, [part]))
        else:
            beside.append(part)
    return [*found, *_together(beside, len(rooms))]


def _columns(placed: _Placed) -> range:
    return range(placed.column, placed.column + placed.columns)


def _overlap(part: Timed, other: _Placed) -> bool:
    return part.start < other.end and other.start < part.end


def _widest(columns: Iterable[int]) -> tuple[int, int]:
    """The first of the most columns beside each other, and the one behind the last."""
    best, run = (0, 0), (0, 0)
    for column in sorted(columns):
        run = (run[0], column + 1) if column == run[1] and run[1] > run[0] else (column, column + 1)
        best = max(best, run, key=lambda found: found[1] - found[0])
    return best


def _together(parts: Sequence[Timed], column: int) -> Sequence[_Placed]:
    """Parts without a room in a column of their own; those at the same time stand together."""
    found: list[_Placed] = []
    for part in parts:
        if found and part.start < found[-1].end:
            last = found.pop()
            found.append(last._replace(end=max(last.end, part.end), parts=[*last.parts, part]))
        else:
            found.append(_Placed(part.start, part.end, column, 1, [part]))
    return found


def _grid(placed: Sequence[_Placed]) -> Sequence[Row]:
    times = sorted({time for p in placed for time in (p.start, p.end)})
    number = {time: n for n, time in enumerate(times)}
    width = max(p.column + p.columns for p in placed)
    taken: dict[tuple[int, int], _Placed] = {
        (row, column): p
        for p in placed
        for row in range(number[p.start], number[p.end])
        for column in _columns(p)
    }
    rows = []
    for n, (start, end) in enumerate(pairwise(times)):
        cells = []
        for column in range(width):
            p = taken.get((n, column))
            if p is None:
                # A room that is free stays one empty cell until something starts there.
                if n == 0 or taken.get((n - 1, column)):
                    free = next((m for m in range(n, len(times) - 1) if (m, column) in taken), len(times) - 1)
                    cells.append(Cell((), free - n))
            elif number[p.start] == n and p.column == column:
                cells.append(Cell(p.parts, number[p.end] - n, p.columns))
        minutes = (end - start).total_seconds() / 60
        rows.append(Row(start, max((step for step in STEPS if step <= minutes), default=STEPS[0]), cells))
    return rows
