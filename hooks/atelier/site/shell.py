"""Shells: pages that the theme rendered once, with slots that are filled for every page of a section.

The theme is given one page for each section, at a depth at which no page of ours lies (``shell_file``). All
its links begin with the same way to the root of the site, which is a slot too: so one shell serves pages of
every depth. The text that fills a slot is escaped by the caller, for where it stands. A shell is cut at its
slots once, so a slot name that a contributor typed is never looked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SLOTS = ("title", "description", "canonical", "head", "content")
ROOT = "root"
"""The slot of the way to the root of the site, without a slash at the end."""

FOLDERS = 3
WAY = rf"""(?<=["'])(?:\.\./){{{FOLDERS}}}\.\.(?=[/"'])"""
"""How the address of a link begins that the theme writes."""
_PARTS = re.compile(rf"atelier-slot-({'|'.join(SLOTS)})-7f3a91|{WAY}")


def slot(name: str) -> str:
    """The mark that the theme is given in place of what fills a slot."""
    return f"atelier-slot-{name}-7f3a91"


def shell_file(section: str) -> str:
    """The page that the theme renders for a section, from ``docs/``.

    An underscore can be in no slug, so no page of ours stands there.
    """
    return "_/" * FOLDERS + f"{section or '_'}.md"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page, cut at its slots: text, slot name, text, slot name, …, text."""

    parts: tuple[str, ...]

    def fill(self, depth: int, values: Mapping[str, str]) -> str:
        """The page with a value in every slot, ``depth`` folders deep. Raises KeyError if one is missing."""
        values = {**values, ROOT: "/".join([".."] * depth) or "."}
        parts = list(self.parts)
        for index in range(1, len(parts), 2):
            parts[index] = values[parts[index]]
        return "".join(parts)


def cut(html: str) -> Shell:
    """Make a shell of a page that the theme rendered at ``shell_file`` with marks in it.

    Raises ValueError if the page has no place for a title or for the content.
    """
    text, names = [], []
    end = 0
    for found in _PARTS.finditer(html):
        text.append(html[end : found.start()])
        names.append(found[1] or ROOT)
        end = found.end()
    missing = {"title", "content"} - set(names)
    if missing:
        raise ValueError(f"the theme left out the slot {', '.join(sorted(missing))}")
    parts = [part for pair in zip(text, names, strict=True) for part in pair]
    return Shell((*parts, html[end:]))
