"""Where the pictures of contributors are kept from one build to the next, so that each is made once.

Renditions are kept by the hash of the original and of the settings, and their names hold all that has to
be known of them. Which file has which hash is kept too, with the file's times: a file that did not change
is not even read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
import warnings
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import PIL

from atelier.content.files import write_whole
from atelier.images.header import BYTE_LIMIT, Header, Refusal, read_header
from atelier.images.picture import WIDTHS, Picture, Rendition

CACHE = ".cache/images"
"""Where renditions are kept, from the root."""
KEPT_NAME = re.compile(r"([0-9a-f]{32})-([0-9a-f]{8})-of-(\d)-(\d+)x(\d+)\.webp")
"""The hash of the original and of the settings, how many renditions there are, and the size of this one."""
SETTLED = 2_000_000_000
"""Nanoseconds after which a file's times can be trusted: two changes within one tick of a file system's
clock look the same (https://git-scm.com/docs/racy-git), and the longest tick, of FAT, is two seconds."""
WORKERS = min(4, os.cpu_count() or 1)
"""A picture of 24 megapixels takes 100 to 300 MB while it is made smaller, so not more at once."""


class Known(NamedTuple):
    """What is known of an original.

    Attributes:
        stamp: its size, its times and its number in the file system.
        digest: the hash of its bytes.
        format: as of a ``Picture``.
        placed: likewise.

    """

    stamp: list[int]
    digest: str
    format: str
    placed: bool


class PictureCache:
    """The folder in which renditions are kept."""

    def __init__(self, root: Path) -> None:
        """``root`` is the folder with ``mkdocs.yml``; where it may not be written, a temporary one serves."""
        self._root = root
        self._folder = _writable(root / CACHE)
        how = [Path(__file__).with_name(name).read_bytes() for name in ("header.py", "renditions.py")]
        self._settings = f"{zlib.crc32(b''.join(how) + f'{WIDTHS} {PIL.__version__}'.encode()):08x}"
        self._index = self._folder / f"{self._settings}.json"
        self._sizes = _kept_sizes(self._folder, self._settings)
        self._known: dict[str, Known] = {}
        if self._index.exists():
            known = json.loads(self._index.read_bytes())
            self._known = {path: Known(*values) for path, values in known.items()}

    def read(self, paths: Iterable[str]) -> dict[str, Picture | Refusal]:
        """The picture of each of some files from the root, or why it cannot be shown.

        Renditions that are not kept yet are made now.
        """
        found: dict[str, Picture | Refusal] = {}
        new = []
        for path in paths:
            known = self._known.get(path)
            if known and known.digest in self._sizes and known.stamp == self._stamp_of(path):
                found[path] = self._picture(path, known)
            else:
                new.append(path)
        if new:
            # Half of the time is spent in libraries that let others work meanwhile.
            with warnings.catch_warnings(), ThreadPoolExecutor(WORKERS) as workers:
                # Pillow warns of what it could mend itself, in words that no contributor can act on.
                warnings.simplefilter("ignore")
                found |= zip(new, workers.map(self._read, new), strict=True)
            self._remember(found)
        return found

    def _read(self, path: str) -> Picture | Refusal:
        try:
            descriptor = os.open(self._root / path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(descriptor, "rb") as opened:
                stat = os.fstat(descriptor)
                data = opened.read(BYTE_LIMIT) if stat.st_size <= BYTE_LIMIT else b""
        except OSError:
            return Refusal("file-unreadable")
        if stat.st_size > BYTE_LIMIT:
            return Refusal("image-too-big", {"limit": BYTE_LIMIT // 1024**2})
        header = read_header(data)
        if isinstance(header, Refusal):
            return header
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        if digest not in self._sizes and not self._make(data, header, digest):
            return Refusal("image-broken")
        known = Known(_stamp(stat), digest, header.format, header.placed)
        self._known[path] = known
        return self._picture(path, known)

    def _make(self, data: bytes, header: Header, digest: str) -> bool:
        """Make every rendition of a picture and keep it; False where it cannot be decoded."""
        # Pillow takes long to import, and most runs make no picture.
        from atelier.images.renditions import renditions

        made = renditions(data, header)
        for width, height, webp in made:
            write_whole(Path(self._file(digest, len(made), width, height)), webp)
        if made:
            self._sizes[digest] = sorted((width, height) for width, height, _ in made)
        return bool(made)

    def _file(self, digest: str, count: int, width: int, height: int) -> str:
        return f"{self._folder}/{digest}-{self._settings}-of-{count}-{width}x{height}.webp"

    def _picture(self, path: str, known: Known) -> Picture:
        stem = path.rpartition("/")[2].rpartition(".")[0]
        digest, sizes = known.digest, self._sizes[known.digest]
        # With its hash in its name a changed picture is not mistaken for the one that a browser kept,
        # nor robots.png for robots.jpg.
        made = [
            Rendition(
                self._file(digest, len(sizes), width, height),
                f"{stem}-{digest[:8]}-{width}.webp",
                width,
                height,
            )
            for width, height in sizes
        ]
        return Picture(known.format, known.placed, tuple(made))

    def _stamp_of(self, path: str) -> list[int] | None:
        try:
            return _stamp(os.lstat(self._root / path))
        except OSError:
            return None

    def _remember(self, found: Iterable[str]) -> None:
        until = time.time_ns() - SETTLED
        known = {path: self._known[path] for path in found if path in self._known}
        settled = {path: of for path, of in known.items() if max(of.stamp[1:3]) < until}
        write_whole(self._index, json.dumps(settled).encode())


def _stamp(stat: os.stat_result) -> list[int]:
    return [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]


def _writable(folder: Path) -> Path:
    """The folder, made if need be, or a temporary one where that may not be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    temporary = tempfile.TemporaryDirectory(prefix="atelier-images-")
    _TEMPORARY.append(temporary)
    return Path(temporary.name)


_TEMPORARY: list[tempfile.TemporaryDirectory[str]] = []
"""Folders that are removed when the program ends."""


def _kept_sizes(folder: Path, settings: str) -> dict[str, list[tuple[int, int]]]:
    """The sizes of the renditions of each picture that is kept whole, by the hash of its original."""
    sizes: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for name in os.listdir(folder):  # noqa: PTH208
        match = KEPT_NAME.fullmatch(name)
        if match and match[2] == settings:
            sizes.setdefault((match[1], int(match[3])), []).append((int(match[4]), int(match[5])))
    return {digest: sorted(found) for (digest, count), found in sizes.items() if len(found) == count}
