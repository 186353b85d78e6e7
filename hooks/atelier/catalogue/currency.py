"""How current a record is: in which years an initiative ran, and how old the facts are."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from atelier.model.dates import PartialDate
from atelier.model.festival import Festival
from atelier.model.initiative import ENDED, Initiative, Status

OLD_AFTER = datetime.timedelta(days=2 * 365)
"""How old the newest source or confirmation may be before the page says how old the facts are."""


def years_running(initiative: Initiative, today: datetime.date) -> Sequence[int]:
    """The calendar years in which an initiative is known to run.

    Without an end it runs until today if it is active or a pilot. Otherwise the known years are the year in
    which it started, and the years for which there is money.
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


def facts_from(initiative: Initiative, today: datetime.date) -> int | None:
    """The year of the facts if they are old: no newer source, no recent confirmation. Otherwise None."""
    newest = initiative.newest_word
    if newest is None or today - newest <= OLD_AFTER:
        return None
    return max((source.date.year for source in initiative.sources if source.date), default=newest.year)


def old_plan_of(festival: Festival, today: datetime.date) -> int | None:
    """The year of the plan, if a festival has no day and all that is known of it is old. Otherwise None.

    Nobody knows then whether it came, so it counts neither as coming nor as over.
    """
    newest = max((source.date.last for source in festival.sources if source.date), default=None)
    if festival.days or newest is None or today - newest <= OLD_AFTER:
        return None
    return newest.year


class Bounds(NamedTuple):
    """Between when facts without a date were written, as far as is known."""

    after: PartialDate | None
    before: PartialDate | None


def bounds_of(initiative: Initiative) -> Bounds | None:
    """The bounds of the facts if no source has a date and nobody confirmed them. Otherwise None.

    The newest source counts: it is from after the latest ``after``, and before the latest ``before`` if every
    source has one.
    """
    if not initiative.sources or initiative.newest_word is not None:
        return None
    after = [source.after for source in initiative.sources if source.after]
    before = [source.before for source in initiative.sources if source.before]
    return Bounds(
        max(after, key=lambda date: date.last, default=None),
        max(before, key=lambda date: date.last) if len(before) == len(initiative.sources) else None,
    )


def is_old(initiative: Initiative, today: datetime.date) -> bool:
    """Whether it is known that the facts are old."""
    bounds = bounds_of(initiative)
    if bounds and bounds.before:
        return today - bounds.before.first > OLD_AFTER
    return facts_from(initiative, today) is not None


def is_current(initiative: Initiative, today: datetime.date) -> bool:
    """Whether it is known that somebody wrote or confirmed it in the last two years."""
    newest = initiative.newest_word
    return newest is not None and today - newest <= OLD_AFTER


def is_unanswered(initiative: Initiative, today: datetime.date) -> bool:
    """Whether nobody said in two years that it is still true, of one that has not ended.

    It follows from the record alone: who was asked, and how often, makes no difference.
    """
    return initiative.status not in ENDED and is_old(initiative, today)
