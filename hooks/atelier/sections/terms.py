"""Terms: levels, places and tags. Each has a page with its initiatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from atelier.catalogue.beside import Few
from atelier.catalogue.catalogue import Catalogue, Term
from atelier.content.entry import Entry
from atelier.i18n.alphabet import initial
from atelier.insights.questions import QuestionEntries
from atelier.model.initiative import Initiative
from atelier.render.page import Feed, Page, slices
from atelier.render.wording import Wording
from atelier.search.facets import NOT_KNOWN
from atelier.sections.section import Section

Groups = Mapping[Term, Sequence[Entry[Initiative]]]


class Terms(Section):
    """The terms of one kind, and a page for each.

    Attributes:
        facet: the filter that its pages preset.

    """

    kind = "terms/list"
    overview = True
    facet: ClassVar[str]
    of_all = False

    @staticmethod
    def groups(catalogue: Catalogue, wording: Wording) -> Groups:
        """The initiatives by term."""
        raise NotImplementedError

    @property
    def questions(self) -> Mapping[str, QuestionEntries]:
        """The questions by the slug of a term."""
        return {}

    @property
    def beside(self) -> Mapping[str, Few]:
        """What neighbours have by the slug of a term."""
        raise NotImplementedError

    def pages(self) -> Iterator[Page]:
        """The list of terms, and a page for each."""
        groups = self.groups(self.catalogue, self.wording)
        letters = [initial(term.name) for term in groups]
        unknown = next(facet.unknown for facet in self.material.filters.facets if facet.key == self.facet)
        for part in slices([(term, len(entries)) for term, entries in groups.items()], f"{self.name}/"):
            yield self._first(
                part,
                jumps=part.jumps(letters),
                unknown=unknown if part.number == part.last else 0,
                unknown_url=f"initiatives/?{self.facet}={NOT_KNOWN}",
            )
        text = self.wording.texts.gettext("Education initiatives: %(name)s.")
        for term, entries in groups.items():
            page = Page(
                url=f"{self.name}/{term.slug}/",
                kind="terms/page",
                title=term.heading,
                description=text % {"name": term.name},
                source=self._source,
                crumbs=self._way,
                subject=term,
                feed=Feed.OWN,
                context={
                    "filters": self.material.filters,
                    "preset": (self.facet, term.slug),
                    "questions": self.questions.get(term.slug, ()),
                    "beside": self.beside.get(term.slug),
                },
            )
            yield from self._listed(page, entries)
