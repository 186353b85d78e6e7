"""What is new and what changed in the catalogue, newest first, and which pages list it.

The dates are those of git. If git has none, those in the file are used: the last confirmation, or else the
day on which it was added. An initiative without any date is not among the news.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.content.history import Dates
from atelier.model.initiative import Initiative
from atelier.model.slug import slugify

NEWEST = 50
"""How many initiatives a feed and the page ``/new/`` have at most."""
PAGE = "new/"
"""The page that lists all news; its feeds are those of the catalogue."""


@dataclass(frozen=True, slots=True)
class News:
    """An initiative that is new or changed.

    Attributes:
        entry: which one.
        added: when it was added, if that is known.
        changed: when it last changed; when it was added, if nothing changed since.

    """

    entry: Entry[Initiative]
    added: datetime.datetime | None
    changed: datetime.datetime

    @property
    def month(self) -> tuple[int, int]:
        """The year and the month of the newest change."""
        return self.changed.year, self.changed.month

    @property
    def new(self) -> bool:
        """Whether it was added in the month in which it last changed."""
        return self.added is not None and (self.added.year, self.added.month) == self.month


def news(catalogue: Catalogue) -> Sequence[News]:
    """All initiatives with a known date of addition or change, newest first."""
    dated = (_news(entry, catalogue) for entry in catalogue.initiatives.values())
    return sorted((one for one in dated if one), key=lambda one: one.changed, reverse=True)


def _news(entry: Entry[Initiative], catalogue: Catalogue) -> News | None:
    """The dates of an initiative, including those of its former files."""
    paths = (f"{entry.record.folder}/{slug}.md" for slug in entry.slugs)
    known: list[Dates] = [catalogue.history[path] for path in paths if path in catalogue.history]
    added = min((dates.added for dates in known if dates.added), default=_start(entry.record.added))
    changed = max((dates.changed for dates in known), default=_start(entry.record.last_confirmed)) or added
    if changed is None:
        return None
    return News(entry, added, max(changed, added or changed))


def _start(day: datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time.min, datetime.UTC) if day else None


def newest_by_page(sorted_news: Iterable[News]) -> Mapping[str, Sequence[News]]:
    """At most ``NEWEST`` of the news for each page, by the page's address."""
    pages: dict[str, list[News]] = {}
    for one in sorted_news:
        for url in _pages(one.entry.record):
            listed = pages.setdefault(url, [])
            if len(listed) < NEWEST:
                listed.append(one)
    return pages


def _pages(initiative: Initiative) -> Iterator[str]:
    """The addresses of the pages that list the news of an initiative, each once."""
    yield PAGE
    if initiative.pillar:
        yield f"pillars/{initiative.pillar}/"
    for partner in initiative.taking_part:
        yield f"partners/{partner}/"
    for level in set(initiative.levels):
        yield f"levels/{level}/"
    for place in {slugify(place) for place in initiative.places}:
        yield f"places/{place}/"
    for tag in {slugify(tag) for tag in initiative.tags}:
        yield f"tags/{tag}/"
