"""Initiatives side by side."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.insights.money.per_pupil import Needed
from atelier.render.page import Page
from atelier.sections.section import Section


class Compare(Section):
    """The page on which visitors compare initiatives."""

    name = "compare"
    kind = "compare/page"
    rank = 160
    needed = True
    single = True

    def pages(self) -> Iterator[Page]:
        """The page."""
        yield self._first(lacking_once=(Needed.COST,), lacking_yearly=(Needed.PUPILS, Needed.MONEY))
