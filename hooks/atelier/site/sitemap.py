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

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
MOST = 50_000
"""How many addresses one list may have."""
LARGEST = 50 * 1024 * 1024
"""How many bytes one list may have."""
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{more}>\n'
)
LINKED = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
"""What the head of a list has besides where a page is in other languages:
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap."""
LOCATION = re.compile(r"<loc>([^<]*)</loc>")
LONGEST_HEAD = 200
"""More bytes than stand round the addresses of a list."""


Languages = Callable[[str], Sequence[tuple[str, str]]]
"""The whole address of a page in each language, by code, given its address from the root of the site."""


def no_other(_: str) -> Sequence[tuple[str, str]]:
    """The languages of a page of a site in one."""
    return ()


def sitemap(
    url: str, pages: Mapping[str, datetime.date | None], languages: Languages = no_other
) -> Iterator[tuple[str, str | bytes]]:
    """The files of the list, each also compressed: one list, or several and a list of those.

    ``url`` is that of the site, ``pages`` the day of each page by its address from the root of the site.
    """
    lists = list(
        _lists(_entry("url", url + address, day, languages(address)) for address, day in pages.items())
    )
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


def _entry(
    kind: str,
    address: str,
    day: datetime.date | None = None,
    languages: Iterable[tuple[str, str]] = (),
) -> str:
    """An address in a list."""
    changed = f"         <lastmod>{day}</lastmod>\n" if day else ""
    others = "".join(
        f'         <xhtml:link rel="alternate" hreflang="{code}" href="{escape(other)}"/>\n'
        for code, other in languages
    )
    return f"    <{kind}>\n         <loc>{escape(address)}</loc>\n{changed}{others}    </{kind}>\n"


def _file(kind: str, entries: Iterable[str]) -> str:
    text = "".join(entries)
    return f"{HEAD.format(kind=kind, more=LINKED if '<xhtml:' in text else '')}{text}</{kind}>"
