"""The catalogue as one graph of linked data, in the terms of schema.org.

Its nodes are those in the heads of the pages (``atelier.exports.schema_org``). The context is in the file, so
that programs need not fetch it from schema.org, and amounts are decimals, so that sums are exact. As in all
open data, a contact is only an organisation, and the text of a question is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import cast

from atelier.content.entry import Entry
from atelier.content.json_text import json_bytes
from atelier.exports.export import Export, Exporter
from atelier.exports.json_records import CATALOGUE, collections
from atelier.exports.schema_org import LinkedData, Node, known
from atelier.exports.schema_org_pages import LinkedPages
from atelier.i18n.translation import N_
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.slug import slugify

SCHEMA_ORG = "http://schema.org/"
"""As in the context of schema.org, so that nodes of pages and of this file are the same."""
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
REFERENCES = ("contentUrl", "inDefinedTermSet", "license", "relatedLink", "sameAs", "url")
"""Properties with an address as their value."""
CONTEXT = {"@vocab": SCHEMA_ORG} | {name: {"@type": "@id"} for name in REFERENCES}

CLOSED = frozenset({"contactPoint", "text"})
"""Properties of a type that are not open data."""


def graph(exporter: Exporter) -> bytes:
    """The graph as a file."""
    things = LinkedData(exporter.catalogue, exporter.site, exact)
    before = things.whole(exporter.description)
    after = [things.level(level) for level in exporter.catalogue.by_level]
    nodes = [*map(json_bytes, before), *_records(exporter, things), *map(json_bytes, after)]
    return b'{"@context": ' + json_bytes(CONTEXT) + b',\n"@graph": [\n' + b",\n".join(nodes) + b"\n]}\n"


def _records(exporter: Exporter, things: LinkedData) -> Iterator[bytes]:
    """The nodes of every record. Those of initiatives, which are many, are kept."""
    pages = LinkedPages(things)
    for kind, entries in collections(exporter.catalogue, exporter.site.parts).items():
        if kind == Initiative.collection:
            initiatives = cast("Sequence[Entry[Initiative]]", entries)
            makers = [
                (_follows(entry, exporter), partial(_initiative, entry, things, pages))
                for entry in initiatives
            ]
            yield from exporter.parts(GraphExport.url, makers)
            continue
        for entry in entries:
            yield json_bytes(_open(things.record(entry)))
            if isinstance(entry.record, Fund):
                yield from map(json_bytes, things.reservations(cast("Entry[Fund]", entry)))


def _follows(entry: Entry[Initiative], exporter: Exporter) -> str:
    """What the nodes of an initiative follow from: its fields, and how most write its subjects and places."""
    catalogue, record = exporter.catalogue, entry.record
    subjects = (catalogue.tag_names[slugify(tag)] for tag in record.tags)
    places = (catalogue.place_names[slugify(place)] for place in record.places)
    return "\n".join((exporter.face(entry), *subjects, *places))


def _initiative(entry: Entry[Initiative], things: LinkedData, pages: LinkedPages) -> bytes:
    """The nodes of an initiative: its page, the initiative itself, and its recipe."""
    page = {"@type": "WebPage", "@id": things.site.url + entry.url} | known(
        name=entry.title, description=entry.record.summary, inLanguage=things.site.language
    )
    return b",\n".join(json_bytes(_open(node)) for node in pages.initiative(page, entry))


def _open(node: Node) -> Node:
    return {key: value for key, value in node.items() if key not in CLOSED}


def exact(amount: Decimal) -> Node:
    """An amount as a decimal: programs read a number of JSON as a double."""
    return {"@type": DECIMAL, "@value": f"{amount:.2f}"}


class GraphExport(Export):
    """All records as linked data."""

    url = "data/catalogue.jsonld"
    title = N_("The whole catalogue")
    what = N_("The same as linked data, in the terms of schema.org.")
    media_type = "application/ld+json"
    file_type = "JSON_LD"
    dataset = CATALOGUE
    rank = 60

    def content(self) -> bytes:
        """One graph, a node a line."""
        return graph(self.exporter)
