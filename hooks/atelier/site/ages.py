"""The day on which each page last changed, for the list of all pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.model.base import Record
from atelier.render.page import Page, Slice
from atelier.site.pages import SECTIONS


class Ages:
    """When the pages of a catalogue last changed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._changed = {path: dates.changed.date() for path, dates in catalogue.history.items()}
        self._naming: dict[tuple[str, str], list[Entry[Record]]] = {}
        for entry in catalogue.entries:
            for reference in entry.references:
                for collection in reference.collections:
                    self._naming.setdefault((collection, reference.text), []).append(entry)
        self._newest = self._of_all(catalogue.entries)

    def changed(self, page: Page) -> datetime.date | None:
        """The day on which a page last changed; None if it is not known.

        The page of a record changes with its file and with those of the records that name it. What lists
        records changes with them and with its own file, and an overview with any record.
        """
        items = page.listed.items if isinstance(page.listed, Slice) else page.listed
        listed = [item for item in items if isinstance(item, Entry)]
        section = SECTIONS.get(page.section)
        if page.entry:
            naming = self._naming.get((page.entry.record.collection, page.entry.slug), ())
            return self._of_all([page.entry, *naming])
        own = self._changed.get(page.source)
        if not listed and not (section and section.overview):
            return own
        newest = self._of_all(listed) if listed else self._newest
        return newest and max(newest, own or newest)

    def _of_all(self, entries: Iterable[Entry[Record]]) -> datetime.date | None:
        """The newest day of all files of some records; None if that of one is not known."""
        files = {path for entry in entries for path in (entry.path, *entry.beside.values())}
        days = [self._changed[path] for path in files if path in self._changed]
        return max(days, default=None) if len(days) == len(files) else None
