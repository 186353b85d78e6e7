"""Pillars: each with its initiatives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from atelier.content.entry import Entry
from atelier.insights.questions import OfNeighbour, few_of_each
from atelier.model.initiative import Initiative, Level
from atelier.model.kinds import Kinds
from atelier.model.pillar import Pillar
from atelier.render.page import Feed, Page
from atelier.sections.section import RecordSection

MOST_ASKED = 8
"""How many questions of neighbours the page of a pillar shows."""


class Pillars(RecordSection):
    """Every pillar with its initiatives."""

    record = Pillar
    record_feed = Feed.OWN
    rank = 20

    def lists(self) -> Iterator[Page]:
        """The list of pillars."""
        yield self._first(self.entries)

    def description(self, entry: Entry[Pillar]) -> str:
        """What the pillar is about."""
        return entry.record.summary or self.material.intros[self.name].description

    def pillar(self, entry: Entry[Pillar]) -> str:
        """The pillar itself."""
        return entry.slug

    def listed(self, entry: Entry[Pillar]) -> Sequence[Entry[Initiative]]:
        """Its initiatives."""
        return self.catalogue.by_pillar.get(entry.slug, ())

    def follows(self, entry: Entry[Pillar]) -> tuple[Any, ...]:
        """The filters of its list, and what refers to it."""
        showings, asked = self.material.showings.of_pillar, self.material.asked.by_pillar
        beside = self.catalogue.beside.pillars
        return (
            self.material.filters,
            showings.get(entry.slug),
            asked.get(entry.slug),
            beside.get(entry.slug),
            self._elsewhere(entry),
        )

    def context(self, entry: Entry[Pillar]) -> Mapping[str, Any]:
        """Its levels, the festivals that show it, the questions about it, and what neighbours have."""
        return {
            "filters": self.material.filters,
            "levels": level_counts(self.listed(entry), self.catalogue.kinds),
            "showings": self.material.showings.of_pillar.get(entry.slug, ()),
            "questions": self.material.asked.by_pillar.get(entry.slug, ()),
            "beside": self.catalogue.beside.pillars.get(entry.slug),
            "elsewhere": self._elsewhere(entry),
        }

    def _elsewhere(self, entry: Entry[Pillar]) -> Sequence[OfNeighbour]:
        """A few questions of neighbours about it, where the catalogue has questions."""
        asked = self.material.asked.elsewhere_by_pillar.get(entry.slug, ())
        return few_of_each(asked, MOST_ASKED) if self.site.parts.has("questions") else ()


def level_counts(entries: Iterable[Entry[Initiative]], kinds: Kinds) -> Sequence[tuple[Level, int]]:
    """How many initiatives each level has, in the order of a school career."""
    counted = Counter(level for entry in entries for level in entry.record.levels)
    return [(level, counted[level]) for level in kinds.levels if level in counted]
