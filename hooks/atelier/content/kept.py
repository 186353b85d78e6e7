"""Records kept from one run to the next, each by the hash of what it was read from.

They are kept in blocks, so that an edit writes one block and not all. What every run needs of a record and
what only its page needs are apart: the latter is three quarters of the bytes, and is loaded when asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, Protocol, cast

from atelier.content.entry import Broken, Entry, Rest
from atelier.content.record import Outcome
from atelier.model.base import Record
from atelier.problems.failed import FailedError
from atelier.problems.problem import Problem
from atelier.store.code import code_digest
from atelier.store.store import Store

BLOCKS = 64
"""Also at 100,000 records a block is small: 1,600 of them, 20 MB."""


class Again(Protocol):
    """Reads a file anew."""

    def __call__(self, path: str) -> Outcome:
        """What the file comes to now. Raises OSError if it is gone."""


class ChangedError(FailedError):
    """A file changed while the site was made of it."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: this file was changed or taken away during the build")


class _Block:
    """A part of the records: the names of their files fall into it."""

    def __init__(self, store: Store, number: int) -> None:
        self._store = store
        self.name = f"records/{number:02d}"

    @cached_property
    def outcomes(self) -> dict[str, tuple[str, Any, list[Problem]]]:
        """By path: the hash that a file is known by, its entry without the rest, and its problems."""
        kept = self._store.get(f"{self.name}-heads", code_digest())
        return cast("dict[str, tuple[str, Any, list[Problem]]]", kept or {})

    @cached_property
    def rests(self) -> dict[str, tuple[str, Rest]]:
        """By path: the hash that a file is known by, and the rest of its entry."""
        kept = self._store.get(f"{self.name}-rests", code_digest())
        return cast("dict[str, tuple[str, Rest]]", kept or {})

    def put(self, outcomes: Mapping[str, tuple[str, Any, list[Problem]]], rests: object) -> None:
        # The rests first: a head is of no use without its rest.
        self._store.put(f"{self.name}-rests", code_digest(), rests)
        self._store.put(f"{self.name}-heads", code_digest(), outcomes)


class KeptRest:
    """The rest of an entry, loaded with those of its block when it is first asked for."""

    __slots__ = ("_again", "_block", "_digest", "_path")

    def __init__(self, block: _Block, path: str, digest: str, again: Again) -> None:
        self._block, self._path, self._digest, self._again = block, path, digest, again

    def load(self) -> Rest:
        """The rest of the entry. Raises ChangedError if it was lost and its file is another by now."""
        digest, rest = self._block.rests.get(self._path, ("", None))
        if rest is None or digest != self._digest:
            try:
                file = self._again(self._path).file
            except OSError as error:
                raise ChangedError(self._path) from error
            if not isinstance(file, Entry) or file.digest != self._digest:
                raise ChangedError(self._path)
            rest = file.rest.load()
            self._block.rests[self._path] = self._digest, rest
        return rest

    def __reduce__(self) -> tuple[object, ...]:
        """Another process gets the rest itself."""
        return _same, (self.load(),)


def _same(rest: Rest) -> Rest:
    return rest


class KeptRecords:
    """What files came to when they were last read."""

    def __init__(self, store: Store, again: Again) -> None:
        """``again`` reads a file anew, for the case that a part of what was kept is lost."""
        self._again = again
        self._blocks = [_Block(store, number) for number in range(BLOCKS)]

    def find(self, path: str, digest: str) -> Outcome | None:
        """What a file came to when its hash was ``digest``, if that is kept."""
        block = self._block(path)
        known, head, problems = block.outcomes.get(path, ("", None, []))
        if known != digest:
            return None
        if isinstance(head, Broken):
            return Outcome(head, problems)
        return Outcome(Entry(path, KeptRest(block, path, digest, self._again), *head), problems)

    def keep(self, digests: Mapping[str, str], new: Mapping[str, Outcome]) -> None:
        """Keep what the ``new`` files came to, and forget all but those of ``digests``: hashes by path."""
        paths: dict[int, list[str]] = {}
        for path in digests:
            paths.setdefault(_number(path), []).append(path)
        for number, block in enumerate(self._blocks):
            here = paths.get(number, [])
            if block.outcomes.keys() == set(here) and not any(path in new for path in here):
                continue
            heads, rests = {}, {}
            for path in here:
                if path not in new:
                    heads[path] = block.outcomes[path]
                    if path in block.rests:
                        rests[path] = block.rests[path]
                    continue
                file, problems = new[path]
                heads[path] = digests[path], _head(file), problems
                if isinstance(file, Entry):
                    rests[path] = digests[path], file.rest.load()
            block.put(heads, rests)

    def _block(self, path: str) -> _Block:
        return self._blocks[_number(path)]


def _number(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogateescape")) % BLOCKS


def _head(file: Entry[Record] | Broken) -> object:
    """A broken file; of an entry all that comes after its path and its rest."""
    if isinstance(file, Broken):
        return file
    return tuple(getattr(file, field.name) for field in fields(file))[2:]
