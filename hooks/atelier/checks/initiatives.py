"""Checks of references of initiatives: repeated ones, circles of ``adapted_from``, and own addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from atelier.catalogue.names import Names
from atelier.content.entry import Entry
from atelier.content.references import Reference
from atelier.model.addresses import is_elsewhere
from atelier.model.base import Record
from atelier.model.fields import values_at
from atelier.model.initiative import Initiative
from atelier.problems.problem import FieldPath, Problem, Related


def own_references(entry: Entry[Initiative]) -> Iterator[Problem]:
    """Problems with references that one initiative has twice, or to itself."""
    seen = set()
    for index, participation in enumerate(entry.record.partners):
        key = (participation.partner, participation.role)
        if key in seen:
            yield entry.problem("duplicate-item", "partners", index, value=participation.partner)
        seen.add(key)
    for index, origin in enumerate(entry.record.adapted_from):
        if origin == entry.slug:
            yield entry.problem("reference-self", "adapted_from", index)

    users = [use.partner for use in entry.record.used_by]
    for index, user in enumerate(users):
        if user in users[:index]:
            yield entry.problem("duplicate-item", "used_by", index, value=user)


PAGE = re.compile(r"(?:[a-z]{2,3}/)?initiatives/([a-z0-9-]+)/?(?:[?#].*)?")
"""The address of an initiative from the root of the site, in any language."""


def own_addresses(entry: Entry[Record], names: Names, urls: Sequence[str]) -> Iterator[Problem]:
    """Problems with addresses of this catalogue, which is or was at ``urls``, where only others are named."""
    for field, address in _addresses(entry.record):
        url = next(filter(address.startswith, urls), "")
        if url:
            page = PAGE.fullmatch(address.removeprefix(url)) if field[0] != "same_as" else None
            slug = page and names.resolve(Reference(field, page[1], (Initiative.collection,)))
            yield entry.problem("address-own", *field, value=address, meant=slug or "")


def _addresses(record: Record) -> Iterator[tuple[FieldPath, str]]:
    """The addresses of what is elsewhere in a record, each with its field."""
    for key in ("adapted_from", "same_as"):
        for index, named in enumerate(values_at(record, key)):
            if is_elsewhere(named):
                yield (key, index), named
    for index, answer in enumerate(values_at(record, "answered_by")):
        if answer.initiative and is_elsewhere(answer.initiative):
            yield ("answered_by", index), answer.initiative


def circles(initiatives: Sequence[Entry[Initiative]]) -> Iterator[Problem]:
    """A problem for each circle of ``adapted_from``: A after B, B after C, C after A.

    An initiative after itself is reported by ``own_references``. No recursion: a chain may be as long as the
    catalogue.
    """
    entries = {entry.slug: entry for entry in initiatives}
    done: set[str] = set()
    for start in entries:
        way: dict[str, Iterator[tuple[int, str]]] = {}
        here: str | None = start if start not in done else None
        while here is not None:
            origins = way.setdefault(here, enumerate(entries[here].record.adapted_from))
            index, origin = next(origins, (0, ""))
            if not origin:
                done.add(here)
                del way[here]
                here = next(reversed(way), None)
            elif origin in way and origin != here:
                circle = list(way)[list(way).index(origin) :]
                related = tuple(Related(entries[slug].path, 1) for slug in circle if slug != here)
                titles = " → ".join(entries[slug].title for slug in (*circle, origin))
                problem = entries[here].problem("reference-circle", "adapted_from", index, value=titles)
                yield replace(problem, related=related)
            elif origin in entries and origin not in done:
                here = origin
