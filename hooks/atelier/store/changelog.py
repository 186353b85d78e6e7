"""What is new in each version of the package, as ``CHANGELOG.md`` says; it comes with the package."""

from __future__ import annotations

import datetime
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from atelier.store.code import DISTRIBUTION, PACKAGE

NAME = "CHANGELOG.md"
HEADING = re.compile(r"^## ([0-9]+[.][0-9]+[.][0-9]+) \(([0-9]{4}-[0-9]{2}-[0-9]{2})\)$", re.MULTILINE)
"""The line above what is new in a version: its number, and the day on which it came out."""


class Release(NamedTuple):
    """A version that came out.

    Attributes:
        version: its number.
        day: on which it came out.
        text: what is new in it, as Markdown.

    """

    version: str
    day: datetime.date
    text: str


def releases(text: str) -> tuple[Release, ...]:
    """The versions that a changelog tells of, in its order: the newest first."""
    heads = [*HEADING.finditer(text)]
    ends = [head.start() for head in heads] + [len(text)]
    return tuple(
        Release(head[1], datetime.date.fromisoformat(head[2]), text[head.end() : end].strip())
        for head, end in zip(heads, ends[1:], strict=True)
    )


def changelog() -> Path:
    """The file: in the package that is installed, else beside it in a checkout."""
    inside = PACKAGE / NAME
    return inside if inside.is_file() else PACKAGE.parents[1] / NAME


@cache
def released() -> datetime.date | None:
    """On which day the installed version came out; None where it did not yet."""
    known = releases(changelog().read_text(encoding="utf-8"))
    return next((release.day for release in known if release.version == version(DISTRIBUTION)), None)


def as_number(text: str) -> tuple[int, ...]:
    """A version such as 0.10.2, to be compared with others; empty if it is none."""
    found = re.match(r"([0-9]+)[.]([0-9]+)[.]([0-9]+)", text)
    return tuple(map(int, found.groups())) if found else ()
