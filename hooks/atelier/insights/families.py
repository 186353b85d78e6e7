"""Families of copies: which initiative was the example of which, and which partners do the same.

A family are all initiatives that ``adapted_from`` connects, with the partners in ``used_by``. It is drawn as
a tree from left to right: examples in the first column, their copies to the right of them. This module
computes the places; ``templates/macros/copies.html`` draws them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from atelier.catalogue.catalogue import Catalogue, group
from atelier.content.entry import Entry
from atelier.model.initiative import Initiative, Use

MOST = 24
"""How many members of a family a page shows; of a larger family, the nearest."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a family, and its place in the picture.

    Attributes:
        number: from 1; the picture and the list use it.
        entry: the initiative; for a partner that does the same, the initiative that it does.
        use: the partner that does the same, without an initiative of its own; None for an initiative.
        examples: the numbers of the members that were its example; it is drawn behind the first.
        column: how many examples come before it.
        row: its place from above, in half rows: an example is in the middle of its copies.

    """

    number: int
    entry: Entry[Initiative]
    use: Use | None
    examples: tuple[int, ...]
    column: int
    row: int


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
    """An initiative that others copied, with initiatives of their own or as partners in ``used_by``."""

    entry: Entry[Initiative]
    copies: Sequence[Entry[Initiative]]

    @property
    def number(self) -> int:
        """How often it was copied."""
        return len(self.copies) + len(self.entry.record.used_by)


class Families:
    """The families of a catalogue, all found at once, in linear time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = catalogue.initiatives
        self._copies = catalogue.adaptations
        self._family: dict[str, tuple[list[str], int]] = {}
        self._shown: dict[str, Family] = {}
        for slug in self._entries:
            if slug not in self._family:
                members = self._nearest(slug, len(self._entries))
                size = sum(1 + len(self._entries[member].record.used_by) for member in members)
                self._family |= dict.fromkeys(members, (members, size))

    @cached_property
    def most_copied(self) -> Sequence[Copied]:
        """All initiatives that were copied, the most copied first."""
        all_ = (Copied(entry, self._copies.get(slug, ())) for slug, entry in self._entries.items())
        return sorted((copied for copied in all_ if copied.number), key=lambda copied: -copied.number)

    @cached_property
    def by_user(self) -> Mapping[str, Sequence[tuple[Entry[Initiative], Use]]]:
        """The initiatives that a partner does too, by the partner's slug."""
        entries = self._entries.values()
        return group((use.partner, (entry, use)) for entry in entries for use in entry.record.used_by)

    def of(self, entry: Entry[Initiative]) -> Family | None:
        """The part of its family that the page of an initiative shows; None if it has no family."""
        slugs, size = self._family[entry.slug]
        if size == 1:
            return None
        if size > MOST:
            return self._part(entry, size)
        first = slugs[0]
        if first not in self._shown:
            users = {slug: self._entries[slug].record.used_by for slug in slugs}
            self._shown[first] = Family(self._members(slugs, users))
        return self._shown[first]

    def _part(self, entry: Entry[Initiative], size: int) -> Family:
        """The nearest members of a family of ``size``; at most half are partners in ``used_by``."""
        uses = entry.record.used_by[: MOST // 2]
        slugs = self._nearest(entry.slug, MOST - len(uses))
        members = self._members(slugs, {entry.slug: uses})
        return Family(members, size - len(members))

    def _nearest(self, slug: str, most: int) -> list[str]:
        """The members of a family, the nearest to one of them first; its examples before its copies."""
        found = {slug: None}
        waiting = [slug]
        for near in waiting:
            for other in (*self._entries[near].record.adapted_from, *self._around(near)):
                if len(found) == most:
                    return waiting
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return waiting

    def _around(self, slug: str) -> Iterator[str]:
        return (copy.slug for copy in self._copies.get(slug, ()))

    def _members(self, slugs: Sequence[str], users: Mapping[str, Sequence[Use]]) -> tuple[Member, ...]:
        """The members in the order of the tree, each at its place."""
        chosen = set(slugs)
        examples = {
            slug: [origin for origin in self._entries[slug].record.adapted_from if origin in chosen]
            for slug in slugs
        }
        behind: dict[str, list[str]] = {}
        ordered = sorted(slugs, key=self._position.__getitem__)
        for slug in ordered:
            if examples[slug]:
                behind.setdefault(examples[slug][0], []).append(slug)
        numbers: dict[str, int] = {}
        placed: list[tuple[Entry[Initiative], Use | None, int, int]] = []
        lines = 0

        def place(slug: str, column: int) -> int:
            """Place an initiative and everything behind it; returns its half row."""
            nonlocal lines
            entry, index = self._entries[slug], len(placed)
            numbers[slug] = index + 1
            placed.append((entry, None, column, 0))
            rows = [place(copy, column + 1) for copy in behind.get(slug, ())]
            for use in users.get(slug, ()):
                rows.append(lines)
                placed.append((entry, use, column + 1, lines))
                lines += 2
            if not rows:
                rows = [lines]
                lines += 2
            row = (rows[0] + rows[-1]) // 2
            placed[index] = (entry, None, column, row)
            return row

        for slug in ordered:
            if not examples[slug]:
                place(slug, 0)
        return tuple(
            Member(
                number,
                entry,
                use,
                (numbers[entry.slug],) if use else tuple(numbers[slug] for slug in examples[entry.slug]),
                column,
                row,
            )
            for number, (entry, use, column, row) in enumerate(placed, 1)
        )

    @cached_property
    def _position(self) -> Mapping[str, int]:
        """The position of each initiative in the catalogue."""
        return {slug: index for index, slug in enumerate(self._entries)}
