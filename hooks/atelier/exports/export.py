"""Exports: files with data of the catalogue for programs and spreadsheets.

Exports are found in this room: to add one, add a module with a subclass of ``Export``. It is then published,
listed on the page of the open data, and described in linked data and for data portals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, ClassVar, Generic, TypeVar

import atelier.exports
from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.exports.spreadsheet import Cell
from atelier.insights.money.ledger import Line, every_line
from atelier.model.parts import Parts
from atelier.render.page import File, Site
from atelier.render.wording import Wording
from atelier.store.code import code_digest
from atelier.store.fingerprint import fingerprint
from atelier.store.store import Store, remember_each

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table.

    Attributes:
        name: in the first row.
        label: what it holds, to be translated.
        cell: returns its cell for a row.

    """

    name: str
    label: str
    cell: Callable[[T], Cell]


class Exporter:
    """All exports of a catalogue. The content of each is made once.

    Attributes:
        catalogue: the data.
        site: the settings.
        wording: the language of titles and descriptions.
        description: what the open data is, in a sentence or two.
        face: returns the fingerprint of the fields of a record, and of those of the records that it names.
        store: keeps parts of files from one build to the next.

    """

    def __init__(
        self,
        catalogue: Catalogue,
        site: Site,
        wording: Wording,
        description: str,
        *,
        face: Callable[[Entry[Any]], str],
        store: Store | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.site = site
        self.wording = wording
        self.description = description
        self.face = face
        self.store = store
        self._made: dict[type[Export], bytes] = {}
        self.exports = [kind(self) for kind in every_export() if site.parts.has(kind.part)]

    @cached_property
    def lines(self) -> Sequence[Line]:
        """Every line of money."""
        return list(every_line(self.catalogue))

    def parts(self, name: str, makers: Sequence[tuple[str, Callable[[], T]]]) -> list[T]:
        """The parts of a file, each made only if it is not kept.

        ``makers`` are what each part follows from, and what makes it.
        """
        made_by = fingerprint(code_digest(), repr(self.site))
        found = remember_each(self.store, name.replace("/", "-"), made_by, dict(makers))
        return [found[follows] for follows, _ in makers]

    def content(self, export: Export) -> bytes:
        """The content of the file of an export."""
        kind = type(export)
        if kind not in self._made:
            self._made[kind] = export.content()
        return self._made[kind]


class Export:
    """An export: one file.

    Attributes:
        url: from the root of the site.
        title: what it is called, to be translated.
        what: what is in it, in a sentence, to be translated.
        media_type: of https://www.iana.org/assignments/media-types.
        file_type: its name in the European list of file types, which data portals use.
        dataset: the address of the export with the same data in another format; empty for a separate dataset,
            None for a file without data.
        rank: its place in the list of the page.
        part: the part of the catalogue that it is of; empty for all.
        dated: whether it says when records changed.

    """

    url: ClassVar[str]
    title: ClassVar[str]
    what: ClassVar[str]
    media_type: ClassVar[str]
    file_type: ClassVar[str]
    dataset: ClassVar[str | None] = ""
    rank: ClassVar[int] = 1000
    part: ClassVar[str] = ""
    dated: ClassVar[bool] = False

    def __init__(self, exporter: Exporter) -> None:
        self.exporter = exporter
        self.catalogue = exporter.catalogue
        self.site = exporter.site

    def content(self) -> bytes:
        """The content of the file."""
        raise NotImplementedError

    def files(self) -> Iterator[File]:
        """More files to publish."""
        yield from ()

    @property
    def count(self) -> int | None:
        """How many records or lines it has; None if that means nothing."""
        return None

    @property
    def columns(self) -> Sequence[Column[object]]:
        """The columns, if it is a table."""
        return ()


@cache
def every_export() -> tuple[type[Export], ...]:
    """Every kind of export, in the order in which the page lists them."""
    for module in iter_modules(atelier.exports.__path__):
        import_module(f"atelier.exports.{module.name}")
    found = [Export]
    for kind in found:
        found += kind.__subclasses__()
    return tuple(sorted((kind for kind in found if "url" in vars(kind)), key=lambda kind: kind.rank))


def data_exports(parts: Parts) -> tuple[type[Export], ...]:
    """The exports with data of some parts, without those that only describe others."""
    return tuple(kind for kind in every_export() if kind.dataset is not None and parts.has(kind.part))
