"""Shells: pages that the theme rendered once, with slots that are filled for every page of a section.

The theme renders one page for each section, at a depth that no other page has (``shell_file``). All its links
begin with the same relative path to the root of the site. That path is a slot too, so a shell fits pages of
every depth. The caller escapes the text for a slot. A shell is cut at its slots once, before it is filled, so
a slot name in a contributor's text has no effect.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SLOTS = ("title", "description", "canonical", "head", "banner", "languages", "content")
ROOT = "root"
"""The slot of the relative path to the home page in its language, without a slash at the end."""
BASE = "base"
"""The slot of the relative path to the root of the site, where the language has a folder of its own."""

FOLDERS = 3
WAYS = {BASE: "../" * (FOLDERS + 1) + "..", ROOT: "../" * FOLDERS + ".."}
"""The relative paths with which the theme's links begin, by their slot."""
WAY = rf"""(?<=["'])(?:\.\./){{{FOLDERS},{FOLDERS + 1}}}\.\.(?=[/"'])"""
_PARTS = re.compile(rf"atelier-slot-({'|'.join(SLOTS)})-7f3a91|{WAY}")


def slot(name: str) -> str:
    """The mark that the theme renders in place of a slot."""
    return f"atelier-slot-{name}-7f3a91"


def shell_file(section: str) -> str:
    """The page that the theme renders for a section, from ``docs/``.

    No slug has an underscore, so no other page can be there.
    """
    return "_/" * FOLDERS + f"{section or '_'}.md"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page, cut at its slots: text, slot name, text, slot name, …, text."""

    parts: tuple[str, ...]

    def fill(self, depth: int, values: Mapping[str, str]) -> str:
        """The page with a value in every slot, ``depth`` folders below the home page in its language.

        Raises KeyError if a value is missing.
        """
        values = {**values, ROOT: "/".join([".."] * depth) or ".", BASE: "/".join([".."] * (depth + 1))}
        parts = list(self.parts)
        for index in range(1, len(parts), 2):
            parts[index] = values[parts[index]]
        return "".join(parts)


def cut(html: str) -> Shell:
    """A shell, made of a page that the theme rendered at ``shell_file`` with marks in it.

    Raises ValueError if the page has no place for a title, the banner or the content.
    """
    text, names = [], []
    end = 0
    for found in _PARTS.finditer(html):
        text.append(html[end : found.start()])
        names.append(found[1] or (BASE if found[0] == WAYS[BASE] else ROOT))
        end = found.end()
    missing = {"title", "banner", "content"} - set(names)
    if missing:
        raise ValueError(f"the theme left out the slot {', '.join(sorted(missing))}")
    parts = [part for pair in zip(text, names, strict=True) for part in pair]
    return Shell((*parts, html[end:]))


def cut_at(html: str, *names: str) -> Shell:
    """A page that is whole but for some slots, in their order. Raises ValueError if one is not in it."""
    parts: list[str] = []
    for name in names:
        before, found, html = html.partition(slot(name))
        if not found:
            raise ValueError(f"the theme left out the slot {name}")
        parts += [before, name]
    return Shell((*parts, html))


def joined(shell: Shell) -> str:
    """The page that a shell was cut from, with marks in its slots."""
    parts = list(shell.parts)
    for index in range(1, len(parts), 2):
        parts[index] = WAYS.get(parts[index]) or slot(parts[index])
    return "".join(parts)
