"""The page of the form, and the files that its script loads."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.render.page import Page
from atelier.render.renderer import Renderer
from atelier.sections.add.form import form_context, form_files
from atelier.sections.section import File, Section


class Add(Section):
    """The form for an initiative."""

    name = "add"
    kind = "add/page"
    rank = 170
    needed = True
    single = True

    def pages(self) -> Iterator[Page]:
        """The page."""
        yield self._first(**form_context(self.wording.texts))

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The files that the form loads."""
        yield from form_files(self.catalogue, renderer.wording.texts).items()
