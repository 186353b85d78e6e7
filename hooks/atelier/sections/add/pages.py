"""The page of the form, and what its script loads."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.render.page import Page
from atelier.render.renderer import Renderer
from atelier.sections.add.form import form_context, form_files
from atelier.sections.section import File, Section


class Add(Section):
    """The form that makes a file of an initiative."""

    name = "add"
    kind = "add/page"
    rank = 170
    needed = True
    single = True

    def pages(self) -> Iterator[Page]:
        """The one page."""
        yield self._first(**form_context(self.wording.texts))

    def files(self, renderer: Renderer) -> Iterator[File]:
        """What the form knows of the catalogue."""
        yield from form_files(self.catalogue, renderer.wording.texts).items()
