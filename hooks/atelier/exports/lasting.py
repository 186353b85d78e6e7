"""What others keep of a record: its id, which never changes, when it last changed, and where it went."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.model.base import Record
from atelier.model.fields import values_at
from atelier.model.records import RECORDS
from atelier.render.page import Site


class Removed(NamedTuple):
    """An id that no record has, or has any more.

    Attributes:
        id: the address.
        date: on which its file was taken away; None if git does not know that.
        moved_to: the id of the record that it belongs to since; empty if it is gone.

    """

    id: str
    date: datetime.date | None
    moved_to: str


def entry_id(entry: Entry[Record], site: Site) -> str:
    """The permanent id of a record, in every feed and in the open data."""
    return _id(entry.record.collection, entry.slugs[0], site)


def modified(entry: Entry[Record], catalogue: Catalogue) -> datetime.date | None:
    """The day on which a record last changed, by git; without git by its own dates; None if none is known."""
    folder = entry.record.folder
    paths = (*(f"{folder}/{slug}.md" for slug in entry.slugs), *entry.beside.values())
    known = [catalogue.history[path].changed.date() for path in paths if path in catalogue.history]
    own = (*values_at(entry.record, "last_confirmed"), *values_at(entry.record, "added"))
    return max(known, default=next(iter(own), None))


def removed(catalogue: Catalogue, site: Site) -> list[Removed]:
    """Every address that may be known as the id of a record and is not, or not any more, sorted by it.

    A record that got another name keeps its id, so these are its names in between, the names of what was
    merged into it, and by git also what was taken away without a trace in another file.
    """
    found = {one.id: one for one in (*_gone(catalogue, site), *_moved(catalogue, site))}
    return [found[id_] for id_ in sorted(found)]


def _moved(catalogue: Catalogue, site: Site) -> Iterator[Removed]:
    for entry in catalogue.entries:
        record = entry.record
        for slug in record.former_slugs[1:]:
            dates = catalogue.history.get(f"{record.folder}/{slug}.md")
            date = dates.gone.date() if dates and dates.gone else None
            yield Removed(_id(record.collection, slug, site), date, entry_id(entry, site))


def _gone(catalogue: Catalogue, site: Site) -> Iterator[Removed]:
    kinds = {kind.folder: kind for kind in RECORDS if site.parts.shows(kind)}
    there = {(entry.record.origin, slug) for entry in catalogue.entries for slug in entry.slugs}
    for path, dates in catalogue.history.items():
        folder, _, name = path.rpartition("/")
        slug, dot, ending = name.partition(".")
        kind = kinds.get(folder)
        # A name with two endings is a translation.
        if dates.gone and kind and dot and ending == "md" and (kind, slug) not in there:
            yield Removed(_id(kind.collection, slug, site), dates.gone.date(), "")


def _id(collection: str, slug: str, site: Site) -> str:
    return f"{site.first_url}{collection}/{slug}/"
