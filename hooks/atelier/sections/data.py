"""The open data: files for programs and spreadsheets, and the page that says how to use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from atelier.exports.csv_tables import SEPARATOR
from atelier.exports.export import Export, Exporter
from atelier.exports.json_records import VERSION, collections
from atelier.model.records import BY_COLLECTION
from atelier.render.page import File, Page
from atelier.render.renderer import Renderer
from atelier.sections.section import Section
from atelier.store.fingerprint import fingerprint


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the page lists it.

    Attributes:
        url: from the root of the site.
        what: what is in it.
        count: how many records or lines it has; None if it has none.
        size: in kilobytes of a thousand, rounded up.

    """

    url: str
    what: str
    count: int | None
    size: int


class Data(Section):
    """The records of the catalogue as files."""

    name = "data"
    kind = "data/page"
    rank = 70
    overview = True

    def pages(self) -> Iterator[Page]:
        """The page, which lists the files."""
        yield self._first(lazy=self._listing, follows=tuple(map(self._made_of, self._exporter.exports)))

    def _listing(self) -> Mapping[str, Any]:
        gettext = self.wording.texts.gettext
        exports = self._exporter.exports
        kinds = [
            (gettext(BY_COLLECTION[name].many), entries[0].data_url, len(entries))
            for name, entries in collections(self.catalogue, self.site.parts).items()
            if entries
        ]
        tables = [(export.url, export.columns) for export in exports if export.columns]
        years = [line.year for line in self._exporter.lines if line.amount]
        return {
            "files": [*map(self._listed_file, exports)],
            "kinds": kinds,
            "tables": tables,
            "separator": SEPARATOR.strip(),
            "version": VERSION,
            "year": min(years, default=self.catalogue.today.year),
        }

    def _made_of(self, export: Export) -> str:
        """What an export follows from: the fields of all records, and if it says that, when each changed."""
        dates = self._dates if export.dated else ""
        everything = self.material.first.made_of.everything
        return fingerprint(export.url, everything, self._exporter.description, dates)

    @cached_property
    def _dates(self) -> str:
        """When each record changed or went."""
        return repr(self.material.first.catalogue.history)

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The files of each export, which all languages share."""
        if self.site.prefix:
            return
        for export in self._exporter.exports:
            yield File(export.url, partial(self._exporter.content, export), (self._made_of(export),))
            yield from export.files()

    @cached_property
    def _exporter(self) -> Exporter:
        material = self.material.first
        return Exporter(
            material.catalogue,
            material.site,
            material.wording,
            material.intros[self.name].description,
            face=material.made_of.face,
            store=material.store,
        )

    def _listed_file(self, export: Export) -> Listed:
        what = self.wording.texts.gettext(export.what)
        size = len(self._exporter.content(export))
        return Listed(export.url, what, export.count, -(-size // 1000))
