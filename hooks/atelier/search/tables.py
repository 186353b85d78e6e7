"""The tables of a Pagefind index: its words with the texts that have them, and its list of texts.

Pagefind's own program reads pages of HTML to find the words, which took seven tenths of the time of an index.
Here the words are known, each once a text. So the tables are written from them, in the format of Pagefind 1.5
(CBOR, RFC 8949); a test, and every new index, compares them with what Pagefind's program writes.

Pagefind takes time that grows with the square of the number of pages that have a word, and a search loads the
ids of all pages. So many short texts are one page, a ``Block``: at which place in it a word stands tells in
which text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from atelier.search.texts import Tiers

NO_LANGUAGE = "zxx"
"""The code of ISO 639-2 for what is in no language: Pagefind then leaves words as they are.

It also stands in a text without other words, which Pagefind would leave out."""

KINDS = ("title", "main")
"""The names of the groups of words besides the text itself."""
META = tuple(sorted(KINDS))
"""In the order of Pagefind, which refers to them by number."""

CHUNK = 20_000
"""The numbers in a file of words before the next file begins: three for each text that has a word."""

UNSIGNED, NEGATIVE, TEXT, ARRAY = 0, 1, 3, 4
"""Major types of CBOR."""
WEIGHT = 25
"""How much a word of the text itself weighs. It stands before its place, as a negative number."""


class Block(NamedTuple):
    """Short texts that are one page to Pagefind.

    A word of the text number *n* stands at ``3 * n``, and one place or two further if it is of the second or
    third group of words.
    """

    texts: tuple[Tiers, ...]


class Chunk(NamedTuple):
    """A file with some of the words: the first, the last, and its content."""

    first: str
    last: str
    content: bytes


def chunks(pages: Sequence[Tiers | Block]) -> list[Chunk]:
    """The words of texts, in files of about one size.

    The first and the last word of a file are cut to what tells them apart from its neighbours.
    """
    made: list[Chunk] = []
    for words in _groups(_postings(pages)):
        content = _array(1) + _array(len(words)) + b"".join(word.content for word in words)
        made.append(Chunk(words[0].key, words[-1].key, content))
    for number, (one, other) in enumerate(pairwise(made)):
        end, start = apart(one.last, other.first)
        made[number] = made[number]._replace(last=end)
        made[number + 1] = other._replace(first=start)
    return made


def meta(version: str, texts: Iterable[tuple[str, int]], named: Iterable[tuple[str, Chunk]]) -> bytes:
    """The table that a search loads first.

    ``texts`` are the id and the number of words of each text, ``named`` the files of words with their names.
    """
    pages = [_array(2) + _text(id_) + _head(UNSIGNED, number) for id_, number in texts]
    files = [_array(3) + _text(chunk.first) + _text(chunk.last) + _text(name) for name, chunk in named]
    # The two empty lists are of filters and of orders.
    parts = (_text(version), _list(pages), _list(files), _list([]), _list([]), _list(map(_text, META)))
    return _list(parts)


def word_count(page: Tiers | Block) -> int:
    """How many words Pagefind counts in a text. In a block that would say nothing."""
    return 1 if isinstance(page, Block) else len(page[2]) or 1


def apart(one: str, other: str) -> tuple[str, str]:
    """The beginnings of two words, just long enough to tell them apart."""
    length = 1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return one[:length], other[:length]


class _Posting:
    """The texts that have a word, as bytes: a word is in few or in thousands."""

    __slots__ = ("count", "data", "last", "numbers")

    def __init__(self) -> None:
        self.data = bytearray()
        self.last = 0
        self.count = 0
        self.numbers = 0

    def add(self, page: int, places: bytes, numbers: int = 3) -> None:
        """Add a page, and the places in it, which are so many numbers together with its own."""
        self.data += _page(page - self.last) + places
        self.last = page
        self.count += 1
        self.numbers += numbers


class _Word(NamedTuple):
    """A word as Pagefind looks for it, how many numbers tell where it is, and its entry."""

    key: str
    numbers: int
    content: bytes


def _postings(pages: Sequence[Tiers | Block]) -> dict[str, _Posting]:
    found: dict[str, _Posting] = {}
    places: list[list[bytes]] = [[], [], []]
    for number, page in enumerate(pages):
        if isinstance(page, Block):
            for word, where in _places_in(page).items():
                found.setdefault(word, _Posting()).add(number, _in_block(where), 2 + len(where))
            continue
        title, main, others = page
        if not others and NO_LANGUAGE not in (*title, *main):
            others = (NO_LANGUAGE,)
        for kind, words in enumerate((title, main, others)):
            known = places[kind]
            known += [_place(kind, place) for place in range(len(known), len(words))]
            for place, word in zip(known, words, strict=False):
                posting = found.get(word)
                if posting is None:
                    posting = found[word] = _Posting()
                posting.add(number, place)
    return found


def _places_in(block: Block) -> dict[str, list[int]]:
    """The places of each word in a block, the first first."""
    found: dict[str, list[int]] = {}
    for number, text in enumerate(block.texts):
        for kind, words in enumerate(text):
            for word in words:
                found.setdefault(word, []).append(3 * number + kind)
    return found


def _in_block(places: Sequence[int]) -> bytes:
    """The places of a word in a block: how far each is behind the one before."""
    steps = (_head(UNSIGNED, place - before) for before, place in pairwise((0, *places)))
    return _array(1 + len(places)) + _head(NEGATIVE, WEIGHT - 1) + b"".join(steps) + _array(0)


def _place(kind: int, place: int) -> bytes:
    """The place of a word among those of the title, the main text or others, in the list for it."""
    if kind == 2:
        return _array(2) + _head(NEGATIVE, WEIGHT - 1) + _head(UNSIGNED, place) + _array(0)
    return _array(0) + _array(2) + _head(NEGATIVE, META.index(KINDS[kind])) + _head(UNSIGNED, place)


@cache
def _page(further: int) -> bytes:
    """The number of a text, as how far it is behind the one before, and the start of its places."""
    return _array(3) + _head(UNSIGNED, further)


def _groups(postings: dict[str, _Posting]) -> Iterator[list[_Word]]:
    group: list[_Word] = []
    size = 0
    for word in sorted(_word(word, posting) for word, posting in postings.items()):
        group.append(word)
        size += word.numbers
        if size >= CHUNK:
            yield group
            group, size = [], 0
    if group:
        yield group


def _word(word: str, posting: _Posting) -> _Word:
    pages = _array(posting.count) + bytes(posting.data)
    key = word if word.isascii() else unicodedata.normalize("NFD", word)
    if key == word:
        return _Word(key, posting.numbers, _array(3) + _text(word) + pages + _array(0))
    # A word that comes apart, as in Korean: it is looked for by its parts.
    whole = _array(1) + _array(2) + _text(word) + pages
    return _Word(key, posting.numbers, _array(3) + _text(key) + _array(0) + whole)


@cache
def _head(major: int, number: int) -> bytes:
    """The first bytes of a value of CBOR: its major type and a number, in as few bytes as hold it."""
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in (1, 2, 4, 8) if number < 1 << 8 * size)
    return bytes([major << 5 | 23 + size.bit_length()]) + number.to_bytes(size)


def _array(length: int) -> bytes:
    return _head(ARRAY, length)


def _list(items: Iterable[bytes]) -> bytes:
    made = list(items)
    return _array(len(made)) + b"".join(made)


def _text(text: str) -> bytes:
    data = text.encode()
    return _head(TEXT, len(data)) + data
