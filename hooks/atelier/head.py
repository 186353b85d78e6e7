"""What stands in the head of a page besides what the theme writes: its preview and its linked data."""

from __future__ import annotations

from collections.abc import Collection

from atelier.catalogue import Catalogue
from atelier.linked_data import LinkedData, script
from atelier.linked_pages import LinkedPages
from atelier.page import Page, Site
from atelier.preview import Previews


class Heads:
    """Makes the heads of all pages. ``pictures`` are the names of the previews' pictures that are there."""

    def __init__(self, catalogue: Catalogue, site: Site, pictures: Collection[str]) -> None:
        self.previews = Previews(catalogue, site, pictures)
        self.linked = LinkedPages(LinkedData(catalogue, site))

    def of(self, page: Page) -> str:
        """The HTML for the head of a page, with every value escaped."""
        return self.previews.tags(page) + script(self.linked.graph(page))
