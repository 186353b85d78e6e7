"""Partners of neighbours: what they are called, and which of ours they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from atelier.catalogue.elsewhere import numbered, registered
from atelier.content.entry import Entry
from atelier.exchange.taken import Taken
from atelier.model.partner import Partner


class Organisation(NamedTuple):
    """A partner as a neighbour names it: its name, and the slug of ours that it is, if it is one."""

    name: str
    ours: str


class PartnersElsewhere:
    """The partners of all neighbours.

    One is ours if a number in a public register says so, or its name, which has to be the same.
    """

    def __init__(self, ours: Iterable[Entry[Partner]], taken: Mapping[str, Taken]) -> None:
        self._ours: dict[str, str] = {}
        for entry in ours:
            for mark in (_plain(entry.title), *registered(entry.record.identifiers)):
                self._ours.setdefault(mark, entry.slug)
        self._known = {
            slug: {
                said: Organisation(name, self._same(name, numbers))
                for said, (name, numbers) in numbered(one.catalogue.partners).items()
            }
            for slug, one in taken.items()
        }

    def named(self, neighbour: str, text: str) -> Organisation:
        """The organisation that a neighbour names, by the slug in its own list of partners or by its name."""
        known = self._known.get(neighbour, {}).get(text)
        return known or Organisation(text, self._same(text, ()))

    def _same(self, name: str, numbers: Iterable[str]) -> str:
        marks = (*numbers, _plain(name))
        return next((self._ours[mark] for mark in marks if mark in self._ours), "")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
