"""The files that a check looks at: which they are, and what they hold, as parts of a fingerprint.

To import this is quick, as nothing here knows a kind of record: a build in which nothing changed needs no
more.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from atelier.content.source import READ_LIMIT, SYNONYMS, TABLE, TABLE_LIMIT
from atelier.exchange.limits import FOLDER as TAKEN
from atelier.exchange.limits import LARGEST
from atelier.images.header import BYTE_LIMIT
from atelier.store.contents import Contents, Stamp, statuses

FOLDER = "docs"
FROZEN = "frozen"
"""The folder of frozen shells, from the root."""
FOLDERS = (FOLDER, FROZEN)
"""What of editors becomes part of the site as it is."""


def paths_of(root: Path, top: str, records: Collection[str]) -> Iterator[str]:
    """All that lies in a folder, in order; not records and synonyms, which have checks of their own.

    ``records`` are the folders of records.
    """
    for folder, folders, files in os.walk(root / top):
        here = Path(folder).relative_to(root).as_posix()
        folders[:] = sorted(name for name in folders if f"{here}/{name}" not in records)
        paths = (f"{here}/{name}" for name in sorted([*folders, *files]))
        yield from (path for path in paths if path != SYNONYMS)


def files_of(root: Path, records: Collection[str], contents: Contents) -> Iterator[str]:
    """What stands in the folders of editors, and every record and table with the hash of its content."""
    for folder in FOLDERS:
        yield from _kinds(root, [folder, *paths_of(root, folder, records)])
    yield from _file(root, SYNONYMS, contents)
    for folder in (*records, TAKEN):
        yield from _kinds(root, [folder])
        if (root / folder).is_dir():
            for name, status in statuses(root / folder).items():
                yield from _said(f"{folder}/{name}", status, contents)


def _kinds(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """Some paths, each with what stands there: a file, a folder, a link or nothing."""
    for path in paths:
        yield path
        try:
            yield str(stat.S_IFMT((root / path).lstat().st_mode))
        except OSError:
            yield ""


def _file(root: Path, path: str, contents: Contents) -> Iterator[str]:
    """A file that may be missing, with the hash of its content."""
    try:
        status = (root / path).lstat()
    except OSError:
        return
    yield from _said(path, status, contents)


def _said(path: str, status: os.stat_result, contents: Contents) -> Iterator[str]:
    """A path, what stands there, and the hash of its content."""
    yield path
    yield str(stat.S_IFMT(status.st_mode))
    if stat.S_ISREG(status.st_mode):
        try:
            yield contents.known(path, Stamp.of(status)) or contents.read(path, _limit(path)).digest
        except OSError:
            yield "unreadable"


def _limit(path: str) -> int:
    """How much of a file a check reads."""
    if path.endswith(TABLE):
        return TABLE_LIMIT
    if path.startswith(f"{TAKEN}/"):
        return LARGEST + 1
    return READ_LIMIT if path.endswith((".md", ".yml")) else BYTE_LIMIT
