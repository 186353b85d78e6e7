"""What is new and changed: a page, and all feeds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from atelier.exports.feeds import feed_files
from atelier.insights.news import PAGE
from atelier.model.dates import PartialDate
from atelier.render.page import Feed, File, Page
from atelier.render.renderer import Renderer
from atelier.sections.section import Section


class New(Section):
    """The newest initiatives by month, and how to follow them."""

    name = "new"
    kind = "new/page"
    feed = Feed.ALL
    rank = 130
    overview = True

    def pages(self) -> Iterator[Page]:
        """The page."""
        newest = self.material.newest.get(PAGE, ())
        months = [(PartialDate(*month), list(ones)) for month, ones in groupby(newest, lambda one: one.month)]
        yield self._first(months=months)

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The feeds."""
        material = self.material
        made_of = material.made_of.of
        yield from feed_files(self.catalogue, self.site, self.wording, material.newest, made_of)
