"""Copies: which initiatives others copied, what is copied most first."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.render.page import Page, slices
from atelier.sections.section import Section


class Copies(Section):
    """What was copied, and by whom, in pages of a list."""

    name = "copies"
    kind = "copies/list"
    rank = 120
    needed = True

    def pages(self) -> Iterator[Page]:
        """The list."""
        for part in slices(self.material.families.most_copied, "copies/"):
            yield self._first(part)
