"""Editors' pages: those in ``docs/`` of a catalogue, and those of the package for what it has no page of.

A page of the package lies in ``pages/LANGUAGE/NAME.md`` and is general: it names no city. A catalogue with a
``docs/NAME.md`` of its own shows that instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from atelier.content.links import page_of
from atelier.i18n.translation import SOURCE_LANGUAGE, read_in
from atelier.model.parts import Parts
from atelier.store.code import PACKAGE

FOLDER = "docs"
PAGES = PACKAGE / "pages"
WITH = re.compile(
    "^<!-- with (?P<part>[a-z]+) -->\n(?P<lines>.*?)^<!-- end -->\n|"
    "<!-- with (?P<of>[a-z]+) -->(?P<words>.*?)<!-- end -->",
    re.DOTALL | re.MULTILINE,
)


def editors_page(root: Path, name: str, language: str) -> str | None:
    """The Markdown of the page ``docs/NAME.md`` of a catalogue: its own, or else that of the package.

    None if neither has one. ``name`` has no ``.md``: ``index``, ``help/fields``.
    """
    own = root / FOLDER / f"{name}.md"
    if own.is_file():
        return own.read_text(encoding="utf-8", errors="replace")
    return package_page(name, language)


@cache
def package_page(name: str, language: str) -> str | None:
    """The Markdown of a page of the package, in the nearest language that has it; None if there is none."""
    files = [PAGES / spoken / f"{name}.md" for spoken in read_in(language)]
    return next((file.read_text(encoding="utf-8") for file in files if file.is_file()), None)


def of_parts(page: str, parts: Parts) -> str:
    """The Markdown of a page of the package for a catalogue with some parts.

    What stands between ``<!-- with PART -->`` and ``<!-- end -->`` is left out without it: words, or lines
    where both stand on a line of their own.
    """

    def shown(found: re.Match[str]) -> str:
        part, text = found["part"] or found["of"], found["lines"] or found["words"]
        return text if parts.has(part) else ""

    return WITH.sub(shown, page)


@cache
def package_pages() -> tuple[str, ...]:
    """The paths of all pages of the package, as ``docs/NAME.md``. English has all of them."""
    folder = PAGES / SOURCE_LANGUAGE
    return tuple(sorted(f"{FOLDER}/{file.relative_to(folder).as_posix()}" for file in folder.rglob("*.md")))


def lent(own: Iterable[str]) -> tuple[str, ...]:
    """The paths of the pages that the package gives to a catalogue whose own are those at ``own``."""
    taken = set(map(page_of, own))
    return tuple(path for path in package_pages() if page_of(path) not in taken)
