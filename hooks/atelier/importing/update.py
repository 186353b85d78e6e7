"""What a row says that a file does not, and the file with it: every other line stays as it is."""

from __future__ import annotations

from collections.abc import Mapping

from atelier.content.entry import Entry
from atelier.content.front_matter import Value, read_front_matter
from atelier.content.source import SourceFile
from atelier.content.writer import file_text, lines_of
from atelier.importing.partners import Register
from atelier.model.base import Record
from atelier.model.fields import Field, shape_of
from atelier.model.rules import RefersTo

CLOSING = "---"


def differences(
    entry: Entry[Record], data: Mapping[str, Value], body: str, register: Register
) -> tuple[dict[str, Value], str | None]:
    """The fields of a row that the file of its record has otherwise, and the text below them if that differs.

    A group keeps the fields that the row does not have; a list is taken as a whole.
    """
    fields = shape_of(type(entry.record)).fields
    written = entry.data
    changes: dict[str, Value] = {}
    for key, value in data.items():
        before = written.get(key)
        both = isinstance(value, dict) and isinstance(before, dict)
        after: Value = {**before, **value} if both else value  # type: ignore[dict-item]
        if before is None or _plain(fields[key], before, register) != _plain(fields[key], after, register):
            changes[key] = after
    same = not body or _body(entry).strip() == body.strip()
    return changes, None if same else body


def _body(entry: Entry[Record]) -> str:
    front, _ = read_front_matter(SourceFile(entry.path, entry.slug, entry.text))
    return front.body


def _plain(field: Field, value: Value, register: Register) -> Value:
    """A value as it is compared: references as slugs, and a group that one text stands for as a group."""
    if isinstance(value, list):
        return [_plain(field, item, register) for item in value]
    if isinstance(value, dict):
        known = field.group.fields if field.group else {}
        return {key: _plain(known[key], inner, register) for key, inner in value.items() if key in known}
    if field.group and field.group.alone:
        return _plain(field, {field.group.alone: value}, register)
    rule = field.rule
    return (register.known(value, rule) or value) if isinstance(rule, RefersTo) else value


def updated(entry: Entry[Record], changes: Mapping[str, Value], body: str | None) -> str:
    """The text of a record's file with some fields changed, and another text below them if one is given."""
    group = shape_of(type(entry.record))
    lines = entry.text.split("\n")
    starts = dict(entry.written.keys)
    if len(set(starts.values())) < len(starts) or lines[0].strip() != CLOSING:
        # Its fields do not stand on lines of their own.
        return file_text(group, {**entry.data, **changes}, _body(entry) if body is None else body)
    end = "\r" if lines[0].endswith("\r") else ""
    closing = next(n for n, line in enumerate(lines[1:], 1) if line.rstrip() == CLOSING)
    edges = sorted([*starts.values(), closing + 1])
    for key in sorted(changes, key=lambda key: -starts.get(key, closing + 1)):
        new = [line + end for line in lines_of(key, group.fields[key].group, changes[key])]
        first = starts.get(key, closing + 1) - 1
        last = next((edge for edge in edges if edge > first + 1), first + 1) - 1 if key in starts else first
        while last > first and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
            last -= 1
        lines[first:last] = new
    if body is not None:
        closing = next(n for n, line in enumerate(lines[1:], 1) if line.rstrip() == CLOSING)
        lines = [*lines[: closing + 1], end, *(line + end for line in body.strip("\n").split("\n")), ""]
    return "\n".join(lines)
