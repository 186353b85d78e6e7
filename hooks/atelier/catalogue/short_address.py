"""Short, lasting addresses of initiatives, for print and QR codes: ``i/CODE/``.

A code follows from a slug, so nobody hands codes out and none has to be kept. The one that is printed is of
the first slug that an initiative ever had; those of later slugs lead to it as well, so a code stays good
when an initiative is renamed, and when it goes up in another whose ``former_slugs`` then names it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

from atelier.content.entry import Entry
from atelier.model.initiative import Initiative
from atelier.problems.problem import Problem

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 (https://www.crockford.com/base32.html): nothing that is read for something else."""
LENGTH = 5
BITS = 5
FOLDER = "i/"


@cache
def code(slug: str) -> str:
    """Five characters for a slug: the first 25 bits of its SHA-256."""
    number = int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4]) >> 32 - LENGTH * BITS
    return "".join(ALPHABET[number >> BITS * place & 31] for place in reversed(range(LENGTH)))


def short_address(entry: Entry[Initiative]) -> str:
    """The short address to print, from the root of the site."""
    return f"{FOLDER}{code(entry.slugs[0])}/"


def short_addresses(entry: Entry[Initiative]) -> dict[str, str]:
    """Every short address that leads to an initiative, from the root of the site, and the slug it is of."""
    return {f"{FOLDER}{code(slug)}/": slug for slug in entry.slugs}


def clashes(entries: Iterable[Entry[Initiative]]) -> Iterator[Problem]:
    """Initiatives of which a short address leads to another one already.

    Two with the very same slug are not told here: their longer addresses are the same too.
    """
    taken: dict[str, tuple[str, str]] = {}
    for entry in entries:
        for index, slug in enumerate(entry.slugs):
            first, other = taken.setdefault(code(slug), (slug, entry.path))
            if other != entry.path and first != slug:
                former = index < len(entry.record.former_slugs)
                field = ("former_slugs", index) if former else ()
                values = {"value": slug, "url": f"{FOLDER}{code(slug)}/", "other": other}
                yield entry.problem("short-address-taken", *field, **values)
