"""The published catalogue, to compare with: a folder, or a commit of the site's own repository."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from atelier.content.reader import Collections, read_collections
from atelier.content.source import SETTINGS


class NoBaseError(Exception):
    """``base`` is neither a site nor a commit that has one."""


@dataclass(frozen=True, slots=True)
class Base:
    """What is published.

    Attributes:
        root: the folder with ``mkdocs.yml``.
        collections: what was read in it.

    """

    root: Path
    collections: Collections


@contextmanager
def opened(base: str, root: Path) -> Iterator[Base]:
    """What stands in the folder with ``mkdocs.yml``, or in a commit such as ``main``, that ``base`` names.

    Of a commit, the part below ``root`` is unpacked into a temporary folder. Raises NoBaseError if there is
    no site.
    """
    if Path(base, SETTINGS).is_file():
        yield _read(Path(base))
        return
    with TemporaryDirectory(prefix="atelier-") as folder:
        try:
            with zipfile.ZipFile(io.BytesIO(_archive(base, root))) as archive:
                archive.extractall(folder)
        except (OSError, subprocess.CalledProcessError, zipfile.BadZipFile) as error:
            raise NoBaseError(base) from error
        if not Path(folder, SETTINGS).is_file():
            raise NoBaseError(base)
        yield _read(Path(folder))


def _read(root: Path) -> Base:
    # What is wrong with it is not for this proposal to fix.
    collections, _ = read_collections(root)
    return Base(root, collections)


def _archive(commit: str, root: Path) -> bytes:
    """The files of a commit below ``root``; fails if it is no commit."""
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    name = _git(root, *verify).decode().strip()
    # Run in the root, so that git takes only that folder of the repository.
    return _git(root, "archive", "--format=zip", name)


def _git(root: Path, *arguments: str) -> bytes:
    command = ("git", "-C", str(root), *arguments)
    return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 - our own arguments
