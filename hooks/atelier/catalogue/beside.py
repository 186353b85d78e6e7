"""What neighbours have for a page of ours: for a pillar, a level, a subject or a place."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, partial
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from atelier.catalogue.elsewhere import Elsewhere
from atelier.model.initiative import Status
from atelier.model.slug import slugify

FEW = 6
"""How many initiatives of neighbours a page of ours shows."""
RUNNING = frozenset({Status.ACTIVE, Status.PILOT, Status.COMPLETED})
"""What one can go and see, or could."""


class Few(NamedTuple):
    """Some of the initiatives of neighbours that belong together.

    Attributes:
        items: the best, each time one of another city, as long as there are others.
        number: how many there are in all.
        cities: the slugs of the neighbours that have them, sorted.

    """

    items: Sequence[Elsewhere]
    number: int
    cities: Sequence[str]


class Beside(NamedTuple):
    """The initiatives of neighbours, by the slugs of what they belong to here."""

    pillars: Mapping[str, Few]
    levels: Mapping[str, Few]
    tags: Mapping[str, Few]
    places: Mapping[str, Few]


class _Pile:
    """What belongs together: how many it is, and the first few of each city."""

    def __init__(self) -> None:
        self.number = 0
        self.by_city: dict[str, list[Elsewhere]] = {}

    def add(self, one: Elsewhere) -> None:
        self.number += 1
        of_city = self.by_city.setdefault(one.neighbour.slug, [])
        if len(of_city) < FEW:
            of_city.append(one)

    def few(self) -> Few:
        rounds = chain.from_iterable(zip_longest(*self.by_city.values()))
        return Few(list(islice(filter(None, rounds), FEW)), self.number, sorted(self.by_city))


def beside(cards: Iterable[Elsewhere], today: datetime.date, terms: Set[str] | None = None) -> Beside:
    """The initiatives of neighbours by pillar, level, subject and place.

    ``terms`` are the slugs of the subjects and places that have a page here: neighbours can have millions of
    others. Without it all count. What several neighbours tell of belongs to all that one of them says. It
    looks at each initiative once.
    """
    piles: tuple[dict[str, _Pile], ...] = ({}, {}, {}, {})
    slug = cache(slugify)

    def among(slugs: set[str]) -> Set[str]:
        return slugs if terms is None else slugs & terms

    for card in sorted(cards, key=partial(_worth, today=today)):
        told = (card, *card.also)
        belongs = (
            {one.pillar for one in told},
            {level.value for one in told for level in one.levels},
            among({slug(tag) for one in told for tag in one.record.tags}),
            among({slug(place) for one in told for place in one.record.places}),
        )
        for pile, slugs in zip(piles, belongs, strict=True):
            for name in slugs:
                pile.setdefault(name, _Pile()).add(card)
    return Beside(*({name: one.few() for name, one in pile.items() if name} for pile in piles))


def _worth(one: Elsewhere, today: datetime.date) -> tuple[object, ...]:
    """The order of the best: what tells what it is, runs, is told by several, and was changed last.

    Who says to have changed tomorrow does not come first for it.
    """
    record = one.record
    changed = record.modified.toordinal() if record.modified and record.modified <= today else 0
    return not record.summary, record.status not in RUNNING, -len(one.also), -changed, one.id


class Alike(NamedTuple):
    """An initiative of a neighbour, and the names here of the subjects that it shares with one of ours."""

    one: Elsewhere
    tags: tuple[str, ...]


def alike(tags: Iterable[tuple[str, str]], groups: Mapping[str, Few], most: int) -> Iterator[Alike]:
    """The initiatives of neighbours that share the most with some subjects, which are slugs with names.

    What few share weighs more. Of a subject only the best few are looked at.
    """
    names = dict(tags)
    shared: dict[str, list[str]] = {}
    known: dict[str, Elsewhere] = {}
    for tag in names:
        for one in groups[tag].items if tag in groups else ():
            known[one.id] = one
            shared.setdefault(one.id, []).append(tag)
    weights = {id_: sum(1 / groups[tag].number for tag in found) for id_, found in shared.items()}
    for id_ in sorted(weights, key=lambda id_: -weights[id_])[:most]:
        yield Alike(known[id_], tuple(names[tag] for tag in shared[id_]))
