"""Short, lasting addresses of initiatives, for print and QR codes: ``i/CODE/``.

A code is computed from a slug, so no list of codes is kept. The printed code is that of the oldest slug of an
initiative. The codes of its later slugs lead to it as well. So a code keeps working when an initiative is
renamed, or becomes part of another whose ``former_slugs`` then names it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

from atelier.content.entry import Entry
from atelier.model.initiative import Initiative
from atelier.problems.problem import Problem

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 (https://www.crockford.com/base32.html): no letters that look like digits."""
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
    """Every short address of an initiative, from the root of the site, and the slug that it was made of."""
    return {f"{FOLDER}{code(slug)}/": slug for slug in entry.slugs}


def clashes(entries: Iterable[Entry[Initiative]]) -> Iterator[Problem]:
    """Initiatives with a short address that another one already has.

    Two with the same slug are not listed: their long addresses are the same too, which is checked elsewhere.
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
