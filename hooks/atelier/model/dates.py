"""Dates that may be incomplete: a year, a month of it, or a day; and a time of the clock."""

from __future__ import annotations

import datetime
from typing import NamedTuple


class PartialDate(NamedTuple):
    """A year, a month of it, or a day: ``2018``, ``2018-08`` or ``2018-08-20``."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> datetime.date:
        """The first day that it can be."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day that it can be."""
        if self.day:
            return self.first
        month = self.month or 12
        if month == 12:
            return datetime.date(self.year, 12, 31)
        return datetime.date(self.year, month + 1, 1) - datetime.timedelta(days=1)

    def __str__(self) -> str:
        return "-".join(f"{part:02d}" for part in self if part is not None)


class Moment(NamedTuple):
    """A time of the clock, and the day if it is given: ``13:30`` or ``2027-03-17 13:30``."""

    day: datetime.date | None
    time: datetime.time

    def __str__(self) -> str:
        clock = f"{self.time:%H:%M}"
        return f"{self.day} {clock}" if self.day else clock
