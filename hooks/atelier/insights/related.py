"""Related initiatives, and the reason.

The nearest are those that share the most; what few initiatives share weighs more than what many do. Only
those that share a feature are compared: the work grows with a catalogue as long as its subjects and partners
do. Where one shares something with many, sets of initiatives are added up instead.

Among equals come those that follow in the catalogue, from its end on from its start: so the links of a
hundred initiatives with one subject are spread over all of them. An initiative that nobody would link to is
added to one of the nearest that it has itself.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import chain, islice
from typing import NamedTuple, cast

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.model.initiative import Initiative, Role
from atelier.model.slug import slugify
from atelier.store.code import code_digest
from atelier.store.fingerprint import fingerprint
from atelier.store.store import Store

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
MOST_SUPPORT = sum(SUPPORTING.values())

FEW, DENSE = 1000, 25
"""Who shares features with fewer others than ``FEW``, and one of ``DENSE`` of all, is compared with each of
them, which is then faster: measured at 5,000 and 20,000."""


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
        frozenset({Feature("pillar", record.pillar)} if record.pillar else ()),
        frozenset(Feature("place", slugify(place)) for place in record.places),
    )


Kept = tuple[list[str], dict[str, tuple[str, ...]], dict[str, str]]
"""The slugs of all initiatives in their order; then by what they follow from, the slugs of the nearest of
each initiative, and what it links to as text."""
LINE, PART, VALUE = "\n", "\t", ":"
"""What stands between relations, the features of one, and the kind and the value of a feature, as text."""


def _line(relation: Relation) -> str:
    features = (f"{kind}{VALUE}{value}" for kind, value in relation.shared)
    return PART.join((relation.entry.slug, *features))


class Related:
    """The related initiatives of every initiative, as they are kept from one build to the next."""

    def __init__(self, catalogue: Catalogue, lines: Sequence[str]) -> None:
        """``lines`` are the related initiatives of each as text, in the order of the catalogue."""
        self._entries = catalogue.initiatives
        self._lines = dict(zip(self._entries, lines, strict=True))

    def text(self, entry: Entry[Initiative]) -> str:
        """The slugs of the related initiatives, each with the shared features: what ``of`` follows from."""
        return self._lines[entry.slug]

    def of(self, entry: Entry[Initiative]) -> Sequence[Relation]:
        """The related initiatives of one, the nearest first, each with the reason."""
        return [self._relation(line) for line in self.text(entry).split(LINE) if line]

    def entries(self, entry: Entry[Initiative]) -> Sequence[Entry[Initiative]]:
        """The related initiatives of one, the nearest first."""
        return [self._entries[line.partition(PART)[0]] for line in self.text(entry).split(LINE) if line]

    def _relation(self, line: str) -> Relation:
        slug, *features = line.split(PART)
        shared = (Feature(*feature.split(VALUE, 1)) for feature in features)
        return Relation(self._entries[slug], tuple(shared))


def related(catalogue: Catalogue, store: Store | None = None) -> Related:
    """The related initiatives of a catalogue."""
    relations = partial(_lines, catalogue, store)
    if not store:
        return Related(catalogue, relations())
    follows = fingerprint(code_digest(), *map(_features, catalogue.initiatives.values()))
    return Related(catalogue, store.remember("related", follows, relations))


def _features(entry: Entry[Initiative]) -> str:
    """All that relations take from a record, as text."""
    record = entry.record
    played = (f"{one.partner}{VALUE}{one.role}" for one in record.participations)
    kinds = (record.tags, played, record.adapted_from, record.levels, record.places)
    return LINE.join((entry.slug, record.pillar, *map(PART.join, kinds)))


def _lines(catalogue: Catalogue, store: Store | None) -> list[str]:
    """The related initiatives of each as text. After an edit they are found again where it can matter."""
    relations = Relations(catalogue)
    if not store:
        return relations.lines()
    known = cast("Kept", store.get("related-parts", code_digest()) or ([], {}, {}))
    kept: Kept = ([*catalogue.initiatives], {}, {})
    lines = relations.lines(known, kept)
    store.put("related-parts", code_digest(), kept)
    return lines


class Relations:
    """The related initiatives of every initiative in a catalogue.

    An initiative is its place in the catalogue here.

    Attributes:
        entries: all initiatives, in the order of the catalogue.

    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.entries = list(catalogue.initiatives.values())
        self._place = {entry.slug: place for place, entry in enumerate(self.entries)}
        self._count = count = len(self.entries)
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
        # A bit for each feature: numbers are compared in a third of the time of sets.
        bit: dict[Feature, int] = defaultdict(lambda: 1 << len(bit))
        self._masks = [
            [sum(bit[feature] for feature in features) for features in kinds] for kinds in self._supporting
        ]
        self._set_of = cache(self._as_set)
        self._sharing: dict[Feature, list[int]] = {feature: [] for feature in self._weight}
        for place, features in enumerate(self._binding):
            for feature in features:
                self._sharing[feature].append(place)

    def of(self, entry: Entry[Initiative]) -> Sequence[Relation]:
        """The related initiatives of one, the nearest first, each with the reason."""
        own = self._place[entry.slug]
        return [self._relation(own, other) for other in self._linked[own]]

    @cached_property
    def _linked(self) -> Sequence[Sequence[int]]:
        """For each initiative those that its page links to."""
        nearest = [self.nearest(place) for place in range(self._count)]
        return linked(nearest)

    def nearest(self, own: int) -> Sequence[int]:
        """The nearest of an initiative, at most ``MOST``."""
        shared = self.candidates(own)
        if len(shared) > MOST:
            # One that is behind by more than all supporting features weigh does not come among the first.
            least = sorted(shared.values())[-MOST] - MOST_SUPPORT
            shared = {other: sum_ for other, sum_ in shared.items() if sum_ >= least}
        scores = {other: sum_ + self._support(own, other) for other, sum_ in shared.items()}
        return sorted(scores, key=lambda other: (-scores[other], (other - own) % self._count))[:MOST]

    def candidates(self, own: int) -> Mapping[int, int]:
        """Those that share the most with one, at most ``CANDIDATES``: the weights of what they share.

        Among equals come those that follow in the catalogue.
        """
        pairs = sum(len(self._sharing[feature]) for feature in self._binding[own])
        return self.counted(own) if pairs < FEW + self._count // DENSE else self.added(own)

    def counted(self, own: int) -> Mapping[int, int]:
        """The candidates, by looking at each initiative that shares something."""
        sums: dict[int, int] = {}
        known = sums.get
        for feature in self._binding[own]:
            weight = self._weight[feature]
            for other in self._sharing[feature]:
                sums[other] = known(other, 0) + weight
        sums.pop(own, None)
        if len(sums) <= CANDIDATES:
            return sums
        last = sorted(sums.values())[-CANDIDATES]
        found = {other: sum_ for other, sum_ in sums.items() if sum_ >= last}
        equal = [other for other, sum_ in found.items() if sum_ == last]
        equal.sort(key=lambda other: (own - other) % self._count)
        for other in equal[: len(found) - CANDIDATES]:
            del found[other]
        return found

    def added(self, own: int) -> Mapping[int, int]:
        """The candidates, by adding sets of initiatives: the same, and faster if most share something.

        A set is one integer with a bit for each initiative, and sums of weights are kept in binary digits,
        each such an integer. So one step of the processor adds dozens at once.
        """
        weights = [(self._weight[feature], self._set_of(feature)) for feature in self._binding[own]]
        sums = [0] * sum(weight for weight, _ in weights).bit_length()
        for weight, sharing in weights:
            add(sums, weight, sharing & ~(1 << own))
        surely, equal = highest(sums, CANDIDATES)
        places = [*bits(surely), *islice(following(equal, own), CANDIDATES - surely.bit_count())]
        return {other: self._shared(own, other) for other in places}

    def _as_set(self, feature: Feature) -> int:
        digits = bytearray(self._count // 8 + 1)
        for place in self._sharing[feature]:
            digits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(digits, "little")

    def score(self, one: int, other: int) -> float:
        """How near two initiatives are: the weights of all that they share."""
        return self._shared(one, other) + self._support(one, other)

    def _shared(self, one: int, other: int) -> int:
        return sum(self._weight[feature] for feature in self._binding[one] & self._binding[other])

    def _support(self, one: int, other: int) -> float:
        return math.fsum(
            weight * (a & b).bit_count() / (a | b).bit_count()
            for weight, a, b in zip(SUPPORTING.values(), self._masks[one], self._masks[other], strict=True)
            if a & b
        )

    def _relation(self, own: int, other: int) -> Relation:
        binding = self._binding[own] & self._binding[other]
        rarest = sorted(binding, key=lambda feature: (-self._weight[feature], feature))
        pairs = zip(self._supporting[own], self._supporting[other], strict=True)
        return Relation(self.entries[other], (*rarest, *(f for a, b in pairs for f in sorted(a & b))))

    def lines(self, known: Kept = ([], {}, {}), kept: Kept | None = None) -> list[str]:
        """The related initiatives of each as text, as ``Related`` reads it.

        ``known`` is what was found before; ``kept`` is filled with what is found now.
        """
        if kept is None:
            return [self._line(place, others) for place, others in enumerate(self._linked)]
        follows, stale = self.follows(), self._stale(known[0])
        nearest = []
        for place, key in enumerate(follows):
            found = None if place in stale else known[1].get(key)
            if found is None:
                found = tuple(self.entries[other].slug for other in self.nearest(place))
            kept[1][key] = found
            nearest.append([self._place[slug] for slug in found])
        made = []
        for place, (key, others) in enumerate(zip(follows, linked(nearest), strict=True)):
            whole = PART.join((key, *(self.entries[other].slug for other in others)))
            kept[2][whole] = known[2].get(whole) or self._line(place, others)
            made.append(kept[2][whole])
        return made

    def _stale(self, before: Sequence[str]) -> Container[int]:
        """Those that share a feature with one that moved: equals are in another order now."""
        places = {slug: place for place, slug in enumerate(before)}
        common = [place for place, entry in enumerate(self.entries) if entry.slug in places]
        moved = out_of_order([places[self.entries[place].slug] for place in common])
        return {
            other
            for place in (common[index] for index in moved)
            for others in ([place], *(self._sharing[feature] for feature in self._binding[place]))
            for other in others
        }

    def _line(self, own: int, others: Sequence[int]) -> str:
        return LINE.join(_line(self._relation(own, other)) for other in others)

    def follows(self) -> list[str]:
        """What the nearest of each initiative follow from, besides the order of all."""
        texts = [
            f"{entry.slug} {sorted(map(str, chain.from_iterable(kinds)))}"
            for entry, kinds in zip(self.entries, self._supporting, strict=True)
        ]
        sharing = {
            feature: fingerprint(*feature, str(self._weight[feature]), *(texts[place] for place in places))
            for feature, places in self._sharing.items()
        }
        return [
            fingerprint(texts[place], *sorted(sharing[feature] for feature in features))
            for place, features in enumerate(self._binding)
        ]


def out_of_order(numbers: Sequence[int]) -> list[int]:
    """The indexes of as few numbers as possible, without which the others go up."""
    ends: list[int] = []
    """The index of the lowest number with which a row of each length ends."""
    before: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect(ends, number, key=numbers.__getitem__)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [index]
    stay = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        stay.add(index)
        index = before[index]
    return [index for index in range(len(numbers)) if index not in stay]


def linked(nearest: Sequence[Sequence[int]]) -> Sequence[Sequence[int]]:
    """Those that each links to: its nearest, and those that nobody would link to."""
    found = [list(others) for others in nearest]
    reached = set(chain.from_iterable(nearest))
    for place, others in enumerate(nearest):
        if others and place not in reached:
            # The one with the fewest, so that not all come to the same.
            found[min(others, key=lambda other: len(found[other]))].append(place)
    return found


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
