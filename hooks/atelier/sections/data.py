"""The open data: files for programs and spreadsheets, and the page that tells how to use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from atelier.exports.csv_tables import SEPARATOR, OpenTables, Table
from atelier.exports.dcat import Described, dcat
from atelier.exports.json_records import (
    CATALOGUE,
    DCAT,
    FUNDING,
    GRAPH,
    INITIATIVES,
    PARTNERS,
    SCHEMA,
    VERSION,
    OpenData,
    collections,
)
from atelier.exports.json_schema import open_data_schema
from atelier.exports.jsonld import graph
from atelier.i18n.translation import N_
from atelier.insights.money.ledger import Line, every_line
from atelier.model.records import BY_COLLECTION
from atelier.render.page import Page
from atelier.render.renderer import Renderer
from atelier.sections.section import File, Section


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the page lists it.

    Attributes:
        url: from the root of the site.
        what: what is in it.
        count: of records or lines; None where it holds none.
        size: in kilobytes of a thousand, rounded up.

    """

    url: str
    what: str
    count: int | None
    size: int


WHAT: Mapping[str, tuple[str, str]] = {
    CATALOGUE: (N_("The whole catalogue"), N_("All records, with all their fields.")),
    GRAPH: (N_("The whole catalogue"), N_("The same as linked data, in the terms of schema.org.")),
    INITIATIVES: (N_("Initiatives"), N_("A row for each initiative.")),
    PARTNERS: (N_("Partners"), N_("A row for each partner.")),
    FUNDING: (N_("Money"), N_("A row for each amount: by year, and by who pays it.")),
    SCHEMA: (N_("The form of catalogue.json"), N_("What each field of catalogue.json holds (JSON Schema).")),
    DCAT: (N_("For data portals"), N_("What there is here, for data portals (DCAT-AP-NL 3.0).")),
}
"""The title of each file, and what is in it."""

DATASETS: Sequence[Sequence[str]] = ((CATALOGUE, GRAPH), (INITIATIVES,), (PARTNERS,), (FUNDING,))
"""Files that say the same stand together; the first of them has its title and description."""


class Data(Section):
    """Everything that records say, as files."""

    name = "data"
    kind = "data/page"
    rank = 70

    def pages(self) -> Iterator[Page]:
        """One page, which lists the files."""
        found = collections(self.catalogue)
        listed = [self._listed_file(url, content) for url, content in self._whole.items()]
        gettext = self.wording.texts.gettext
        kinds = [
            (gettext(BY_COLLECTION[name].many), entries[0].data_url, len(entries))
            for name, entries in found.items()
            if entries
        ]
        tables = [(url, gettext(WHAT[url][0]), table.columns) for url, table in self._tables.items()]
        years = [line.year for line in self._lines if line.amount]
        year = min(years, default=self.catalogue.today.year)
        yield self._first(
            files=listed, kinds=kinds, tables=tables, separator=SEPARATOR.strip(), version=VERSION, year=year
        )

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The files of the whole, and one for each record."""
        yield from self._whole.items()
        yield from self._data.records()

    @cached_property
    def _data(self) -> OpenData:
        return OpenData(self.catalogue, self.site)

    @cached_property
    def _tables(self) -> Mapping[str, Table[object]]:
        made = OpenTables(self.catalogue, self.site)
        return {INITIATIVES: made.initiatives(), PARTNERS: made.partners(), FUNDING: made.funding()}  # type: ignore[dict-item]

    @cached_property
    def _lines(self) -> Sequence[Line]:
        return list(every_line(self.catalogue))

    @cached_property
    def _whole(self) -> Mapping[str, bytes]:
        """Every file of the whole by its address, in the order in which the page lists them."""
        description = self.material.intros[self.name].description
        whole = {url: table.text().encode() for url, table in self._tables.items()}
        whole[CATALOGUE] = self._data.whole()
        whole[SCHEMA] = open_data_schema(self.site)
        whole[GRAPH] = graph(self.catalogue, self.site, description)
        whole[DCAT] = self._dcat(whole, description)
        return whole

    def _dcat(self, files: Mapping[str, bytes], description: str) -> bytes:
        gettext = self.wording.texts.gettext
        described = [
            Described(
                f"{self.site.name}: {gettext(WHAT[urls[0]][0])}",
                gettext(WHAT[urls[0]][1]),
                {url: len(files[url]) for url in urls},
            )
            for urls in DATASETS
        ]
        records = [entry.record for entry in self.catalogue.initiatives.values()]
        dates = [day for record in records for day in (record.added, record.last_confirmed) if day]
        return dcat(described, self.site, description, dates)

    def _listed_file(self, url: str, content: bytes) -> Listed:
        counts = {
            CATALOGUE: sum(1 for _ in self.catalogue.entries),
            INITIATIVES: len(self.catalogue.initiatives),
            PARTNERS: len(self.catalogue.partners),
            FUNDING: len(self._lines),
        }
        what = self.wording.texts.gettext(WHAT[url][1])
        return Listed(url, what, counts.get(url), -(-len(content) // 1000))
