"""Fixes of encodings, and of characters that cannot be seen."""

from __future__ import annotations

from atelier.content.source import FORBIDDEN
from atelier.problems.problem import Problem
from atelier.report.document import MARK, Document, Edit

ZERO_WIDTH = "\u200b"


def unseen(problem: Problem, document: Document) -> Edit | None:
    """The line without characters that cannot be seen, and with the line end that the file has elsewhere."""
    line = document.line(problem.line)
    if len(document.lines) == 1 and "\r" in line:
        return Edit(1, 1, tuple(document.written[0].split("\r")), safe=True)
    ended = line.rstrip("\r")
    if ended != line and "\r" not in ended:
        return Edit(problem.line, problem.line, (ended,), safe=True)
    clean = FORBIDDEN.sub(lambda match: " " if match[0] in "\u2028\u2029\x85\x0b\x0c" else "", line)
    clean = clean.replace("\r", " ")
    only = set(FORBIDDEN.findall(line)) == {ZERO_WIDTH}
    return None if clean == line else Edit(problem.line, problem.line, (clean,), safe=only)


def inner_mark(problem: Problem, document: Document) -> Edit | None:
    """The line without encoding marks."""
    line = document.line(problem.line)
    return Edit(problem.line, problem.line, (line.replace(MARK, ""),), safe=True) if MARK in line else None


def utf8(problem: Problem, document: Document) -> Edit | None:
    """The same text, saved as UTF-8."""
    return Edit(1, 0, (), safe=True) if document.utf16 else None


def windows(problem: Problem, document: Document) -> Edit | None:
    """The line read as Windows wrote it before Unicode; likely, but other encodings are possible."""
    data = document.line(problem.line).encode("utf-8", "surrogateescape")
    try:
        return Edit(problem.line, problem.line, (data.decode("cp1252"),))
    except UnicodeDecodeError:
        return None


def without_nul(problem: Problem, document: Document) -> Edit | None:
    """The line without NUL bytes."""
    line = document.line(problem.line)
    return Edit(problem.line, problem.line, (line.replace("\0", ""),))
