"""Files and folders written so that a reader finds the old content or the new, never a part of it."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

TEMPORARY = ".*.tmp"
"""The pattern of the names of files that are not written to their end yet."""


def create(file: Path, content: bytes | str, *, lasting: bool = True, mode: int = 0o666) -> None:
    """Write a new file, with the permissions of ``mode`` that the process gives.

    If writing fails, the file is removed. One that is not ``lasting`` may be damaged when the power fails,
    and takes less time. Raises FileExistsError if a file exists, even one made a moment ago, and any other
    OSError.
    """
    data = content.encode() if isinstance(content, str) else content
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
            opened.flush()
            if lasting:
                # Otherwise a rename may reach the disk before the content.
                os.fsync(opened.fileno())
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def write_whole(file: Path, content: bytes | str, *, lasting: bool = True, mode: int = 0o666) -> None:
    """Write a file in one step, in place of what stands there; ``lasting`` and ``mode`` as in ``create``.

    A file that is there keeps its permissions. A link is replaced; what it leads to stays as it is. Where
    writing fails, the old file stays as it is. Raises OSError.
    """
    temporary = _beside(file)
    create(temporary, content, lasting=lasting, mode=mode)
    try:
        with contextlib.suppress(FileNotFoundError):
            temporary.chmod(file.stat().st_mode & 0o777)
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that holds some files, by their path in it, in place of what stands there.

    Where writing fails, the old folder stays as it is. Raises OSError.
    """
    new, old = _beside(folder), _beside(folder)
    try:
        for parent in {(new / name).parent for name in files}:
            parent.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (new / name).write_bytes(data)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _beside(path: Path) -> Path:
    """A path on the same disk at which nothing stands."""
    return path.with_name(f".{secrets.token_hex(8)}.tmp")
