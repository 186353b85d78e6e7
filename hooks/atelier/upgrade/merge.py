"""Two changes of one file put together: that of the city and that of the package.

What the file was before both is found in the history of git, by its digest: a catalogue remembers no more of
it.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from atelier.starter.state import digest

ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
"""Git must not fetch what a partial clone left out."""


def former_text(root: Path, path: str, wanted: str) -> bytes | None:
    """The content with a digest that a file had in some commit; None if git knows of none."""
    # --full-history: also what a merge left out.
    log = ("log", "--full-history", "-m", "--no-renames", "--format=", "--raw", "--no-abbrev", "--", path)
    ids: dict[str, None] = {}
    for line in _git(root, *log).decode("ascii", "replace").splitlines():
        ids |= dict.fromkeys(line.split(" ")[2:4])
    for name in ids:
        content = _git(root, "cat-file", "blob", name) if name.strip("0") else b""
        if digest(content) == wanted:
            return content
    return None


def merged(own: bytes, former: bytes, package: bytes) -> bytes | None:
    """A file with both changes, and the line ends of ``own``; None where they touch the same lines."""
    with TemporaryDirectory(prefix="atelier-") as folder:
        files = [Path(folder, name) for name in ("own", "former", "package")]
        for file, content in zip(files, (own, former, package), strict=True):
            file.write_bytes(content.replace(b"\r\n", b"\n"))
        command = ["git", "merge-file", "-p", *map(str, files)]
        try:
            found = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own arguments
        except OSError:
            return None
    if found.returncode or (_reads(own) and not _reads(found.stdout)):
        return None
    return with_ends_of(own, found.stdout)


def with_ends_of(own: bytes, content: bytes) -> bytes:
    """Content with the line ends of another: git on Windows may have changed those."""
    plain = content.replace(b"\r\n", b"\n")
    return (
        plain.replace(b"\n", b"\r\n") if b"\r\n" in own and b"\n" not in own.replace(b"\r\n", b"") else plain
    )


def _reads(content: bytes) -> bool:
    """Whether YAML can read it: two changes that fit by their lines may not fit together."""
    try:
        yaml.compose(content, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    return True


def _git(root: Path, *arguments: str) -> bytes:
    """What git says; nothing if there is no git, or no repository."""
    command = ["git", "-C", str(root), *arguments]
    try:
        found = subprocess.run(  # noqa: S603 - our own arguments
            command, capture_output=True, check=False, env=os.environ | ENVIRONMENT
        )
    except OSError:
        return b""
    return found.stdout if found.returncode == 0 else b""
