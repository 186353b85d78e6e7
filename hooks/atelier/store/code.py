"""The hash of the code that runs: what was made by other code is not used."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from atelier.store.fingerprint import fingerprint

PACKAGE = Path(__file__).parents[1]
DISTRIBUTION = "innovatieatelier"


@cache
def code_digest() -> str:
    """The hash of this package, of the versions of all packages that it can use, and of Python's.

    It is found once a process, as the code is loaded once.
    """
    return fingerprint(sys.version, *_installed(), package_digest())


@cache
def package_digest() -> str:
    """The hash of this package alone."""
    return fingerprint(*(_record() or _tree()))


def _installed() -> list[str]:
    """The names and versions of all installed packages."""
    folders = [Path(name) for name in sys.path if name]
    names = {
        item.name
        for folder in folders
        if folder.is_dir()
        for item in folder.iterdir()
        if item.name.endswith((".dist-info", ".egg-info"))
    }
    return sorted(names)


def _record() -> list[bytes]:
    """The list of files and hashes that came with a wheel; empty in a checkout."""
    return [file.read_bytes() for file in PACKAGE.parent.glob(f"{DISTRIBUTION}-*.dist-info/RECORD")]


def _tree() -> list[str | bytes]:
    """The path and the bytes of every file of the package."""
    parts: list[str | bytes] = []
    for file in sorted(PACKAGE.rglob("*")):
        if "__pycache__" not in file.parts and file.is_file():
            parts += [file.relative_to(PACKAGE).as_posix(), file.read_bytes()]
    return parts
