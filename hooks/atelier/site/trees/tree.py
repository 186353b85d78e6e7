"""One tree of files on the disk, and its manifest: what was written in it, and what each file follows from.

A file is trusted if its size and the time of its last change are those that the manifest says. So a tree in
which somebody changed, removed or added a file is noticed, and only what differs is written again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from atelier.store.files import write_whole

FORMAT = 1
"""Changes when the form of a manifest changes: an older one is not read."""


class Entry(NamedTuple):
    """A file as it was written.

    Attributes:
        made_of: the fingerprint of all that its bytes follow from.
        size: in bytes.
        changed: the time of its last change, in nanoseconds.

    """

    made_of: str
    size: int
    changed: int

    def is_at(self, path: str) -> bool:
        """Whether the file at a path is the one that was written."""
        try:
            found = os.lstat(path)
        except OSError:
            return False
        return found.st_size == self.size and found.st_mtime_ns == self.changed


@dataclass(frozen=True)
class Head:
    """What a person is told of a tree.

    Attributes:
        number: of the build that made it: a later build has a higher one. The clock may go back, this not.
        made: when, in seconds since 1970.
        pages: how many HTML pages it has.
        files: how many files it has.
        verified: the key of the verification that looked at it; empty if none did.

    """

    number: int
    made: float
    pages: int
    files: int
    verified: str = ""


@dataclass(frozen=True)
class Manifest:
    """What is in a tree: every file, by its address from the root of the site."""

    head: Head
    files: Mapping[str, Entry]

    def write(self, file: Path) -> None:
        """Write it. Raises OSError."""
        head = {"format": FORMAT, **vars(self.head)}
        columns = [list(self.files), *map(list, zip(*self.files.values(), strict=True))]
        write_whole(file, f"{json.dumps(head)}\n{json.dumps(columns)}\n", lasting=False)


def read_head(file: Path) -> Head | None:
    """The head of a manifest; None if there is none that can be read."""
    try:
        with file.open("rb") as opened:
            return _head(opened.readline())
    except (OSError, ValueError, TypeError):
        return None


def read_manifest(file: Path) -> Manifest | None:
    """A manifest; None if there is none that can be read."""
    try:
        first, _, rest = file.read_bytes().partition(b"\n")
        head = _head(first)
        addresses, *columns = json.loads(rest) or [[]]
        files = dict(zip(addresses, map(Entry, *columns), strict=True)) if addresses else {}
    except (OSError, ValueError, TypeError):
        return None
    return Manifest(head, files) if head and head.files == len(files) else None


def _head(line: bytes) -> Head | None:
    said = json.loads(line)
    return Head(**said) if isinstance(said, dict) and said.pop("format", 0) == FORMAT else None


@dataclass
class Differences:
    """How a tree differs from its manifest.

    Attributes:
        there: addresses of files that are there, changed or not.
        wrong: addresses of files that are gone or changed.
        strange: paths of what the manifest does not know.
        empty: folders in which nothing is.

    """

    there: list[str] = field(default_factory=list)
    wrong: set[str] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.wrong or self.strange or self.empty)


def differences(tree: Path, files: Mapping[str, Entry]) -> Differences:
    """Compare every file of a tree with its manifest, without reading one. Raises OSError."""
    found = Differences()
    right = []
    folders = [""]
    while folders:
        folder = folders.pop()
        count = 0
        with os.scandir(f"{tree}/{folder}") as entries:
            for entry in entries:
                count += 1
                address = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{address}/")
                elif (known := files.get(address)) is None:
                    found.strange.append(address)
                else:
                    found.there.append(address)
                    status = entry.stat(follow_symlinks=False)
                    if status.st_mtime_ns == known[2] and status.st_size == known[1]:
                        right.append(address)
        if folder and not count:
            found.empty.append(folder)
    if len(right) != len(files):
        found.wrong = files.keys() - right
    return found


class Writer:
    """Puts files into a tree. Plain system calls: there are thousands."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        self._folders: set[str] = set()

    def write(self, address: str, content: bytes | Path) -> tuple[int, int]:
        """Write a new file, or copy one; its size and the time of its change. Raises OSError."""
        path = self._room(address)
        if isinstance(content, Path):
            shutil.copyfile(content, path)
            status = os.lstat(path)
        else:
            with open(path, "wb", buffering=0) as opened:  # noqa: PTH123
                left = memoryview(content)
                # A disk that fills up takes a part.
                while left:
                    left = left[opened.write(left) :]
                status = os.fstat(opened.fileno())
        return status.st_size, status.st_mtime_ns

    def link(self, address: str, file: str) -> None:
        """Give a file of another tree a place in this one too, instead of what is there.

        It is copied where there are no links. Raises OSError.
        """
        path = self._room(address)
        try:
            os.link(file, path, follow_symlinks=False)
        except FileExistsError:
            os.unlink(path)  # noqa: PTH108
            self.link(address, file)
        except FileNotFoundError:
            raise
        except OSError:
            # FAT has no links; ext4 no more than 65,000 of one file; Linux none of what another user owns.
            shutil.copy2(file, path, follow_symlinks=False)

    def move(self, address: str, file: str) -> None:
        """Move a file to its place in this tree. Raises OSError."""
        os.replace(file, self._room(address))  # noqa: PTH105

    def remove(self, addresses: Iterable[str]) -> None:
        """Remove files, and the folders that get empty. Raises OSError."""
        for address in addresses:
            with suppress(FileNotFoundError):
                os.unlink(f"{self.tree}/{address}")  # noqa: PTH108
            self.tidy(address)

    def tidy(self, address: str) -> None:
        """Remove the folders above an address that are empty; the address of a folder ends with a slash."""
        folder = address.rpartition("/")[0]
        while folder:
            try:
                os.rmdir(f"{self.tree}/{folder}")  # noqa: PTH106
            except OSError:
                return
            self._folders.discard(folder)
            folder = folder.rpartition("/")[0]

    def _room(self, address: str) -> str:
        """The path of an address; its folder is there."""
        folder = address.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self.tree}/{folder}", exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)
        return f"{self.tree}/{address}"
