"""The home page: examples, the next festival, open questions, and the ways in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest

from atelier.catalogue.catalogue import Term
from atelier.content.entry import Entry
from atelier.model.initiative import Initiative
from atelier.model.pillar import Pillar
from atelier.model.question import Question
from atelier.render.charts.portrait import Portrait, portrait, year_span
from atelier.render.page import Feed, Page
from atelier.sections.section import Section

EXAMPLES = 4
ALIKE = 2
"""How many of the examples may be of one pillar, as long as there are others."""
QUESTIONS = 4
SUBJECTS = 5
PILLARS = 8
"""With more pillars the home page leads to their list too: by keyboard it stays short."""


class Home(Section):
    """The home page."""

    name = ""
    kind = "home/page"
    feed = Feed.ALL
    rank = 0
    overview = True

    def pages(self) -> Iterator[Page]:
        """The page."""
        yield self._first(
            examples=self._examples(),
            festival=self.material.showings.next,
            questions=self._questions(),
            subjects=self._subjects(),
            pillars=self._pillars(),
        )

    def _examples(self) -> Sequence[tuple[Entry[Initiative], Portrait]]:
        """The most useful initiatives, each with the drawing of its facts."""
        chosen = varied(list(self.catalogue.initiatives.values()))
        today = self.catalogue.today
        span = year_span([entry.record for entry in chosen], today)
        levels = self.catalogue.kinds.levels
        return [(entry, portrait(entry.record, span, today, levels)) for entry in chosen]

    def _pillars(self) -> Sequence[Entry[Pillar]]:
        """The first pillars; the free quarter and what is not placed only if they hold something."""
        pillars, filled = self.catalogue.pillars, self.catalogue.by_pillar
        return [e for slug, e in pillars.items() if e.record.is_theme or slug in filled][:PILLARS]

    def _questions(self) -> Sequence[Entry[Question]]:
        """The newest questions without an answer."""
        return [entry for entry in self.material.asked.all if not entry.record.answered_by][:QUESTIONS]

    def _subjects(self) -> Sequence[Term]:
        """The subjects that most initiatives have."""
        by_tag = self.catalogue.by_tag
        return nlargest(SUBJECTS, by_tag, key=lambda term: len(by_tag[term]))


def varied(ordered: Sequence[Entry[Initiative]]) -> Sequence[Entry[Initiative]]:
    """The first ``EXAMPLES`` of a list, but no more than ``ALIKE`` of one pillar while there are others."""
    seen: Counter[str] = Counter()
    spread: list[Entry[Initiative]] = []
    rest: list[Entry[Initiative]] = []
    for entry in ordered:
        seen[entry.record.pillar] += 1
        (spread if seen[entry.record.pillar] <= ALIKE else rest).append(entry)
    return [*spread, *rest][:EXAMPLES]
