"""A catalogue that is read once, and what a check would say of it with other files over its own.

So somebody else's files are checked without being written into the catalogue, and each in a moment.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atelier.checks.advice import remarks
from atelier.checks.check import NO_HISTORY, Findings, build_catalogue
from atelier.checks.files import FOLDER, paths_of
from atelier.content.reader import Collections, of_kind, read_collections
from atelier.content.settings import kinds_in, read_settings
from atelier.content.source import SETTINGS
from atelier.images.cache import PictureCache
from atelier.images.header import Refusal
from atelier.images.picture import Picture
from atelier.images.reader import read_pictures
from atelier.model.initiative import Initiative
from atelier.model.records import FOLDERS, RECORDS
from atelier.problems.problem import Problem, in_order
from atelier.store.contents import Contents, Stamp, statuses
from atelier.store.store import Store


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a catalogue.

    Attributes:
        stamps: by which it is known to be unchanged.
        collections: its records.
        single: the problems of single files.
        pictures: those that can be shown, by path.
        all: all problems, on the day that ``stamps`` names.

    """

    stamps: Sequence[object]
    collections: Collections
    single: Sequence[Problem]
    pictures: Mapping[str, Picture]
    all: Sequence[Problem]


class Standing:
    """The catalogue in a folder as it stands; read again only when one of its files changed."""

    def __init__(self, root: Path) -> None:
        """``root`` is the folder with ``mkdocs.yml``."""
        self.root = root
        self._read: _Read | None = None

    def with_files(self, folder: Path, today: datetime.date) -> Findings:
        """What a check finds in the catalogue with the files in ``folder`` over its own.

        Of what is wrong in the catalogue already only what touches those files is among it. Raises OSError.
        """
        before = self._now(today)
        over, single = read_collections(folder, kinds=before.collections.kinds)
        merged = _merged(before.collections, over)
        mine = frozenset(over.paths)
        problems = [*single, *(problem for problem in before.single if problem.path not in mine)]
        fresh = PictureCache(folder).read(over.images) if over.images else {}
        known: Mapping[str, Picture | Refusal] = {**before.pictures, **fresh}
        pictures, found = read_pictures(
            self.root, merged, lambda paths: {path: known[path] for path in paths if path in known}
        )
        problems += found
        _, found = build_catalogue(merged, pictures, today, NO_HISTORY, urls=self._urls)
        problems += found
        wrong = {problem.path for problem in problems if problem.severity == "error"}
        well = (entry for entry in of_kind(merged, Initiative) if entry.path not in wrong)
        advice = [remark for remark in remarks(well, today) if remark.touches(mine)]
        new = [problem for problem in problems if problem.touches(mine) or problem not in before.all]
        return Findings(in_order(new), in_order(advice), over.paths)

    def collections(self, today: datetime.date) -> Collections:
        """The records of the catalogue as it stands."""
        return self._now(today).collections

    def _now(self, today: datetime.date) -> _Read:
        stamps = self._stamps(today)
        read = self._read
        if read is None or read.stamps != stamps:
            store = Store(self.root)
            contents = Contents(self.root, store)
            collections, single = read_collections(self.root, store, contents)
            pictures, found = read_pictures(self.root, collections)
            contents.keep()
            _, between = build_catalogue(collections, pictures, today, NO_HISTORY, urls=self._urls)
            read = _Read(stamps, collections, single, pictures, [*single, *found, *between])
            self._read = read
        return read

    @property
    def _urls(self) -> tuple[str, ...]:
        settings, _ = read_settings(self.root / SETTINGS)
        return settings.addresses if settings else ()

    def _stamps(self, today: datetime.date) -> Sequence[object]:
        stamps: list[object] = [today, sorted(paths_of(self.root, FOLDER, FOLDERS))]
        stamps.append(kinds_in(self.root).follows)
        for kind in RECORDS:
            if (self.root / kind.folder).is_dir():
                files = statuses(self.root / kind.folder)
                stamps += [(kind.folder, name, Stamp.of(status)) for name, status in files.items()]
        return stamps


def _merged(below: Collections, over: Collections) -> Collections:
    """Two states of a catalogue as one: the files of ``over`` come in place of those of ``below``."""
    new = frozenset(over.paths)
    entries = {
        kind: tuple(
            sorted(
                [*(e for e in below.entries[kind] if e.path not in new), *over.entries[kind]],
                key=lambda entry: entry.path,
            )
        )
        for kind in below.entries
    }
    return Collections(
        entries=entries,
        broken=(*(file for file in below.broken if file.path not in new), *over.broken),
        paths=tuple(dict.fromkeys((*below.paths, *over.paths))),
        kinds=below.kinds,
        editors_pages=below.editors_pages,
        images=tuple(dict.fromkeys((*below.images, *over.images))),
    )
