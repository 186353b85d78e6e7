"""Families of copies: which initiative was the example of which, and which partners do the same.

A family are all initiatives that ``adapted_from`` connects, with the partners in ``used_by``, and those of
other cities. It is drawn as a tree from left to right: examples in the first column, their copies to the
right of them. This module computes the places; ``templates/macros/copies.html`` draws them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from atelier.catalogue.catalogue import Catalogue, group
from atelier.catalogue.elsewhere import Elsewhere
from atelier.content.entry import Entry
from atelier.model.addresses import host_of, is_elsewhere, plain
from atelier.model.initiative import Initiative, Use

MOST = 24
"""How many members of a family a page shows; of a larger family, the nearest."""
MOST_OUTSIDE = 50
"""How many copies in other cities a page names: how many there are is for their cities to say."""


@dataclass(frozen=True, slots=True)
class Outside:
    """An initiative of another city.

    Attributes:
        id: the address by which it is known.
        title: what it is called; the host of its address if we know no more of it.
        page: the address of its page.
        city: the catalogue that has it; empty if that is no neighbour.
        language: of its title; empty if it is not known.

    """

    id: str
    title: str
    page: str
    city: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a family, and its place in the picture.

    Attributes:
        number: from 1; the picture and the list use it.
        entry: the initiative; for a partner that does the same, the initiative that it does. None for one of
            another city.
        outside: the initiative of another city.
        use: the partner that does the same, without an initiative of its own; None for an initiative.
        examples: the numbers of the members that were its example; it is drawn behind the first.
        column: how many examples come before it.
        row: its place from above, in half rows: an example is in the middle of its copies.

    """

    number: int
    entry: Entry[Initiative] | None
    outside: Outside | None
    use: Use | None
    examples: tuple[int, ...]
    column: int
    row: int

    @property
    def key(self) -> str:
        """By what it is known: its slug, or the address of one of another city."""
        return self.entry.slug if self.entry else self.outside.id if self.outside else ""

    def is_of(self, entry: Entry[Initiative]) -> bool:
        """Whether it is this initiative, and not a partner that does it too."""
        return not self.use and self.entry is not None and self.entry.slug == entry.slug


@dataclass(frozen=True, slots=True)
class Family:
    """What one page shows of a family.

    Attributes:
        members: in the order of their numbers, an example before its copies if possible.
        more: how many members are not shown.

    """

    members: tuple[Member, ...]
    more: int = 0

    @property
    def columns(self) -> int:
        """How many columns the picture has."""
        return max(member.column for member in self.members) + 1

    @property
    def rows(self) -> int:
        """How many half rows the picture has."""
        return max(member.row for member in self.members) + 2

    @property
    def lines(self) -> Iterator[tuple[Member, Member, bool]]:
        """Each line of the picture: the example, the copy, and whether it is the first example of it."""
        for member in self.members:
            for index, number in enumerate(member.examples):
                yield self.members[number - 1], member, index == 0


@dataclass(frozen=True, slots=True)
class Copied:
    """An initiative that others copied, with initiatives of their own or as partners in ``used_by``.

    Attributes:
        entry: the initiative.
        copies: those of this catalogue.
        outside: those of other cities, at most ``MOST_OUTSIDE``.
        further: how many more there are in other cities.

    """

    entry: Entry[Initiative]
    copies: Sequence[Entry[Initiative]]
    outside: Sequence[Outside] = ()
    further: int = 0

    @property
    def number(self) -> int:
        """How often it was copied."""
        return len(self.copies) + len(self.outside) + self.further + len(self.entry.record.used_by)


class Families:
    """The families of a catalogue, all found at once, in linear time.

    An initiative is known by its slug, one of another city by its address.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = catalogue.initiatives
        self._places = Places(catalogue)
        self._examples: dict[str, tuple[str, ...]] = {}
        for key, origins in self._places.examples():
            known = (*self._examples.get(key, ()), *origins)
            self._examples[key] = tuple(one for one in dict.fromkeys(known) if one != key)
        self._copies = group((origin, key) for key, origins in self._examples.items() for origin in origins)
        self._family: dict[str, tuple[list[str], int]] = {}
        self._shown: dict[str, Family] = {}
        for slug in self._entries:
            if slug not in self._family:
                members = self._nearest(slug, None)
                size = sum(1 + len(self._uses(member)) for member in members)
                self._family |= dict.fromkeys(members, (members, size))

    def _uses(self, key: str) -> Sequence[Use]:
        return self._entries[key].record.used_by if key in self._entries else ()

    @cached_property
    def most_copied(self) -> Sequence[Copied]:
        """All initiatives that were copied, the most copied first."""
        all_ = map(self.copied, self._entries.values())
        return sorted((copied for copied in all_ if copied.number), key=lambda copied: -copied.number)

    def copied(self, entry: Entry[Initiative]) -> Copied:
        """An initiative with its copies, here and in other cities."""
        keys = self._copies.get(entry.slug, ())
        ours = [self._entries[key] for key in keys if key in self._entries]
        theirs = [key for key in keys if is_elsewhere(key)]
        outside = [self._places.outside(key) for key in theirs[:MOST_OUTSIDE]]
        return Copied(entry, ours, outside, len(theirs) - len(outside))

    @cached_property
    def by_user(self) -> Mapping[str, Sequence[tuple[Entry[Initiative], Use]]]:
        """The initiatives that a partner does too, by the partner's slug."""
        entries = self._entries.values()
        return group((use.partner, (entry, use)) for entry in entries for use in entry.record.used_by)

    def of(self, entry: Entry[Initiative]) -> Family | None:
        """The part of its family that the page of an initiative shows; None if it has no family."""
        keys, size = self._family[entry.slug]
        if size == 1:
            return None
        if size > MOST:
            return self._part(entry, size)
        first = keys[0]
        if first not in self._shown:
            self._shown[first] = Family(self._members(keys, {key: self._uses(key) for key in keys}))
        return self._shown[first]

    def _part(self, entry: Entry[Initiative], size: int) -> Family:
        """The nearest members of a family of ``size``; at most half are partners in ``used_by``."""
        uses = entry.record.used_by[: MOST // 2]
        keys = self._nearest(entry.slug, MOST - len(uses))
        members = self._members(keys, {entry.slug: uses})
        return Family(members, size - len(members))

    def _nearest(self, key: str, most: int | None) -> list[str]:
        """The members of a family, the nearest to one of them first; its examples before its copies."""
        found = {key: None}
        waiting = [key]
        for near in waiting:
            for other in (*self._examples.get(near, ()), *self._copies.get(near, ())):
                if len(found) == most:
                    return waiting
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return waiting

    def _members(self, keys: Sequence[str], users: Mapping[str, Sequence[Use]]) -> tuple[Member, ...]:
        """The members in the order of the tree, each at its place."""
        ordered = sorted(keys, key=self._position)
        examples = self._without_circles(ordered)
        behind: dict[str, list[str]] = {}
        for key in ordered:
            if examples[key]:
                behind.setdefault(examples[key][0], []).append(key)
        numbers: dict[str, int] = {}
        placed: list[tuple[str, Use | None, int, int]] = []
        lines = 0

        def place(key: str, column: int) -> int:
            """Place an initiative and everything behind it; returns its half row."""
            nonlocal lines
            index = len(placed)
            numbers[key] = index + 1
            placed.append((key, None, column, 0))
            rows = [place(copy, column + 1) for copy in behind.get(key, ())]
            for use in users.get(key, ()):
                rows.append(lines)
                placed.append((key, use, column + 1, lines))
                lines += 2
            if not rows:
                rows = [lines]
                lines += 2
            row = (rows[0] + rows[-1]) // 2
            placed[index] = (key, None, column, row)
            return row

        for key in ordered:
            if not examples[key]:
                place(key, 0)
        return tuple(
            Member(
                number,
                self._entries.get(key),
                self._places.outside(key) if is_elsewhere(key) else None,
                use,
                (numbers[key],) if use else tuple(numbers[origin] for origin in examples[key]),
                column,
                row,
            )
            for number, (key, use, column, row) in enumerate(placed, 1)
        )

    def _position(self, key: str) -> tuple[int, str]:
        """The position of an initiative in the catalogue; those of other cities come behind."""
        return self._positions.get(key, len(self._positions)), key

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {slug: index for index, slug in enumerate(self._entries)}

    def _without_circles(self, keys: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """The examples of each, among these; none that comes from its own copy.

        The check finds circles in this catalogue. Two cities can each say that the other was first.
        """
        examples: dict[str, list[str]] = {key: [] for key in keys}
        for key in keys:
            for example in self._examples.get(key, ()):
                if example in examples and key not in _before(example, examples):
                    examples[key].append(example)
        return examples


class Places:
    """By what each initiative is known in a family: its slug, or the address of one of another city.

    What several cities tell of is one initiative: ours if we tell of it too, else that of the first.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._far: dict[str, str] = {}

    def examples(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Each initiative that has examples, or is ours, with these; one that several tell of comes again."""
        for slug, entry in self._catalogue.initiatives.items():
            yield slug, [*map(self.known, entry.record.adapted_from)]
        for told in self._catalogue.told_by.values():
            for one in told:
                if one.record.adapted_from:
                    # A harvest calls all examples by their ids.
                    origins = filter(self._is_safe, one.record.adapted_from)
                    yield self.known(one.id), [*map(self.known, origins)]

    def _is_safe(self, origin: str) -> bool:
        """Whether an example that a neighbour names may become a link: strangers can write any address."""
        return origin.lower().startswith("https://") or self._catalogue.by_id(origin) is not None

    def known(self, reference: str) -> str:
        """By what an initiative is known, which is named by its slug or an address."""
        found = self._catalogue.by_id(reference) if is_elsewhere(reference) else None
        if found is None:
            return self._far.setdefault(plain(reference), reference) if is_elsewhere(reference) else reference
        return self._catalogue.same.get(found.id, found.id) if isinstance(found, Elsewhere) else found.slug

    def outside(self, address: str) -> Outside:
        """What is shown of an initiative of another city; little if no neighbour tells of it."""
        one = self._catalogue.by_id(address)
        if isinstance(one, Elsewhere):
            return Outside(one.id, one.title, one.record.page, one.city, one.language)
        return Outside(address, host_of(address), address)


def _before(key: str, examples: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """An initiative, its examples, and theirs."""
    found = {key: None}
    waiting = [key]
    for one in waiting:
        new = [example for example in examples[one] if example not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return waiting
