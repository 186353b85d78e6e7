"""Levels of education: each with its initiatives."""

from __future__ import annotations

from collections.abc import Mapping

from atelier.catalogue.beside import Few
from atelier.catalogue.catalogue import Catalogue, Term
from atelier.render.wording import Wording
from atelier.sections.terms import Groups, Terms


class Levels(Terms):
    """Levels of education."""

    name = "levels"
    facet = "level"
    rank = 90

    @staticmethod
    def groups(catalogue: Catalogue, wording: Wording) -> Groups:
        """The initiatives by level, in the order of a school career."""
        return {Term(level, wording.label(level)): e for level, e in catalogue.by_level.items()}

    @property
    def beside(self) -> Mapping[str, Few]:
        """What neighbours have by level."""
        return self.catalogue.beside.levels
