"""The navigation of a catalogue whose settings have none: every page that is there, in one order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from atelier.i18n.translation import N_

Entry = str | Mapping[str, "str | Sequence[Entry]"]
"""A page by its path from ``docs/``, alone or with a title of its own, or a title with entries below it."""


class Tab(NamedTuple):
    """An entry of the bar at the top.

    Attributes:
        title: to be translated; of a tab with one page, that page's own title is taken.
        pages: below it, by their paths from ``docs/`` without ``.md``. One that ends in a slash stands for
            all pages in that folder; an empty one for all that no other tab names.

    """

    title: str
    pages: tuple[str, ...]


TABS = (
    Tab(N_("Home"), ("index",)),
    Tab(N_("Initiatives"), ("initiatives", "levels", "places", "tags", "gaps", "copies", "new")),
    Tab(N_("Pillars"), ("pillars",)),
    Tab(N_("Questions"), ("questions",)),
    Tab(N_("Partners"), ("partners",)),
    Tab(N_("Money"), ("money", "funds")),
    Tab(N_("Festivals"), ("festivals",)),
    Tab(N_("Join in"), ("add", "help", "help/", "embed")),
    Tab(N_("About"), ("about/index", "about/", "neighbours", "contact", "data", "")),
)

TITLES: Mapping[str, str] = {"index.md": N_("Home"), "initiatives.md": N_("All initiatives")}
"""What pages are called here that have another title of their own."""


def navigation(pages: Collection[str], gettext: Callable[[str], str]) -> list[Entry]:
    """The navigation of pages, by their paths from ``docs/``, in the language of ``gettext``."""
    tabs: list[Entry] = []
    left = sorted(pages)
    named = {f"{name}.md" for tab in TABS for name in tab.pages}
    folders = tuple(name for tab in TABS for name in tab.pages if name.endswith("/"))

    def found(name: str) -> Iterator[str]:
        for page in left:
            in_folder = page.startswith(folders)
            if page in named:
                fits = page == f"{name}.md"
            elif name.endswith("/"):
                fits = page.startswith(name)
            else:
                fits = not name and not in_folder
            if fits:
                yield page

    for tab in TABS:
        below = [page for name in tab.pages for page in found(name)]
        if len(below) > 1:
            tabs.append({gettext(tab.title): [_entry(page, gettext) for page in below]})
        elif below:
            tabs.append(_entry(below[0], gettext))
    return tabs


def without_pages(entries: Sequence[Any], pages: Collection[str]) -> list[Any]:
    """A navigation, as settings have it, without some pages and without titles that nothing is left below."""
    left: list[Any] = []
    for entry in entries:
        if not isinstance(entry, Mapping):
            left += [] if entry in pages else [entry]
            continue
        for title, below in entry.items():
            if isinstance(below, list):
                inner = without_pages(below, pages)
                left += [{title: inner}] if inner else []
            elif below not in pages:
                left.append({title: below})
    return left


def _entry(page: str, gettext: Callable[[str], str]) -> Entry:
    return {gettext(TITLES[page]): page} if page in TITLES else page
