"""Looks whether a site is fit to be seen, before it takes the place of the old one.

Every link on a page to the site itself leads to a file of it, and to a place in that; every page that says
where it is, is in the sitemap, and the sitemap has no other; no slot is unfilled; no file is empty.

A wrong link in a text that people wrote (``.md-typeset``) is told and stops nothing: the catalogue would be
hostage to one of its texts. For the same reason an address with a host is passed over: people write those in
fields, and the generator writes none to pages of the site. All else that is wrong stops the site.

What a page links to is kept from one build to the next. So an edit costs what it changed, and still a page
that is gone is missed by the pages that lead to it. Links are found by how we and the engine write HTML, with
attributes in double quotes after a space; ``tests/site/test_verify.py`` compares that with a parser.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from html.parser import HTMLParser
from itertools import accumulate, pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from atelier.i18n.translation import N_
from atelier.site.shell import SLOTS, slot
from atelier.site.sitemap import SITEMAP, addresses_in
from atelier.site.trees.errors import Message, ReleaseError, message
from atelier.store.code import code_digest
from atelier.store.fingerprint import fingerprint

LINK = re.compile(rb' (?:href|src|srcset|action)="[^"]*')
ID = re.compile(rb' (?:id|name)="([^"]*)"')
CANONICAL = b'rel="canonical" href="'
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
"""How a link begins that has a scheme or a host."""
MARKS = tuple(slot(name).encode() for name in SLOTS)
MARK = MARKS[0][: MARKS[0].index(b"title")]
WITH_PLACES = (".html", ".svg")
"""Files of which a fragment names an element; in others, such as PDF, it says something else."""
OUTSIDE = -1
STALE = 2
"""How many times as many links may be kept as there were after all pages were read."""
SHOWN = 20
"""The most mistakes that are told; the others have the same cause, as a rule."""

EMPTY = N_("%(page)s is empty.")
UNFILLED = N_("%(page)s: the theme's mark “%(mark)s” was not filled.")
NO_FILE = N_("%(page)s: a link leads to “%(link)s”, but nothing is there.")
NO_PLACE = N_("%(page)s: a link leads to “%(link)s”, but that page has no such place.")
NOT_LISTED = N_("%(page)s is not in sitemap.xml.")
NO_PAGE = N_("sitemap.xml has %(link)s, which is not a page of the site.")
MORE = N_("And %(count)s more.")
STAYS = N_("So the site was left as it is.")


class Verification:
    """Verifies one site.

    Attributes:
        key: the fingerprint of how it looks: what another key found is not used again.

    """

    def __init__(self, url: str) -> None:
        """``url`` is the address of the site, with a slash at the end."""
        self.key = fingerprint(code_digest(), url)
        self._url = url
        self._path = urlsplit(url).path or "/"
        # Each different link once: the address of a file, and a fragment.
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._read_all = 0
        self._links: dict[str, array[int]] = {}
        self._listed: set[str] = set()
        self._ids: dict[str, Collection[str]] = {}
        self._wrong: list[Message] = []
        # The number of what is written as a link, if it is the same for all pages of a depth.
        self._known: dict[int, dict[bytes, int]] = {}

    def keep(self, notes: bytes, same: Collection[str]) -> None:
        """Take over what was found in the files of some addresses, which are the same as then.

        Of notes that are damaged nothing is taken.
        """
        first, _, rest = notes.partition(b"\n")
        try:
            head = json.loads(first)
            numbers = array("I")
            numbers.frombytes(rest)
            ends = list(accumulate(head["counts"], initial=0))
            names, listed, read_all = head["names"], set(head["listed"]), head["read_all"]
            places = head["ids"].items()
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        if ends[-1] != len(numbers) or len(names) > STALE * read_all:
            return
        # The numbers of these names are those of the notes; what was read meanwhile is numbered again.
        mine, before = self._links, self._names
        self._names, self._numbers = names, {name: number for number, name in enumerate(names)}
        self._read_all = read_all
        self._known.clear()
        self._links = {
            page: array("I", [self._number(before[number]) for number in found])
            for page, found in mine.items()
        }
        for page, (start, end) in zip(head["pages"], pairwise(ends), strict=True):
            if page in same:
                self._links[page] = numbers[start:end]
                if page in listed:
                    self._listed.add(page)
        self._ids |= {page: found for page, found in places if page in same}

    def read(self, address: str, content: bytes | Path) -> None:
        """Look at a file that was made. Raises OSError if it cannot be read."""
        if not (content.stat().st_size if isinstance(content, Path) else content):
            self._wrong.append(message(EMPTY, page=address))
        if not address.endswith(".html"):
            return
        if isinstance(content, Path):
            content = content.read_bytes()
        if MARK in content:
            self._wrong += [
                message(UNFILLED, page=address, mark=mark.decode()) for mark in MARKS if mark in content
            ]
        depth = address.count("/")
        known = self._known.setdefault(depth, {})
        links = set(LINK.findall(content))
        new = links.difference(known)
        numbers: set[int] = set(map(known.__getitem__, links - new))
        for link in new:
            numbers.update(self._new_links(address, depth, link, content))
        numbers.discard(OUTSIDE)
        self._links[address] = array("I", numbers)
        at = content.find(CANONICAL) + len(CANONICAL)
        own = html.escape(self._url + page_address(address)).encode() + b'"'
        if content.startswith(own, at):
            self._listed.add(address)

    def finish(self, addresses: Collection[str], content_of: Callable[[str], bytes]) -> list[Message]:
        """What to warn of, now that all files are there. Raises ReleaseError if the site is not fit."""
        for address in addresses:
            if address.endswith(".html") and address not in self._links:
                self.read(address, content_of(address))
        self._read_all = self._read_all or len(self._names)
        wrong, warnings = self._wrong, list[Message]()
        broken = self._broken(addresses, content_of)
        for page, numbers in self._links.items():
            if broken.keys().isdisjoint(numbers):
                continue
            written = links_in_texts(content_of(page))
            for number in sorted(broken.keys() & set(numbers)):
                told = message(broken[number], page=page, link=self._names[number])
                by_people = any(number in self._resolved(page, link) for link in written)
                (warnings if by_people else wrong).append(told)
        if SITEMAP in addresses:
            wrong += self._in_sitemap(addresses_in(self._url, content_of))
        if wrong:
            more = [message(MORE, count=str(len(wrong) - SHOWN))] if len(wrong) > SHOWN else []
            raise ReleaseError(*wrong[:SHOWN], *more, message(STAYS))
        return warnings

    def notes(self) -> bytes:
        """What was found, for ``keep`` of the next time."""
        head = {
            "names": self._names,
            "read_all": self._read_all,
            "pages": list(self._links),
            "counts": list(map(len, self._links.values())),
            "listed": sorted(self._listed),
            "ids": {page: sorted(ids) for page, ids in self._ids.items()},
        }
        return json.dumps(head).encode() + b"\n" + b"".join(map(bytes, self._links.values()))

    def _number(self, name: str) -> int:
        """The number of a link."""
        number = self._numbers.setdefault(name, len(self._names))
        if number == len(self._names):
            self._names.append(name)
        return number

    def _new_links(self, address: str, depth: int, link: bytes, content: bytes) -> Iterator[int]:
        """The numbers of a link on a page; one that is the same for all such pages is not asked for again."""
        attribute, _, value = link.partition(b'="')
        if attribute == b" srcset":
            for choice in value.split(b","):
                yield from self._new_links(address, depth, b' src="' + choice.split()[0], content)
        elif value.startswith(b"#") and b' id="%b"' % value[1:] in content:
            return
        else:
            name = self._name(address, html.unescape(value.decode()).strip())
            number = OUTSIDE if name is None else self._number(name)
            if number == OUTSIDE or value.startswith((b"/", b"../" * depth or b"/")):
                self._known[depth][link] = number
            yield number

    def _name(self, page: str, link: str) -> str | None:
        """The address of the file that a link on a page leads to, and its fragment; None if outside."""
        if ELSEWHERE.match(link):
            return None
        path, _, place = link.partition("#")
        path = unquote(path.partition("?")[0])
        if not path:
            path = "/" + page
        elif path.startswith(self._path):
            path = "/" + path.removeprefix(self._path)
        elif path.startswith("/"):
            return None  # another site on this host
        else:
            path = posixpath.join("/" + posixpath.dirname(page), path)
        folder = path.endswith(("/", "/.", "/.."))
        path = posixpath.normpath(path).lstrip("/")
        if folder:
            path = f"{path}/index.html" if path else "index.html"
        return f"{path}#{unquote(place)}" if place else path

    def _resolved(self, page: str, link: str) -> Collection[int]:
        """The number of a link on a page, in a collection of its own."""
        name = self._name(page, link)
        return () if name is None else (self._number(name),)

    def _broken(self, addresses: Collection[str], content_of: Callable[[str], bytes]) -> Mapping[int, str]:
        """Why a link leads nowhere, by its number, also if no page has that link any more."""
        broken = {}
        ids: dict[str, Collection[str]] = {}
        for number, name in enumerate(self._names):
            path, _, place = name.partition("#")
            if path not in addresses:
                # A host leads from a folder to its page.
                path += "/index.html"
            if path not in addresses:
                broken[number] = NO_FILE
            elif place and path.endswith(WITH_PLACES):
                if path not in ids:
                    ids[path] = self._ids.get(path) or places_in(content_of(path))
                if place not in ids[path]:
                    broken[number] = NO_PLACE
        self._ids = ids
        return broken

    def _in_sitemap(self, listed: Collection[str]) -> Iterator[Message]:
        """What the sitemap lacks, and what it has too much."""
        pages = {self._url + page_address(page): page for page in self._listed}
        for link in sorted(pages.keys() - listed):
            yield message(NOT_LISTED, page=pages[link])
        for link in sorted(set(listed) - pages.keys()):
            yield message(NO_PAGE, link=link)


def page_address(file: str) -> str:
    """The address at which the file of a page is shown."""
    return file.removesuffix("index.html") if file.endswith("/index.html") or file == "index.html" else file


def places_in(content: bytes) -> Collection[str]:
    """The names of all places in a page that a fragment can lead to."""
    return {html.unescape(found.decode()) for found in ID.findall(content)}


class TextLinks(HTMLParser):
    """Finds the links in texts that people wrote.

    Attributes:
        links: what they lead to.

    """

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the links of a tag, if it is in such a text."""
        values = dict(attrs)
        begins = "md-typeset" in (values.get("class") or "").split()
        if (self._depth or begins) and tag not in self.VOID:
            self._depth += 1
        if self._depth:
            self.links.update(filter(None, (values.get("href"), values.get("src"))))

    def handle_endtag(self, tag: str) -> None:
        """Leave a text at its end."""
        if self._depth and tag not in self.VOID:
            self._depth -= 1


def links_in_texts(content: bytes) -> Collection[str]:
    """What the links lead to in those texts of a page that people wrote."""
    parser = TextLinks()
    parser.feed(content.decode())
    return parser.links
