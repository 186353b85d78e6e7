"""Neighbours: which cities they are, and what each of them has."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from atelier.catalogue.catalogue import group
from atelier.catalogue.elsewhere import AskedElsewhere, Elsewhere
from atelier.content.entry import Entry
from atelier.exchange.taken import Taken
from atelier.model.coordinates import kilometres
from atelier.model.neighbour import Neighbour
from atelier.render.charts.map import drawn
from atelier.render.page import Page
from atelier.sections.section import RecordSection

OLD = datetime.timedelta(days=35)
"""After how long what was taken is old: it is fetched every week."""


class Shared(NamedTuple):
    """What a neighbour shares.

    Attributes:
        entry: the neighbour.
        taken: what was taken over from it; None if that is nothing yet.
        old: whether that was long ago.
        mutual: whether we are on its list as well.
        kilometres: how far it is from us; None if that is not known.

    """

    entry: Entry[Neighbour]
    taken: Taken | None
    old: bool
    mutual: bool
    kilometres: int | None


class Neighbours(RecordSection):
    """The neighbours on a list and a map, and a page for each with its initiatives and questions."""

    record = Neighbour
    rank = 90

    def lists(self) -> Iterator[Page]:
        """All neighbours, with a map of those of which the place is known."""
        shared = [self._shared(entry) for entry in self.entries]
        yield self._first(
            self.entries,
            map=drawn([entry.record.position for entry in self.entries], self.site.coordinates),
            follows=tuple(map(self._said, shared)),
            lazy=lambda: {"shared": shared},
        )

    def description(self, entry: Entry[Neighbour]) -> str:
        """How many initiatives it has."""
        gettext = self.wording.texts.gettext
        return gettext("The initiatives of %(name)s, beside ours.") % {"name": entry.record.name}

    def listed(self, entry: Entry[Neighbour]) -> Sequence[Elsewhere]:
        """All initiatives that it tells of, also those that others tell of."""
        return self.catalogue.told_by.get(entry.slug, ())

    def context(self, entry: Entry[Neighbour]) -> Mapping[str, Any]:
        """What it shares, and its questions."""
        found = self.listed(entry)
        levels = {level for one in found for level in one.levels}
        matches = group((match.ours, match.theirs) for match in entry.record.pillars)
        pillars = self.catalogue.pillars
        return {
            "shared": self._shared(entry),
            "levels": tuple(level for level in self.catalogue.kinds.levels if level in levels),
            "matches": [(pillars[slug], theirs) for slug, theirs in matches.items() if slug in pillars],
            "asked": self._asked.get(entry.slug, ()),
        }

    def follows(self, entry: Entry[Neighbour]) -> tuple[Any, ...]:
        """What its page tells of it besides what is listed."""
        context = dict(self.context(entry))
        return self._said(context.pop("shared")), context

    @staticmethod
    def _said(shared: Shared) -> tuple[Any, ...]:
        """What is said of what a neighbour shares: to compare all that it has would take long."""
        if not shared.taken:
            return shared[2:]
        there, about = shared.taken.catalogue, shared.taken.catalogue.about
        numbers = len(there.initiatives), len(there.questions)
        return shared.taken.date, numbers, about.url, about.licence, about.language, *shared[2:]

    @cached_property
    def _asked(self) -> Mapping[str, Sequence[AskedElsewhere]]:
        return group((one.neighbour.slug, one) for one in self.catalogue.asked_elsewhere)

    def _shared(self, entry: Entry[Neighbour]) -> Shared:
        here, there = self.site.coordinates, entry.record.position
        far = kilometres(here, there) if here and there else None
        taken = self.catalogue.taken.get(entry.slug)
        if not taken:
            return Shared(entry, None, old=False, mutual=False, kilometres=far)
        ours = self.catalogue.urls
        mutual = any(one.url.startswith(ours) for one in taken.catalogue.neighbours)
        old = self.catalogue.today - taken.date > OLD
        return Shared(entry, taken, old, mutual, far)
