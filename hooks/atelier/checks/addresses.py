"""Addresses that two pages would share, and former addresses that are those of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from atelier.catalogue.short_address import FOLDER, clashes, short_addresses
from atelier.content.entry import Entry
from atelier.content.links import page_of
from atelier.content.reader import Collections
from atelier.model.initiative import Initiative
from atelier.model.slug import slugify
from atelier.problems.problem import Problem, Related


def former_problems(collections: Collections) -> Iterator[Problem]:
    """Problems with former addresses that are those of a page, or that two files have."""
    for kind, entries in collections.entries.items():
        slugs = {entry.slug: entry.path for entry in entries}
        slugs |= {broken.slug: broken.path for broken in collections.broken if broken.kind is kind}
        for entry in entries:
            for index, slug in enumerate(entry.record.former_slugs):
                other = slugs.setdefault(slug, entry.path)
                if other != entry.path or slug == entry.slug:
                    values = {"value": slug, "other": other}
                    problem = entry.problem("former-slug-taken", "former_slugs", index, **values)
                    yield replace(problem, related=(Related(other, 1),))


def address_problems(collections: Collections, initiatives: Sequence[Entry[Initiative]]) -> Iterator[Problem]:
    """Problems with pages that would have the same address."""
    for problem in clashes(initiatives):
        yield replace(problem, related=(Related(str(problem.values["other"]), 1),))
    urls = map(page_of, collections.editors_pages)
    folders = {url.partition("/")[0] for url in urls if url.count("/") > 1}
    taken = dict(_addresses(collections, initiatives, folders))
    for path in collections.editors_pages:
        url = page_of(path)
        other = taken.setdefault(url, path)
        if other != path:
            yield Problem(
                "url-taken", path, "file", values={"url": url, "other": other}, related=(Related(other, 1),)
            )


def _addresses(
    collections: Collections, initiatives: Sequence[Entry[Initiative]], folders: Set[str]
) -> Iterator[tuple[str, str]]:
    """Every address of a record in some folders of the site, with the path of its file.

    Editors have pages in few folders, and records have many addresses.
    """
    for broken in collections.broken:
        if broken.kind.collection in folders:
            yield f"{broken.kind.collection}/{broken.slug}/", broken.path
    for kind, entries in collections.entries.items():
        if kind.collection in folders:
            yield from ((f"{kind.collection}/{slug}/", e.path) for e in entries for slug in reversed(e.slugs))
    if FOLDER.strip("/") in folders:
        yield from ((address, e.path) for e in initiatives for address in short_addresses(e))
    if "levels" in folders:
        yield from ((f"levels/{level}/", e.path) for e in initiatives for level in e.record.levels)
    if "places" in folders:
        yield from ((f"places/{slugify(place)}/", e.path) for e in initiatives for place in e.record.places)
    if "tags" in folders:
        yield from ((f"tags/{slugify(tag)}/", e.path) for e in initiatives for tag in e.record.tags)
