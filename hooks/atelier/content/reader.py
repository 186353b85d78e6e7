"""Content folders read into entries: one file an entry, one folder a collection.

One run finds everything that is wrong with any file. What could be read of a broken file (its slug, its
names) is kept: a reference to it is not reported as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from atelier.content.editors_pages import lent
from atelier.content.entry import Broken, Entry, R_co
from atelier.content.kept import KeptRecords
from atelier.content.record import Job, Outcome, Raw, digest_of, read_records, unread
from atelier.content.settings import kinds_in
from atelier.content.source import READ_LIMIT, SYNONYMS, TABLE, TABLE_LIMIT, file_name_problem, kind_problem
from atelier.content.translated import original_of, translation_path
from atelier.i18n.translation import N_
from atelier.model.base import Record
from atelier.model.kinds import Kinds
from atelier.model.records import RECORDS, kind_of
from atelier.model.slug import IMAGE_NAME
from atelier.problems.problem import Problem, Word
from atelier.store.contents import Contents, Stamp, statuses
from atelier.store.store import Store
from atelier.store.work import Cores, spread

Files = Mapping[str, os.stat_result]
"""What the system says of all that lies in a folder, by name, in order."""


@dataclass(frozen=True, slots=True)
class Collections:
    """All content folders, read.

    Attributes:
        entries: by kind of record, in the order of their slugs.
        broken: files with errors, of which no record could be made.
        paths: every file that was looked at, from the root.
        kinds: of record, as the city chooses them.
        editors_pages: the pages that MkDocs makes itself, from the root; also those of the package.
        images: files with the name of an image, from the root; their content is not read yet.

    """

    entries: Mapping[type[Record], tuple[Entry[Record], ...]]
    broken: tuple[Broken, ...]
    paths: tuple[str, ...]
    kinds: Kinds
    editors_pages: tuple[str, ...]
    images: tuple[str, ...]


def read_collections(
    root: Path,
    store: Store | None = None,
    contents: Contents | None = None,
    executor: Executor | None = None,
    kinds: Kinds | None = None,
) -> tuple[Collections, list[Problem]]:
    """Read every content folder below ``root``; also return all problems of single files.

    ``kinds`` are those of the catalogue, by its settings if they are not given.
    A file is not parsed again if ``store`` keeps what it came to, and not even read if ``contents`` knows its
    stamp. Parsing is the work of ``executor``; the disk is read here.
    """
    contents = contents or Contents(root, None)
    kinds = kinds or kinds_in(root)
    folders: dict[type[Record], Files] = {}
    problems: list[Problem] = []
    for kind in RECORDS:
        problem = folder_problem(root / kind.folder, kind.folder)
        problems += [problem] if problem else []
        there = not problem and (root / kind.folder).is_dir()
        folders[kind] = statuses(root / kind.folder) if there else {}
    reader = _Reader(root, kinds, store, contents)
    reader.read(folders, executor or Cores(1))
    entries: dict[type[Record], tuple[Entry[Record], ...]] = {}
    broken: list[Broken] = []
    images: list[str] = []
    for kind, files in folders.items():
        read: list[Entry[Record]] = []
        for name, status in files.items():
            path = f"{kind.folder}/{name}"
            translates = original_of(name)
            if translates and translates[0] not in files:
                problems.append(Problem("translation-alone", path, "file", values={"name": translates[0]}))
            elif translates:
                pass  # read with its original
            elif name.endswith(".md"):
                file, found = reader.outcomes[path]
                problems += found
                if isinstance(file, Entry):
                    read.append(file)
                else:
                    broken.append(file)
            elif kind.table and name.endswith(TABLE):
                record = f"{name.removesuffix(TABLE)}.md"
                if record not in files:
                    problems.append(Problem("table-alone", path, "file", values={"name": record}))
            elif IMAGE_NAME.fullmatch(name) and not kind_problem(status, path):
                images.append(path)
            else:
                problems.append(kind_problem(status, path) or Problem("file-stray", path, "file"))
        entries[kind] = tuple(read)
    paths = [f"{kind.folder}/{name}" for kind, files in folders.items() for name in files]
    paths += [SYNONYMS] if os.path.lexists(root / SYNONYMS) else []
    collections = Collections(entries, tuple(broken), tuple(paths), kinds, _pages(root), tuple(images))
    return collections, problems


def folder_problem(folder: Path, path: str) -> Problem | None:
    """A problem if a content folder is a link or a file; it may be missing."""
    if (folder.is_dir() and not folder.is_symlink()) or not os.path.lexists(folder):
        return None
    kind = Word(N_("link") if folder.is_symlink() else N_("file"))
    return Problem("folder-kind", path, "file", values={"kind": kind})


class _Reader:
    """Reads the files of records, or finds what is kept of them.

    Attributes:
        outcomes: what each file came to, by its path.

    """

    def __init__(self, root: Path, kinds: Kinds, store: Store | None, contents: Contents) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self._kinds = kinds
        self._contents = contents
        self._kept = KeptRecords(store, partial(_read_again, root, kinds)) if store else None
        self._new: dict[str, Outcome] = {}
        self._digests: dict[str, str] = {}

    def read(self, folders: Mapping[type[Record], Files], executor: Executor) -> None:
        """Read all records of some folders."""
        for jobs, outcomes in spread(read_records, self._jobs(folders), executor):
            for job, outcome in zip(jobs, outcomes, strict=True):
                self._new[job.file.path] = self.outcomes[job.file.path] = outcome
        if self._kept:
            self._kept.keep(self._digests, self._new)

    def _jobs(self, folders: Mapping[type[Record], Files]) -> Iterator[Job]:
        """The records that are not kept as they are now."""
        for kind, files in folders.items():
            translations = _translations(files)
            for name, status in files.items():
                if name.endswith(".md") and not original_of(name):
                    table = files.get(name.removesuffix(".md") + TABLE) if kind.table else None
                    beside = _Beside(table, translations.get(name, {}))
                    path = f"{kind.folder}/{name}"
                    job = None if self._find(path, status, beside) else self._job(kind, path, status, beside)
                    if job:
                        yield job

    def _find(self, path: str, status: os.stat_result, beside: _Beside) -> bool:
        """Find what is kept of a record of which the files did not change, without reading them."""
        file = self._contents.known(path, Stamp.of(status))
        table = self._contents.known(_table_of(path), Stamp.of(beside.table)) if beside.table else ""
        if file is None or table is None:
            return False
        translations = []
        for language, one in beside.translations.items():
            name = translation_path(path, language)
            known = self._contents.known(name, Stamp.of(one))
            if known is None:
                return False
            translations.append(f"{name} {known}")
        return self._find_by(path, digest_of(path, file, table, self._kinds, *translations))

    def _find_by(self, path: str, digest: str) -> bool:
        found = self._kept.find(path, digest) if self._kept else None
        if found:
            self.outcomes[path], self._digests[path] = found, digest
        return found is not None

    def _job(self, kind: type[Record], path: str, status: os.stat_result, beside: _Beside) -> Job | None:
        """Read the files of a record; None if that is all: they cannot be read, or what they say is kept."""
        file = self._raw(path, status, READ_LIMIT)
        if file.problem:
            self.outcomes[path] = unread(kind, file.problem)
            return None
        table = self._raw(_table_of(path), beside.table, TABLE_LIMIT) if beside.table else None
        translations = {
            language: self._raw(translation_path(path, language), one, READ_LIMIT)
            for language, one in beside.translations.items()
        }
        job = Job.of(kind, self._kinds, file, table, translations)
        if self._find_by(path, job.digest):
            return None
        self._digests[path] = job.digest
        return job

    def _raw(self, path: str, status: os.stat_result, limit: int) -> Raw:
        folder, _, name = path.rpartition("/")
        named = original_of(name)
        problem = kind_problem(status, path)
        # A translation is named by its original, which is looked at itself.
        problem = problem or (None if named else file_name_problem(f"{folder}/{name}"))
        if problem:
            return Raw(path, problem=problem)
        try:
            content = self._contents.read(path, limit)
        except OSError:
            return Raw(path, problem=Problem("file-unreadable", path, "file"))
        return Raw(path, content.data, content.complete, content.digest)


class _Beside(NamedTuple):
    """What lies beside the file of a record: its table, and its translations by language."""

    table: os.stat_result | None
    translations: Mapping[str, os.stat_result]


def _translations(files: Files) -> Mapping[str, Mapping[str, os.stat_result]]:
    """The translations among the files of a folder, by the name of their original and their language."""
    found: dict[str, dict[str, os.stat_result]] = {}
    for name, status in files.items():
        translates = original_of(name)
        if translates:
            found.setdefault(translates[0], {})[translates[1]] = status
    return found


def _table_of(path: str) -> str:
    return path.removesuffix(".md") + TABLE


def _read_again(root: Path, kinds: Kinds, path: str) -> Outcome:
    """What the record at a path comes to now. Raises OSError if it is not there any more."""
    kind = cast("type[Record]", kind_of(path))
    reader = _Reader(root, kinds, None, Contents(root, None))
    table = _table_of(path)
    files = {path: (root / path).lstat()}
    if os.path.lexists(root / table):
        files[table] = (root / table).lstat()
    for name in (root / path).parent.glob(f"{Path(path).stem}.*.md"):
        files[f"{kind.folder}/{name.name}"] = name.lstat()
    reader.read({kind: {name.rpartition("/")[2]: status for name, status in files.items()}}, Cores(1))
    return reader.outcomes[path]


def _pages(root: Path) -> tuple[str, ...]:
    """The editors' pages in ``docs/``, and those of the package."""
    content = {kind.folder for kind in RECORDS}
    pages = []
    for folder, folders, files in os.walk(root / "docs"):
        here = Path(folder).relative_to(root).as_posix()
        if here == "docs":
            folders[:] = [name for name in folders if f"docs/{name}" not in content]
        pages += [f"{here}/{name}" for name in files if name.endswith(".md")]
    return tuple(sorted([*pages, *lent(pages)]))


def of_kind(collections: Collections, kind: type[R_co]) -> tuple[Entry[R_co], ...]:
    """The entries of one kind."""
    return cast("tuple[Entry[R_co], ...]", collections.entries[kind])
