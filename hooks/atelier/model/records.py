"""Every kind of record."""

from __future__ import annotations

from atelier.model.base import Record
from atelier.model.festival import Festival
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.model.pillar import Pillar
from atelier.model.question import Question

RECORDS: tuple[type[Record], ...] = (Pillar, Partner, Fund, Initiative, Festival, Question)
"""Every kind of record, in the order in which they refer to each other."""


def kind_of(path: str) -> type[Record] | None:
    """The kind of record that a file holds, by its folder; None where it holds none."""
    return next((kind for kind in RECORDS if path.startswith(f"{kind.folder}/")), None)
