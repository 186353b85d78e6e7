"""Problems explained: the line with the place marked, what it should have been, and where to read more.

A file is read again only for its problems, so a catalogue in which all is well costs nothing here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path

from atelier.content.settings import kind_of_file, kinds_in
from atelier.content.source import READ_LIMIT, REPLACED, SETTINGS, TABLE, TABLE_LIMIT, file_kind_problem
from atelier.problems.codes import CODES
from atelier.problems.problem import Problem, Related, shown
from atelier.report.document import Document, Edit
from atelier.report.fixes.table import proven
from atelier.report.words import PLACES, field_label, generic

WIDTH = 100
"""Characters of a line that are shown; of a longer one those around the place."""
MOST_LINES = 12
"""Lines that are shown of a fix; a longer one is left to ``--fix`` or to somebody who knows the file."""
MOST_FIXES = 25
"""Problems of one file of which the fix is shown."""
REFUSED = frozenset({"front-matter-too-big", "front-matter-deep"})
"""Problems of front matter that exceeds a limit."""
BYTES = "".join(map(chr, range(0xDC80, 0xDD00)))
"""What stands in a document for bytes that are no text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of a file as it can be shown, and where in it the fault is.

    Attributes:
        number: of the line, from 1.
        before: the text before the fault.
        fault: the text to mark; may be empty at the end of a line.
        after: the text behind it.

    """

    number: int
    before: str
    fault: str
    after: str

    @property
    def text(self) -> str:
        """All of the line, as it is shown."""
        return self.before + self.fault + self.after


class Documents:
    """The files below a folder, each read when it is asked for and then kept."""

    def __init__(self, root: Path, translations: NullTranslations, refused: Collection[str] = ()) -> None:
        """``refused`` are the paths of files that no limit let through: they are not parsed again."""
        self.root = root
        self.translations = translations
        self.refused = refused
        self.kinds = kinds_in(root)
        self._read: dict[str, Document | None] = {}

    def __getitem__(self, path: str) -> Document | None:
        """The file at a path from the root; None where it cannot be read."""
        if path not in self._read:
            self._read[path] = self._document(path)
        return self._read[path]

    def _document(self, path: str) -> Document | None:
        file = self.root / path
        try:
            if file_kind_problem(file, path):
                return None
            with file.open("rb") as opened:
                if not path.endswith(TABLE):
                    return Document(
                        opened.read(READ_LIMIT),
                        refused=path in self.refused,
                        settings=path == SETTINGS,
                        kinds=self.kinds,
                        gettext=self.translations.gettext,
                    )
                # Spreadsheet programs on an old Mac end a line so.
                return Document(opened.read(TABLE_LIMIT).replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
        except (OSError, ValueError):
            return None


@dataclass(frozen=True)
class Explanation:
    """A problem with all that there is to say of it; the file is read only when something needs it.

    Attributes:
        problem: what is wrong.
        documents: where its file can be read again.
        ordinal: which problem of its file it is, from 1.
        translations: the language of its texts.
        site_url: the address of the site, with a slash at the end.

    """

    problem: Problem
    documents: Documents
    ordinal: int
    translations: NullTranslations
    site_url: str

    @cached_property
    def marked(self) -> Marked | None:
        """The line with the place; None where the problem is with the file and not with a line."""
        document = self.documents[self.problem.path] if self.problem.field != "file" else None
        return _marked(self.problem, document) if document else None

    @cached_property
    def fix(self) -> Edit | None:
        """The edit that fixes it; None where only a human can know."""
        fixed = kind_of_file(self.problem.path, self.documents.kinds) and self.ordinal <= MOST_FIXES
        document = self.documents[self.problem.path] if fixed else None
        return _fix(self.problem, document) if document and self.problem.field != "file" else None

    @cached_property
    def related(self) -> tuple[Related, ...]:
        """The other places that it is about, with what stands there."""
        return tuple(place if place.label else self._read(place) for place in self.problem.related)

    def _read(self, place: Related) -> Related:
        document = self.documents[place.path] if place.path == self.problem.path else None
        return replace(place, label=document.line(place.line).strip()) if document else place

    @cached_property
    def meant(self) -> str:
        """What was probably meant, as a sentence; empty if not known."""
        text = self.translations.gettext("Probably meant: %(meant)s")
        return text % {"meant": shown(self.problem.meant)} if self.problem.meant else ""

    @cached_property
    def message(self) -> str:
        """What is wrong."""
        return self.problem.texts(self.translations)[0]

    @cached_property
    def hint(self) -> str:
        """What is allowed, and what to do."""
        return self.problem.texts(self.translations)[1]

    @cached_property
    def label(self) -> str:
        """What the field is called, in plain words; empty for an unknown field."""
        kind = kind_of_file(self.problem.path, self.documents.kinds)
        return field_label(self.problem.field, kind, self.translations)

    @property
    def general(self) -> str:
        """What is wrong, for no file in particular."""
        return generic(self.problem.code, self.translations)[0]

    @property
    def help(self) -> str:
        """The address of the page about this kind of problem."""
        return f"{self.site_url}help/{self.problem.code}/"


def explain(
    problems: Iterable[Problem], root: Path, translations: NullTranslations, site_url: str
) -> list[Explanation]:
    """Problems of files below ``root``, each with what there is to say of it in a language."""
    problems = [*problems]
    refused = {problem.path for problem in problems if problem.code in REFUSED}
    documents, seen = Documents(root, translations, refused), Counter[str]()
    explanations = []
    for problem in problems:
        seen[problem.path] += 1
        ordinal = seen[problem.path]
        explanations.append(Explanation(problem, documents, ordinal, translations, site_url))
    return explanations


def _marked(problem: Problem, document: Document) -> Marked | None:
    if document.utf16:
        return None
    line = document.line(problem.line)
    # A field of front matter, which starts on line 2.
    absent = problem.line == 1 and problem.field not in PLACES and not problem.path.endswith(TABLE)
    if not line.strip() or absent:
        return None
    start = min(problem.column - 1, len(line))
    length = _length(problem, document, line, start)
    before, fault, after = line[:start], line[start : start + length], line[start + length :]
    if len(line) > WIDTH:
        fault = fault if len(fault) <= WIDTH // 2 else f"{fault[: WIDTH // 2 - 1]}…"
        room = (WIDTH - len(fault)) // 2
        before = before if len(before) <= room else f"…{before[-room:]}"
        after = after if len(after) <= room else f"{after[:room]}…"
    return Marked(problem.line, *(printable(part) for part in (before, fault, after)))


def _length(problem: Problem, document: Document, line: str, start: int) -> int:
    """How many characters are at fault, by the span of the code."""
    span = CODES[problem.code].span
    if span == "bytes":
        return len(line[start:]) - len(line[start:].lstrip(BYTES))
    if span == "indent":
        return max(1, len(line) - start - len(line[start:].lstrip("\t\u00a0")))
    if span == "character" or (span == "unseen" and not line[start : start + 1].isprintable()):
        return 1
    value = str(problem.values.get("value") or "")
    if value and line.startswith(value, start):
        return len(value)
    scalar = document.scalars.get((problem.line, problem.column))
    if scalar and scalar.line == problem.line:
        return scalar.column - problem.column
    return len(line[start:].rstrip())


def _fix(problem: Problem, document: Document) -> Edit | None:
    edit = proven(problem, document)
    if edit is None:
        return None
    if len(edit.lines) > MOST_LINES or not all(line.replace("\t", "").isprintable() for line in edit.lines):
        return Edit(1, 0, (), edit.safe)
    return edit


def printable(text: str) -> str:
    """Text of a file for a terminal: a tab as an arrow, and what cannot be seen as an escape."""
    return "".join(
        "→ " if c == "\t" else REPLACED if c in BYTES else c if c.isprintable() else f"\\u{ord(c):04x}"
        for c in text
    )
