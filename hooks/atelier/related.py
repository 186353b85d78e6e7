"""Initiatives that are like one another, and why.

What is rare binds more: a shared tag that three have says more than a pillar that hundreds have. To keep
the work per initiative the same however large the catalogue, only the first of a long list are looked at.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from atelier.catalogue import Catalogue
from atelier.collection import Entry
from atelier.model import Initiative, Role
from atelier.source import slugify

MOST = 5
CANDIDATES = 40
"""Of those that share a feature, how many are compared."""

WEIGHTS: Mapping[str, float] = {"adapted": 8, "tag": 3, "partner": 2, "level": 1, "pillar": 1, "place": 0.5}


class Feature(NamedTuple):
    """Something that initiatives can share."""

    kind: str
    value: Hashable


class Relation(NamedTuple):
    """A related initiative and the features shared, the most telling first."""

    entry: Entry[Initiative]
    shared: tuple[Feature, ...]


def features(entry: Entry[Initiative]) -> Iterator[Feature]:
    """What an initiative can share with others. A funder binds nobody: it pays for many."""
    record = entry.record
    yield Feature("pillar", record.pillar)
    yield from (Feature("level", level) for level in record.levels)
    yield from (Feature("place", slugify(place)) for place in record.places)
    yield from (Feature("tag", slugify(tag)) for tag in record.tags)
    for participation in record.partners:
        if participation.role is not Role.FUNDER:
            yield Feature("partner", participation.partner)
    yield Feature("adapted", entry.slug)
    yield from (Feature("adapted", origin) for origin in record.adapted_from)


class Relations:
    """The related initiatives of every initiative in a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._features = {entry.slug: tuple(features(entry)) for entry in catalogue.initiatives.values()}
        self._sharing: dict[Feature, list[Entry[Initiative]]] = {}
        for entry in catalogue.initiatives.values():
            for feature in self._features[entry.slug]:
                self._sharing.setdefault(feature, []).append(entry)
        count = len(catalogue.initiatives)
        self._weight = {
            feature: WEIGHTS[feature.kind] * math.log(1 + count / len(sharing)) / math.log(1 + count)
            for feature, sharing in self._sharing.items()
        }

    def of(self, entry: Entry[Initiative]) -> Sequence[Relation]:
        """Up to five related initiatives, the nearest first, each with the reason."""
        scores: dict[str, float] = {}
        shared: dict[str, list[Feature]] = {}
        entries: dict[str, Entry[Initiative]] = {}
        own = sorted(self._features[entry.slug], key=lambda feature: -self._weight[feature])
        for feature in own:
            for other in self._sharing[feature][:CANDIDATES]:
                entries[other.slug] = other
                scores[other.slug] = scores.get(other.slug, 0) + self._weight[feature]
                shared.setdefault(other.slug, []).append(feature)
        scores.pop(entry.slug, None)
        best = sorted(scores, key=lambda slug: (-scores[slug], slug))[:MOST]
        return [Relation(entries[slug], tuple(shared[slug])) for slug in best if _enough(shared[slug])]


def _enough(shared: Sequence[Feature]) -> bool:
    """Sharing a pillar, a place or a level alone says too little: nearly everything in a city does."""
    return any(feature.kind in ("adapted", "tag", "partner") for feature in shared)
