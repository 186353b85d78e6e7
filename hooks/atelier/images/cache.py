"""The cache of pictures from one run to the next, so that each is decoded once.

A check stores what it found in an original by the hash of its bytes, and the hash of each file with its
times: an unchanged file is not read again. A build stores the renditions by the hash of the original and of
the settings.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import PIL

from atelier.images.header import BYTE_LIMIT, Refusal, read_header
from atelier.images.picture import Picture, Rendition, sizes_of
from atelier.problems.failed import FailedError
from atelier.store.contents import Content, Stamp, read_content
from atelier.store.files import write_whole

CACHE = ".cache/images"
"""Where it is kept, from the root."""
MADE_BY = ("cache.py", "header.py", "picture.py", "renditions.py")
"""The modules that make the content of the cache: if they change, the old content is not used."""
WORKERS = min(4, os.cpu_count() or 1)
"""A picture of 24 megapixels takes 100 to 300 MB while it is decoded, so not more at once."""


class RenditionsFailedError(FailedError):
    """An image is not the one that was checked, or cannot be read again."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: this image was changed or taken away during the build")


class KnownFile(NamedTuple):
    """The facts of a file in the cache.

    Attributes:
        stamp: by which it is known to be unchanged; None if it changed while it was read.
        digest: the hash of its bytes.

    """

    stamp: Stamp | None
    digest: str


class KnownPicture(NamedTuple):
    """The facts of a picture that a check needs.

    Attributes:
        format: as of a ``Picture``.
        placed: likewise.
        width: in pixels, once it is set upright.
        height: likewise.

    """

    format: str
    placed: bool
    width: int
    height: int


class PictureCache:
    """The folder in which renditions are kept, and what is known of their originals."""

    def __init__(self, root: Path) -> None:
        """``root`` is the folder with ``mkdocs.yml``; where it may not be written, a temporary one serves."""
        self._root = root
        self._opened = time.time_ns()
        self._folder = _writable(root / CACHE)
        made_by = b"".join(Path(__file__).with_name(name).read_bytes() for name in MADE_BY)
        self._settings = f"{zlib.crc32(made_by + PIL.__version__.encode()):08x}"
        self._index = self._folder / f"{self._settings}.json"
        self._files: dict[str, KnownFile] = {}
        self._pictures: dict[str, KnownPicture] = {}
        if self._index.exists():
            known = json.loads(self._index.read_bytes())
            self._files = {
                path: KnownFile(Stamp(*stamp), digest) for path, (stamp, digest) in known["files"].items()
            }
            self._pictures = {digest: KnownPicture(*values) for digest, values in known["pictures"].items()}

    def read(self, paths: Iterable[str]) -> dict[str, Picture | Refusal]:
        """The picture of each of some files from the root, or why it cannot be shown. Makes no rendition."""
        found: dict[str, Picture | Refusal] = {}
        new = []
        for path in paths:
            known = self._files.get(path)
            if known and known.stamp == self._stamp_of(path):
                found[path] = self._picture(path, known.digest)
            else:
                new.append(path)
        if new:
            # Half of the time is spent in libraries that release the GIL.
            with _quiet_decoders(), ThreadPoolExecutor(WORKERS) as workers:
                found |= zip(new, workers.map(self._read, new), strict=True)
            self._remember(found)
        return found

    def renditions(self, pictures: Mapping[str, Picture]) -> Mapping[str, Sequence[str]]:
        """The files of the renditions of each picture, in their order, by the path of the original.

        Those that are not kept yet are made now. Raises RenditionsFailedError.
        """
        files = {path: self._rendition_files(picture) for path, picture in pictures.items()}
        kept = {f"{self._folder}/{name}" for name in os.listdir(self._folder)}  # noqa: PTH208
        # Under two names the same picture is made once.
        missing = {pictures[path].digest: path for path in pictures if not kept.issuperset(files[path])}
        if missing:
            with _quiet_decoders(), ThreadPoolExecutor(WORKERS) as workers:
                list(workers.map(lambda path: self._make(path, pictures[path]), missing.values()))
        return files

    def _read(self, path: str) -> Picture | Refusal:
        content = self._content(path)
        if isinstance(content, Refusal):
            return content
        data, digest = content.data, content.digest
        header = read_header(data)
        if isinstance(header, Refusal):
            return header
        if digest not in self._pictures:
            # Pillow is slow to import, and most runs decode no picture.
            from atelier.images.renditions import upright_size

            size = upright_size(data, header)
            if size is None:
                return Refusal("image-broken")
            self._pictures[digest] = KnownPicture(header.format, header.placed, *size)
        self._files[path] = KnownFile(content.stamp, digest)
        return self._picture(path, digest)

    def _content(self, path: str) -> Content | Refusal:
        """The bytes of a file, or why it is refused."""
        try:
            content = read_content(self._root / path, BYTE_LIMIT)
        except OSError:
            return Refusal("file-unreadable")
        return content if content.complete else Refusal("image-too-big", {"limit": BYTE_LIMIT // 1024**2})

    def _make(self, path: str, picture: Picture) -> None:
        """Make every rendition of a picture and keep it. Raises RenditionsFailedError."""
        from atelier.images.renditions import make_renditions

        content = self._content(path)
        if isinstance(content, Refusal) or content.digest != picture.digest:
            raise RenditionsFailedError(path)
        header = read_header(content.data)
        made = [] if isinstance(header, Refusal) else make_renditions(content.data, header)
        if not made:
            raise RenditionsFailedError(path)
        for file, encoded in zip(self._rendition_files(picture), reversed(made), strict=True):
            write_whole(Path(file), encoded.webp)

    def _rendition_files(self, picture: Picture) -> list[str]:
        start = f"{self._folder}/{picture.digest}-{self._settings}"
        return [f"{start}-{rendition.width}.webp" for rendition in picture.renditions]

    def _picture(self, path: str, digest: str) -> Picture:
        stem = path.rpartition("/")[2].rpartition(".")[0]
        known = self._pictures[digest]
        # With its hash in its name a changed picture is not mistaken for the one that a browser kept,
        # nor robots.png for robots.jpg.
        renditions = [
            Rendition(f"{stem}-{digest[:8]}-{width}.webp", width, height)
            for width, height in reversed(sizes_of((known.width, known.height)))
        ]
        return Picture(known.format, known.placed, digest, tuple(renditions))

    def _stamp_of(self, path: str) -> Stamp | None:
        try:
            return Stamp.of(os.lstat(self._root / path))
        except OSError:
            return None

    def _remember(self, found: Iterable[str]) -> None:
        files = {path: self._files[path] for path in found if path in self._files}
        digests = {known.digest for known in files.values()}
        known = {
            "files": {
                p: file for p, file in files.items() if file.stamp and file.stamp.settled(self._opened)
            },
            "pictures": {digest: self._pictures[digest] for digest in sorted(digests)},
        }
        write_whole(self._index, json.dumps(known))


@contextmanager
def _quiet_decoders() -> Iterator[None]:
    """Silence Pillow's warnings, on which no contributor can act."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


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
