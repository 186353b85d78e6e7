"""Tags, which visitors know as subjects: each with its initiatives."""

from __future__ import annotations

from collections.abc import Mapping

from atelier.catalogue.beside import Few
from atelier.catalogue.catalogue import Catalogue
from atelier.insights.questions import QuestionEntries
from atelier.render.wording import Wording
from atelier.sections.terms import Groups, Terms


class Tags(Terms):
    """Tags."""

    name = "tags"
    facet = "tag"
    rank = 110

    @staticmethod
    def groups(catalogue: Catalogue, wording: Wording) -> Groups:
        """The initiatives by tag."""
        return catalogue.by_tag

    @property
    def questions(self) -> Mapping[str, QuestionEntries]:
        """The questions about a subject."""
        return self.material.asked.by_tag

    @property
    def beside(self) -> Mapping[str, Few]:
        """What neighbours have by tag."""
        return self.catalogue.beside.tags
