"""The pages of the forms, and the files that their scripts load."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.render.page import File, Page
from atelier.render.renderer import Renderer
from atelier.sections.add.form import form_context, form_files
from atelier.sections.add.forms import forms_of
from atelier.sections.add.versions import shards_for, version_files
from atelier.sections.section import Section


class Add(Section):
    """The forms: for an initiative, and for each other kind that has one."""

    name = "add"
    kind = "add/page"
    rank = 170
    single = True

    def pages(self) -> Iterator[Page]:
        """A page for each form."""
        texts = self.wording.texts
        first, *others = forms = forms_of(self.catalogue.kinds, self.site.parts)
        service = bool(self.site.receive)
        yield self._first(
            **form_context(
                first,
                others,
                texts,
                service=service,
                currency=self.site.currency,
                versions=shards_for(self.catalogue),
            )
        )
        for form in others:
            yield Page(
                url=form.url,
                kind=self.kind,
                title=texts.gettext(form.title),
                description=texts.gettext(form.description),
                source=self._source,
                crumbs=self._way,
                context=form_context(
                    form,
                    [other for other in forms if other is not form],
                    texts,
                    service=service,
                    currency=self.site.currency,
                ),
            )

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The files that the forms load."""
        for url, text in form_files(self.catalogue, renderer.wording.texts, self.site.language).items():
            yield File(url, text)
        yield from version_files(self.catalogue)
