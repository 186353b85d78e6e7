"""Related initiatives, and the reason.

Rare features weigh more: a tag that three initiatives share says more than a partner that hundreds have. Only
the first of a long list are compared, so that the work per initiative does not grow with the catalogue.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.model.initiative import Initiative, Role
from atelier.model.slug import slugify

MOST = 5
CANDIDATES = 24
"""How many of the initiatives that share a feature are compared."""

BINDING: Mapping[str, float] = {"adapted": 8, "tag": 3, "partner": 2}
"""The features that make two initiatives related, and their weights."""
SUPPORTING: Mapping[str, float] = {"level": 0.4, "pillar": 0.3, "place": 0.1}
"""Features that nearly all initiatives of a city share: they only rank those that are already related."""


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


def supporting_features(entry: Entry[Initiative]) -> Iterator[Feature]:
    """The features that an initiative shares with many."""
    record = entry.record
    yield from (Feature("level", level) for level in record.levels)
    yield Feature("pillar", record.pillar)
    yield from (Feature("place", slugify(place)) for place in record.places)


class Relations:
    """The related initiatives of every initiative in a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = catalogue.initiatives
        self._binding: dict[str, tuple[Feature, ...]] = {}
        self._supporting: dict[str, frozenset[Feature]] = {}
        self._sharing: dict[Feature, list[str]] = {}
        for slug, entry in self._entries.items():
            self._binding[slug] = tuple(dict.fromkeys(binding_features(entry)))
            self._supporting[slug] = frozenset(supporting_features(entry))
            for feature in self._binding[slug]:
                self._sharing.setdefault(feature, []).append(slug)
        count = len(self._entries)
        self._weight = {
            feature: BINDING[feature.kind] * math.log(1 + count / len(slugs)) / math.log(1 + count)
            for feature, slugs in self._sharing.items()
        }

    def of(self, entry: Entry[Initiative]) -> Sequence[Relation]:
        """Up to five related initiatives, the nearest first, each with the reason."""
        own = sorted(self._binding[entry.slug], key=lambda feature: -self._weight[feature])
        scores: dict[str, float] = {}
        for feature in own:
            weight = self._weight[feature]
            for slug in self._sharing[feature][:CANDIDATES]:
                scores[slug] = scores.get(slug, 0) + weight
        scores.pop(entry.slug, None)
        relations = []
        for slug in nlargest(2 * MOST, scores, key=scores.__getitem__):
            binding = [feature for feature in own if feature in self._binding[slug]]
            supporting = self._supporting[entry.slug] & self._supporting[slug]
            telling = sorted(supporting, key=lambda feature: (-SUPPORTING[feature.kind], feature.value))
            score = scores[slug] + math.fsum(SUPPORTING[feature.kind] for feature in supporting)
            relations.append((-score, slug, Relation(self._entries[slug], (*binding, *telling))))
        return [relation for _, _, relation in sorted(relations, key=itemgetter(0, 1))[:MOST]]
