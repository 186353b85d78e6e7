"""Pages that a visitor fills: what was saved, what is compared, and the form for an initiative."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.insights.money.per_pupil import Needed
from atelier.render.page import Page
from atelier.render.renderer import Renderer
from atelier.sections.add.form import form_context, form_files
from atelier.sections.section import File, Section


class Saved(Section):
    """The initiatives that a visitor saved."""

    name = "saved"
    template = "saved.html"
    single = True


class Compare(Section):
    """A few initiatives side by side."""

    name = "compare"
    template = "compare.html"
    single = True

    def pages(self) -> Iterator[Page]:
        """The one page."""
        yield self._first(lacking_once=(Needed.COST,), lacking_yearly=(Needed.PUPILS, Needed.MONEY))


class Add(Section):
    """The form that makes a file of an initiative."""

    name = "add"
    template = "add.html"
    single = True

    def pages(self) -> Iterator[Page]:
        """The one page."""
        yield self._first(**form_context(self.wording.texts))

    def files(self, renderer: Renderer) -> Iterator[File]:
        """What the form knows of the catalogue."""
        yield from form_files(self.catalogue, renderer.wording.texts).items()
