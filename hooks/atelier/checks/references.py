"""References resolved: every name becomes a slug."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from atelier.catalogue.names import Names
from atelier.content.entry import Entry
from atelier.content.references import replaced
from atelier.model.base import Record
from atelier.problems.problem import FieldPath, Problem

R = TypeVar("R", bound=Record)


def resolved(entry: Entry[R], names: Names, problems: list[Problem]) -> Entry[R]:
    """The entry with a slug in every reference; an unknown or repeated reference adds a problem."""
    record, references = entry.record, list(entry.references)
    seen: set[FieldPath] = set()
    for number, reference in enumerate(entry.references):
        slug = names.resolve(reference)
        if slug is None:
            problem = names.unknown(entry, reference)
            problems += [problem] if problem else []
            continue
        *list_, index = reference.field
        if isinstance(index, int):
            key: FieldPath = (*list_, slug)
            if key in seen:
                problems.append(entry.problem("duplicate-item", *reference.field, value=slug))
            seen.add(key)
        if slug != reference.text:
            record = replaced(record, reference.field, slug)
            references[number] = reference._replace(text=slug)
    if record is entry.record:
        return entry
    return replace(entry, record=record, references=tuple(references))
