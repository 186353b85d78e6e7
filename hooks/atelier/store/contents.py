"""The bytes of files, and the hash of each: a file that did not change is not read again in the next run.

A file is known by its stamp. Two changes within one tick of a file system's clock leave the same stamp, so
one that had just changed when it was read is read again the next time (https://git-scm.com/docs/racy-git).
"""

from __future__ import annotations

import errno
import hashlib
import os
import time
from pathlib import Path
from typing import NamedTuple, cast

from atelier.store.store import Store

SETTLED = 2_000_000_000
"""The nanoseconds after which the times of a file can be trusted. FAT has the longest tick: two seconds."""
NAME, FORM = "contents", "1"


class Stamp(NamedTuple):
    """What tells that a file changed: its size, its times in nanoseconds, and its number on the disk."""

    size: int
    modified: int
    changed: int
    number: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp in what the system says of a file."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

    def settled(self, now: int) -> bool:
        """Whether every change from ``now`` on, in nanoseconds, gives another stamp."""
        return max(self.modified, self.changed) < now - SETTLED


class Content(NamedTuple):
    """The bytes of a file.

    Attributes:
        data: at most as many as were asked for.
        complete: whether that is all of the file.
        digest: the hash of both.
        stamp: of the file; None if it changed while it was read.

    """

    data: bytes
    complete: bool
    digest: str
    stamp: Stamp | None


def statuses(folder: Path) -> dict[str, os.stat_result]:
    """What the system says of all that lies in a folder, by name, in order; of a link, of the link itself.

    Raises OSError.
    """
    with os.scandir(folder) as found:
        # On Windows the list of a folder has no numbers of files.
        stats = ((f.name, os.lstat(f) if os.name == "nt" else f.stat(follow_symlinks=False)) for f in found)
        return dict(sorted(stats))


def read_content(file: Path | str, limit: int) -> Content:
    """The first ``limit`` bytes of a file. Raises OSError, also for a link."""
    # Windows cannot refuse to follow one while it opens it.
    if not hasattr(os, "O_NOFOLLOW") and Path(file).is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(file))
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(descriptor, "rb", buffering=0):
        before = Stamp.of(os.fstat(descriptor))
        data = _first(descriptor, limit + 1)
        after = Stamp.of(os.fstat(descriptor))
        complete, data = len(data) <= limit, data[:limit]
    hashed = hashlib.blake2b(data, digest_size=16, person=b"" if complete else b"and more")
    return Content(data, complete, hashed.hexdigest(), after if before == after else None)


def _first(descriptor: int, count: int) -> bytes:
    """The first bytes of an open file; a read may give fewer than there are."""
    parts = []
    while count and (part := os.read(descriptor, min(count, 1 << 20))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


class Contents:
    """The hashes of the files of a catalogue, each by its path from the root."""

    def __init__(self, root: Path, store: Store | None) -> None:
        """``root`` is the folder with ``mkdocs.yml``. Without ``store`` every file is read once a run."""
        self._root = str(root)
        self._store = store
        kept = store.get(NAME, FORM) if store else None
        self._kept = cast("dict[str, tuple[Stamp, str]]", kept or {})
        self._seen: dict[str, tuple[Stamp, str]] = {}
        # Before the first file is read: what changes after that gets a later time.
        self._opened = time.time_ns()

    def known(self, path: str, stamp: Stamp) -> str | None:
        """The hash of a file with this stamp, if it is known without reading the file."""
        kept = self._seen.get(path) or self._kept.get(path)
        if kept is None or kept[0] != stamp:
            return None
        self._seen[path] = kept
        return kept[1]

    def read(self, path: str, limit: int) -> Content:
        """Read the first ``limit`` bytes of a file. Raises OSError."""
        content = read_content(f"{self._root}/{path}", limit)
        if content.stamp and content.stamp.settled(self._opened):
            self._seen[path] = content.stamp, content.digest
        else:
            self._seen.pop(path, None)
        return content

    def keep(self) -> None:
        """Keep the hashes of the files that were asked for, and forget those of others."""
        if self._store and self._seen != self._kept:
            self._store.put(NAME, FORM, self._seen)
            self._kept = dict(self._seen)
