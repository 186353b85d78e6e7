"""The list of all pages for search engines, each with the day on which it last changed.

The format is that of https://www.sitemaps.org/protocol.html. The days are those of git, so a site that is
built again on another day has the same list. Where git does not know a day (there is no git, a file is not
committed, a shallow clone left out its commits), there is none: a wrong day would mislead search engines.
"""

from __future__ import annotations

import datetime
import gzip
import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from markupsafe import escape

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.model.base import Record
from atelier.render.page import Page, Slice
from atelier.site.pages import SECTIONS

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
MOST = 50_000
"""How many addresses one list may have."""
LARGEST = 50 * 1024 * 1024
"""How many bytes one list may have."""
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
LOCATION = re.compile(r"<loc>([^<]*)</loc>")
LONGEST_HEAD = 200
"""More bytes than stand round the addresses of a list."""


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


def sitemap(url: str, pages: Mapping[str, datetime.date | None]) -> Iterator[tuple[str, str | bytes]]:
    """The files of the list, each also compressed: one list, or several and a list of those.

    ``url`` is that of the site, ``pages`` the day of each page by its address from the root of the site.
    """
    lists = list(_lists(_entry("url", url + address, day) for address, day in pages.items()))
    texts = {SITEMAP: _file("urlset", lists[0])}
    if len(lists) > 1:
        texts = {f"sitemap-{number}.xml": _file("urlset", entries) for number, entries in enumerate(lists, 1)}
        texts[SITEMAP] = _file("sitemapindex", [_entry("sitemap", url + name) for name in texts])
    for name, text in texts.items():
        yield name, text
        # Without a time in it, so that its bytes follow from the pages alone.
        yield f"{name}.gz", gzip.compress(text.encode(), mtime=0)


def addresses_in(url: str, content_of: Callable[[str], bytes]) -> Collection[str]:
    """The addresses in the list of a site at ``url``, or in all its lists; ``content_of`` reads its files.

    Raises OSError if a list cannot be read.
    """
    text = content_of(SITEMAP).decode()
    found = LOCATION.findall(text)
    if "<sitemapindex" in text:
        lists = [content_of(name.removeprefix(url)).decode() for name in map(html.unescape, found)]
        found = [address for one in lists for address in LOCATION.findall(one)]
    return {html.unescape(address) for address in found}


def robots(url: str) -> str:
    """What ``robots.txt`` says to programs: that they may read all, and where the list is.

    Empty for a site below a path: programs ask for that file at the root of a host only.
    """
    return f"User-agent: *\nAllow: /\n\nSitemap: {url}{SITEMAP}\n" if urlsplit(url).path == "/" else ""


def _lists(entries: Iterable[str]) -> Iterator[Sequence[str]]:
    """The entries in as few lists as may be; one empty list for none."""
    found: list[str] = []
    size = LONGEST_HEAD
    for entry in entries:
        length = len(entry.encode())
        if len(found) == MOST or size + length > LARGEST:
            yield found
            found, size = [], LONGEST_HEAD
        found.append(entry)
        size += length
    yield found


def _entry(kind: str, address: str, day: datetime.date | None = None) -> str:
    """An address in a list."""
    changed = f"         <lastmod>{day}</lastmod>\n" if day else ""
    return f"    <{kind}>\n         <loc>{escape(address)}</loc>\n{changed}    </{kind}>\n"


def _file(kind: str, entries: Iterable[str]) -> str:
    return f"{HEAD.format(kind=kind)}{''.join(entries)}</{kind}>"
