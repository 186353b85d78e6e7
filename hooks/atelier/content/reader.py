"""Content folders read into entries: one file an entry, one folder a collection.

One run finds everything that is wrong with any file. What could be read of a broken file (its slug, its
names) is kept: a reference to it is not reported as well.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from atelier.content.entry import Broken, Entry, R_co
from atelier.content.front_matter import read_front_matter
from atelier.content.markdown import render_body
from atelier.content.references import references
from atelier.content.source import (
    REPLACED,
    TABLE,
    TABLE_LIMIT,
    SourceFile,
    file_kind_problem,
    read_source,
)
from atelier.content.synonyms import FILE as SYNONYMS
from atelier.content.table import MOST_ROWS, Table, read_table
from atelier.content.validate import read_fields
from atelier.i18n.translation import N_
from atelier.model.base import Record
from atelier.model.fields import shape_of
from atelier.model.records import RECORDS
from atelier.model.slug import IMAGE_NAME
from atelier.problems.problem import Problem, Word
from atelier.store.fingerprint import fingerprint


@dataclass(frozen=True, slots=True)
class Collections:
    """All content folders, read.

    Attributes:
        entries: by kind of record, in the order of their slugs.
        broken: files with errors, of which no record could be made.
        paths: every file that was looked at, from the root.
        editors_pages: the pages that MkDocs makes itself, from the root.
        images: files with the name of an image, from the root; their content is not read yet.

    """

    entries: Mapping[type[Record], tuple[Entry[Record], ...]]
    broken: tuple[Broken, ...]
    paths: tuple[str, ...]
    editors_pages: tuple[str, ...]
    images: tuple[str, ...]


def read_collections(root: Path) -> tuple[Collections, list[Problem]]:
    """Read every content folder below ``root``; also return all problems of single files."""
    entries: dict[type[Record], tuple[Entry[Record], ...]] = {}
    broken: list[Broken] = []
    paths: list[str] = []
    images: list[str] = []
    problems: list[Problem] = []
    for kind in RECORDS:
        read: list[Entry[Record]] = []
        folder_problem = _folder_problem(root / kind.folder, kind.folder)
        problems += [folder_problem] if folder_problem else []
        names = [] if folder_problem else _names(root / kind.folder)
        for name in names:
            path = f"{kind.folder}/{name}"
            paths.append(path)
            if name.endswith(".md"):
                table, found = _table(root, path, kind, names)
                problems += found
                entry, found = read_entry(root / path, path, kind, table)
                problems += found
                if isinstance(entry, Entry):
                    read.append(entry)
                else:
                    broken.append(entry)
            elif kind.table and name.endswith(TABLE):
                record = f"{name.removesuffix(TABLE)}.md"
                if record not in names:
                    problems.append(Problem("table-alone", path, "file", values={"name": record}))
            elif IMAGE_NAME.fullmatch(name) and not file_kind_problem(root / path, path):
                images.append(path)
            else:
                stray = Problem("file-stray", path, "file")
                problems.append(file_kind_problem(root / path, path) or stray)
        entries[kind] = tuple(read)
    paths += [SYNONYMS] if os.path.lexists(root / SYNONYMS) else []
    collections = Collections(entries, tuple(broken), tuple(paths), _editors_pages(root), tuple(images))
    return collections, problems


def _folder_problem(folder: Path, path: str) -> Problem | None:
    """A problem if a content folder is a link or a file; it may be missing."""
    if (folder.is_dir() and not folder.is_symlink()) or not os.path.lexists(folder):
        return None
    kind = Word(N_("link") if folder.is_symlink() else N_("file"))
    return Problem("folder-kind", path, "file", values={"kind": kind})


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


def _table(root: Path, path: str, kind: type[Record], names: list[str]) -> tuple[Table | None, list[Problem]]:
    """The table beside a file, if there is one that can be read, with its problems."""
    beside = path.removesuffix(".md") + TABLE
    if not kind.table or beside.rpartition("/")[2] not in names:
        return None, []
    source, problems = read_source(root / beside, beside)
    if source is None:
        return None, problems
    if (root / beside).stat().st_size > TABLE_LIMIT:
        return None, [*problems, Problem("table-too-big", beside, "file", values={"most": MOST_ROWS})]
    table = read_table(source, shape_of(kind).fields[kind.table])
    return table, [*problems, *table.problems]


def read_entry(
    file: Path, path: str, kind: type[Record], table: Table | None = None
) -> tuple[Entry[Record] | Broken, list[Problem]]:
    """Read one file: text, front matter, body and record, with every problem of each step.

    ``table`` is the one beside it that holds a list of the record.
    """
    source, problems = read_source(file, path)
    if source is None:
        return Broken(kind, path, Path(path).stem), problems
    entry, found = entry_of(source, kind, table)
    return entry, problems + found


def entry_of(
    source: SourceFile, kind: type[Record], table: Table | None = None
) -> tuple[Entry[Record] | Broken, list[Problem]]:
    """Read the text of one file: front matter, body and record, with every problem of each step."""
    path = source.path
    front_matter, problems = read_front_matter(source)
    # A replacement for a mark or byte that was already reported is not reported again.
    marked = {problem.field for problem in problems if problem.code.startswith("yaml-")}
    body, found = render_body(front_matter.body, path, front_matter.body_line)
    problems += found
    data = front_matter.data
    beside: dict[str, str] = {}
    if table and data is not None:
        if kind.table in data:
            problems.append(Problem("table-twice", table.path, "file", values={"name": path}))
        else:
            beside = {kind.table: table.path}
            front_matter = replace(
                front_matter,
                data=data | {kind.table: table.rows},
                places={**front_matter.places, **table.places},
            )
    record, found = read_fields(kind, path, front_matter, beside)
    problems += [p for p in found if p.field not in marked and REPLACED not in str(p.values)]
    refers = references(kind, front_matter.data)
    places = front_matter.places
    if record is None:
        return Broken(kind, path, source.slug, front_matter.data, body, places, refers, beside), problems
    keys = {str(field[0]): line for field, (line, _) in front_matter.keys.items() if len(field) == 1}
    face = fingerprint(path, repr(front_matter.data))
    return Entry(
        path=path,
        slug=source.slug,
        record=record,
        body=body,
        places=places,
        references=refers,
        text=source.text,
        data=data or {},
        keys=keys,
        digest=fingerprint(face, source.text),
        face=face,
        beside=beside,
    ), problems


def _editors_pages(root: Path) -> tuple[str, ...]:
    content = {kind.folder for kind in RECORDS}
    pages = []
    for folder, folders, files in os.walk(root / "docs"):
        here = Path(folder).relative_to(root).as_posix()
        if here == "docs":
            folders[:] = [name for name in folders if f"docs/{name}" not in content]
        pages += [f"{here}/{name}" for name in files if name.endswith(".md")]
    return tuple(sorted(pages))


def of_kind(collections: Collections, kind: type[R_co]) -> tuple[Entry[R_co], ...]:
    """The entries of one kind."""
    return cast("tuple[Entry[R_co], ...]", collections.entries[kind])
