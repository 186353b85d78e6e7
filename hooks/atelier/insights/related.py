"""Related initiatives, and the reason.

The nearest are those that share the most; what few initiatives share weighs more than what many do. All of a
catalogue are compared, and yet the work stays small: a set of initiatives is one integer with a bit for each,
and sums of weights are kept in binary digits, each an integer with a bit for each initiative. So one step of
the processor compares with dozens at once: 1,300 initiatives take some 0.15 seconds, 10,000 some 2.

Among equals come those that follow in the catalogue, from its end on from its start: so the links of a
hundred initiatives with one subject are spread over all of them. An initiative that nobody would link to is
added to one of the nearest that it has itself.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.model.initiative import Initiative, Role
from atelier.model.slug import slugify

MOST = 5
"""How many related initiatives are named, apart from those that nobody would link to."""
CANDIDATES = 24
"""How many of those that share the most are ranked by their supporting features."""

BINDING: Mapping[str, int] = {"adapted": 80, "tag": 30, "partner": 20}
"""The features that make two initiatives related, and their weights: all of it if few share it, down to
two thirds if all do. So four things that many share say more than two that few do."""
SUPPORTING: Mapping[str, float] = {"level": 4, "pillar": 3, "place": 1}
"""Features that nearly all initiatives of a city share: they only rank those that are already related. Each
weighs by how much of it two initiatives share, so that one for all levels is not near to all."""


class Feature(NamedTuple):
    """A feature that initiatives can share."""

    kind: str
    value: str


class Relation(NamedTuple):
    """A related initiative and the shared features, the rarest first."""

    entry: Entry[Initiative]
    shared: tuple[Feature, ...]


def binding_features(entry: Entry[Initiative]) -> Iterator[Feature]:
    """The features that relate an initiative to others. Funders are left out: they pay for many."""
    record = entry.record
    yield from (Feature("tag", slugify(tag)) for tag in record.tags)
    for participation in record.participations:
        if participation.role is not Role.FUNDER:
            yield Feature("partner", participation.partner)
    yield Feature("adapted", entry.slug)
    yield from (Feature("adapted", origin) for origin in record.adapted_from)


def supporting_features(entry: Entry[Initiative]) -> Sequence[frozenset[Feature]]:
    """The features that an initiative shares with many, by kind in the order of ``SUPPORTING``."""
    record = entry.record
    return (
        frozenset(Feature("level", level) for level in record.levels),
        frozenset({Feature("pillar", record.pillar)}),
        frozenset(Feature("place", slugify(place)) for place in record.places),
    )


class Relations:
    """The related initiatives of every initiative in a catalogue.

    An initiative is its place in the catalogue here, and a set of initiatives an integer with those bits.

    Attributes:
        entries: all initiatives, in the order of the catalogue.

    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.entries = list(catalogue.initiatives.values())
        self._place = {entry.slug: place for place, entry in enumerate(self.entries)}
        count = len(self.entries)
        binding = [frozenset(binding_features(entry)) for entry in self.entries]
        numbers = Counter(chain.from_iterable(binding))
        # What nobody shares relates to nobody.
        self._weight = {
            feature: round(BINDING[feature.kind] * (2 + math.log(count / number) / math.log(count)) / 3)
            for feature, number in numbers.items()
            if number > 1
        }
        self._binding = [own & self._weight.keys() for own in binding]
        self._supporting = [supporting_features(entry) for entry in self.entries]
        self._sharing = dict.fromkeys(self._weight, 0)
        for place, features in enumerate(self._binding):
            for feature in features:
                self._sharing[feature] |= 1 << place

    def of(self, entry: Entry[Initiative]) -> Sequence[Relation]:
        """The related initiatives of one, the nearest first, each with the reason."""
        own = self._place[entry.slug]
        return [self._relation(own, other) for other in self._linked[own]]

    @cached_property
    def _linked(self) -> Sequence[Sequence[int]]:
        """For each initiative those that its page links to."""
        nearest = [self.nearest(place) for place in range(len(self.entries))]
        linked = [list(others) for others in nearest]
        reached = set(chain.from_iterable(nearest))
        for place, others in enumerate(nearest):
            if others and place not in reached:
                # The one with the fewest, so that not all come to the same.
                linked[min(others, key=lambda other: len(linked[other]))].append(place)
        return linked

    def nearest(self, own: int) -> Sequence[int]:
        """The nearest of an initiative, at most ``MOST``."""
        weights = [(self._weight[feature], self._sharing[feature]) for feature in self._binding[own]]
        sums = [0] * sum(weight for weight, _ in weights).bit_length()
        for weight, sharing in weights:
            add(sums, weight, sharing & ~(1 << own))
        surely, equal = highest(sums, CANDIDATES)
        places = [*bits(surely), *islice(following(equal, own), CANDIDATES - surely.bit_count())]
        count = len(self.entries)
        return sorted(places, key=lambda other: (-self.score(own, other), (other - own) % count))[:MOST]

    def score(self, one: int, other: int) -> float:
        """How near two initiatives are: the weights of all that they share."""
        shared = sum(self._weight[feature] for feature in self._binding[one] & self._binding[other])
        pairs = zip(SUPPORTING.values(), self._supporting[one], self._supporting[other], strict=True)
        return shared + math.fsum(w * len(both) / len(a | b) for w, a, b in pairs if (both := a & b))

    def _relation(self, own: int, other: int) -> Relation:
        binding = self._binding[own] & self._binding[other]
        rarest = sorted(binding, key=lambda feature: (-self._weight[feature], feature))
        pairs = zip(self._supporting[own], self._supporting[other], strict=True)
        return Relation(self.entries[other], (*rarest, *(f for a, b in pairs for f in sorted(a & b))))


def add(sums: list[int], weight: int, places: int) -> None:
    """Add a weight to the sums of some places. ``sums`` are binary digits, the lowest first, and enough."""
    for lowest in range(weight.bit_length()):
        digit, carry = lowest, places if weight >> lowest & 1 else 0
        while carry:
            sums[digit], carry = sums[digit] ^ carry, sums[digit] & carry
            digit += 1


def highest(sums: Sequence[int], most: int) -> tuple[int, int]:
    """The places with the highest sums, without those of 0.

    Returns those that are surely among the ``most`` highest, and those that come next, with equal sums.
    """
    surely, equal = 0, 0
    for digit in sums:
        equal |= digit
    for digit in reversed(sums):
        higher = equal & digit
        if surely.bit_count() + higher.bit_count() <= most:
            surely |= higher
            equal &= ~digit
        else:
            equal = higher
    return surely, equal


def bits(places: int) -> Iterator[int]:
    """The places in a set, from the lowest."""
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest


def following(places: int, own: int) -> Iterator[int]:
    """The places in a set, from the first after ``own`` to the end, and on from the start."""
    before = places & ((1 << own) - 1)
    return chain(bits(places ^ before), bits(before))
