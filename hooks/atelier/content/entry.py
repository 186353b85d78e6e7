"""An entry: a file of a content folder, read completely or only in part."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, Protocol, TypeVar, cast

from atelier.content.front_matter import Place, Value, place_of
from atelier.content.markdown import Body, BodyImage, BodyLink
from atelier.content.references import Reference
from atelier.model.base import Record
from atelier.model.fields import values_at
from atelier.problems.problem import FieldPath, Problem, field_name

R_co = TypeVar("R_co", bound=Record, covariant=True)


class Written(NamedTuple):
    """The front matter of a file as it is written.

    Attributes:
        data: its fields, every scalar as text.
        keys: the line on which each field of the record starts.

    """

    data: Mapping[str, Value]
    keys: Mapping[str, int]


class Rest(NamedTuple):
    """What only the page of an entry, and the files beside that page, are made of.

    Attributes:
        html: the text below the front matter, made safe.
        text: the text of the file.
        fields: the pickle of its ``Written``: many small objects, which only one file is made of.
        further: the translated text, made safe, by language.

    """

    html: str
    text: str
    fields: bytes
    further: Mapping[str, str] = {}

    def load(self) -> Rest:
        """It is here already."""
        return self


class Translation(NamedTuple):
    """What a further language says of a record.

    Attributes:
        path: of its file, from the root.
        values: the text of each field that is translated.
        translated: those fields, and ``body``: keys with dots between them, without the places in lists.
        body_links: the links of its body to other files.
        body_images: the images in its body.
        words: how many words its body has.
        face: the hash of its path and its front matter.
        digest: the hash of its path and its bytes.

    """

    path: str
    values: tuple[tuple[FieldPath, object], ...]
    translated: frozenset[str]
    body_links: tuple[BodyLink, ...]
    body_images: tuple[BodyImage, ...]
    words: int
    face: str
    digest: str


class Loadable(Protocol):
    """The rest of an entry, or what loads it."""

    def load(self) -> Rest:
        """The rest of the entry."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry(Generic[R_co]):
    """A file that was read: its record, its body and the place of every field.

    What an edit of another file does not ask for (``body``, ``text``, ``written``) is loaded when it
    is first asked for, where the entry was kept from an earlier run.

    Attributes:
        path: relative to the root, with slashes.
        rest: ``body``, ``text`` and ``written``, or what loads them.
        slug: the file's name without ``.md``.
        record: what the front matter says.
        references: what it refers to: as written in the file, and as slugs once a check resolved them.
        body_links: the links of its body to other files.
        body_images: the images in its body.
        words: how many words its body has.
        right_from: the first day on which all its dates can be right.
        digest: the hash of its path, its bytes, those of the table beside it, and the code. What is made of
            this entry alone is made anew if its digest changes.
        face: the hash of its path, its front matter and the city's choices: of all that others show of it. A
            change of the body leaves it as it is.
        placed: the pickle of ``places``: thousands of small objects, which only a problem needs.
        beside: the files beside it, from the root, by the field that they hold.
        translations: what further languages say of it, by language.
        translated: which fields are in the language of the page, where that is a further one.

    """

    path: str
    rest: Loadable
    slug: str
    record: R_co
    references: tuple[Reference, ...]
    body_links: tuple[BodyLink, ...]
    body_images: tuple[BodyImage, ...]
    words: int
    right_from: datetime.date
    digest: str
    face: str
    placed: bytes
    beside: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, Translation] = field(default_factory=dict)
    translated: frozenset[str] = frozenset()

    @property
    def body(self) -> Body:
        """The text below the front matter, as safe HTML."""
        return Body(self.rest.load().html, self.body_links, self.body_images)

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.rest.load().text

    @property
    def written(self) -> Written:
        """Its front matter as it is written."""
        return cast("Written", pickle.loads(self.rest.load().fields))  # noqa: S301 - made by read_record

    @property
    def data(self) -> Mapping[str, Value]:
        """Its front matter, every scalar as text."""
        return self.written.data

    @property
    def places(self) -> Mapping[FieldPath, Place]:
        """Line and column of every field."""
        return _places(self.placed)

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
        named = (*values_at(self.record, "image", "file"), *(image.file for image in self.body_images))
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

    @property
    def body_links(self) -> tuple[BodyLink, ...]:
        """The links of its body to other files."""
        return self.body.links

    @property
    def body_images(self) -> tuple[BodyImage, ...]:
        """The images in its body."""
        return self.body.images


@lru_cache(maxsize=4)
def _places(placed: bytes) -> Mapping[FieldPath, Place]:
    # A programme of two thousand parts may have as many problems, each with its place.
    return cast("Mapping[FieldPath, Place]", pickle.loads(placed))  # noqa: S301 - made by read_record


def problem_at(file: Entry[Record] | Broken, code: str, *field: str | int, **values: object) -> Problem:
    """A problem with a field of a file, at that field's place; without a field, with the file."""
    present, place = place_of(field, file.places)
    path = file.beside.get(str(field[0]), file.path) if field else file.path
    return Problem(code, path, field_name(present or field) or "file", *place, values)
