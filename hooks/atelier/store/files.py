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
        _take_place(temporary, file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_all(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write several files below a folder, by path, in place of what stands there; None removes one.

    All are on the disk before the first takes its place, so a full disk changes nothing. Where one cannot
    take its place, those before it get back what they were. Killed in between, each is the old or the new
    one. Raises OSError.
    """
    waiting: dict[Path, Path] = {}
    former: dict[Path, bytes | None] = {}
    try:
        for path, content in files.items():
            if content is not None:
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                temporary = _beside(file)
                create(temporary, content)
                waiting[file] = temporary
        for file in (folder / path for path in files):
            former[file] = file.read_bytes() if file.is_file() else None
            if file in waiting:
                _take_place(waiting[file], file)
            else:
                file.unlink(missing_ok=True)
    except BaseException:
        for file, content in former.items():
            with contextlib.suppress(OSError):
                if content is None:
                    file.unlink(missing_ok=True)
                else:
                    write_whole(file, content)
        raise
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def _take_place(temporary: Path, file: Path) -> None:
    """Put a file in place of another, with the permissions of that one if it is there."""
    with contextlib.suppress(FileNotFoundError):
        temporary.chmod(file.stat().st_mode & 0o777)
    temporary.replace(file)


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
