"""A programme as a table for each day: a row for each time, a column for each room."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from atelier.model.programme import Timed

MOST_ROOMS = 4
"""How many rooms fit on a screen as columns; with more, there is one column and each part names its room."""


class Row(NamedTuple):
    """What starts at one time.

    Attributes:
        start: the time.
        cells: the parts that start in each room of the day; empty if they are for the building.
        whole: the parts without a room; all parts if there are too many rooms for columns.

    """

    start: datetime.datetime
    cells: Sequence[Sequence[Timed]]
    whole: Sequence[Timed]


class Day(NamedTuple):
    """One day of a programme; without rooms it is a plain list."""

    date: datetime.date
    rooms: Sequence[str]
    rows: Sequence[Row]


def timetable(parts: Sequence[Timed]) -> Sequence[Day]:
    """The days of a programme; ``parts`` are in the order of their times."""
    return [_day(date, list(day)) for date, day in groupby(parts, lambda part: part.start.date())]


def _day(date: datetime.date, parts: Sequence[Timed]) -> Day:
    named: dict[str, str] = {}
    for part in parts:
        if part.slot.room:
            named.setdefault(part.slot.room.casefold(), part.slot.room)
    rooms = list(named) if len(named) in range(2, MOST_ROOMS + 1) else []
    rows: list[Row] = []
    for start, at_once in groupby(parts, lambda part: part.start):
        together = list(at_once)
        whole = [part for part in together if not rooms or not part.slot.room]
        placed = [part for part in together if part not in whole]
        if whole:
            rows.append(Row(start, (), whole))
        if placed:
            cells = [[p for p in placed if p.slot.room and p.slot.room.casefold() == room] for room in rooms]
            rows.append(Row(start, cells, ()))
    return Day(date, [named[room] for room in rooms], rows)
