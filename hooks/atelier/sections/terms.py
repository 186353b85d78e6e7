"""Levels, places and tags: each with the initiatives that have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from atelier.catalogue.catalogue import Catalogue, Term
from atelier.content.entry import Entry
from atelier.insights.questions import Questions
from atelier.model.initiative import Initiative
from atelier.render.page import Page, slices
from atelier.render.wording import Wording
from atelier.sections.section import Section, intro_file, listed_depths

Groups = Mapping[Term, Sequence[Entry[Initiative]]]


class Terms(Section):
    """The terms of one kind, and a page for each.

    Attributes:
        facet: which filter the pages of the section are presets of.

    """

    template = "terms.html"
    facet: ClassVar[str]

    @staticmethod
    def groups(catalogue: Catalogue, wording: Wording) -> Groups:
        """The initiatives by term."""
        raise NotImplementedError

    @classmethod
    def depths(cls, catalogue: Catalogue) -> set[int]:
        """A term lies two deep, a further page of the list three, of a term's list four."""
        return listed_depths(catalogue, len(cls.groups(catalogue, Wording("en"))))

    @property
    def questions(self) -> Mapping[str, Questions]:
        """The questions by the slug of a term."""
        return {}

    def pages(self) -> Iterator[Page]:
        """The terms together, and each."""
        groups = self.groups(self.catalogue, self.wording)
        for part in slices([(term, len(entries)) for term, entries in groups.items()], f"{self.name}/"):
            yield self._first(part)
        text = self.wording.texts.gettext("Education initiatives: %(name)s.")
        for term, entries in groups.items():
            page = Page(
                f"{self.name}/{term.slug}/",
                "term.html",
                term.heading,
                text % {"name": term.name},
                intro_file(self.name),
                self._way,
                {
                    "preset": (self.facet, term.slug),
                    "term": term,
                    "questions": self.questions.get(term.slug, ()),
                },
            )
            yield from self._listed(page, entries)


class Levels(Terms):
    """Levels of education."""

    name = "levels"
    facet = "level"

    @staticmethod
    def groups(catalogue: Catalogue, wording: Wording) -> Groups:
        """The initiatives by level, in the order of a school career."""
        return {Term(level, wording.label(level)): e for level, e in catalogue.by_level.items()}


class Places(Terms):
    """Places."""

    name = "places"
    facet = "place"

    @staticmethod
    def groups(catalogue: Catalogue, wording: Wording) -> Groups:
        """The initiatives by place."""
        return catalogue.by_place

    @property
    def questions(self) -> Mapping[str, Questions]:
        """The questions that were asked for a place."""
        return self.material.asked.by_place


class Tags(Terms):
    """Tags."""

    name = "tags"
    facet = "tag"

    @staticmethod
    def groups(catalogue: Catalogue, wording: Wording) -> Groups:
        """The initiatives by tag."""
        return catalogue.by_tag

    @property
    def questions(self) -> Mapping[str, Questions]:
        """The questions about a subject."""
        return self.material.asked.by_tag
