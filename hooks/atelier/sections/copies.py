"""Copies: which initiatives others copied, what is copied most first."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.catalogue.catalogue import Catalogue
from atelier.render.page import PAGE_SIZE, Page, slices
from atelier.sections.section import Section


class Copies(Section):
    """What was copied, and by whom, in pages of a list."""

    name = "copies"
    template = "copies.html"

    @classmethod
    def depths(cls, catalogue: Catalogue) -> set[int]:
        """A further page of the list lies three deep."""
        return {3} if len(catalogue.initiatives) > PAGE_SIZE else set()

    def pages(self) -> Iterator[Page]:
        """The list."""
        for part in slices(self.material.families.most_copied, "copies/"):
            yield self._first(part)
