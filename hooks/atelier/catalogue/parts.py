"""What files say of parts that the catalogue does not have: it is told, and left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from atelier.content.entry import Entry
from atelier.content.reader import Collections, of_kind
from atelier.model.base import Record
from atelier.model.fields import values_at
from atelier.model.initiative import Initiative
from atelier.model.parts import HELD, Parts, without_fields
from atelier.problems.problem import Problem, Word


def with_parts(collections: Collections, parts: Parts) -> tuple[Collections, list[Problem]]:
    """The records of the parts that are there, and a remark for each that belongs to another."""
    if not parts.without:
        return collections, []
    entries: dict[type[Record], tuple[Entry[Record], ...]] = {
        kind: found if parts.shows(kind) else () for kind, found in collections.entries.items()
    }
    gone = {field for field in parts.fields if "." not in field}
    entries[Initiative] = tuple(
        replace(
            entry,
            record=without_fields(entry.record, parts.fields),
            references=tuple(reference for reference in entry.references if reference.field[0] not in gone),
        )
        for entry in of_kind(collections, Initiative)
    )
    broken = tuple(file for file in collections.broken if parts.shows(file.kind))
    return replace(collections, entries=entries, broken=broken), list(_left_out(collections, parts))


def _left_out(collections: Collections, parts: Parts) -> Iterator[Problem]:
    for part in parts.without:
        values = {"part": Word(part.label), "name": part.value}
        fields = [field.split(".") for field in HELD[part].fields]
        for kind in HELD[part].kinds:
            for entry in of_kind(collections, kind):
                yield Problem("part-without", entry.path, "file", values=values)
        for entry in of_kind(collections, Initiative):
            for keys in fields:
                if any(True for _ in values_at(entry.record, *keys)):
                    yield entry.problem("part-without", keys[0], **values)
