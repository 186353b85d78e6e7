"""JSON in pieces: a catalogue of 50 MB is read record by record, and never stands in memory as a whole.

A file of brackets alone takes thirty times its size once it is read. Here only its boundaries are looked for;
each piece is read by who needs it, and is small.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from pydantic_core import from_json

MOST, MOST_KEYS = 100_000, 1000
"""How many items a list may have, and how many values the whole."""
LARGEST_ITEM, LARGEST_VALUE = 128 * 1024, 4 * 1024 * 1024
"""How many bytes an item of a list may have, and any other value."""
DEEPEST = 50

PLACE = re.compile(r" at line ([0-9]+) column ([0-9]+)$")
"""How a place in a piece is told."""
SPACE = re.compile(rb"[ \t\r\n]*")
STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
NEXT_BRACKET = re.compile(rb'[^"{}\[\]]*+(?:' + STRING + rb'[^"{}\[\]]*+)*+([{}\[\]])', re.DOTALL)
PLAIN = re.compile(STRING + rb"|[^ \t\r\n,{}\[\]\":]+", re.DOTALL)
"""A text, a number or a word."""


class TooMuchError(Exception):
    """A piece is larger than any that belongs in a catalogue, or there are too many.

    Attributes:
        path: where it stands.
        limit: how many bytes there may be; 0 where there are too many.

    """

    def __init__(self, path: tuple[str | int, ...], limit: int = 0) -> None:
        super().__init__(path, limit)
        self.path, self.limit = path, limit


class Items:
    """The items of a list, each as a piece of JSON that nobody has read yet."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._bounds = array("L")

    def __len__(self) -> int:
        return len(self._bounds) // 2

    def __iter__(self) -> Iterator[bytes]:
        for at in range(0, len(self._bounds), 2):
            yield self._content[self._bounds[at] : self._bounds[at + 1]]

    def add(self, bounds: tuple[int, int]) -> None:
        """Add what stands between two places."""
        self._bounds.extend(bounds)

    def value(self, number: int) -> Any:
        """The value of an item. Raises ValueError if it is no JSON."""
        return _read(self._content, (self._bounds[2 * number], self._bounds[2 * number + 1]))


def pieces(content: bytes) -> Mapping[str, Any] | None:
    """The values of a group by their keys, of a list its ``Items``; None if it is no group.

    Raises TooMuchError, and ValueError where it is no JSON: of items only their brackets are looked at.
    """
    reader = _Reader(content)
    if reader.peek() == b"{":
        return dict(reader.members())
    if reader.peek() and len(content) > LARGEST_VALUE:
        raise TooMuchError((), LARGEST_VALUE)
    from_json(content, allow_inf_nan=False)
    return None


class _Reader:
    """Goes through the top of some JSON."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def peek(self) -> bytes:
        """The next sign that is no space; empty at the end."""
        space = SPACE.match(self._content, self._at)
        self._at = space.end() if space else self._at
        return self._content[self._at : self._at + 1]

    def members(self) -> Iterator[tuple[str, Any]]:
        """The keys and values of a group, and nothing behind it."""
        for number in self._each(b"{", b"}"):
            if number == MOST_KEYS:
                raise TooMuchError(())
            if self.peek() != b'"':
                raise self._expected("a key between quotes")
            key = str(_read(self._content, self._skip((), LARGEST_ITEM)))
            self._take(b":")
            if self.peek() == b"[":
                yield key, self._items(key)
            else:
                yield key, _read(self._content, self._skip((key,), LARGEST_VALUE))
        if self.peek():
            raise self._expected("nothing behind the last bracket")

    def _items(self, key: str) -> Items:
        items = Items(self._content)
        for number in self._each(b"[", b"]"):
            if number == MOST:
                raise TooMuchError((key,))
            items.add(self._skip((key, number), LARGEST_ITEM))
        return items

    def _each(self, opening: bytes, closing: bytes) -> Iterator[int]:
        """Once for each thing between two brackets, and between commas."""
        self._take(opening)
        for number in count():
            if self.peek() == closing and not number:
                break
            yield number
            if self.peek() == closing:
                break
            self._take(b",")
        self._take(closing)

    def _take(self, sign: bytes) -> None:
        if self.peek() != sign:
            raise self._expected(sign.decode())
        self._at += 1

    def _skip(self, path: tuple[str | int, ...], limit: int) -> tuple[int, int]:
        """Where the next value begins and ends. Brackets are counted; all else is for who reads it."""
        pattern = NEXT_BRACKET if self.peek() in (b"{", b"[") else PLAIN
        begin = at = self._at
        depth = 0
        while depth or at == begin:
            found = pattern.match(self._content, at, begin + limit)
            if not found and len(self._content) > begin + limit:
                raise TooMuchError(path, limit)
            if not found or depth > DEEPEST:
                raise self._expected("a value")
            at = found.end()
            if pattern is NEXT_BRACKET:
                depth += 1 if found[1] in (b"{", b"[") else -1
        self._at = at
        return begin, at

    def _expected(self, what: str) -> ValueError:
        return ValueError(f"expected {what}{_where(self._content, self._at)}")


def _read(content: bytes, bounds: tuple[int, int]) -> Any:
    """The value of a piece. Raises ValueError, with the place in the whole."""
    try:
        return from_json(content[slice(*bounds)], allow_inf_nan=False)
    except ValueError as error:
        found = PLACE.search(str(error))
        if not found:
            raise
        at = bounds[0]
        for _ in range(int(found[1]) - 1):
            at = content.index(b"\n", at) + 1
        reason = str(error)[: found.start()]
        raise ValueError(reason + _where(content, at + int(found[2]) - 1)) from None


def _where(content: bytes, at: int) -> str:
    """The line and the column of a place, as who has an editor finds them."""
    line, before = content.count(b"\n", 0, at) + 1, content.rfind(b"\n", 0, at)
    return f" at line {line} column {at - before}"
