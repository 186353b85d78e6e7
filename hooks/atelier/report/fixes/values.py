"""Fixes of one value or item."""

from __future__ import annotations

import re
from dataclasses import replace

from atelier.content.yaml.scalar import as_scalar
from atelier.model.rules import CLOCK
from atelier.problems.problem import Problem
from atelier.report.document import Document, Edit


def replaced(problem: Problem, document: Document, text: str, *, safe: bool = False) -> Edit | None:
    """Another text in place of the value, or of the field's name, at the place of a problem."""
    scalar = document.scalars.get((problem.line, problem.column))
    if not text or scalar is None or scalar.style in ("|", ">"):
        return None
    before = document.line(problem.line)[: problem.column - 1]
    after = document.line(scalar.line)[scalar.column - 1 :]
    return Edit(problem.line, scalar.line, (before + as_scalar(text, flow=scalar.flow) + after,), safe)


def meant(problem: Problem, document: Document) -> Edit | None:
    """The value that was probably meant, or what stands between curly quotes."""
    if problem.meant:
        return replaced(problem, document, problem.meant)
    scalar = document.scalars.get((problem.line, problem.column))
    inner = re.fullmatch(r"[“”„‘’\"'](.+)[“”‘’\"']", scalar.text) if scalar else None
    return replaced(problem, document, inner[1]) if inner else None


def as_meant(problem: Problem, document: Document) -> Edit | None:
    """The value or the name that was probably meant; curly quotes stay."""
    return replaced(problem, document, problem.meant)


def certain(problem: Problem, document: Document) -> Edit | None:
    """The value that was meant; nothing else can be."""
    return replaced(problem, document, problem.meant, safe=True)


def address(problem: Problem, document: Document) -> Edit | None:
    """The address of a repository that was meant; safe where it is the one by which git fetches."""
    written = str(problem.values.get("value", ""))
    by_git = re.fullmatch(r"(?:https|ssh|[^:/]+@).*[.]git", written)
    return replaced(problem, document, problem.meant, safe=bool(by_git))


def host(problem: Problem, document: Document) -> Edit | None:
    """The host that the address of the repository names, where another stands or none."""
    if problem.field.endswith("host"):
        return replaced(problem, document, problem.meant)
    group, first = (document.line(problem.line + n) for n in (0, 1))
    indent = len(first) - len(first.lstrip())
    if not problem.meant or not group.rstrip().endswith(":") or indent < problem.column:
        return None
    return Edit(problem.line + 1, problem.line, (f"{' ' * indent}host: {problem.meant}",))


RANGE = re.compile("(.+?)[ \u00a0]*(?:-|–|—|tot|t/m)[ \u00a0]*(.+)")
"""Two times in one value: from when until when."""


def time(problem: Problem, document: Document) -> Edit | None:
    """The time that was meant, or two lines of a start that says the end as well."""
    if problem.meant:
        certain = CLOCK.certain(str(problem.values.get("value", "")))
        return replaced(problem, document, problem.meant, safe=bool(certain))
    both = RANGE.fullmatch(str(problem.values.get("value", "")).strip())
    key = re.fullmatch(r"([ ]*)(- )?start:[ ]+", document.line(problem.line)[: problem.column - 1])
    start, end = (CLOCK.certain(both[n]) if both else "" for n in (1, 2))
    if key is None or not start or not end:
        return None
    only = replaced(problem, document, start, safe=True)
    indent = len(key[0]) - len("start:") - (len(key[0]) - len(key[0].rstrip()))
    written = _beside(document, problem.line, indent, "end")
    if written is not None:
        return only if CLOCK.meant(written.strip("'\"")) == end else None
    return replace(only, lines=(*only.lines, f"{' ' * indent}end: {as_scalar(end)}")) if only else None


def _beside(document: Document, line: int, indent: int, key: str) -> str | None:
    """The value of another field of the same group of fields, as written; None if it is not there."""
    first = line
    while document.line(first)[:indent].strip(" ") == "" and first > 1:
        first -= 1
    for number in range(first, len(document.lines) + 1):
        text = document.line(number)
        if number > first and text[:indent].strip(" "):
            return None
        found = re.fullmatch(rf"{key}:[ ]*(.*)", text[indent:])
        if found:
            return found[1].strip()
    return None


def choice(problem: Problem, document: Document) -> Edit | None:
    """The choice that was meant; safe only where the same word was written with capitals."""
    edit = meant(problem, document)
    same = problem.meant == str(problem.values.get("value", "")).casefold()
    return replace(edit, safe=same) if edit else None


def same_line(problem: Problem, document: Document) -> Edit | None:
    """The file without a line that says the same as an earlier one."""
    first = problem.related[0].line if problem.related else 0
    line = document.line(problem.line).strip()
    if line and line == document.line(first).strip():
        return Edit(problem.line, problem.line, ())
    return None


def swapped(problem: Problem, document: Document) -> Edit | None:
    """Two lines, one below the other, with their values swapped."""
    fields = re.compile(r"([ ]*(?:- )?(?:start|end|from|to):[ ]+)(.*)")
    here = fields.fullmatch(document.line(problem.line))
    for above in (problem.line - 1, problem.line):
        pair = [fields.fullmatch(document.line(number)) for number in (above, above + 1)]
        first, second = pair
        if here and first and second:
            return Edit(above, above + 1, (first[1] + second[2], second[1] + first[2]))
    return None


def repeated(problem: Problem, document: Document) -> Edit | None:
    """The list without an item on a line of its own that it already has."""
    line, below = document.line(problem.line), document.line(problem.line + 1)
    alone = re.fullmatch(r"[ ]*- [^:]*", line)
    deeper = len(below) - len(below.lstrip()) > len(line) - len(line.lstrip())
    return Edit(problem.line, problem.line, ()) if alone and not deeper else None


def link(problem: Problem, document: Document) -> Edit | None:
    """The link with the name of the file that was meant."""
    line, name = document.line(problem.line), str(problem.values["value"]).rpartition("/")[2]
    if not problem.meant or line.count(name) != 1:
        return None
    return Edit(problem.line, problem.line, (line.replace(name, problem.meant),))
