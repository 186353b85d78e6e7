"""``atelier check --fix``: mend what has one mending, and touch nothing else.

What is mended is what ``atelier.report.fixes`` marks as safe; every other byte stays as it is.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from atelier.content.reader import entry_of
from atelier.content.source import READ_LIMIT, file_kind_problem, source_of
from atelier.model.base import Record
from atelier.model.records import kind_of
from atelier.problems.problem import Problem, shown
from atelier.report.document import Document
from atelier.report.explain import printable
from atelier.report.fixes import mended_once

MOST_ROUNDS = 100
"""One fault may hide the next; a round mends all that can be seen, so few files need more than three."""


class Fixed(NamedTuple):
    """A file that was mended."""

    path: str
    before: bytes
    after: bytes


def mended(data: bytes, path: str, kind: type[Record]) -> bytes:
    """The bytes of a record's file with everything mended of which nothing else can be meant."""
    for _ in range(MOST_ROUNDS):
        try:
            document = Document(data)
        except UnicodeDecodeError:
            return data
        after = mended_once(_problems(data, path, kind), document)
        if after is None or after == data:
            return data
        data = after
    return data


def _problems(data: bytes, path: str, kind: type[Record]) -> list[Problem]:
    """What one file alone can tell of itself."""
    source, problems = source_of(data, path)
    return problems + (entry_of(source, kind)[1] if source else [])


def fix(root: Path, paths: Iterable[str]) -> Iterator[Fixed]:
    """Mend files, given from the root; gives those that were changed.

    Links, and files that are no records or too large to be, are left alone.
    """
    for path in paths:
        kind = kind_of(path)
        file = root / path
        if kind is None or not path.endswith(".md") or file_kind_problem(file, path):
            continue
        with contextlib.suppress(OSError):
            before = file.read_bytes()
            after = mended(before, path, kind) if len(before) <= READ_LIMIT else before
            if after != before:
                write(file, after)
                yield Fixed(path, before, after)


def fix_named(root: Path, problems: Iterable[Problem]) -> Iterator[Fixed]:
    """Mend what one file alone cannot tell, problem by problem; gives a file as often as it was changed."""
    for problem in problems:
        file = root / problem.path
        before = file.read_bytes() if file.is_file() else b""
        after = mended_once([problem], Document(before)) if before else None
        if after is not None:
            write(file, after)
            yield Fixed(problem.path, before, after)


def write(file: Path, data: bytes) -> None:
    """Put other bytes in place of a file's, all at once: nobody ever sees half a file."""
    descriptor, name = tempfile.mkstemp(prefix=".", dir=file.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
        new.chmod(file.stat().st_mode & 0o777)
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def difference(fixed: Fixed) -> str:
    """What was changed in a file, line by line, for people."""
    before, after = (_lines(data) for data in (fixed.before, fixed.after))
    name = shown(fixed.path, 1000)
    return "\n".join(unified_diff(before, after, name, name, lineterm="", n=1))


def _lines(data: bytes) -> list[str]:
    """The lines of a file as they can be printed; line ends that are not the usual ones show."""
    text = Document(data).text
    return [printable(line) for line in text.removesuffix("\n").split("\n")]
