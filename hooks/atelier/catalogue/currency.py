"""What of the catalogue is current: what runs today, and how old the newest word is."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from atelier.content.entry import Entry
from atelier.model.initiative import Initiative, Status

OLD_AFTER = datetime.timedelta(days=2 * 365)
"""How old the newest word on an initiative may be before its page says how old."""


def runs(initiative: Initiative, today: datetime.date) -> bool:
    """Whether an initiative runs today: without an end only if it is active or a pilot."""
    period = initiative.period
    if initiative.status not in (Status.ACTIVE, Status.PILOT):
        return False
    if period is None:
        return True
    started = period.start is None or period.start.first <= today
    return started and (period.end is None or period.end.last >= today)


def years_running(initiative: Initiative, today: datetime.date) -> Sequence[int]:
    """The calendar years in which an initiative is known to run.

    Without an end it runs until today if it is active or a pilot; otherwise all that is known is the year
    in which it started, and the years for which there is money.
    """
    period = initiative.period
    paid = {line.year for line in initiative.funding if line.amount}
    if period is None or period.start is None:
        known = {period.end.year} if period and period.end else set()
        return sorted(known | paid)
    if period.end:
        return range(period.start.year, period.end.year + 1)
    if initiative.status in (Status.ACTIVE, Status.PILOT):
        return range(period.start.year, max(period.start.year, today.year) + 1)
    return sorted({period.start.year} | paid)


def newest_word(initiative: Initiative) -> datetime.date | None:
    """The last date on which someone said something about it: a source, or a confirmation."""
    dates = [source.date.last for source in initiative.sources if source.date]
    if initiative.last_confirmed:
        dates.append(initiative.last_confirmed)
    return max(dates, default=None)


def facts_from(initiative: Initiative, today: datetime.date) -> int | None:
    """The year of the facts, where the newest source is old and nobody confirmed them lately."""
    newest = newest_word(initiative)
    if newest is None or today - newest <= OLD_AFTER:
        return None
    return max((source.date.year for source in initiative.sources if source.date), default=newest.year)


CURRENCY = (Status.ACTIVE, Status.PILOT, Status.IDEA, Status.UNKNOWN, Status.COMPLETED, Status.STOPPED)


def currency(entry: Entry[Initiative], today: datetime.date) -> tuple[object, ...]:
    """The key by which lists put what is current first."""
    initiative = entry.record
    newest = newest_word(initiative) or datetime.date.min
    return (
        not runs(initiative, today),
        CURRENCY.index(initiative.status),
        -newest.toordinal(),
        initiative.title.casefold(),
        entry.slug,
    )
