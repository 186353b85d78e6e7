"""Initiatives side by side."""

from __future__ import annotations

from atelier.sections.section import Section


class Compare(Section):
    """The page on which visitors compare initiatives."""

    name = "compare"
    kind = "compare/page"
    rank = 160
    single = True
