"""The page of saved initiatives."""

from __future__ import annotations

from atelier.sections.section import Section


class Saved(Section):
    """The initiatives that a visitor saved."""

    name = "saved"
    kind = "saved/page"
    rank = 150
    single = True
