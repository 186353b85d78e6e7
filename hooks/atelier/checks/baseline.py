"""The published catalogue, to compare with: a folder, or a commit of the site's own repository."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

SETTINGS = "mkdocs.yml"


class NoBaseError(Exception):
    """``base`` is neither a site nor a commit that has one."""


@contextmanager
def opened(base: str, root: Path) -> Iterator[Path]:
    """The folder with ``mkdocs.yml`` that ``base`` names, itself a folder or a commit such as ``main``.

    Of a commit, the part below ``root`` is unpacked into a temporary folder. Raises NoBaseError if there is
    no site.
    """
    if Path(base, SETTINGS).is_file():
        yield Path(base)
        return
    with TemporaryDirectory(prefix="atelier-") as folder:
        try:
            with zipfile.ZipFile(io.BytesIO(_archive(base, root))) as archive:
                archive.extractall(folder)
        except (OSError, subprocess.CalledProcessError, zipfile.BadZipFile) as error:
            raise NoBaseError(base) from error
        if not Path(folder, SETTINGS).is_file():
            raise NoBaseError(base)
        yield Path(folder)


def _archive(commit: str, root: Path) -> bytes:
    """The files of a commit below ``root``; fails if it is no commit."""
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    name = _git(root, *verify).decode().strip()
    # Run in the root, so that git takes only that folder of the repository.
    return _git(root, "archive", "--format=zip", name)


def _git(root: Path, *arguments: str) -> bytes:
    command = ("git", "-C", str(root), *arguments)
    return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 - our own arguments
