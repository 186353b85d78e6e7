"""The title of a part of a festival's programme."""

from __future__ import annotations

from atelier.catalogue.catalogue import Catalogue
from atelier.model.festival import Timed


def slot_title(part: Timed, catalogue: Catalogue) -> str:
    """The title of a part of a programme: its own, or that of its initiative."""
    slot = part.slot
    return slot.title or (catalogue.initiatives[slot.initiative].record.title if slot.initiative else "")
