"""What is wrong with a file, and where.

A ``Problem`` is data: a code, a place and the values that its text needs. It is put into words only when
it is shown, so a check runs once whatever the language.
No ``Problem`` is an exception: every step gives all problems that it found next to what it could make.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from atelier.problems.codes import CODES, Severity

FieldPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a problem is about.

    Attributes:
        path: relative to the root, with slashes.
        line: counts from 1.
        label: what stands there, for people.

    """

    path: str
    line: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix.

    Attributes:
        code: a key of ``CODES``.
        path: the file, relative to the root, with slashes.
        field: like ``funding[0].amount``; ``front matter``, ``encoding``, ``file`` or ``body`` otherwise.
        line: counts from 1 in the file.
        column: counts from 1 in the line, in characters.
        values: what the texts of the code need.
        related: other places that the problem is about.

    """

    code: str
    path: str
    field: str
    line: int = 1
    column: int = 1
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    related: tuple[Related, ...] = ()

    @property
    def severity(self) -> Severity:
        """``error`` stops the site; ``warning`` does not."""
        return CODES[self.code].severity

    def texts(self, translations: NullTranslations, *, asked: bool = False) -> tuple[str, str]:
        """The message and the hint in the language of ``translations``.

        ``asked`` is for who answers the questions of a form and sees no file.
        """
        code = CODES[self.code]
        message, hint = (code.asked, code.asked_hint) if asked else ("", "")
        values = {
            name: translations.gettext(value) if isinstance(value, Word) else shown(value)
            for name, value in self.values.items()
        }
        gettext = translations.gettext
        return gettext(message or code.message) % values, gettext(hint or code.hint) % values

    @property
    def meant(self) -> str:
        """What was probably meant, as it should stand in the file but for quotes; empty if not known."""
        return str(self.values.get("meant") or "")

    def touches(self, paths: frozenset[str]) -> bool:
        """Whether the problem, or a related place, is in one of ``paths``."""
        return self.path in paths or any(place.path in paths for place in self.related)


class Word(str):
    """A word among the values of a problem that is translated too; marked with ``N_``."""

    __slots__ = ()


def shown(value: object, limit: int = 120) -> str:
    """A value of a file as it can be printed on one line: cut, and without control characters."""
    text = str(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: limit + 1])
    return text if len(text) <= limit else text[: limit - 1] + "…"


def field_name(path: Iterable[str | int]) -> str:
    """The path of a field as contributors write it: ``("funding", 0, "amount")`` is ``funding[0].amount``."""
    name = ""
    for part in path:
        if isinstance(part, int):
            name += f"[{part}]"
        else:
            name += f".{part}" if name else part
    return name


PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def field_path(name: str) -> FieldPath:
    """The path of a field that contributors write as ``name``: the inverse of ``field_name``."""
    return tuple(int(number) if number else key for number, key in PART.findall(name))


MOST_ALIKE = 100
"""How many problems of one kind are told of one file: ten thousand bad links make a report that nobody reads,
and no page of GitHub takes. The others are told once those are fixed."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and column, at most ``MOST_ALIKE`` of a kind in a file."""
    seen = Counter[tuple[str, str]]()
    found = []
    for problem in sorted(problems, key=lambda p: (p.path, p.line, p.column, p.field, p.code)):
        kind = problem.path, problem.code
        seen[kind] += 1
        if seen[kind] <= MOST_ALIKE:
            found.append(problem)
    return found
