"""Which fields are published as data: all but those of persons and those with another licence."""

from __future__ import annotations

from collections.abc import Mapping

from atelier.model.base import Fields
from atelier.model.initiative import Contact, Initiative

OPEN: Mapping[type[Fields], frozenset[str]] = {Contact: frozenset({"organisation"})}
"""The published fields of groups with private ones. A new field of such a group is private until listed."""
CLOSED: Mapping[type[Fields], frozenset[str]] = {Initiative: frozenset({"image", "thanks"})}
"""Fields of other groups that are not published."""


def is_open(kind: type[Fields], key: str) -> bool:
    """Whether a field of a group is published, by its name in files."""
    return key in OPEN.get(kind, {key}) and key not in CLOSED.get(kind, ())
