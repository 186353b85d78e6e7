"""The same initiative told by several cities: which belong together, and whose telling stands first.

What makes two of them one, from the strongest to the weakest:

1. **We say so**: ``same_as`` of a record of ours.
2. **Both say so**: each has the id of the other in its ``same_as``. Of two of one neighbour, either will do.
3. **One says so**: it is a line on the card of what it names, and never takes its place. It joins one card,
   ours if it names one of ours: by its word alone no two others become one. So does a copy that is plainly
   the same told again: ``adapted_from`` names its example, and they have the title and a place or a partner
   in common. *Robots* in Assen after *Robots* in Groningen is a copy, with a card of its own; *Robots in
   Groningen* that Assen tells of, with Groningen as its place, is the same.
4. **Title and number** are the same: that of a partner in a public register. Names of its own places in a
   title count for nothing if such a place is the same too. By this no two of one neighbour become one; a
   neighbour with two of that title and number has not said which it is.

Two of ours never become one. Of several that may stand first it is the one in the language of the site, then
the one that changed last, then the first by neighbour.

So whoever claims to be everything only hides their own cards: a record goes behind another because it said so
itself, because we did, or because title and number are the same; and then it is a line with a link there. All
of it is linear in the number of records and claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from atelier.model.addresses import plain
from atelier.model.slug import slugify

MOST = 5
"""By how many numbers and places one is looked for: who names hundreds of each would fill the memory."""

Key = tuple[Hashable, ...]
Claims = Mapping[int, Mapping[int, None]]


@dataclass(frozen=True, eq=False)
class Telling:
    """An initiative as one city tells it: what says whether it is the same as another.

    Attributes:
        teller: the slug of the neighbour; empty if it is ours.
        ids: the addresses by which it is known, its id first.
        same_as: addresses that stand for the same.
        adapted_from: the ids of its examples.
        title: what it is called.
        places: where it is.
        partners: the names of who takes part.
        numbers: those of who takes part, in public registers, each with its register.
        rank: which of several stands first, the lowest; after that their order counts.

    """

    teller: str
    ids: Sequence[str]
    title: str
    same_as: Sequence[str] = ()
    adapted_from: Sequence[str] = ()
    places: Sequence[str] = ()
    partners: Sequence[str] = ()
    numbers: Sequence[str] = ()
    rank: tuple[int, ...] = ()

    @cached_property
    def places_slugs(self) -> frozenset[str]:
        """Its places as they are compared."""
        return frozenset(filter(None, map(slugify, self.places)))

    @cached_property
    def bare(self) -> str:
        """Its title as it is compared, without its own places; all of it if it has nothing else."""
        slug = slugify(self.title)
        words = f"-{slug}-"
        for place in self.places_slugs:
            words = words.replace(f"-{place}-", "-")
        return words.strip("-") or slug

    @cached_property
    def partners_slugs(self) -> frozenset[str]:
        """The names of who takes part as they are compared."""
        return frozenset(filter(None, map(slugify, self.partners)))

    @property
    def keys(self) -> Iterator[Key]:
        """What it has in common with the same initiative of another city."""
        for number in sorted({*self.numbers})[:MOST]:
            yield slugify(self.title), number
            yield from ((self.bare, number, place) for place in sorted(self.places_slugs)[:MOST])

    def retells(self, example: Telling) -> bool:
        """Whether it is plainly the same as its example, and no copy."""
        return bool(
            self.teller != example.teller
            and self.bare == example.bare
            and (
                self.places_slugs & example.places_slugs
                or {*self.numbers} & {*example.numbers}
                or self.partners_slugs & example.partners_slugs
            )
        )


def doubles(told: Sequence[Telling]) -> list[list[int]]:
    """The places in ``told`` of what is one initiative, the one that stands first first.

    Ours come before all others in ``told``. Groups come in the order of those.
    """
    groups = _Groups(told)
    claims = _claims(told)
    for place, named in claims.items():
        if not told[place].teller:
            for other in named:
                groups.join(place, other)
    for place, named in claims.items():
        for other in named:
            if told[place].teller == told[other].teller or place in claims.get(other, ()):
                groups.join(place, other)
    _follow(groups, claims)
    _join_by_number(groups, told)
    return groups.all()


def _claims(told: Sequence[Telling]) -> Claims:
    """What each says to be the same as, in its own order and each once; nothing of those that say nothing."""
    by_id: dict[str, int] = {}
    # An id comes before the address of somebody's page.
    for rank in (slice(0, 1), slice(1, None)):
        for place, one in enumerate(told):
            for address in map(plain, one.ids[rank]):
                by_id.setdefault(address, place)
    claims: dict[int, Mapping[int, None]] = {}
    for place, one in enumerate(told):
        named = [by_id[address] for address in map(plain, one.same_as) if address in by_id]
        examples = [by_id[address] for address in map(plain, one.adapted_from) if address in by_id]
        named += (example for example in examples if one.retells(told[example]))
        if named:
            claims[place] = dict.fromkeys(other for other in named if other != place)
    return claims


def _follow(groups: _Groups, claims: Claims) -> None:
    """Put each group of theirs behind one that it names, ours or else the first; a circle is one group."""
    behind: dict[int, int] = {}
    for place, named in claims.items():
        root = groups.root(place)
        if groups.has_ours(root):
            continue
        for other in map(groups.root, named):
            better = root not in behind or groups.has_ours(other) > groups.has_ours(behind[root])
            if other != root and better:
                behind[root] = other
    seen: set[int] = set()
    for start in [*behind]:
        way: dict[int, None] = {}
        here = start
        while here in behind and here not in seen:
            seen.add(here)
            way[here] = None
            here = behind[here]
        if here in way:
            circle = [*way][[*way].index(here) :]
            for root in circle:
                groups.join(here, root)
                del behind[root]
    for root, other in behind.items():
        groups.join(other, root, behind=True)


def _join_by_number(groups: _Groups, told: Sequence[Telling]) -> None:
    """Join what has the same title and number, of different neighbours."""
    first_with: dict[Key, int] = {}
    alike: dict[Key, list[int]] = {}
    for place, one in enumerate(told):
        if one.numbers and groups.head(place) == place:
            for key in one.keys:
                other = first_with.setdefault(key, place)
                if other != place:
                    alike.setdefault(key, [other]).append(place)
    for places in alike.values():
        times = Counter(told[place].teller for place in places)
        first, *others = [place for place in places if times[told[place].teller] == 1] or places[:1]
        for place in others:
            groups.join_alike(first, place)


class _Groups:
    """Which of the places are one, and which stands first in each: union-find."""

    def __init__(self, told: Sequence[Telling]) -> None:
        self._told = told
        self._above: list[int] = [*range(len(told))]
        self._heads: list[int] = [*self._above]
        # Of groups of more than one: millions of small sets cost more than all else.
        self._together: dict[int, set[str]] = {}

    def root(self, place: int) -> int:
        """The one that stands for the group of a place."""
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def head(self, place: int) -> int:
        """Which stands first in the group of a place."""
        return self._heads[self.root(place)]

    def has_ours(self, place: int) -> bool:
        """Whether one of ours is in the group of a place."""
        return "" in self._tellers(self.root(place))

    def _tellers(self, root: int) -> set[str]:
        return self._together.get(root) or {self._told[root].teller}

    def join(self, place: int, other: int, *, behind: bool = False) -> None:
        """Make two groups one, but never two of ours; ``behind``: the head of the other is not looked at."""
        one, two = self.root(place), self.root(other)
        if one == two or (self.has_ours(one) and self.has_ours(two)):
            return
        heads = [self._heads[one]] if behind else [self._heads[one], self._heads[two]]
        if len(self._tellers(one)) < len(self._tellers(two)):
            one, two = two, one
        self._above[two] = one
        self._heads[one] = min(heads, key=self._order)
        tellers = self._tellers(one)
        tellers |= self._tellers(two)
        self._together[one] = tellers
        self._together.pop(two, None)

    def join_alike(self, place: int, other: int) -> None:
        """Make two groups one if no neighbour tells of both."""
        if self._tellers(self.root(place)).isdisjoint(self._tellers(self.root(other))):
            self.join(place, other)

    def _order(self, place: int) -> tuple[bool, tuple[int, ...], int]:
        one = self._told[place]
        return bool(one.teller), one.rank, place

    def all(self) -> list[list[int]]:
        """The groups, in the order of their heads: each its head, and the others in their order."""
        groups: dict[int, list[int]] = {head: [head] for head in sorted({*map(self.head, self._above)})}
        for place in range(len(self._told)):
            head = self.head(place)
            if place != head:
                groups[head].append(place)
        return [*groups.values()]
