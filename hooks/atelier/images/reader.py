"""The images that files of contributors name, as pictures, and their problems.

A problem of an image is reported once, at the first file that names it; the other files are related places.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from atelier.content.entry import Broken, Entry, problem_at
from atelier.content.reader import Collections
from atelier.images.cache import PictureCache
from atelier.images.header import EXTENSIONS, Refusal
from atelier.images.picture import Picture
from atelier.model.base import Record
from atelier.model.fields import values_at
from atelier.model.records import RECORDS
from atelier.model.slug import IMAGE_NAME
from atelier.problems.problem import Problem, Related

File = Entry[Record] | Broken


Read = Callable[[Sequence[str]], Mapping[str, Picture | Refusal]]
"""Reads images, by their paths from the root."""


def read_pictures(
    root: Path, collections: Collections, read: Read | None = None
) -> tuple[dict[str, Picture], list[Problem]]:
    """Every picture that a file names, by its path from ``root``, and all problems of images.

    They are read by ``read``, or else from the disk and the cache.
    """
    problems: list[Problem] = []
    named: dict[str, list[Problem]] = {}
    for kind in RECORDS:
        broken = [file for file in collections.broken if file.kind is kind]
        for path, place in _named([*collections.entries[kind], *broken], kind.folder):
            named.setdefault(path, []).append(place)
        if not broken:
            beside = [path for path in collections.images if path.startswith(kind.folder + "/")]
            problems += [Problem("file-stray", path, "file") for path in beside if path not in named]
    here = set(collections.images)
    for path, places in named.items():
        # A path that is not a regular file was reported before.
        if path not in here and not os.path.lexists(root / path):
            problems += places
    shown = [path for path in named if path in here]
    pictures: dict[str, Picture] = {}
    read = read or PictureCache(root).read if shown else None
    for path, found in read(shown).items() if read else ():
        if isinstance(found, Picture):
            pictures[path] = found
        problems += [_at(named[path], path, refusal) for refusal in _refusals(path, found)]
    return pictures, problems


def _named(files: Sequence[File], folder: str) -> Iterator[tuple[str, Problem]]:
    """The path of each image that files name, and the problem to report there if it is missing."""
    for file in files:
        name = _image_of(file)
        if name and IMAGE_NAME.fullmatch(name):
            yield f"{folder}/{name}", problem_at(file, "image-missing", "image", "file", value=name)
        texts = [(file.path, file.body_images)]
        if isinstance(file, Entry):
            texts += [(one.path, one.body_images) for one in file.translations.values()]
        for path, images in texts:
            for image in images:
                values = {"value": image.file}
                yield (
                    f"{folder}/{image.file}",
                    Problem("image-missing", path, "body", image.line, values=values),
                )


def _image_of(file: File) -> str | None:
    """The name of the image in a file's front matter, even if other fields in it are wrong."""
    if isinstance(file, Entry):
        return next(values_at(file.record, "image", "file"), None)
    image = (file.data or {}).get("image")
    name = image.get("file") if isinstance(image, dict) else None
    return name if isinstance(name, str) else None


def _refusals(path: str, found: Picture | Refusal) -> Iterator[Refusal]:
    """The errors of an image, and warnings."""
    if isinstance(found, Refusal):
        yield found
        return
    stem, _, extension = path.rpartition("/")[2].rpartition(".")
    extensions = EXTENSIONS[found.format]
    if extension not in extensions:
        yield Refusal("image-kind", {"kind": found.format, "meant": f"{stem}.{extensions[0]}"})
    if found.placed:
        yield Refusal("image-place")


def _at(places: Sequence[Problem], path: str, refusal: Refusal) -> Problem:
    """The problem of an image, at the first place that names it."""
    first, *others = places
    related = (Related(path, 1), *(Related(place.path, place.line) for place in others))
    return replace(first, code=refusal.code, values={**first.values, **refusal.values}, related=related)
