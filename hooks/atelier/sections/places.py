"""Places: each with the initiatives that are there."""

from __future__ import annotations

from collections.abc import Mapping

from atelier.catalogue.beside import Few
from atelier.catalogue.catalogue import Catalogue
from atelier.insights.questions import QuestionEntries
from atelier.render.wording import Wording
from atelier.sections.terms import Groups, Terms


class Places(Terms):
    """Places."""

    name = "places"
    facet = "place"
    rank = 100

    @staticmethod
    def groups(catalogue: Catalogue, wording: Wording) -> Groups:
        """The initiatives by place."""
        return catalogue.by_place

    @property
    def questions(self) -> Mapping[str, QuestionEntries]:
        """The questions that were asked for a place."""
        return self.material.asked.by_place

    @property
    def beside(self) -> Mapping[str, Few]:
        """What neighbours have by place."""
        return self.catalogue.beside.places
