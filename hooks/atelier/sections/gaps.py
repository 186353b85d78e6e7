"""What is missing: how many initiatives there are for each level and pillar, and where there are none."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.insights.gaps import gap_grid
from atelier.render.page import Page
from atelier.sections.section import Section


class Gaps(Section):
    """One page with the grid of levels and pillars."""

    name = "gaps"
    kind = "gaps/page"
    rank = 25
    overview = True

    def pages(self) -> Iterator[Page]:
        """The page."""
        yield self._first(grid=gap_grid(self.catalogue))
