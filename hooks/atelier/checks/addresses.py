"""Addresses that two pages would share, and former addresses that are those of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from atelier.catalogue.short_address import clashes, short_addresses
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
    taken = {f"{b.kind.collection}/{b.slug}/": b.path for b in collections.broken}
    taken |= {entry.url: entry.path for entries in collections.entries.values() for entry in entries}
    taken |= {
        f"{kind.collection}/{slug}/": entry.path
        for kind, entries in collections.entries.items()
        for entry in entries
        for slug in entry.record.former_slugs
    }
    taken |= {address: entry.path for entry in initiatives for address in short_addresses(entry)}
    for entry in initiatives:
        record = entry.record
        taken |= {f"levels/{level}/": entry.path for level in record.levels}
        taken |= {f"places/{slugify(place)}/": entry.path for place in record.places}
        taken |= {f"tags/{slugify(tag)}/": entry.path for tag in record.tags}
    for path in collections.editors_pages:
        url = page_of(path)
        other = taken.setdefault(url, path)
        if other != path:
            yield Problem(
                "url-taken", path, "file", values={"url": url, "other": other}, related=(Related(other, 1),)
            )
