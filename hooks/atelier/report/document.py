"""A file as lines, however broken, and edits of them that leave every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import yaml

from atelier.content.front_matter import DOTS, WRONG_INDENT, front_of, spaces
from atelier.content.source import FORBIDDEN, REPLACED
from atelier.content.yaml.errors import indents_read
from atelier.content.yaml.events import events
from atelier.model.kinds import OURS, Kinds

UTF16 = (b"\xff\xfe", b"\xfe\xff")
UNREADABLE = re.compile(f"{FORBIDDEN.pattern}|[\ud800-\udfff\ufeff\r]")
MARK = "\ufeff"
INHERITS = re.compile("^INHERIT *:", re.MULTILINE)
ENVIRONMENT = "!ENV"
"""The tag of a setting whose value stands in a variable of the environment, and not in the file."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines that take the place of other lines.

    Attributes:
        first: the first line that goes, from 1.
        last: the last line that goes; one less than ``first`` where lines are only put in.
        lines: what comes, without line ends; none where lines are only taken out.
        safe: whether nothing else can be meant.

    """

    first: int
    last: int
    lines: tuple[str, ...]
    safe: bool = False


class Scalar(NamedTuple):
    """Where a value or the name of a field ends, and how it is written."""

    line: int
    column: int
    style: str
    flow: bool
    text: str


class Document:
    """The lines of a file, however broken; without edits every byte comes back as it was."""

    def __init__(
        self,
        data: bytes,
        *,
        refused: bool = False,
        settings: bool = False,
        kinds: Kinds = OURS,
        gettext: Callable[[str], str] = str,
    ) -> None:
        """Read the lines of ``data``; raises UnicodeDecodeError where it is UTF-16 by its mark only.

        The front matter of a file that was ``refused``, as too big or too deep, is not parsed. All lines of
        ``settings`` are YAML. ``kinds`` are those of record in its catalogue, and ``gettext`` gives the
        language of the examples that a fix writes.
        """
        self.refused, self.settings, self.kinds, self.gettext = refused, settings, kinds, gettext
        self.above = 0 if settings else 1
        self.utf16 = data.startswith(UTF16)
        self.text = data.decode("utf-16") if self.utf16 else data.decode("utf-8", "surrogateescape")
        self.marked = self.text.startswith(MARK)
        self.written = self.text.removeprefix(MARK).split("\n")
        self.lines = [line.removesuffix("\r") for line in self.written]

    @cached_property
    def front(self) -> Sequence[str] | None:
        """The lines of the front matter, without those of hyphens; None where there is none.

        What YAML cannot even look at is replaced, as the check does. Settings that inherit others have none:
        what is wrong may stand in another file.
        """
        found = "\n".join(self.lines) if self.settings else front_of("\n".join(self.lines))
        if found is None or (self.settings and INHERITS.search(found)):
            return None
        lines = UNREADABLE.sub(REPLACED, DOTS.sub("###", found)).split("\n")
        return lines if self.settings and lines[-1] else lines[:-1]

    @cached_property
    def reads(self) -> bool:
        """Whether YAML reads the front matter."""
        return not self.refused and self.front is not None and _reads("\n".join(self.front))

    @cached_property
    def reads_indented(self) -> bool:
        """Whether all lines stand where they belong once every indent is of plain spaces."""
        return not self.refused and indents_read(
            WRONG_INDENT.sub(spaces, "\n".join(self.front or ())).split("\n")
        )

    @cached_property
    def scalars(self) -> Mapping[tuple[int, int], Scalar]:
        """Every value and name of a field by the line and column where it starts, as far as YAML reads."""
        found: dict[tuple[int, int], Scalar] = {}
        flows: list[bool] = []
        try:
            for event in () if self.refused else events("\n".join(self.front or ())):
                if isinstance(event, yaml.CollectionStartEvent):
                    flows.append(bool(event.flow_style))
                elif isinstance(event, yaml.CollectionEndEvent):
                    flows.pop()
                elif isinstance(event, yaml.ScalarEvent) and event.tag != ENVIRONMENT:
                    start, end = event.start_mark, event.end_mark
                    flow = bool(flows and flows[-1])
                    last, line = end.line + 1 + self.above, start.line + 1 + self.above  # type: ignore[union-attr]
                    value = Scalar(last, end.column + 1, event.style or "", flow, event.value)  # type: ignore[union-attr]
                    found[line, start.column + 1] = value  # type: ignore[union-attr]
        except yaml.YAMLError:
            pass
        return found

    def line(self, number: int) -> str:
        """A line, from 1; empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The file with edits made; of those that touch the same lines only the first."""
        written = list(self.written)
        lowest = len(written) + 2
        for edit in sorted(edits, key=lambda edit: (edit.first, edit.last), reverse=True):
            if max(edit.last, edit.first) >= lowest:
                continue
            lowest = edit.first
            last = written[min(edit.first, len(written)) - 1]
            end = "\r" if last.endswith("\r") and len(self.written) > 1 else ""
            written[edit.first - 1 : edit.last] = [line + end for line in edit.lines]
        text = (MARK if self.marked else "") + "\n".join(written)
        return text.encode("utf-8", "surrogateescape")

    def with_edit(self, edit: Edit) -> Document:
        """The file with one edit made."""
        return self.of(self.edited([edit]))

    def of(self, data: bytes) -> Document:
        """Other content of the same file."""
        return Document(
            data, refused=self.refused, settings=self.settings, kinds=self.kinds, gettext=self.gettext
        )


def _reads(front: str) -> bool:
    try:
        for _ in events(front):
            pass
    except yaml.YAMLError:
        return False
    return True
