"""Fixes of the lines of front matter: its first and last, and those that YAML cannot read."""

from __future__ import annotations

import re
from itertools import takewhile

from atelier.content.front_matter import CLOSING, DASHES, DOTS, OPENING, spaces
from atelier.content.yaml.scalar import as_scalar
from atelier.problems.problem import Problem
from atelier.report.document import Document, Edit

COMMENT = re.compile(r"(?:^|[ \t])#")
"""Where a comment begins in what stands behind a key or a hyphen."""


def start(problem: Problem, document: Document) -> Edit | None:
    """The file without anything above the first line of hyphens."""
    first = next((number for number, line in enumerate(document.lines, start=1) if line.strip()), 0)
    if not OPENING.match(document.line(first).strip()):
        return None
    return Edit(1, first, ("---",), safe=True)


def dashes(problem: Problem, document: Document) -> Edit | None:
    """Three hyphens on the first line."""
    return Edit(1, 1, ("---",), safe=True)


def opening_line(problem: Problem, document: Document) -> Edit | None:
    """A line of hyphens above the fields, where there are fields."""
    name = document.line(1).partition(":")[0]
    return Edit(1, 0, ("---",)) if name in document.kinds.keys else None


def closing_line(problem: Problem, document: Document) -> Edit | None:
    """The end of front matter: a line of another number of hyphens, or a new line above the story."""
    wrong = [number for number, line in enumerate(document.lines, start=1) if DASHES.fullmatch(line.strip())]
    wrong = [number for number in wrong if number > 1]
    if len(wrong) == 1:
        edit = Edit(wrong[0], wrong[0], ("---",), safe=True)
        return edit if document.with_edit(edit).reads else None
    for number, line in enumerate(document.lines[1:], start=2):
        if not line.strip() and not re.match(r"[ \-#]|[a-z_]+:", document.line(number + 1)):
            edit = Edit(number, number - 1, ("---",))
            return edit if document.with_edit(edit).reads else None
    return None


def dots(problem: Problem, document: Document) -> Edit | None:
    """Three hyphens in place of three dots; safe where they end the front matter."""
    text = "\n".join(document.lines)
    opening = OPENING.match(text)
    only = len(DOTS.findall(text)) == 1 and opening and not CLOSING.search(text, opening.end())
    return Edit(problem.line, problem.line, ("---",), safe=bool(only))


def yaml_line(problem: Problem, document: Document) -> Edit | None:
    """The line with which YAML reads on; safe if it says what was typed and holds one field."""
    line = str(problem.values.get("line") or "")
    value = line.partition(": ")[2]
    fields = any(word[:-1] in document.kinds.keys for word in value.split() if word.endswith(":"))
    certain = bool(problem.values.get("certain")) and not fields
    return Edit(problem.line, problem.line, (line,), certain) if line else None


def indent(problem: Problem, document: Document) -> Edit | None:
    """The line with plain spaces before it."""
    line = document.line(problem.line)
    match = re.match(r"[ \t\u00a0]+", line)
    if match is None:
        # A tab within the line: what it comes from was found on the way.
        return yaml_line(problem, document)
    lines = (spaces(match) + line[match.end() :],)
    return Edit(problem.line, problem.line, lines, safe=document.reads_indented)


def comment(problem: Problem, document: Document) -> Edit | None:
    """The line with all of its value between quotes, including what stands behind the hash.

    None for a value of several lines: a hash ends the last of them.
    """
    line = document.line(problem.line)
    text = line[problem.column - 1 :].strip()
    if not COMMENT.search(text):
        return None
    return Edit(problem.line, problem.line, (line[: problem.column - 1] + as_scalar(text),))


def former_names(problem: Problem, document: Document) -> Edit | None:
    """All former names of a file, the oldest first; none where a comment would be lost."""
    front = document.front
    if front is None:
        return None
    names = str(problem.values["former"]).split(", ")
    for first, line in enumerate(front, start=2):
        if line.startswith("former_slugs:"):
            items = list(takewhile(re.compile(" *- ").match, front[first - 1 :]))
            if line.rstrip() != "former_slugs:" or not items or any("#" in item for item in items):
                return None
            indent = items[0].partition("-")[0]
            lines = tuple(f"{indent}- {name}" for name in names)
            return Edit(first + 1, first + len(items), lines, safe=True)
    end = len(front) + 2
    return Edit(end, end - 1, ("former_slugs:", *(f"  - {name}" for name in names)), safe=True)
