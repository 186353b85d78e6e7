"""The same initiative told by several cities: what belongs together by what its cities say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from atelier.content.entry import Entry
from atelier.model.initiative import Initiative

if TYPE_CHECKING:
    from atelier.catalogue.elsewhere import Elsewhere


def doubles(
    ours: Iterable[tuple[str, Entry[Initiative]]], theirs: Sequence[Elsewhere]
) -> Iterator[tuple[str, Sequence[Elsewhere]]]:
    """What neighbours tell, each initiative once: the slug of ours that it is or nothing, and who tell it.

    ``ours`` are initiatives by their ids. Groups come in the order of their first.
    """
    known: dict[str, str] = {}
    together: dict[str, list[Elsewhere]] = {}
    slugs: set[str] = set()
    for id_, entry in ours:
        known[id_] = entry.slug
        known |= {address: entry.slug for address in entry.record.same_as if address not in known}
        slugs.add(entry.slug)
    for one in theirs:
        addresses = (one.id, *one.record.same_as)
        key = next((known[address] for address in addresses if address in known), one.id)
        for address in addresses:
            known.setdefault(address, key)
        together.setdefault(key, []).append(one)
    for key, group in together.items():
        yield key if key in slugs else "", group
