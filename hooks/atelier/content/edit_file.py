"""The file of an entry as the form in the browser changes it."""

from __future__ import annotations

from atelier.content.entry import Entry
from atelier.content.json_text import json_text
from atelier.model.base import Record

FILE = "file.json"
"""The name of the file with the fields of a record, which its form loads to change it."""


def file_data(entry: Entry[Record]) -> str:
    """The file of an entry as JSON: its path, its text, its fields, and the lines of each."""
    text, written = entry.text, entry.written
    lines = text.split("\n")
    starts = sorted((line, key) for key, line in written.keys.items())
    ends = [line for line, _ in starts[1:]] + [_closing(lines)]
    spans = {}
    for (first, key), end in zip(starts, ends, strict=True):
        last = end - 1
        # Empty lines and comments above a field belong to that field.
        while last > first and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
            last -= 1
        spans[key] = (first, last)
    data = {"path": entry.path, "text": text, "data": written.data, "lines": spans}
    return json_text(data)


def _closing(lines: list[str]) -> int:
    """The line, from 1, on which front matter ends."""
    return next(number for number, line in enumerate(lines[1:], start=2) if line.rstrip() == "---")
