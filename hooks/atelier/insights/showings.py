"""Where initiatives are shown: the festivals of an initiative, a partner and a pillar."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue, group
from atelier.catalogue.currency import old_plan_of
from atelier.content.entry import Entry
from atelier.model.festival import Festival, Slot, Timed, timed
from atelier.model.initiative import Initiative, Role

_Who = Callable[[Slot], Iterable[str]]
_Whole = Callable[[Festival], Iterable[str]]


class Showing(NamedTuple):
    """A festival and parts of its programme; no parts if a partner only organises it.

    Attributes:
        festival: the festival.
        parts: what is shown, the earliest first.
        coming: whether the festival is still to come.
        old_plan: the year of the plan, if nobody knows whether the festival came.

    """

    festival: Entry[Festival]
    parts: tuple[Timed, ...]
    coming: bool
    old_plan: int | None


class Showings:
    """Every festival by what is shown there: future ones first, the nearest first."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def coming(self, entry: Entry[Festival]) -> bool:
        """Whether a festival is in the future or today; without a day it is, unless it is an old plan."""
        known = entry.record.days
        if known is None:
            return self.old_plan(entry) is None
        return known[1] >= self.catalogue.today

    def old_plan(self, entry: Entry[Festival]) -> int | None:
        """The year of the plan of a festival of which nobody knows whether it came; None for any other."""
        return old_plan_of(entry.record, self.catalogue.today)

    @cached_property
    def next(self) -> Entry[Festival] | None:
        """The festival with a day that comes first, or is on now; None if no day is known."""
        dated = (entry for entry, _ in self.festivals if entry.record.days and self.coming(entry))
        return next(dated, None)

    @cached_property
    def festivals(self) -> Sequence[tuple[Entry[Festival], Sequence[Timed]]]:
        """Every festival with its programme, future ones first."""
        return [(e, timed(e.record)) for e in sorted(self.catalogue.festivals.values(), key=self._nearness)]

    def _nearness(self, entry: Entry[Festival]) -> tuple[bool, int]:
        known = entry.record.days
        if known is None:
            return not self.coming(entry), datetime.date.max.toordinal()
        day = known[0].toordinal()
        return (False, day) if self.coming(entry) else (True, -day)

    @cached_property
    def of_initiative(self) -> Mapping[str, Sequence[Showing]]:
        """The festivals of an initiative, by its slug."""
        return self._by(lambda slot: [slot.initiative] if slot.initiative else [])

    @cached_property
    def of_partner(self) -> Mapping[str, Sequence[Showing]]:
        """The festivals at which a partner stands, or that it organises, by its slug."""
        return self._by(self.standing, lambda festival: festival.organisers)

    @cached_property
    def of_pillar(self) -> Mapping[str, Sequence[Showing]]:
        """The festivals with initiatives of a pillar, by its slug."""
        initiatives = self.catalogue.initiatives

        def of(slot: Slot) -> Sequence[str]:
            pillar = initiatives[slot.initiative].record.pillar if slot.initiative else ""
            return [pillar] if pillar else []

        return self._by(of)

    def standing(self, slot: Slot) -> Sequence[str]:
        """The partners that stand at a part: those in its file, or else those of its initiative."""
        if slot.partners or slot.initiative is None:
            return slot.partners
        return standing(self.catalogue.initiatives[slot.initiative].record)

    def _by(self, who: _Who, whole: _Whole = lambda _: ()) -> dict[str, list[Showing]]:
        found: list[tuple[str, Showing]] = []
        for entry, parts in self.festivals:
            own: dict[str, list[Timed]] = {slug: [] for slug in whole(entry.record)}
            for slug, part in _pairs(parts, who):
                own.setdefault(slug, []).append(part)
            of = (self.coming(entry), self.old_plan(entry))
            found += [(slug, Showing(entry, tuple(shown), *of)) for slug, shown in own.items()]
        return group(found)


def standing(initiative: Initiative) -> Sequence[str]:
    """The partners that stand for an initiative: its leads; without a lead, all but those that only pay."""
    taking = initiative.participations
    leads = [p.partner for p in taking if p.role is Role.LEAD]
    return leads or list(dict.fromkeys(p.partner for p in taking if p.role is not Role.FUNDER))


def _pairs(parts: Iterable[Timed], who: _Who) -> Iterator[tuple[str, Timed]]:
    for part in parts:
        for slug in who(part.slot):
            yield slug, part
