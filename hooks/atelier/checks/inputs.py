"""All that a check follows from, as one fingerprint: while that is the same, its outcome is too."""

from __future__ import annotations

import datetime
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from atelier.checks.editors import FOLDERS, paths_of
from atelier.content.settings import read_settings
from atelier.content.source import READ_LIMIT, TABLE, TABLE_LIMIT
from atelier.content.synonyms import FILE as SYNONYMS
from atelier.images.header import BYTE_LIMIT
from atelier.model.records import RECORDS
from atelier.store.code import code_digest
from atelier.store.contents import Contents, Stamp, statuses
from atelier.store.fingerprint import fingerprint


def inputs(root: Path, settings_file: str, today: datetime.date, contents: Contents, *, publish: bool) -> str:
    """The fingerprint of all that a check of the catalogue in ``root`` follows from, without a base.

    Of the settings it holds what they come to: so it does not matter which files they inherit from, or which
    variables of the environment they name.
    """
    parts = [code_digest(), str(today), repr(read_settings(root / settings_file, publish=publish))]
    for folder in FOLDERS:
        parts += _kinds(root, [folder, *paths_of(root, folder)])
    parts += _file(root, SYNONYMS, contents)
    for kind in RECORDS:
        parts += _kinds(root, [kind.folder])
        if (root / kind.folder).is_dir():
            for name, status in statuses(root / kind.folder).items():
                parts += _said(f"{kind.folder}/{name}", status, contents)
    return fingerprint(*parts)


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
    return READ_LIMIT if path.endswith((".md", ".yml")) else BYTE_LIMIT
