"""A new catalogue on the disk: all of its files, or none."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from atelier.store.files import create

KEPT = frozenset({".git", ".venv"})
"""What may be in the folder already: a repository that is empty, and an environment with this package."""


def in_the_way(folder: Path) -> tuple[str, ...]:
    """What is in a folder so that no catalogue can be made there, by name; its own name if it is a file.

    Raises OSError if it cannot be looked into.
    """
    if not os.path.lexists(folder):
        return ()
    if not folder.is_dir():
        return (folder.name,)
    return tuple(sorted({one.name for one in folder.iterdir()} - KEPT))


def write_catalogue(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, by their paths in it; the folder is made if it is not there.

    Where writing fails, nothing stays of it. Raises OSError.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    done: list[Path] = []
    room = folder / f".{secrets.token_hex(8)}.tmp"
    try:
        room.mkdir(parents=True)
        for path, content in files.items():
            (room / path).parent.mkdir(parents=True, exist_ok=True)
            create(room / path, content)
        for one in sorted(room.iterdir()):
            one.rename(folder / one.name)
            done.append(folder / one.name)
    except BaseException:
        for one in done:
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        shutil.rmtree(room, ignore_errors=True)
        for one in made:
            if one.is_dir():
                one.rmdir()
        raise
    room.rmdir()
