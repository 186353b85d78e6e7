"""Copies: which initiatives others copied, the most copied first."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.render.page import Page, slices
from atelier.sections.section import Section


class Copies(Section):
    """What was copied and by which partners, as a list in pages."""

    name = "copies"
    kind = "copies/list"
    rank = 120
    overview = True

    def pages(self) -> Iterator[Page]:
        """The list."""
        for part in slices(self.material.families.most_copied, "copies/"):
            yield self._first(part)
