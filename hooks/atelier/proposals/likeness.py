"""Existing records that a new one is like, and by what: so that nobody enters one twice.

Names are compared by their words, of which the rare ones weigh most. Who shares a partner or a place that few
have needs less of the name. Only records with a word of the name in common are looked at: an index by word
says which, so the work for one record grows with those alone. Measured at 10,000: 0.3 seconds for the index,
10 milliseconds for a record.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from atelier.catalogue.names import Names, names_of
from atelier.checks.references import resolved
from atelier.content.entry import Entry
from atelier.content.reader import Collections, of_kind
from atelier.insights.related import binding_features
from atelier.model.base import Record
from atelier.model.fields import values_at
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.model.slug import slugify
from atelier.search.letters import words_of
from atelier.search.terms import IGNORED

MOST = 3
"""How many records one is said to be like."""
ALIKE = 0.6
"""How much of two names must be the same, from 0 to 1."""
EACH = 0.2
"""How much less if they share a partner that no other has, and again for such a place."""
MOST_RARE = 1.05
"""How much is said by what one record alone has."""
LEAST = ALIKE - 2 * MOST_RARE * EACH
"""Who shares less of the name is not alike, whatever else they share."""
FEW, RAREST = 30, 8
"""Of how many records all are compared with each other, and by how many words of a name these are found."""
SAID_BY_ALL = frozenset(word for words in IGNORED.values() for word in words.split())
ENDING = re.compile(r"(?<=\w{4})(?:en(?:de)?|ers?|e|s)$")
STEM = 7
"""Words count as one by their first letters: *ondernemen*, *ondernemersles* and *ondernemende*."""

Stems = frozenset[str]


class Likeness(NamedTuple):
    """A record that a new one is like.

    Attributes:
        entry: the existing record.
        words: how much of their names is the same, up to 1.
        partners: the names of the partners that they share.
        places: the places that they share.

    """

    entry: Entry[Record]
    words: float
    partners: tuple[str, ...]
    places: tuple[str, ...]


class Likenesses:
    """The existing records of a catalogue, to compare new ones with.

    Attributes:
        collections: those records.

    """

    def __init__(self, collections: Collections) -> None:
        self.collections = collections
        self._names = Names(collections)
        self._partners = {partner.slug: partner.title for partner in of_kind(collections, Partner)}
        self._indexes = {
            kind: Index([self._face(entry) for entry in entries])
            for kind, entries in collections.entries.items()
        }

    def of(self, entry: Entry[Record], besides: Collection[str] = ()) -> list[Likeness]:
        """The existing records that a new one is like, the most alike first, at most ``MOST``.

        ``besides`` are the paths of records that are not looked at, as the new one takes their place.
        """
        kind = entry.record.origin
        near = self._indexes[kind].near(self._face(entry))
        found = [(self.collections.entries[kind][one.place], one) for one in near]
        found = [(other, one) for other, one in found if other.path not in {entry.path, *besides}]
        found.sort(
            key=lambda pair: (-pair[1].words, -len(pair[1].partners), -len(pair[1].places), pair[0].path)
        )
        called = self._partners.get
        return [
            Likeness(other, one.words, tuple(called(slug, slug) for slug in one.partners), one.places)
            for other, one in found[:MOST]
        ]

    def _face(self, entry: Entry[Any]) -> Face:
        entry = resolved(entry, self._names, [])
        return Face(_called(entry), _partners(entry), _places(entry))


class Face(NamedTuple):
    """What of a record is compared.

    Attributes:
        names: the stems of each of its names.
        partners: by what they are known.
        places: as it names them, by their slugs.

    """

    names: Sequence[Stems]
    partners: frozenset[str] = frozenset()
    places: Mapping[str, str] = {}


class Near(NamedTuple):
    """A record that another one is like.

    Attributes:
        place: where it stands among the records.
        words: how much of their names is the same, up to 1.
        likeness: the same, and what they share besides; from ``ALIKE``.
        partners: those that they share.
        places: those that they share.

    """

    place: int
    words: float
    likeness: float
    partners: tuple[str, ...]
    places: tuple[str, ...]


class Index:
    """Records by the words of their names, and how many share what."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = faces
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for place, face in enumerate(faces):
            for stem in _all_stems(face):
                self._by_stem[stem].append(place)
        self._weight = {stem: self._rarity(len(places)) for stem, places in self._by_stem.items()}
        self._sums = [[self._sum(name) for name in face.names] for face in faces]
        self._shared = Counter(slug for face in faces for own in (face.partners, face.places) for slug in own)

    def _rarity(self, count: int) -> float:
        """How much is said by what some of the records share: ``MOST_RARE`` if it is one, nearly 0 if all."""
        return MOST_RARE - math.log(max(count, 1)) / math.log(len(self._faces) + 2)

    def near(self, face: Face) -> Iterator[Near]:
        """The records that one is like, in their order."""
        places = {place for stem in _all_stems(face) for place in self._by_stem.get(stem, ())}
        return self._near(face, sorted(places))

    def pairs(self, besides: Callable[[int, int], bool]) -> Iterator[tuple[int, Near]]:
        """Each record with those after it that it is like, but those pairs of places that are ``besides``.

        Only those are compared that share a word, two words or a name that few have (``FEW``), by the rarest
        words of each name: all with all would be billions.
        """
        blocks: dict[Hashable, list[int]] = defaultdict(list)
        for place, face in enumerate(self._faces):
            for key in self._keys(face):
                blocks[key].append(place)
        for place, face in enumerate(self._faces):
            together = (blocks[key] for key in self._keys(face) if len(blocks[key]) <= FEW)
            others = {other for block in together for other in block if other > place}
            for one in self._near(face, sorted(o for o in others if not besides(place, o))):
                yield place, one

    def _keys(self, face: Face) -> Iterator[Hashable]:
        """What few have of a name: words, two words that many have, and all of it."""
        for name in face.names:
            rarest = sorted(name, key=lambda stem: (len(self._by_stem[stem]), stem))[:RAREST]
            yield from rarest
            yield from combinations([stem for stem in rarest if len(self._by_stem[stem]) > FEW], 2)
            yield name

    def _near(self, face: Face, among: Iterable[int]) -> Iterator[Near]:
        sums = [self._sum(name) for name in face.names]
        for place in among:
            other = self._faces[place]
            words, same = max(self._shared_words(face.names, sums, place), key=lambda found: found[0])
            if words < LEAST:
                continue
            both = face.partners & other.partners
            # A place that is in both names was counted there.
            there = {p for p in face.places.keys() & other.places.keys() if not stems_of(p) <= same}
            likeness = words + self._help(both) + self._help(there)
            if likeness >= ALIKE:
                named = (face.places[slug] for slug in sorted(there))
                yield Near(place, words, likeness, (*sorted(both),), (*named,))

    def _shared_words(
        self, names: Sequence[Stems], sums: Sequence[float], place: int
    ) -> Iterator[tuple[float, Stems]]:
        """For each pair of names of two records how much is the same, and what."""
        for own, own_sum in zip(names, sums, strict=True):
            for other, other_sum in zip(self._faces[place].names, self._sums[place], strict=True):
                same = own & other
                yield 2 * self._sum(same) / (own_sum + other_sum), same

    def _sum(self, stems: Iterable[str]) -> float:
        return math.fsum(self._weight.get(stem, self._rarity(1)) for stem in stems)

    def _help(self, shared: Collection[str]) -> float:
        return EACH * max((self._rarity(self._shared[slug]) for slug in shared), default=0)


def _all_stems(face: Face) -> Stems:
    return Stems().union(*face.names)


def _called(entry: Entry[Any]) -> list[Stems]:
    """The stems of each name or title of a record."""
    named = dict.fromkeys([entry.title, *(name for field, name in names_of(entry) if field)])
    return list(dict.fromkeys(map(stems_of, named)))


def stems_of(name: str) -> Stems:
    """The words of a name as they are compared; all of them only where all are common."""
    words = words_of(name)
    stems = frozenset(ENDING.sub("", word)[:STEM] for word in words if word not in SAID_BY_ALL)
    return stems or frozenset(words) or frozenset({name})


def _partners(entry: Entry[Any]) -> frozenset[str]:
    """The partners that say something of what a record is about."""
    if isinstance(entry.record, Initiative):
        return frozenset(feature.value for feature in binding_features(entry) if feature.kind == "partner")
    return frozenset(text for _, text, collections in entry.references if collections == ("partners",))


def _places(entry: Entry[Any]) -> Mapping[str, str]:
    """The places of a record as it names them, by their slugs."""
    named = (*values_at(entry.record, "places"), *values_at(entry.record, "place"))
    return {slugify(name): name for name in named}
