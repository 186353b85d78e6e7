"""Neighbours: which cities they are, and what each of them has."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from atelier.catalogue.elsewhere import Elsewhere
from atelier.content.entry import Entry
from atelier.exchange.taken import Taken
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

    """

    entry: Entry[Neighbour]
    taken: Taken | None
    old: bool
    mutual: bool


class Neighbours(RecordSection):
    """The neighbours on a list and a map, and a page for each with its initiatives and questions."""

    record = Neighbour
    rank = 90

    def lists(self) -> Iterator[Page]:
        """All neighbours, with a map of those of which the place is known."""
        shared = [self._shared(entry) for entry in self.entries]
        yield self._first(
            self.entries,
            shared=shared,
            map=drawn([entry.record.position for entry in self.entries]),
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
        asked = [one for one in self.catalogue.asked_elsewhere if one.neighbour.slug == entry.slug]
        return {"shared": self._shared(entry), "asked": asked}

    def follows(self, entry: Entry[Neighbour]) -> tuple[Any, ...]:
        """What its page tells of it besides what is listed."""
        shared = self._shared(entry)
        taken = shared.taken
        said = (taken.url, taken.date, taken.catalogue.about.licence) if taken else ()
        asked = [one for one in self.catalogue.asked_elsewhere if one.neighbour.slug == entry.slug]
        return said, shared.old, shared.mutual, asked

    def _shared(self, entry: Entry[Neighbour]) -> Shared:
        taken = self.catalogue.taken.get(entry.slug)
        if not taken:
            return Shared(entry, None, old=False, mutual=False)
        ours = self.site.first_url
        mutual = bool(ours) and any(one.url.startswith(ours) for one in taken.catalogue.neighbours)
        return Shared(entry, taken, old=self.catalogue.today - taken.date > OLD, mutual=mutual)
