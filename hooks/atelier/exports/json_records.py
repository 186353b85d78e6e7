"""What records say as open data: plain values, one text of JSON for each record, and all of them in one file.

Every field of the model is there under its own name, empty or not, so whoever reads the data never has to
ask whether it is. Left out are the story below the fields and the picture, which have a licence of their
own, and everything about a contact but the organisation: a person agrees to stand on the page, not in a
file that others copy. The same catalogue always makes the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property

from pydantic_core import to_json

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.short_address import short_address
from atelier.content.entry import Entry
from atelier.exports.export import Export
from atelier.i18n.translation import N_
from atelier.model.base import Fields, Record
from atelier.model.dates import Moment, PartialDate
from atelier.model.fields import SHAPES
from atelier.model.initiative import Contact, Initiative
from atelier.render.page import Site

VERSION = "1.0"
"""Of the form of the data. The number behind the dot goes up when something is added, the one before it
when something that was there changes or goes."""

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
"""CC0: of everything in these files."""

CATALOGUE = "data/catalogue.json"
SCHEMA = "data/catalogue.schema.json"
"""Its form, which is a file of its own."""

OPEN: Mapping[type[Fields], frozenset[str]] = {Contact: frozenset({"organisation"})}
"""The fields of a group that are open, where not all of them are: a new one stays out until it is named."""
CLOSED: Mapping[type[Fields], frozenset[str]] = {Initiative: frozenset({"image"})}
"""The fields of a group that are not."""

Plain = str | int | float | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
"""A value as JSON knows it."""


def is_open(kind: type[Fields], key: str) -> bool:
    """Whether a field of a group stands in the data, by its name in files."""
    return key in OPEN.get(kind, {key}) and key not in CLOSED.get(kind, ())


@cache
def _open_fields(kind: type[Fields]) -> Sequence[tuple[str, str]]:
    """The name in files and the attribute of every open field of a group."""
    named = [(info.alias or name, name) for name, info in kind.model_fields.items()]
    return [(key, name) for key, name in named if is_open(kind, key)]


def number(amount: Decimal) -> int | float:
    """An amount as a number of JSON, exact to the cent.

    An amount has at most twelve digits before the comma and two behind it; a double holds fifteen.
    """
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def plain(value: object) -> Plain:
    """A value of a record as JSON knows it; dates as they stand in files, references as slugs."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Fields):
        return {key: plain(getattr(value, name)) for key, name in _open_fields(type(value))}
    if isinstance(value, PartialDate | Moment | datetime.date):
        return str(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    assert isinstance(value, Decimal)  # noqa: S101 - a new kind of value needs its form
    return number(value)


def collections(catalogue: Catalogue) -> Mapping[str, Sequence[Entry[Record]]]:
    """The entries of every kind of record, by its collection, in the order of their slugs.

    In the catalogue their order follows from the day: what runs comes first.
    """
    found: dict[str, list[Entry[Record]]] = {name: [] for name in SHAPES}
    for entry in catalogue.entries:
        found[entry.record.collection].append(entry)
    return {name: sorted(entries, key=lambda entry: entry.slug) for name, entries in found.items()}


def addresses(entry: Entry[Record], site: Site) -> dict[str, str]:
    """What a record is known by: its slug, its page, and the short address of an initiative."""
    known = {"slug": entry.slug, "page_url": site.url + entry.url}
    if isinstance(entry.record, Initiative):
        known["short_url"] = site.url + short_address(entry)  # type: ignore[arg-type]
    return known


class OpenData:
    """The records of a catalogue as JSON; each is written once, for its own file and for the whole."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self.site = site
        self.collections = collections(catalogue)
        self._texts = {
            name: [self._text(entry) for entry in entries] for name, entries in self.collections.items()
        }

    def _text(self, entry: Entry[Record]) -> bytes:
        said = plain(entry.record)
        assert isinstance(said, dict)  # noqa: S101 - for the type checker
        return to_json(addresses(entry, self.site) | said)

    def whole(self) -> bytes:
        """Everything in one file, a record a line."""
        about = {
            "$schema": self.site.url + SCHEMA,
            "version": VERSION,
            "name": self.site.name,
            "url": self.site.url,
            "language": self.site.language,
            "licence": LICENCE,
        }
        parts = [to_json(key) + b": " + to_json(value) for key, value in about.items()]
        parts += [
            to_json(name) + b": [" + b",".join(b"\n" + text for text in texts) + b"\n]"
            for name, texts in self._texts.items()
        ]
        return b"{\n" + b",\n".join(parts) + b"\n}\n"

    def records(self) -> Iterator[tuple[str, bytes]]:
        """The file of each record, by its address; also where it stood under a former slug."""
        for name, entries in self.collections.items():
            for entry, text in zip(entries, self._texts[name], strict=True):
                content = text + b"\n"
                for former in entry.record.former_slugs:
                    yield f"data/{name}/{former}.json", content
                yield entry.data_url, content


class CatalogueExport(Export):
    """All records in one file."""

    url = CATALOGUE
    title = N_("The whole catalogue")
    what = N_("All records, with all their fields.")
    media_type = "application/json"
    file_type = "JSON"
    rank = 40

    @cached_property
    def data(self) -> OpenData:
        """The records as JSON."""
        return OpenData(self.catalogue, self.site)

    def content(self) -> bytes:
        """A record a line."""
        return self.data.whole()

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(1 for _ in self.catalogue.entries)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The file of each record, by its address."""
        return self.data.records()
