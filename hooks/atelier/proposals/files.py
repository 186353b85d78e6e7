"""The files of a proposal that stands beside what is published, as two folders."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from atelier.proposals.risk import Files

MADE = frozenset({".git", ".cache", ".venv", ".site.builds", "build", "site"})
"""What lies in the folder of a site and is no part of it, where no git says so."""


def differing(before: Path, after: Path) -> Files:
    """The files in ``after`` that are not the same in ``before``, and None for those that are gone.

    Of a folder in a repository counts what git keeps or would keep. The content of a link is where it leads.
    """
    old, new = _paths(before), _paths(after)
    same = {path for path in old & new if _content(before / path) == _content(after / path)}
    return {path: _content(after / path) if path in new else None for path in sorted((old | new) - same)}


def _paths(root: Path) -> set[str]:
    listed = ("git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    try:
        done = subprocess.run(listed, check=True, capture_output=True)  # noqa: S603 - our own arguments
    except (OSError, subprocess.CalledProcessError):
        return _walked(root)
    named = {os.fsdecode(name) for name in done.stdout.split(b"\0") if name}
    return {path for path in named if _is_file(root / path)}


def _walked(root: Path) -> set[str]:
    found = set()
    for folder, folders, files in os.walk(root):
        if Path(folder) == root:
            folders[:] = [name for name in folders if name not in MADE]
        paths = (Path(folder, name) for name in (*files, *folders))
        found |= {path.relative_to(root).as_posix() for path in paths if _is_file(path)}
    return found


def _is_file(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _content(file: Path) -> bytes:
    return os.fsencode(file.readlink().as_posix()) if file.is_symlink() else file.read_bytes()
