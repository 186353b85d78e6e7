"""``atelier check --fix``: make the safe fixes, and leave every other byte as it is.

What is safe is decided in ``atelier.report.fixes``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from atelier.content.entry import Broken
from atelier.content.former import FORMER_NAMES, with_new_names
from atelier.content.front_matter import read_front_matter
from atelier.content.record import entry_of
from atelier.content.settings import kinds_in, read_settings
from atelier.content.source import READ_LIMIT, SETTINGS, TABLE, TABLE_LIMIT, file_kind_problem, source_of
from atelier.content.table import read_table
from atelier.content.translated import original_of, read_translation
from atelier.model.base import Record
from atelier.model.fields import formers, shape_of
from atelier.model.kinds import OURS, Kinds
from atelier.model.records import kind_of
from atelier.problems.problem import Problem, shown
from atelier.report.document import Document
from atelier.report.explain import printable
from atelier.report.fixes.former import all_named_anew
from atelier.report.fixes.table import FIXES, fixed_once
from atelier.store.files import write_whole

MOST_ROUNDS = 8
"""One fault may hide the next; a round fixes all that can be seen, so few files need more than three. What
is left after these is told, and fixed the next time."""


class Fixed(NamedTuple):
    """A file that was fixed, with its bytes before and after."""

    path: str
    before: bytes
    after: bytes


def fixed_bytes(data: bytes, path: str, kind: type[Record], kinds: Kinds = OURS) -> bytes:
    """The bytes of a record's file with every safe fix made that the file alone gives rise to."""
    data = renamed_record(data, path, kinds[kind])  # all at once: a programme has hundreds of names
    for _ in range(MOST_ROUNDS):
        try:
            document = Document(data, kinds=kinds)
        except UnicodeDecodeError:
            return data
        after = fixed_once(_problems(data, path, kinds[kind]), document)
        if after is None or after == data:
            return data
        data = after
    return data


def _problems(data: bytes, path: str, kind: type[Record]) -> list[Problem]:
    """The problems that are found in one file alone."""
    source, problems = source_of(data, path)
    if source is None:
        return problems
    if original_of(path.rpartition("/")[2]):
        alone = Broken(kind, path, source.slug)
        return problems + read_translation(source, alone, "").problems
    return problems + entry_of(source, kind)[1]


def fix_files(root: Path, paths: Iterable[str]) -> Iterator[Fixed]:
    """Fix files, given from the root, and yield those that were changed.

    Links, and files that are neither records nor the settings, or too large to be, are left alone.
    """
    kinds = kinds_in(root)
    for path in paths:
        kind = kind_of(path)
        file = root / path
        is_record = kind is not None and path.endswith((".md", TABLE))
        if path != SETTINGS and (not is_record or file_kind_problem(file, path)):
            continue
        with contextlib.suppress(OSError, UnicodeDecodeError):
            before = file.read_bytes()
            if kind is None:
                after = _fixed_settings(file, before)
            elif path.endswith(TABLE):
                after = renamed_table(before, path, kinds[kind])
            else:
                after = fixed_bytes(before, path, kind, kinds) if len(before) <= READ_LIMIT else before
            if after != before:
                write_whole(file, after)
                yield Fixed(path, before, after)


def _fixed_settings(file: Path, before: bytes) -> bytes:
    data = fixed_once(read_settings(file)[1], Document(before, settings=True)) or before
    # Two settings may move to the same lines.
    return renamed_settings(data, file)


def renamed_settings(data: bytes, file: Path) -> bytes:
    """The bytes of the settings with every one by its name and at its place of today."""
    return named_anew(data, read_settings(file)[1], settings=True)


def named_anew(data: bytes, problems: Iterable[Problem], *, settings: bool = False) -> bytes:
    """The bytes of a file in which every field with a problem has its name of today, as far as that can be.

    The file may have other edits since the problems were found, if they left its fields where they were.
    """
    found = [problem for problem in problems if problem.code in FORMER_NAMES]
    if not found:
        return data
    document = Document(data, settings=settings)
    edit = all_named_anew(found, document)
    return document.edited([edit]) if edit else data


def renamed_record(data: bytes, path: str, kind: type[Record]) -> bytes:
    """The bytes of a record's file in which every field has its name of today; nothing else is fixed."""
    source, _ = source_of(data, path) if formers(kind) else (None, ())
    if source is None:
        return data
    _, problems = with_new_names(kind, path, read_front_matter(source)[0])
    return named_anew(data, problems)


def renamed_table(data: bytes, path: str, kind: type[Record]) -> bytes:
    """The bytes of a table beside a record in which every column has its name of today."""
    source, _ = source_of(data, path)
    if not source or not kind.table or len(data) > TABLE_LIMIT:
        return data
    # The last column first: the others then stay where they are.
    for problem in reversed(read_table(source, shape_of(kind).fields[kind.table]).problems):
        if problem.code in FORMER_NAMES:
            data = fixed_once([problem], Document(data)) or data
    return data


def fix_across(root: Path, problems: Iterable[Problem]) -> Iterator[Fixed]:
    """Fix the problems that are found only by comparing files, and yield the files that were changed.

    The files must not have changed since the problems were found.
    """
    across: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.code in FIXES and FIXES[problem.code].across:
            across.setdefault(problem.path, []).append(problem)
    kinds = kinds_in(root)
    for path, here in across.items():
        file = root / path
        before = file.read_bytes() if file.is_file() else b""
        after = fixed_once(here, Document(before, kinds=kinds)) if before else None
        if after is not None:
            write_whole(file, after)
            yield Fixed(path, before, after)


def difference(fixed: Fixed) -> str:
    """The lines of a file that were changed, as a unified diff for people."""
    before, after = (_lines(data) for data in (fixed.before, fixed.after))
    name = shown(fixed.path, 1000)
    return "\n".join(unified_diff(before, after, name, name, lineterm="", n=1))


def _lines(data: bytes) -> list[str]:
    """The lines of a file as they can be printed; line ends that are not the usual ones show."""
    text = Document(data).text
    return [printable(line) for line in text.removesuffix("\n").split("\n")]
