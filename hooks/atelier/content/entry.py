"""An entry: a file of a content folder, read completely or only in part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from atelier.content.front_matter import Place, Value
from atelier.content.markdown import Body
from atelier.content.place import place_of
from atelier.content.references import Reference
from atelier.model.base import Record
from atelier.model.fields import values_at
from atelier.problems.problem import FieldPath, Problem, field_name

R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Entry(Generic[R_co]):
    """A file that was read: its record, its body and the place of every field.

    Attributes:
        path: relative to the root, with slashes.
        slug: the file's name without ``.md``.
        record: what the front matter says.
        body: the text below it, as safe HTML.
        places: line and column of every field.
        references: what it refers to: as written in the file, and as slugs once a check resolved them.
        text: the text of the file.
        data: its front matter, every scalar as text.
        keys: the line on which each field of the record starts.
        digest: the fingerprint of all that it was made of: its path, its text, and what stands beside it.
        face: the fingerprint of its path and its front matter, which a change of the body leaves as it is.
        beside: the files beside it, from the root, by the field that they hold.

    """

    path: str
    slug: str
    record: R_co
    body: Body
    places: Mapping[FieldPath, Place]
    references: tuple[Reference, ...]
    text: str
    data: Mapping[str, Value]
    keys: Mapping[str, int]
    digest: str
    face: str
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address of its page, from the root of the site."""
        return f"{self.record.collection}/{self.slug}/"

    @property
    def data_url(self) -> str:
        """The address of its data as JSON, from the root of the site."""
        return f"data/{self.record.collection}/{self.slug}.json"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.called

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every slug that it has had, the oldest first."""
        return *self.record.former_slugs, self.slug

    @property
    def images(self) -> tuple[str, ...]:
        """The names of the pictures that the file shows, each once."""
        named = (*values_at(self.record, "image", "file"), *(image.file for image in self.body.images))
        return tuple(dict.fromkeys(named))

    def line(self, *field: str | int) -> int:
        """The line on which a field starts; if the field is not there, the group around it."""
        return place_of(field, self.places)[1][0]

    def problem(self, code: str, *field: str | int, **values: object) -> Problem:
        """A problem with a field of this entry, at that field's place."""
        return problem_at(self, code, *field, **values)


@dataclass(frozen=True, slots=True)
class Broken:
    """A file of which no record could be made.

    Attributes:
        kind: the kind of record that it should be.
        path: relative to the root, with slashes.
        slug: the file's name without ``.md``.
        data: its front matter; None if it could not be read.
        body: the text below it, as safe HTML.
        places: line and column of every field that could be read.
        references: what it refers to, as far as it could be read.
        beside: the files beside it, from the root, by the field that they hold.

    """

    kind: type[Record]
    path: str
    slug: str
    data: dict[str, Value] | None = None
    body: Body = field(default_factory=Body)
    places: Mapping[FieldPath, Place] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)


def problem_at(file: Entry[Record] | Broken, code: str, *field: str | int, **values: object) -> Problem:
    """A problem with a field of a file, at that field's place; without a field, with the file."""
    present, place = place_of(field, file.places)
    path = file.beside.get(str(field[0]), file.path) if field else file.path
    return Problem(code, path, field_name(present or field) or "file", *place, values)
