"""What a row of a sheet becomes, and what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from atelier.content.front_matter import Value
from atelier.importing.grid import Note
from atelier.importing.table import Column, Row
from atelier.problems.problem import FieldPath, Problem


class Trouble(NamedTuple):
    """What is wrong in a row.

    Attributes:
        row: its number.
        column: where; None where no column is about it.
        field: the path of the field.
        what: what is wrong, and what to do.

    """

    row: int
    column: Column | None
    field: FieldPath
    what: Note | Problem


@dataclass(slots=True)
class Built:
    """What a row becomes.

    Attributes:
        row: the row.
        data: the fields of the record, every scalar as text.
        body: the text below them.
        columns: from which column a field came.
        troubles: what was wrong before any check of the record.
        partners: the new partners that it names, by their slugs.
        unknown: the names that are no record, of which a trouble says so.

    """

    row: Row
    data: dict[str, Value] = field(default_factory=dict)
    body: str = ""
    columns: dict[FieldPath, Column] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    partners: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    def column_of(self, path: FieldPath) -> Column | None:
        """The column from which a field, or the group or list around it, came."""
        while path:
            if path in self.columns:
                return self.columns[path]
            path = path[:-1]
        return None
