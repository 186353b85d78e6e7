"""What a page follows from, as a fingerprint: two builds with the same one would write the same bytes.

A fingerprint is cheaper than the page, and it is made without making it. Values are compared by what they
are, records by their *faces*: a page that names a record follows from its fields and from those of the
records that it refers to, because it may name those too; the record's own page follows from the whole file
and its pictures as well.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from enum import Enum
from functools import cached_property
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from markupsafe import Markup

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.content.references import Reference
from atelier.model.base import Fields, Record
from atelier.model.fields import values_at
from atelier.model.records import BY_COLLECTION
from atelier.render.page import File, Page
from atelier.search.facets import Filters
from atelier.store.fingerprint import fingerprint


class MadeOf:
    """Makes the fingerprints of one catalogue.

    Attributes:
        catalogue: the records that values may hold.
        everywhere: what everything follows from: the code, the settings, the day.

    """

    def __init__(self, catalogue: Catalogue, everywhere: str) -> None:
        self.catalogue = catalogue
        self.everywhere = fingerprint(everywhere, str(catalogue.today))
        self._faces: dict[Entry[Record], str] = {}
        self._filters: dict[int, str] = {}

    def page(self, page: Page, around: tuple[str, ...] = ()) -> str:
        """The fingerprint of a page; ``around`` is what its bytes follow from besides, such as its shell."""
        if page.follows is None and callable(page.context):
            raise TypeError(f"{page.url}: a page whose context is computed later must say what it follows")
        own = self.whole(page.entry) if page.entry else ""
        parts = (
            page.url,
            page.kind,
            page.title,
            page.description,
            page.source,
            page.crumbs,
            page.subject,
            page.listed,
            page.feed.name,
            page.pillar,
            page.context if page.follows is None else page.follows,
        )
        return fingerprint(self.everywhere, *around, own, self._bytes(parts))

    def of(self, *values: object) -> str:
        """The fingerprint of some values. Raises TypeError if one of them cannot be compared."""
        return fingerprint(self.everywhere, self._bytes(values))

    def file(self, file: File) -> str:
        """The fingerprint of a file."""
        if file.follows is None:
            content = file.made
            return fingerprint(content)
        return fingerprint(self.everywhere, file.url, self._bytes(file.follows))

    def face(self, entry: Entry[Record]) -> str:
        """What is said of a record where it is named: its fields, and those of the records in them."""
        if entry not in self._faces:
            named = map(self._named, entry.references)
            self._faces[entry] = fingerprint(entry.face, self._picture(entry), *named)
        return self._faces[entry]

    def _named(self, reference: Reference) -> str:
        """The fields of the record that a reference leads to."""
        kinds = (self.catalogue.records.get(BY_COLLECTION[name], {}) for name in reference.collections)
        return next((kind[reference.text].face for kind in kinds if reference.text in kind), "")

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
        images = entry.images if self.catalogue.pictures else ()
        return fingerprint(entry.digest, self.face(entry), *map(self._shown(entry), images))

    @cached_property
    def everything(self) -> str:
        """The fields of all records, in their order: what sums and counts follow from."""
        return fingerprint(*map(self.face, self.catalogue.entries))

    def _bytes(self, values: object) -> bytes:
        buffer = io.BytesIO()
        pickler = _Pickler(buffer, protocol=4)
        # Otherwise equal values differ by whether they are one object or two.
        pickler.fast = True
        pickler.made_of = self
        pickler.dump(values)
        return buffer.getvalue()

    def filters(self, filters: Filters) -> str:
        """What a page shows of the filters: which there are. What they find is in a file of its own."""
        if id(filters) not in self._filters:
            shown = [(facet.key, facet.label, len(facet.options) > 1) for facet in filters.facets]
            self._filters[id(filters)] = fingerprint(repr((shown, filters.sorts)))
        return self._filters[id(filters)]


class _Pickler(pickle.Pickler):
    """Writes values as bytes; those that pickle would write in a way of their own are replaced."""

    made_of: MadeOf

    def persistent_id(self, value: Any) -> object:
        """What stands for a value; None if it is written as it is."""
        kind = type(value)
        if kind in _PLAIN:
            return None
        if kind is Entry:
            return self.made_of.face(value)
        if isinstance(value, Fields):
            # The names of the fields that are set are a set, whose order differs from run to run.
            return kind.__name__, tuple(vars(value).values())
        if kind is Filters:
            return self.made_of.filters(value)
        if isinstance(value, Enum):
            return kind.__name__, value.name
        if kind is Markup:
            return str(value)
        if isinstance(value, set | frozenset):
            return sorted(map(repr, value))
        if isinstance(value, _FUNCTIONS):
            return getattr(value, "__qualname__", "")
        if isinstance(value, Path | Catalogue) or callable(value):
            raise TypeError(f"a page cannot be compared by {kind.__qualname__}: give it `follows`")
        return None


_PLAIN = frozenset({str, int, bool, float, bytes, type(None), tuple, list, dict})
_FUNCTIONS = (FunctionType, MethodType, BuiltinFunctionType, type)
