"""What neighbours have: their initiatives and questions, as they stand beside ours.

Nothing is fetched here: it follows from the files that ``atelier harvest`` wrote. Their texts are texts of
strangers, and fields only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from atelier.catalogue.doubles import doubles
from atelier.content.entry import Entry
from atelier.exchange.model import StrangersInitiative, StrangersQuestion
from atelier.exchange.taken import Taken
from atelier.i18n.alphabet import in_alphabet
from atelier.model.initiative import Initiative, Level
from atelier.model.neighbour import Neighbour
from atelier.store.fingerprint import fingerprint


@dataclass(frozen=True, eq=False)
class Elsewhere:
    """An initiative of a neighbour.

    Attributes:
        neighbour: whose it is.
        record: its fields.
        pillar: the slug of the pillar of ours that it fits; empty if none does.
        levels: those of its levels that we have too, in our order.
        also: the same initiative as other neighbours tell it.

    """

    neighbour: Entry[Neighbour]
    record: StrangersInitiative
    pillar: str = ""
    levels: tuple[Level, ...] = ()
    also: tuple[Elsewhere, ...] = ()

    @property
    def id(self) -> str:
        """The address by which everyone knows it."""
        return self.record.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title

    @property
    def city(self) -> str:
        """Whose it is, in a word or two."""
        return self.neighbour.record.city

    @property
    def language(self) -> str:
        """The language of its texts; empty if that is not known."""
        return self.record.language or self.neighbour.record.language or ""

    @cached_property
    def face(self) -> str:
        """The fingerprint of all that is shown of it."""
        parts = (self.neighbour.face, self.record.model_dump_json(), self.pillar, repr(self.levels))
        return fingerprint(*parts, *(one.face for one in self.also))


@dataclass(frozen=True, eq=False)
class AskedElsewhere:
    """A question of a neighbour.

    Attributes:
        neighbour: who asks.
        record: its fields.
        pillar: the slug of the pillar of ours that it fits; empty if none does.

    """

    neighbour: Entry[Neighbour]
    record: StrangersQuestion
    pillar: str = ""

    @property
    def language(self) -> str:
        """The language of its text; empty if that is not known."""
        return self.record.language or self.neighbour.record.language or ""

    @cached_property
    def face(self) -> str:
        """The fingerprint of all that is shown of it."""
        return fingerprint(self.neighbour.face, self.record.model_dump_json(), self.pillar)


class Gathered(NamedTuple):
    """All that neighbours have.

    Attributes:
        cards: the initiatives with a card of their own: of doubles the first, by neighbour and title.
        also: what neighbours tell of initiatives of ours, by our slug.
        asked: their questions, by neighbour and title.

    """

    cards: Sequence[Elsewhere] = ()
    also: Mapping[str, Sequence[Elsewhere]] = {}
    asked: Sequence[AskedElsewhere] = ()


def gathered(
    ours: Iterable[tuple[str, Entry[Initiative]]],
    neighbours: Iterable[Entry[Neighbour]],
    taken: Mapping[str, Taken],
    levels: Iterable[Level],
) -> Gathered:
    """What neighbours have. ``ours`` are our initiatives by their ids, ``levels`` all of ours, in order."""
    found: list[Elsewhere] = []
    asked: list[AskedElsewhere] = []
    order = {level.value: level for level in levels}
    for neighbour in neighbours:
        if neighbour.slug in taken:
            found += _initiatives(neighbour, taken[neighbour.slug], order)
            asked += _questions(neighbour, taken[neighbour.slug])
    also, cards = {}, []
    for slug, group in doubles(ours, found):
        if slug:
            also[slug] = group
        else:
            first, *others = group
            cards.append(replace(first, also=tuple(others)) if others else first)
    return Gathered(cards, also, asked)


def _initiatives(
    neighbour: Entry[Neighbour], taken: Taken, levels: Mapping[str, Level]
) -> Iterator[Elsewhere]:
    pillars = _pillars(neighbour)
    for record in sorted(taken.catalogue.initiatives, key=_by_title):
        words = {*record.levels}
        kept = tuple(level for word, level in levels.items() if word in words)
        yield Elsewhere(neighbour, record, pillars.get(record.pillar or "", ""), kept)


def _questions(neighbour: Entry[Neighbour], taken: Taken) -> Iterator[AskedElsewhere]:
    pillars = _pillars(neighbour)
    for record in sorted(taken.catalogue.questions, key=_by_title):
        yield AskedElsewhere(neighbour, record, pillars.get(record.pillar or "", ""))


def _pillars(neighbour: Entry[Neighbour]) -> Mapping[str, str]:
    """The slug of a pillar of ours, by that of theirs."""
    return {match.theirs: match.ours for match in neighbour.record.pillars}


def _by_title(record: StrangersInitiative | StrangersQuestion) -> tuple[object, str]:
    return in_alphabet(record.title), record.id
