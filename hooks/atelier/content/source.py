"""Files of contributors as text: whether they are regular files, and valid UTF-8.

Nothing is trusted: a name may be a link, a pipe or a folder, and the bytes may be anything. A problem has a
line and a byte. What can still be read is passed on, so that one run finds all errors of a file.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from atelier.i18n.translation import N_
from atelier.model.slug import RESERVED, SLUG, SLUG_LENGTH, full_slug
from atelier.problems.problem import Problem, Word
from atelier.store.contents import read_content

FRONT_MATTER_LIMIT = 16 * 1024
BODY_LIMIT = 64 * 1024
SETTINGS = "mkdocs.yml"
"""The file of the settings, from the root."""
SYNONYMS = "docs/synonyms.yml"
"""The file of words that mean the same in a search, from the root."""
READ_LIMIT = 2 * (FRONT_MATTER_LIMIT + BODY_LIMIT)
"""How many bytes of a file are read: enough to see which limit it exceeds."""
TABLE_LIMIT = 2 * 1024 * 1024
"""How many bytes a table beside a file may have."""
TABLE = ".csv"
"""How the name of a table ends."""

REPLACED = "\ufffd"
"""Stands for what could not be read. A value that holds it is reported once, not for other rules too."""

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""Characters that can hide, reorder or break text: controls but tab and line feed, line separators,
zero-width spaces, the direction marks of https://trojansource.codes, and what XML does not allow. A carriage
return is checked elsewhere: it may end a line."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a content folder as text, before its front matter is read.

    Attributes:
        path: relative to the root, with slashes.
        slug: the file's name without ``.md`` or ``.csv``.
        text: the text without a byte order mark, with its own line ends.

    """

    path: str
    slug: str
    text: str


def file_name_problem(path: str) -> Problem | None:
    """The problem with the name of a record's file, if there is one."""
    slug, _, suffix = path.rsplit("/", 1)[-1].rpartition(".")
    if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
        meant = full_slug(slug)[:SLUG_LENGTH].strip("-")
        return Problem("file-name", path, "file", values={"meant": f"{meant}.{suffix}" if meant else ""})
    if slug in RESERVED:
        return Problem("file-reserved", path, "file", values={"name": slug})
    return None


def file_kind_problem(file: Path, path: str) -> Problem | None:
    """A problem if ``file`` is not a regular file. It is never opened: a pipe would block."""
    return kind_problem(file.lstat(), path)


def kind_problem(status: os.stat_result, path: str) -> Problem | None:
    """The same, given what the system says of the file itself, not of what a link leads to."""
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return None
    kinds = {stat.S_IFDIR: N_("folder"), stat.S_IFLNK: N_("link"), stat.S_IFIFO: N_("pipe")}
    kind = Word(kinds.get(stat.S_IFMT(mode), N_("device")))
    return Problem("file-kind", path, "file", values={"kind": kind})


def read_source(file: Path, path: str) -> tuple[SourceFile | None, list[Problem]]:
    """Read one record's file.

    Returns the text, or None if nothing can be read, and the problems with name, kind and encoding.
    """
    problem = file_kind_problem(file, path) or file_name_problem(path)
    if problem:
        return None, [problem]
    try:
        content = read_content(file, READ_LIMIT)
    except OSError:
        return None, [Problem("file-unreadable", path, "file")]
    return source_of(content.data, path, complete=content.complete)


def source_of(data: bytes, path: str, *, complete: bool = True) -> tuple[SourceFile | None, list[Problem]]:
    """The text of one record's file, given its bytes; None if nothing can be read."""
    text, problems = decode(data, path, complete=complete)
    if text is None:
        return None, problems
    return SourceFile(path, path.rsplit("/", 1)[-1].rpartition(".")[0], text), problems


def decode(data: bytes, path: str, *, complete: bool = True) -> tuple[str | None, list[Problem]]:
    """The text of a file's bytes, and each place where it is not valid UTF-8.

    A wrong byte becomes a replacement character, so that the rest can be checked. ``complete`` is False if
    the data were cut off, perhaps inside a character.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [Problem("encoding-utf16", path, "encoding")]
    if not complete:
        # The last character may be incomplete.
        data = data.rstrip(bytes(range(0x80, 0xC0)))
        data = data[:-1] if data[-1:] >= b"\xc0" else data
    try:
        text = data.decode("utf-8")
        clean = "\0" not in text and REPLACED not in text and "\ufeff" not in text.removeprefix("\ufeff")
    except UnicodeDecodeError:
        clean = False
    if clean:
        return text.removeprefix("\ufeff"), []
    return data.decode("utf-8", "replace").replace("\0", REPLACED).replace("\ufeff", ""), [
        problem
        for number, line in enumerate(data.split(b"\n"), start=1)
        for problem in _encoding_problems(path, number, line)
    ][:100]


def _encoding_problems(path: str, number: int, line: bytes) -> list[Problem]:
    """The problems with the bytes of one line, at most one of each kind."""
    problems = []
    if b"\0" in line:
        problems.append(Problem("encoding-nul", path, "encoding", number, line.index(b"\0") + 1))
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        column = len(line[: error.start].decode("utf-8", "replace")) + 1
        values = {"byte": error.start + 1, "value": f"{line[error.start]:02X}"}
        problems.append(Problem("encoding-utf8", path, "encoding", number, column, values))
    else:
        if "\ufeff" in text[number == 1 :]:
            column = text.index("\ufeff", number == 1) + 1
            problems.append(Problem("encoding-bom", path, "encoding", number, column))
        if REPLACED in text:
            # Another program could not read a character, and wrote this instead.
            values = {"name": character_name(REPLACED)}
            column = text.index(REPLACED) + 1
            problems.append(Problem("control-character", path, "encoding", number, column, values))
    return problems


def character_name(character: str) -> str:
    """A character that cannot be shown, as ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    names = {"\r": "CARRIAGE RETURN", "\x1b": "ESCAPE", "\x85": "NEXT LINE", "\x7f": "DELETE"}
    name = names.get(character) or unicodedata.name(character, "CONTROL CHARACTER")
    return f"U+{ord(character):04X} {name}"
