"""The open data as tables: initiatives, partners and lines of money, each a file for Excel.

The names in the first row never change, so that programs can rely on them; the page explains them. Several
values in one cell have ``SEPARATOR`` between them. A cell is empty if its value is not known: then the sum of
a column is what is known, and a column of numbers has only numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from typing import Any, Generic, TypeVar

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.short_address import short_address
from atelier.content.entry import Entry
from atelier.exports.export import Column, Export
from atelier.exports.spreadsheet import Cell, spreadsheet, spreadsheet_row
from atelier.i18n.translation import N_
from atelier.insights.money.ledger import Line, every_line
from atelier.insights.money.tables import summed
from atelier.model.base import Record
from atelier.model.fields import Field, published_fields, values_at
from atelier.model.initiative import Ages, Initiative
from atelier.model.partner import Identifiers, Partner
from atelier.model.parts import Part
from atelier.render.page import Site

T = TypeVar("T")

SEPARATOR = " | "
NO_AGES = Ages()
NO_NUMBERS = Identifiers()


@dataclass(frozen=True)
class Table(Generic[T]):
    """A table.

    Attributes:
        columns: its columns.
        rows: the object of each row.
        entries: the records, if each row is one and follows from nothing but its fields and those of the
            records that it names.

    """

    columns: Sequence[Column[T]]
    rows: Sequence[T]
    entries: Sequence[Entry[Record]] = ()

    @property
    def titles(self) -> Sequence[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    @cached_property
    def _cells(self) -> dict[int, Sequence[Cell]]:
        return {}

    def cells(self, number: int) -> Sequence[Cell]:
        """The cells of a row, which are found once for all files."""
        if number not in self._cells:
            self._cells[number] = [column.cell(self.rows[number]) for column in self.columns]
        return self._cells[number]

    def text(self) -> str:
        """The table as the text of a file."""
        return spreadsheet([self.titles, *map(self.cells, range(len(self.rows)))])


class OpenTables:
    """The tables of a catalogue, in an order that does not depend on the date."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self.catalogue = catalogue
        self.site = site

    def initiatives(self) -> Table[Entry[Initiative]]:
        """A row for each initiative."""
        pillars, partners = self.catalogue.pillars, self.catalogue.partners
        columns: Sequence[Column[Entry[Initiative]]] = (
            Column("slug", N_("lasting name"), lambda e: e.slug),
            Column("title", N_("name"), lambda e: e.record.title),
            Column("summary", N_("summary"), lambda e: e.record.summary),
            Column("pillar", N_("slug of the pillar"), lambda e: e.record.pillar),
            Column("pillar_name", N_("name of the pillar"), lambda e: pillars[e.record.pillar].record.name),
            Column("status", N_("how it stands today, as in the fields"), lambda e: e.record.status),
            Column("levels", N_("levels of education"), lambda e: _joined(e.record.levels)),
            Column("age_from", N_("youngest age"), lambda e: (e.record.ages or NO_AGES).start),
            Column("age_to", N_("oldest age"), lambda e: (e.record.ages or NO_AGES).to),
            Column("start", N_("start: a year, month or day"), lambda e: _start(e.record)),
            Column("end", N_("end: a year, month or day"), lambda e: _end(e.record)),
            Column(
                "partners",
                N_("slugs of the partners that take part"),
                lambda e: _joined(e.record.taking_part),
            ),
            Column(
                "partner_names",
                N_("names of the partners that take part"),
                lambda e: _joined(partners[slug].record.name for slug in e.record.taking_part),
            ),
            Column(
                "planned_partners",
                N_("slugs of the partners that were to take part"),
                lambda e: _joined(e.record.planned_partners),
            ),
            Column(
                "brought_in_by",
                N_("slugs of the partners that brought it in"),
                lambda e: _joined(e.record.brought_in_by),
            ),
            Column("contact", N_("slug of the partner to turn to"), lambda e: _contact(e.record)),
            Column("places", N_("places"), lambda e: _joined(e.record.places)),
            Column("tags", N_("subjects"), lambda e: _joined(e.record.tags)),
            Column("cost", N_("what it costs once, in euros"), lambda e: _cost(e.record)),
            Column("amount", N_("money of all years that is known, in euros"), lambda e: _amount(e.record)),
            Column(
                "amounts_unknown",
                N_("how many amounts are not known yet"),
                lambda e: sum(line.amount is None for line in e.record.funding),
            ),
            Column("added", N_("in the catalogue since"), lambda e: e.record.added),
            Column("last_confirmed", N_("confirmed on"), lambda e: e.record.last_confirmed),
            Column("page_url", N_("its page"), lambda e: self.site.url + e.url),
            Column("short_url", N_("short address"), lambda e: self.site.url + short_address(e)),
            *published_columns(self.catalogue.kinds[Initiative]),
        )
        entries = _by_slug(self.catalogue.initiatives.values())
        gone = self.site.parts.columns
        return Table([column for column in columns if column.name not in gone], entries, entries)

    def partners(self) -> Table[Entry[Partner]]:
        """A row for each partner."""
        involvements, brought_in = self.catalogue.involvements, self.catalogue.brought_in
        columns: Sequence[Column[Entry[Partner]]] = (
            Column("slug", N_("lasting name"), lambda e: e.slug),
            Column("name", N_("name"), lambda e: e.record.name),
            Column("kind", N_("kind, as in the fields"), lambda e: e.record.kind),
            Column("aliases", N_("other names"), lambda e: _joined(e.record.aliases)),
            Column("place", N_("place"), lambda e: e.record.place),
            Column("website", N_("its own website"), lambda e: e.record.url),
            Column("ror", N_("ROR number"), lambda e: (e.record.identifiers or NO_NUMBERS).ror),
            Column("brin", N_("BRIN number"), lambda e: (e.record.identifiers or NO_NUMBERS).brin),
            Column("kvk", N_("KvK number"), lambda e: (e.record.identifiers or NO_NUMBERS).kvk),
            Column(
                "initiatives",
                N_("in how many initiatives it takes part"),
                lambda e: len(involvements.get(e.slug, ())),
            ),
            Column(
                "brought_in",
                N_("how many initiatives it brought in"),
                lambda e: len(brought_in.get(e.slug, ())),
            ),
            Column("page_url", N_("its page"), lambda e: self.site.url + e.url),
            *published_columns(self.catalogue.kinds[Partner]),
        )
        return Table(columns, _by_slug(self.catalogue.partners.values()))

    def funding(self) -> Table[Line]:
        """A row for each line of money: what an initiative gets, or what a fund reserved for later."""
        partners, funds = self.catalogue.partners, self.catalogue.funds
        columns: Sequence[Column[Line]] = (
            Column("year", N_("year"), lambda line: line.year),
            Column("amount", N_("euros; empty is not known yet (p.m.)"), lambda line: line.amount),
            Column("title", N_("what it is for"), lambda line: line.title),
            Column(
                "initiative",
                N_("slug of the initiative; empty for what is reserved"),
                lambda line: line.entry.slug if line.entry else None,
            ),
            Column("pillar", N_("slug of the pillar, if it is for one"), lambda line: line.pillar),
            Column("pillars", N_("slugs of all pillars that it is for"), lambda line: _joined(line.pillars)),
            Column(
                "fund", N_("slug of the fund; empty if a partner pays itself"), lambda line: line.fund or None
            ),
            Column(
                "fund_name",
                N_("name of the fund"),
                lambda line: funds[line.fund].record.name if line.fund else None,
            ),
            Column("funder", N_("slug of the partner whose money it is"), lambda line: line.funder),
            Column("funder_name", N_("name of that partner"), lambda line: partners[line.funder].record.name),
            Column(
                "page_url", N_("the page of the initiative or of the fund"), lambda line: self._page(line)
            ),
        )
        return Table(columns, sorted(every_line(self.catalogue), key=_order))

    def _page(self, line: Line) -> str:
        return self.site.url + (line.entry.url if line.entry else self.catalogue.funds[line.fund].url)


def published_columns(kind: type[Record]) -> list[Column[Any]]:
    """A column for each field that the model marks as one (``Published.column``)."""

    def column(field: Field, name: str) -> Column[Any]:
        return Column(name, field.label, lambda entry: _joined(map(str, values_at(entry.record, field.key))))

    return [column(field, mark.column) for field, mark in published_fields(kind) if mark.column]


E_co = TypeVar("E_co", Entry[Initiative], Entry[Partner])


def _by_slug(entries: Iterable[E_co]) -> list[E_co]:
    return sorted(entries, key=lambda entry: entry.slug)


def _order(line: Line) -> tuple[int, str, str, str, bool, Decimal]:
    """The sort key of a line: year, source, initiative, and known amounts first."""
    known = line.amount is not None
    slug = line.entry.slug if line.entry else ""
    return line.year, line.fund, line.funder, slug or line.title, not known, line.amount or Decimal(0)


def _joined(values: Iterable[str]) -> str:
    return SEPARATOR.join(values)


def _start(record: Initiative) -> str | None:
    return str(record.period.start) if record.period and record.period.start else None


def _end(record: Initiative) -> str | None:
    return str(record.period.end) if record.period and record.period.end else None


def _contact(record: Initiative) -> str | None:
    return record.contact.organisation if record.contact else None


def _cost(record: Initiative) -> Decimal | None:
    return record.recipe.cost if record.recipe else None


def _amount(record: Initiative) -> Decimal | None:
    """The sum of the known amounts; None if there are none."""
    return summed([line.amount for line in record.funding]).amount


class TableExport(Export):
    """A table as a file."""

    media_type = "text/csv"
    file_type = "CSV"

    @cached_property
    def table(self) -> Table[Any]:
        """The table."""
        raise NotImplementedError

    def content(self) -> bytes:
        """The table as the text of a file."""
        decimal = self.exporter.wording.decimal
        rows = self.written(self.url, partial(spreadsheet_row, decimal=decimal))
        return (spreadsheet([self.table.titles], decimal) + "".join(rows)).encode()

    def written(self, name: str, write: Callable[[Sequence[Cell]], str]) -> list[str]:
        """The rows as ``write`` writes them; those of records are kept under ``name``."""
        table = self.table
        if not table.entries:
            return [write(table.cells(number)) for number in range(len(table.rows))]
        makers = [
            (self.exporter.face(entry), lambda number=number: write(table.cells(number)))
            for number, entry in enumerate(table.entries)
        ]
        return self.exporter.parts(name, makers)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.table.rows)

    @property
    def columns(self) -> Sequence[Column[Any]]:
        """Its columns."""
        return self.table.columns


class InitiativesExport(TableExport):
    """The table of initiatives."""

    url = "data/initiatives.csv"
    title = N_("Initiatives")
    what = N_("A row for each initiative.")
    rank = 10

    @cached_property
    def table(self) -> Table[Entry[Initiative]]:
        """A row for each initiative."""
        return OpenTables(self.catalogue, self.site).initiatives()


class PartnersExport(TableExport):
    """The table of partners."""

    url = "data/partners.csv"
    title = N_("Partners")
    what = N_("A row for each partner.")
    rank = 20

    @cached_property
    def table(self) -> Table[Entry[Partner]]:
        """A row for each partner."""
        return OpenTables(self.catalogue, self.site).partners()


class FundingExport(TableExport):
    """The table of money."""

    url = "data/funding.csv"
    title = N_("Money")
    what = N_("A row for each amount: by year, and by who pays it.")
    rank = 30
    part = Part.MONEY

    @cached_property
    def table(self) -> Table[Line]:
        """A row for each line of money."""
        return OpenTables(self.catalogue, self.site).funding()
