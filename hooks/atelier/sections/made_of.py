"""What a page follows from, as a fingerprint: two builds with the same one would write the same bytes.

A fingerprint is cheaper than the page, and it is made without making it. Values are compared by what they
are, records by their *faces*: a page that names a record follows from its fields and from those of the
records that it refers to, because it may name those too; the record's own page follows from the whole file
and its pictures as well.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.elsewhere import AskedElsewhere, Elsewhere
from atelier.content.entry import Entry
from atelier.content.references import Reference
from atelier.insights.news import News
from atelier.insights.showings import Showings
from atelier.model.addresses import is_elsewhere
from atelier.model.base import Fields, Record
from atelier.model.fields import values_at
from atelier.model.initiative import Initiative
from atelier.model.kinds import OwnChoice
from atelier.model.question import Question
from atelier.model.records import BY_COLLECTION
from atelier.model.slug import slugify
from atelier.render.page import File, Page, Whole
from atelier.search.facets import Filters
from atelier.store.fingerprint import fingerprint

PROSE = ("summary", "results")
"""Texts of an initiative that are only read: nothing is filtered or sorted by them."""


class MadeOf:
    """Makes the fingerprints of one catalogue.

    Attributes:
        catalogue: the records that values may hold.
        everywhere: what everything follows from: the code, the settings, the day.

    """

    def __init__(self, catalogue: Catalogue, everywhere: str) -> None:
        self.catalogue = catalogue
        self.everywhere = fingerprint(everywhere, catalogue.kinds.follows, str(catalogue.today))
        self._faces: dict[Entry[Record], str] = {}
        self._shared: dict[int, str] = {}
        self._wholes: set[str] = set()

    def page(self, page: Page, around: tuple[str, ...] = ()) -> str:
        """The fingerprint of a page; ``around`` is what its bytes follow from besides, such as its shell."""
        if page.follows is None and callable(page.context):
            raise TypeError(f"{page.url}: a page whose context is computed later must say what it follows")
        return fingerprint(
            self.everywhere,
            *around,
            page.url,
            page.kind,
            page.title,
            page.description,
            page.source,
            page.feed.name,
            page.pillar,
            self.whole(page.subject) if isinstance(page.subject, Entry) else repr(page.subject),
            repr(page.crumbs),
            self._bytes((page.listed, page.context if page.follows is None else page.follows)),
        )

    def of(self, *values: object) -> str:
        """The fingerprint of some values. Raises TypeError if one of them cannot be compared."""
        return fingerprint(self.everywhere, self._bytes(values))

    def file(self, file: File) -> str:
        """The fingerprint of a file."""
        if file.follows is None:
            content = file.made
            return fingerprint(content)
        return fingerprint(self.everywhere, file.url, *self._parts(file.follows))

    def face(self, entry: Entry[Record]) -> str:
        """What is said of a record where it is named: its fields, and those of the records in them."""
        if entry not in self._faces:
            named = map(self._named, entry.references)
            # A card says where hardly anything is known, which follows from the length of the body too.
            little = "little" if entry.slug in self.catalogue.little_known else ""
            parts = (entry.face, self._picture(entry), little, *self._terms(entry.record))
            parts = (*parts, *self._elsewhere(entry))
            self._faces[entry] = fingerprint(*parts, *named)
        return self._faces[entry]

    def facts(self, entry: Entry[Initiative]) -> str:
        """The fields of an initiative without ``PROSE``."""
        record = entry.record.model_copy(update=dict.fromkeys(PROSE))
        return fingerprint(self._bytes(record))

    def _named(self, reference: Reference) -> str:
        """The fields of the record that a reference leads to."""
        kinds = (self.catalogue.records.get(BY_COLLECTION[name], {}) for name in reference.collections)
        return next((kind[reference.text].face for kind in kinds if reference.text in kind), "")

    def _elsewhere(self, entry: Entry[Record]) -> Iterator[str]:
        """What is known of the initiatives of other cities that a record names, or that are the same."""
        record = entry.record
        if isinstance(record, Initiative):
            yield from (one.face for one in self.catalogue.also_elsewhere.get(entry.slug, ()))
        answers = (answer.initiative or "" for answer in values_at(record, "answered_by"))
        for named in (*values_at(record, "adapted_from"), *answers):
            known = self.catalogue.by_id(named) if is_elsewhere(named) else None
            if isinstance(known, Elsewhere):
                yield known.face

    def _terms(self, record: Record) -> Iterator[str]:
        """What the subjects and places of a record are called: as most records write them."""
        if isinstance(record, Initiative | Question):
            for tag in record.tags:
                yield self.catalogue.tag_names.get(slugify(tag), "")
            for place in record.places if isinstance(record, Initiative) else [record.place or ""]:
                yield self.catalogue.place_names.get(slugify(place), "")

    def _picture(self, entry: Entry[Record]) -> str:
        """The picture that stands for a record, if it has one."""
        if not self.catalogue.pictures:
            return ""
        return "".join(map(self._shown(entry), values_at(entry.record, "image", "file")))

    def _shown(self, entry: Entry[Record]) -> Callable[[str], str]:
        """What is known of a picture of a record, by its name."""
        pictures = self.catalogue.pictures
        return lambda name: repr(pictures.get(f"{entry.record.folder}/{name}"))

    def whole(self, entry: Entry[Record]) -> str:
        """What the page of a record shows of it: its file, its pictures, and what it refers to."""
        self._wholes.add(entry.path)
        images = entry.images if self.catalogue.pictures else ()
        return fingerprint(entry.digest, self.face(entry), *map(self._shown(entry), images))

    def take_wholes(self) -> Collection[str]:
        """The files of the records whose whole was asked for since the last time."""
        taken, self._wholes = self._wholes, set()
        return taken

    @cached_property
    def everything(self) -> str:
        """The fields of all records, in their order: what sums and counts follow from.

        Every face follows from these, and to make all faces takes longer.
        """
        catalogue = self.catalogue
        faces = (entry.face for entry in catalogue.entries)
        asked = (one.face for one in catalogue.asked_elsewhere)
        taken = [
            (slug, one.url, one.date, one.catalogue.about, one.catalogue.neighbours)
            for slug, one in catalogue.taken.items()
        ]
        pictures = repr(catalogue.pictures)
        little = sorted(catalogue.little_known)
        return fingerprint(*faces, *little, pictures, repr(taken), self.elsewhere, *asked)

    @cached_property
    def elsewhere(self) -> str:
        """The initiatives of neighbours, and which of ours they tell of too."""
        catalogue = self.catalogue
        also = (f"{slug} {one.face}" for slug, group in catalogue.also_elsewhere.items() for one in group)
        return fingerprint(*(one.face for one in catalogue.elsewhere), "", *also)

    def _parts(self, values: Sequence[object]) -> Iterator[str | bytes]:
        """Some values as parts of a fingerprint. Most files follow from texts and whole records alone."""
        for value in values:
            if type(value) is str:
                yield value
            elif type(value) is Whole:
                yield self.whole(value.entry)
            else:
                yield self._bytes(value)

    def _bytes(self, values: object) -> bytes:
        buffer = io.BytesIO()
        pickler = _Pickler(buffer, protocol=4)
        # Otherwise equal values differ by whether they are one object or two.
        pickler.fast = True
        pickler.made_of = self
        pickler.dump(values)
        return buffer.getvalue()

    def shared(self, value: Filters | News) -> str:
        """What is shown of a value that many pages share: it is looked at once."""
        if id(value) not in self._shared:
            if isinstance(value, News):
                parts: tuple[str, ...] = (self.face(value.entry), repr(value.added), repr(value.changed))
            else:
                # A page shows which filters there are. What they find is in a file of its own.
                facets = [(facet.key, facet.label, len(facet.options) > 1) for facet in value.facets]
                parts = (repr(facets), repr(value.sorts), repr(value.elsewhere))
            self._shared[id(value)] = fingerprint(*parts)
        return self._shared[id(value)]


class _Pickler(pickle.Pickler):
    """Writes values as bytes; those that pickle would write in a way of their own are replaced.

    Pickle writes what Python itself has (texts, numbers, lists) without asking here, which makes it fast. The
    order of a set differs from run to run, so a set may not be compared.
    """

    made_of: MadeOf

    def reducer_override(self, value: Any) -> Any:
        """How a value is written that is of no type of Python's own."""
        kind = type(value)
        if kind is Whole:
            return str, (self.made_of.whole(value.entry),)
        if kind is Entry:
            return str, (self.made_of.face(value),)
        if isinstance(value, Elsewhere | AskedElsewhere):
            return str, (value.face,)
        if isinstance(value, OwnChoice):  # all that its city can choose from is in ``everywhere``
            return str, (value.value,)
        if isinstance(value, Fields):
            # The names of the fields that are set are a set.
            return tuple, (kind.__name__, *vars(value).values())
        if kind is Filters or kind is News:
            return str, (self.made_of.shared(value),)
        # How a city chooses a kind of record is in ``everywhere``.
        if isinstance(value, MethodType | FunctionType) or (kind is not type and _is_record(value)):
            return str, (value.__qualname__,)
        if isinstance(value, Path | Catalogue | Showings):
            raise TypeError(f"a page cannot be compared by {kind.__qualname__}: give it `follows`")
        return NotImplemented


def _is_record(value: object) -> bool:
    """Whether a value is the class of a kind of record."""
    return isinstance(value, type) and issubclass(value, Record)
