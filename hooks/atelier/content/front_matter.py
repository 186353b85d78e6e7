"""Front matter, read strictly: every value is a text, with its line and column.

``read_front_matter`` splits the file. python-frontmatter then calls ``StrictHandler``, which reads the events
of PyYAML's C parser. So nothing is converted (``no`` stays ``no``, ``65.000`` stays ``65.000``), and
duplicate keys, anchors, tags and deep nesting are refused.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import frontmatter as python_frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from atelier.content.source import (
    BODY_LIMIT,
    FORBIDDEN,
    FRONT_MATTER_LIMIT,
    REPLACED,
    SourceFile,
    character_name,
)
from atelier.content.yaml.errors import MOST_CAUSES, cause_of
from atelier.content.yaml.events import events
from atelier.content.yaml.scalar import NOTHING, as_scalar
from atelier.i18n.translation import N_
from atelier.problems.problem import FieldPath, Problem, Related, Word, field_name

DEPTH_LIMIT = 6

OPENING = re.compile(r"---[ \t]*\r?(?:\n|$)")
CLOSING = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
DOTS = re.compile(r"^\.\.\.(?:[ \t].*)?\r?$", re.MULTILINE)
BLANK_START = re.compile(r"\s+---")
DASHES = re.compile(r"[-–—]{1,2}|-{4,}|[–—][-–—]+|-+[–—]+[-–—]*")
"""Hyphens, or the dashes that word processors make of them, but not exactly three hyphens."""
DASHES_START = re.compile(rf"(?:{DASHES.pattern})[ \t]*\r?\n")
TOP_KEY = re.compile(r"""^(?:"([^"\n]*)"|'([^'\n]*)'|([^\s#'"\-][^:\n]*?))[ ]*:(?=\s|$)""", re.MULTILINE)
BAD_INDENT = re.compile(r"^[ ]*([\t\u00a0])", re.MULTILINE)
WRONG_INDENT = re.compile(r"^[ \t\u00a0]+", re.MULTILINE)
LONE_RETURN = re.compile(r"\r(?!\n)")
MOST_CHARACTERS = 100
"""How many lines with forbidden characters or a wrong indent are reported in one part of a file."""
COMMENT = re.compile(r"[ \t]+#")

Value = str | list["Value"] | dict[str, "Value"]
Place = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's front matter and body.

    Attributes:
        data: the fields; every scalar as text, without empty ones. None if unreadable.
        places: line and column of every field's value, or of its name where it holds others.
        keys: line and column of every field's name.
        body: the text below the front matter.
        body_line: the line on which the body starts.

    """

    data: dict[str, Value] | None
    places: Mapping[FieldPath, Place]
    keys: Mapping[FieldPath, Place]
    body: str
    body_line: int


def place_of(field: FieldPath, places: Mapping[FieldPath, Place]) -> tuple[FieldPath, Place]:
    """The nearest field around ``field`` that is in the file, and its place."""
    while field and field not in places:
        field = field[:-1]
    return field, places.get(field, (1, 1))


def read_front_matter(source: SourceFile) -> tuple[FrontMatter, list[Problem]]:
    """Split a file and read its front matter; also return all problems found."""
    path, text = source.path, source.text
    opening = OPENING.match(text)
    if not opening:
        return FrontMatter(None, {}, {}, "", 1), [_no_opening(path, text)]
    problems: list[Problem] = []
    closing = _closing(text, opening)
    if closing and closing[0].startswith("."):
        problems.append(_dots(path, _line(text, closing.start())))
    if closing is None:
        problems.append(Problem("front-matter-unclosed", path, "front matter"))
        return FrontMatter(None, {}, {}, "", 1), problems + forbidden_characters(
            path, text, "front matter", 1
        )
    front, body = text[opening.end() : closing.start()], text[closing.end() :]
    body_line = _line(text, closing.end())

    problems += forbidden_characters(path, front, "", 2) + forbidden_characters(path, body, "body", body_line)
    size = len(body.encode())
    if size > BODY_LIMIT:
        values = {"size": size, "limit": BODY_LIMIT}
        problems.append(Problem("body-too-big", path, "body", body_line, values=values))
        body = ""
    size = len(front.encode())
    if size > FRONT_MATTER_LIMIT:
        values = {"size": size, "limit": FRONT_MATTER_LIMIT}
        problems.append(Problem("front-matter-too-big", path, "front matter", 2, values=values))
        return FrontMatter(None, {}, {}, body, body_line), problems

    problems += [_dots(path, _line(front, match.start(), 2)) for match in DOTS.finditer(front)]
    if problems:
        front = DOTS.sub("###", front)  # a comment, so that the lines below are read too
        front = FORBIDDEN.sub(REPLACED, LONE_RETURN.sub(REPLACED, front))
    handler = StrictHandler(path, front, body)
    python_frontmatter.parse(text, handler=handler)
    return FrontMatter(
        handler.data, handler.places, handler.keys, body, body_line
    ), problems + handler.problems


def _closing(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """The line that ends front matter. A line of dots ends it too, but is reported."""
    return CLOSING.search(text, opening.end()) or DOTS.search(text, opening.end())


def front_of(text: str) -> str | None:
    """The front matter of a file's text, without the lines around it; None where it has none."""
    opening = OPENING.match(text)
    closing = _closing(text, opening) if opening else None
    return text[opening.end() : closing.start()] if opening and closing else None


def spaces(indent: re.Match[str]) -> str:
    """An indent in plain spaces: two for each tab, one for each no-break space."""
    return indent[0].replace("\t", "  ").replace("\u00a0", " ")


def _dots(path: str, line: int) -> Problem:
    return Problem("front-matter-dots", path, "front matter", line)


def _no_opening(path: str, text: str) -> Problem:
    if BLANK_START.match(text):
        return Problem("front-matter-not-first", path, "front matter")
    if DASHES_START.match(text):
        return Problem("front-matter-dashes", path, "front matter")
    if re.match(r"---[ \t]*\r\r+\n", text) or (LONE_RETURN.search(text) and "\n" not in text):
        values = {"name": character_name("\r")}
        return Problem("control-character", path, "front matter", values=values)
    return Problem("front-matter-missing", path, "front matter")


def forbidden_characters(path: str, text: str, field_of: str, first_line: int) -> list[Problem]:
    """Problems with forbidden characters, one for each line and character; in front matter with the key."""
    if not FORBIDDEN.search(text) and not ("\r" in text and LONE_RETURN.search(text)):
        return []
    problems: list[Problem] = []
    key = "front matter"
    for number, line in enumerate(text.split("\n")):
        opens = TOP_KEY.match(line)
        key = (opens[1] or opens[2] or opens[3] or key) if opens else key
        found = dict.fromkeys(FORBIDDEN.findall(line) + LONE_RETURN.findall(line.removesuffix("\r")))
        for character in found:
            values = {"name": character_name(character)}
            place = (first_line + number, line.index(character) + 1)
            problems.append(Problem("control-character", path, field_of or key, *place, values))
        if len(problems) >= MOST_CHARACTERS:
            break
    return problems


def _line(text: str, position: int, first: int = 1) -> int:
    return first + text.count("\n", 0, position)


def key_at(front: str, line: int) -> str:
    """The top-level key that a line of front matter (from 1) belongs to, or ``front matter``."""
    keys = [(_line(front, match.start()), match) for match in TOP_KEY.finditer(front)]
    index = bisect_right([start for start, _ in keys], line) - 1
    if index < 0:
        return "front matter"
    match = keys[index][1]
    return match[1] or match[2] or match[3] or "front matter"


@dataclass
class StrictHandler(BaseHandler):
    """The handler that python-frontmatter calls. The text is already split; this reads it strictly.

    Problems and places are attributes, because python-frontmatter returns only data.
    """

    path: str
    front: str
    body: str
    problems: list[Problem] = field(default_factory=list)
    places: dict[FieldPath, Place] = field(default_factory=dict)
    keys: dict[FieldPath, Place] = field(default_factory=dict)
    data: dict[str, Value] | None = None

    def detect(self, text: str) -> bool:
        """Return True: the text is already split."""
        return True

    def split(self, text: str) -> tuple[str, str]:
        """Return the two parts that the text was split into."""
        return self.front, self.body

    def load(self, fm: str, **_: object) -> dict[str, Value]:
        """Read the fields. Raises nothing: what is wrong is in ``problems``."""
        for match in islice(BAD_INDENT.finditer(fm), MOST_CHARACTERS):
            number = _line(fm, match.start(), 2)
            place = (number, match.start(1) - match.start() + 1)
            character = Word(N_("tab") if match[1] == "\t" else N_("no-break space"))
            self._problem("indent-character", key_at(fm, number - 1), place, {"character": character})
        reported = list(self.problems)
        indented = WRONG_INDENT.sub(spaces, fm)
        self.lines = indented.split("\n")
        self.commented = "#" in indented
        for _attempt in range(MOST_CAUSES):
            self.problems, self.places, self.keys = list(reported), {}, {}
            try:
                self.data = self._document(events("\n".join(self.lines)))
            except yaml.YAMLError as error:
                problem = self._cause(error)
                if indented != fm and (problem.code == "yaml-indent" or not problem.values["line"]):
                    break  # the tabs may be the cause: those must be fixed first
                if problem.values["line"]:
                    reported.append(problem)
                    continue
                self.problems.append(problem)
            except _Refused:
                pass
            break
        return self.data or {}

    def _document(self, events: Iterator[yaml.Event]) -> dict[str, Value]:
        next(events)
        event = next(events)
        if isinstance(event, yaml.StreamEndEvent):
            return {}
        event = next(events)
        if isinstance(event, yaml.ScalarEvent) and event.value in NOTHING and not event.style:
            return {}
        self._refuse_marks(event, ())
        if not isinstance(event, yaml.MappingStartEvent):
            # An error further on says more: to YAML, a line such as title:Robots is a text.
            for _ in events:
                pass
            self._problem("front-matter-not-fields", "front matter", self._place(event))
            raise _Refused
        data = self._mapping(event, events, (), 1)
        next(events)
        event = next(events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._problem("yaml-syntax", "front matter", self._place(event))
            raise _Refused
        return data

    def _value(
        self, event: yaml.Event, events: Iterator[yaml.Event], path: FieldPath, depth: int
    ) -> Value | None:
        self._refuse_marks(event, path)
        if type(event) is yaml.ScalarEvent:
            return self._scalar(event, path)
        if depth > DEPTH_LIMIT and not isinstance(event, yaml.AliasEvent):
            self._problem("front-matter-deep", field_name(path), self._place(event), {"limit": DEPTH_LIMIT})
            raise _Refused
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path, depth)
        return None

    def _mapping(
        self, event: yaml.Event, events: Iterator[yaml.Event], path: FieldPath, depth: int
    ) -> dict[str, Value]:
        data: dict[str, Value] = {}
        first: dict[str, int] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._problem("key-not-text", field_name(path) or "front matter", self._place(event))
                raise _Refused
            key, place = event.value, self._place(event)
            here = (*path, key)
            if key == "<<" and not event.style:
                self._problem("yaml-merge", field_name(here), place)
            self._refuse_marks(event, here)
            if event.style == '"':
                self._refuse_control(event, here)
            if key in first:
                values = {"key": key, "first": first[key]}
                again = Problem("duplicate-key", self.path, field_name(here), *place, values)
                self.problems.append(replace(again, related=(Related(self.path, first[key]),)))
                kept = dict(self.places)
                self._value(next(events), events, here, depth + 1)
                self.places = kept
                continue
            first[key] = place[0]
            self.places[here] = self.keys[here] = place
            value = self._value(next(events), events, here, depth + 1)
            if value is not None:
                data[key] = value
        return data

    def _sequence(self, events: Iterator[yaml.Event], path: FieldPath, depth: int) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*path, len(items))
            if type(event) is not yaml.ScalarEvent:
                self.places[here] = self._place(event)
            value = self._value(event, events, here, depth + 1)
            if value is not None:
                items.append(value)
        return items

    def _scalar(self, event: yaml.ScalarEvent, path: FieldPath) -> str | None:
        self.places[path] = self._place(event)
        if event.style == '"':
            self._refuse_control(event, path)
        if not event.style:
            if self.commented:
                self._refuse_comment(event, path)
            if event.value in NOTHING:
                return None
        return str(event.value)

    def _refuse_comment(self, event: yaml.ScalarEvent, path: FieldPath) -> None:
        """Refuse a comment behind a plain value: who typed it may have meant it as a part of the value."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :]  # type: ignore[union-attr]
        if "#" in rest and (COMMENT.match(rest) or (not event.value and rest.lstrip(" \t")[:1] == "#")):
            self._problem("comment-after-value", field_name(path), self._place(event))

    def _refuse_marks(self, event: Any, path: FieldPath) -> None:
        """Refuse anchors, aliases and tags: text after & * or ! would be lost or change its type."""
        if event.anchor is None and event.tag is None:
            return
        code = "yaml-tag" if event.anchor is None else "yaml-anchor"
        place = self._place(event)
        field_ = field_name(path) or "front matter"
        self._problem(code, field_, place, {"line": self._quoted(place[0])})

    def _refuse_control(self, event: yaml.ScalarEvent, path: FieldPath) -> None:
        """Refuse forbidden characters that came in through an escape in double quotes."""
        for character in dict.fromkeys(FORBIDDEN.findall(event.value.replace("\r", "\x00"))):
            character = "\r" if character == "\x00" and "\r" in event.value else character
            values = {"name": character_name(character)}
            self._problem("control-character", field_name(path), self._place(event), values)
        if REPLACED in event.value and REPLACED not in self.lines[self._place(event)[0] - 2]:
            values = {"name": character_name(REPLACED)}
            self._problem("control-character", field_name(path), self._place(event), values)

    def _cause(self, error: yaml.YAMLError) -> Problem:
        """The problem that an error of YAML comes from. If its fix is known, the line is fixed to read on."""
        cause = cause_of(error, [line.rstrip("\r") for line in self.lines])
        values: dict[str, object] = {"line": cause.fixed, "certain": cause.certain}
        if cause.code == "indent-character":
            values["character"] = Word(N_("tab"))
        field_ = key_at("\n".join(self.lines), cause.line + 1)
        if cause.fixed:
            self.lines[cause.line] = cause.fixed
        return Problem(cause.code, self.path, field_, cause.line + 2, cause.column + 1, values)

    def _quoted(self, line: int) -> str:
        """A line of the file with its value between quotes, ready to paste."""
        written = self.lines[line - 2].rstrip()
        before, separator, value = written.partition(": ")
        if not separator:
            dash, separator, value = written.partition("- ")
            before = dash
        return f"{before}{separator}{as_scalar(value.strip())}" if separator else ""

    def _place(self, event: yaml.Event) -> Place:
        mark: Any = event.start_mark
        return mark.line + 2, mark.column + 1

    def _problem(
        self, code: str, field_: str, place: Place, values: Mapping[str, object] | None = None
    ) -> None:
        self.problems.append(Problem(code, self.path, field_, *place, values or {}))


class _Refused(Exception):  # noqa: N818
    """Reading ends here; the reason is among the problems. Not a ValueError: those are swallowed."""
