"""Feeds of what is new and changed: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

There is one of each beside the page ``/new/``, and beside every page of a pillar, partner, level, place and
tag. A feed may be empty: its followers get the first initiative. An initiative is written once for all its
feeds.

An entry has the summary and a link to the page.

Ids never change. The id of an entry is the address of the oldest slug of the initiative, below the first
address of the site. So it stays the same with a new title, pillar or slug; and if the site moves,
``moved_from`` in the settings keeps the old address in it. Readers compare ids, and do not visit them.

The feeds of a pillar or partner with a new slug are also at its former addresses, for its followers.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from markupsafe import escape

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.content.json_text import json_text
from atelier.exports.lasting import entry_id
from atelier.insights.news import PAGE, News
from atelier.render.page import Feed, File, Page, Site
from atelier.render.wording import Wording

ATOM, JSON = "feed.xml", "feed.json"
"""The names of the feeds, in the folder of their page."""
MEDIA_TYPES = {ATOM: "application/atom+xml", JSON: "application/feed+json"}
REL = "alternate feed"
"""The ``rel`` of a link to a feed. With only "alternate" the theme takes it for the page in another language,
and every visitor's browser requests a sitemap that does not exist."""


class Followed(NamedTuple):
    """A page with feeds: its address, the title of the feeds, and its former addresses, the oldest first."""

    url: str
    title: str
    former: tuple[str, ...] = ()


class Written(NamedTuple):
    """An initiative as an entry of a feed: an element of Atom, and an object of JSON."""

    atom: str
    json: str


def feed_links(page: Page, site: Site) -> str:
    """The links to the feeds of a page, for its head; empty if it has none."""
    if page.feed is Feed.OWN:
        above, name = "", f"{site.name}: {page.title}"
    elif page.feed is Feed.ALL:
        above, name = "../" * page.depth + PAGE if page.url != PAGE else "", site.name
    else:
        return ""
    return "".join(
        f'<link rel="{REL}" type="{kind}" title="{escape(name)}" href="{above}{file}">'
        for file, kind in MEDIA_TYPES.items()
    )


def feed_files(
    catalogue: Catalogue,
    site: Site,
    wording: Wording,
    newest: Mapping[str, Sequence[News]],
    made_of: Callable[[News], str],
) -> Iterator[File]:
    """Every feed. ``made_of`` returns the fingerprint of what an entry follows from."""
    entry_of = cache(made_of)
    everything = newest.get(PAGE, ())
    start = datetime.datetime.combine(catalogue.today, datetime.time.min, datetime.UTC)
    quiet = everything[0].changed if everything else start
    writer = _Writer(catalogue, site)
    for page in _followed(catalogue, site, wording):
        own = newest.get(page.url, ())
        updated = own[0].changed if own else quiet
        follows = (page, updated, "".join(map(entry_of, own)))
        for url in (page.url, *page.former):
            yield File(url + ATOM, partial(writer.atom, page, updated, own), follows)
            yield File(url + JSON, partial(writer.json, page, own), follows)


def _followed(catalogue: Catalogue, site: Site, wording: Wording) -> Iterator[Followed]:
    """The pages that have feeds."""
    yield Followed(PAGE, site.name)
    records: tuple[Mapping[str, Entry[Any]], ...] = (catalogue.pillars, catalogue.partners)
    for entry in (entry for entries in records for entry in entries.values()):
        former = tuple(f"{entry.record.collection}/{slug}/" for slug in entry.record.former_slugs)
        yield Followed(entry.url, f"{site.name}: {entry.title}", former)
    named = [(f"levels/{level}/", wording.label(level)) for level in catalogue.by_level]
    named += [(f"places/{term.slug}/", term.heading) for term in catalogue.by_place]
    named += [(f"tags/{term.slug}/", term.heading) for term in catalogue.by_tag]
    for url, name in named:
        yield Followed(url, f"{site.name}: {name}")


class _Writer:
    """Writes feeds, and each entry once."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self.catalogue = catalogue
        self.site = site
        self._written: dict[str, Written] = {}

    def atom(self, page: Followed, updated: datetime.datetime, news: Iterable[News]) -> str:
        """A feed in Atom."""
        site, url = self.site, page.url
        first = page.former[0] if page.former else url
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.language}">\n'
            f"<id>{escape(site.first_url + first + ATOM)}</id>\n"
            f"<title>{escape(page.title)}</title>\n"
            f"<updated>{_stamp(updated)}</updated>\n"
            f"<author><name>{escape(site.name)}</name><uri>{escape(site.url)}</uri></author>\n"
            f'<link rel="self" type="{MEDIA_TYPES[ATOM]}" href="{escape(site.url + url + ATOM)}"/>\n'
            f'<link rel="alternate" type="text/html" href="{escape(site.url + url)}"/>\n'
            + "".join(self.written(one).atom for one in news)
            + "</feed>\n"
        )

    def json(self, page: Followed, news: Iterable[News]) -> str:
        """A feed in JSON."""
        head = json_text(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": page.title,
                "home_page_url": self.site.url + page.url,
                "feed_url": self.site.url + page.url + JSON,
                "language": self.site.language,
                "authors": [{"name": self.site.name, "url": self.site.url}],
            }
        )
        return head[:-1] + ',"items":[' + ",\n".join(self.written(one).json for one in news) + "]}\n"

    def written(self, one: News) -> Written:
        """An initiative as an entry."""
        slug = one.entry.slug
        if slug not in self._written:
            self._written[slug] = self._entry(one)
        return self._written[slug]

    def _entry(self, one: News) -> Written:
        entry, initiative = one.entry, one.entry.record
        id_, address = entry_id(entry, self.site), self.site.url + entry.url
        pillars = [self.catalogue.pillars[initiative.pillar].record.name] if initiative.pillar else []
        named = {name.casefold() for name in pillars}
        subjects = [*pillars, *(tag for tag in initiative.tags if tag.casefold() not in named)]
        dates = {"date_modified": _stamp(one.changed)}
        published = ""
        if one.added:
            dates["date_published"] = _stamp(one.added)
            published = f"<published>{_stamp(one.added)}</published>\n"
        atom = (
            "<entry>\n"
            f"<id>{escape(id_)}</id>\n"
            f"<title>{escape(initiative.title)}</title>\n"
            f'<link rel="alternate" type="text/html" href="{escape(address)}"/>\n'
            f"<updated>{_stamp(one.changed)}</updated>\n"
            f"{published}"
            f"<summary>{escape(initiative.summary)}</summary>\n"
            + "".join(f'<category term="{escape(subject)}"/>\n' for subject in subjects)
            + "</entry>\n"
        )
        item = {
            "id": id_,
            "url": address,
            "title": initiative.title,
            "content_text": initiative.summary,
            **dates,
            "tags": subjects,
        }
        return Written(atom, json_text(item))


def _stamp(when: datetime.datetime) -> str:
    """A moment in the format of RFC 3339."""
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")
