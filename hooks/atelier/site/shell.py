"""Shells: pages that the theme rendered once, with slots that are filled for every page.

The text that fills a slot is escaped by whoever fills it, for where it stands. A shell is cut at its
slots once, so a slot name that a contributor typed is never looked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SLOTS = ("title", "description", "canonical", "head", "content")
_SLOT = re.compile(rf"atelier-slot-({'|'.join(SLOTS)})-7f3a91")


def slot(name: str) -> str:
    """The mark that the theme is given in place of what fills a slot."""
    return f"atelier-slot-{name}-7f3a91"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page, cut at its slots: text, slot name, text, slot name, …, text."""

    parts: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with a value in every slot. Raises KeyError if one is missing."""
        parts = list(self.parts)
        for index in range(1, len(parts), 2):
            parts[index] = values[parts[index]]
        return "".join(parts)


def cut(html: str) -> Shell:
    """Make a shell of a page that the theme rendered with marks in it.

    Raises ValueError if the page has no place for a title or for the content.
    """
    shell = Shell(tuple(_SLOT.split(html)))
    missing = {"title", "content"} - set(shell.parts[1::2])
    if missing:
        raise ValueError(f"the theme left out the slot {', '.join(sorted(missing))}")
    return shell
