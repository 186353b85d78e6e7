"""The time of an initiative as a chart: the places of its period and its phases on a line of years.

As in ``atelier.render.charts.bars``, places and widths are hundredths of a percent of the width of the chart.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from atelier.model.initiative import Period
from atelier.render.charts.bars import FULL

OPEN = 365
"""How many days a bar is drawn on if its start or its end is not known."""
THINNEST = 80
"""The smallest width of a period, so that one day in thirty years is visible."""
MOST_TICKS = 6
"""How many years fit below a line on a telephone."""
LAST_TICK = 9_200
"""Beyond this place there is no room for a year."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a bar of time, in hundredths of a percent."""

    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Span:
    """A period as a bar.

    Attributes:
        known: from start to end; if one of them is not known, the days of the other.
        before: drawn open, if the start is not known.
        after: drawn open, if the end is not known.

    """

    known: Stretch
    before: Stretch | None = None
    after: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The time of an initiative and its phases, on one line of full years.

    Attributes:
        period: its period, if the start or the end is known.
        phases: for each phase its span; None if it has no dates.
        ticks: the years below the line, and the place where each begins.
        today: the place of today, if it runs today.

    """

    period: Span | None
    phases: tuple[Span | None, ...]
    ticks: tuple[tuple[int, int], ...]
    today: int | None


Days = tuple[int, int, int, int]
"""The open start, the known start, the known end and the open end of a bar, as ordinals of days."""


def timeline(
    period: Period | None, phases: Sequence[Period], today: datetime.date, *, runs: bool
) -> Timeline | None:
    """The time of an initiative; ``runs`` says whether it runs ``today``.

    None if there is nothing to show: no phase with a date, and no period of more than one year with a start
    and an end.
    """
    whole = _days(period, today, runs=runs) if period else None
    parts = [_days(phase, today, runs=runs) for phase in phases]
    if not any(parts) and not (period and period.start and period.end and _years(period) > 1):
        return None
    dated = [days for days in parts if days]
    whole = _around(whole, dated) if whole else None
    drawn = [whole, *dated] if whole else dated
    days = [day for start, _, _, end in drawn for day in (start, end - 1)]
    if runs:
        days.append(today.toordinal())
    first, last = datetime.date.fromordinal(min(days)).year, datetime.date.fromordinal(max(days)).year
    begin = datetime.date(first, 1, 1).toordinal()
    length = datetime.date(last, 12, 31).toordinal() + 1 - begin

    def place(day: int) -> int:
        return round((day - begin) * FULL / length)

    def stretch(start: int, end: int) -> Stretch | None:
        return Stretch(place(start), place(end) - place(start)) if start < end else None

    def span(days: Days) -> Span:
        start, known, until, end = days
        width = max(place(until) - place(known), THINNEST)
        bar = Stretch(min(place(known), FULL - width), width)
        return Span(bar, stretch(start, known), stretch(until, end))

    ticks = [(year, place(datetime.date(year, 1, 1).toordinal())) for year in _ticks(first, last)]
    return Timeline(
        span(whole) if whole else None,
        tuple(span(days) if days else None for days in parts),
        tuple((year, at) for year, at in ticks if at <= LAST_TICK),
        place(today.toordinal()) if runs else None,
    )


def _years(period: Period) -> int:
    return period.end.year - period.start.year + 1 if period.start and period.end else 0


def _days(period: Period, today: datetime.date, *, runs: bool) -> Days | None:
    """The days of a period. An end that is not known is open from today if it runs, else from its start."""
    start, end = period.start, period.end
    if start and end:
        first, after = start.first.toordinal(), end.last.toordinal() + 1
        return first, first, after, after
    if start:
        first, after = start.first.toordinal(), start.last.toordinal() + 1
        if runs and start.first <= today:
            after = today.toordinal() + 1
        return first, first, after, min(after + OPEN, datetime.date.max.toordinal() + 1)
    if end:
        first, after = end.first.toordinal(), end.last.toordinal() + 1
        return max(first - OPEN, 1), first, after, after
    return None


def _around(whole: Days, parts: Sequence[Days]) -> Days:
    """The period; where its start or end is not known, open until the first or last of its phases."""
    start, known, until, end = whole
    if start < known:
        start = min(start, *(part[0] for part in parts), known)
    if until < end:
        end = max(end, *(part[3] for part in parts), until)
    return start, known, until, end


def _ticks(first: int, last: int) -> Sequence[int]:
    """The years below a line: all, or every second, fifth, tenth and so on."""
    step = next(
        step
        for power in range(5)
        for step in (10**power, 2 * 10**power, 5 * 10**power)
        if last // step - (first - 1) // step <= MOST_TICKS
    )
    return [year for year in range(first, last + 1) if year % step == 0]
