"""The home page: where to begin, what is new, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nlargest

from atelier.catalogue.catalogue import Term
from atelier.content.entry import Entry
from atelier.model.initiative import Initiative
from atelier.render.page import Feed, Page
from atelier.sections.section import Section

NEWEST = 8
SUBJECTS = 5


class Home(Section):
    """The home page."""

    name = ""
    kind = "home/page"
    feed = Feed.ALL
    rank = 0
    needed = True

    def pages(self) -> Iterator[Page]:
        """The page."""
        yield self._first(newest=self._newest(), subjects=self._subjects(), gaps=self.material.gaps)

    def _newest(self) -> Sequence[Entry[Initiative]]:
        dated = [e for e in self.catalogue.initiatives.values() if e.record.added]
        return sorted(dated, key=lambda e: e.record.added, reverse=True)[:NEWEST]  # type: ignore[arg-type, return-value]

    def _subjects(self) -> Sequence[Term]:
        """The subjects that most initiatives have."""
        by_tag = self.catalogue.by_tag
        return nlargest(SUBJECTS, by_tag, key=lambda term: len(by_tag[term]))
