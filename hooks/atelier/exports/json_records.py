"""Records as open data: a JSON file for each record, and one with all of them.

Every field of the model is there under its own name, even if it is empty, so programs need not test for it.
Left out are the text below the fields and the picture, which have another licence, and everything about a
contact but the organisation: a person agreed to be named on the page, not in a file that others copy. The
same catalogue always gives the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property, partial
from typing import Any

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.short_address import short_address
from atelier.content.entry import Entry
from atelier.content.json_text import json_bytes
from atelier.exports.export import Export, Exporter
from atelier.exports.lasting import entry_id, modified, removed
from atelier.exports.open_fields import is_open
from atelier.exports.terms import terms
from atelier.i18n.translation import N_
from atelier.model.base import Fields, Record
from atelier.model.dates import Moment, PartialDate
from atelier.model.fields import values_at
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.model.parts import Parts
from atelier.model.records import BY_COLLECTION
from atelier.render.page import File, Site

VERSION = "1.1"
"""The version of the format. The second number goes up when something is added, the first when something
changes or is removed."""

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
"""CC0, for everything in these files."""

CATALOGUE = "data/catalogue.json"
SCHEMA = "data/catalogue.schema.json"
"""The address of its schema."""

Plain = str | int | float | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
"""A value of JSON."""


@cache
def _open_fields(kind: type[Fields]) -> Sequence[tuple[str, str]]:
    """The name in files and the attribute of every published field of a group."""
    named = [(info.alias or name, name) for name, info in kind.model_fields.items()]
    return [(key, name) for key, name in named if is_open(kind, key)]


def number(amount: Decimal) -> int | float:
    """An amount as a number of JSON, exact to the cent.

    An amount has at most fourteen digits, of which two decimals; a double holds fifteen.
    """
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def plain(value: object) -> Plain:
    """A value of a record as a value of JSON; dates as in files, references as slugs."""
    if value is None or isinstance(value, str | int):
        return None if value == "" else value  # a text that its catalogue can do without
    if isinstance(value, Fields):
        return {key: plain(getattr(value, name)) for key, name in _open_fields(type(value))}
    if isinstance(value, PartialDate | Moment | datetime.date):
        return str(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    assert isinstance(value, Decimal)  # noqa: S101 - a new kind of value needs its form
    return number(value)


def collections(catalogue: Catalogue, parts: Parts) -> Mapping[str, Sequence[Entry[Record]]]:
    """The entries of every kind of record of some parts, by its collection, sorted by slug.

    Their order in the catalogue depends on the date: current initiatives come first.
    """
    found: dict[str, list[Entry[Record]]] = {
        name: [] for name, kind in BY_COLLECTION.items() if parts.shows(kind)
    }
    for entry in catalogue.entries:
        found[entry.record.collection].append(entry)
    return {name: sorted(entries, key=lambda entry: entry.slug) for name, entries in found.items()}


def leave_out(fields: dict[str, Any], parts: Parts) -> None:
    """Take the fields of an initiative that are of no part out of those by their names in files."""
    for path in parts.fields:
        *above, key = path.split(".")
        group: Any = fields
        for name in above:
            group = group and group.get(name)
        if group:
            group.pop(key, None)


def known_besides(entry: Entry[Record], catalogue: Catalogue, site: Site) -> dict[str, Plain]:
    """What is known of a record besides its fields, by the names of ``BESIDES``."""
    record = entry.record
    changed = modified(entry, catalogue)
    besides: dict[str, Plain] = {"slug": entry.slug, "id": entry_id(entry, site)}
    besides["page_url"] = site.url + entry.url
    if isinstance(record, Initiative):
        besides["short_url"] = site.url + short_address(entry)  # type: ignore[arg-type]
    besides |= {"modified": changed.isoformat() if changed else None, "language": site.language}
    same_as = [*values_at(record, "same_as")]
    ror = record.identifiers and record.identifiers.ror if isinstance(record, Partner) else None
    return besides | {"same_as": [*same_as, ror] if ror and ror not in same_as else same_as}


class OpenData:
    """The records of a catalogue as JSON; each is written once, for its own file and for that of all."""

    def __init__(self, exporter: Exporter) -> None:
        self.site, self.catalogue = exporter.site, exporter.catalogue
        self.collections = collections(exporter.catalogue, self.site.parts)
        self.exporter = exporter
        self.text = cache(self._text)
        self.modified = cache(partial(modified, catalogue=exporter.catalogue))

    def _text(self, entry: Entry[Record]) -> bytes:
        """A record as JSON."""
        values = plain(entry.record)
        assert isinstance(values, dict)  # noqa: S101 - for the type checker
        if isinstance(entry.record, Initiative):
            leave_out(values, self.site.parts)
        besides = known_besides(entry, self.catalogue, self.site)
        # What a record does not say itself, such as its language, is known besides.
        said = {key: value for key, value in values.items() if value is not None or key not in besides}
        return json_bytes(besides | said | {"same_as": besides["same_as"]})

    def whole(self) -> bytes:
        """The file with all records, one on a line."""
        about = {
            "$schema": self.site.url + SCHEMA,
            "version": VERSION,
            "name": self.site.name,
            "url": self.site.url,
            "language": self.site.language,
            "licence": LICENCE,
        }
        parts = [json_bytes(key) + b": " + json_bytes(value) for key, value in about.items()]
        entries = [entry for entries in self.collections.values() for entry in entries]
        makers = [
            (f"{self.exporter.face(entry)} {self.modified(entry)}", partial(self.text, entry))
            for entry in entries
        ]
        texts = iter(self.exporter.parts(CATALOGUE, makers))
        parts += [
            json_bytes(name) + b": [" + b",".join(b"\n" + next(texts) for _ in entries) + b"\n]"
            for name, entries in self.collections.items()
        ]
        gone = [
            {
                "id": one.id,
                "date": one.date.isoformat() if one.date else None,
                "moved_to": one.moved_to or None,
            }
            for one in removed(self.catalogue, self.site)
        ]
        parts.append(b'"removed": [' + b",".join(b"\n" + json_bytes(one) for one in gone) + b"\n]")
        meanings = terms(self.catalogue.kinds, self.site.parts, self.exporter.wording)
        parts.append(b'"terms": ' + json_bytes(meanings))
        return b"{\n" + b",\n".join(parts) + b"\n}\n"

    def records(self) -> Iterator[File]:
        """The file of each record; also at the addresses of its former slugs."""
        for name, entries in self.collections.items():
            for entry in entries:
                follows = (entry, str(self.modified(entry)))
                for slug in entry.slugs:
                    yield File(f"data/{name}/{slug}.json", partial(self._record, entry), follows)

    def _record(self, entry: Entry[Record]) -> bytes:
        return self.text(entry) + b"\n"


class CatalogueExport(Export):
    """All records in one file."""

    url = CATALOGUE
    title = N_("The whole catalogue")
    what = N_("All records, with all their fields.")
    media_type = "application/json"
    file_type = "JSON"
    rank = 40
    dated = True

    @cached_property
    def data(self) -> OpenData:
        """The records as JSON."""
        return OpenData(self.exporter)

    def content(self) -> bytes:
        """A record a line."""
        return self.data.whole()

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(1 for _ in self.catalogue.entries)

    def files(self) -> Iterator[File]:
        """The file of each record."""
        return self.data.records()
