"""The catalogue as one graph of linked data, in the terms of schema.org.

Its nodes are those in the heads of the pages (``atelier.exports.schema_org``). The context is in the file, so
that programs need not fetch it from schema.org, and amounts are decimals, so that sums are exact. As in all
open data, a contact is only an organisation, and the text of a question is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.content.json_text import json_bytes
from atelier.exports.export import Export
from atelier.exports.json_records import CATALOGUE, collections
from atelier.exports.schema_org import LinkedData, Node
from atelier.exports.schema_org_pages import LinkedPages
from atelier.i18n.translation import N_
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.render.page import Site

SCHEMA_ORG = "http://schema.org/"
"""As in the context of schema.org, so that nodes of pages and of this file are the same."""
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
REFERENCES = ("contentUrl", "inDefinedTermSet", "license", "relatedLink", "sameAs", "url")
"""Properties with an address as their value."""
CONTEXT = {"@vocab": SCHEMA_ORG} | {name: {"@type": "@id"} for name in REFERENCES}

CLOSED = frozenset({"contactPoint", "text"})
"""Properties of a type that are not open data."""


def graph(catalogue: Catalogue, site: Site, description: str) -> bytes:
    """The graph as a file; ``description`` says in a sentence or two what the data is."""
    things = LinkedData(catalogue, site, exact)
    nodes = (json_bytes(node) for node in _nodes(things, catalogue, description))
    return b'{"@context": ' + json_bytes(CONTEXT) + b',\n"@graph": [\n' + b",\n".join(nodes) + b"\n]}\n"


def _nodes(things: LinkedData, catalogue: Catalogue, description: str) -> Iterator[Node]:
    yield from things.whole(description)
    pages = LinkedPages(things)
    for entries in collections(catalogue).values():
        for entry in entries:
            if isinstance(entry.record, Initiative):
                page = {"@type": "WebPage", "@id": things.site.url + entry.url}
                found = pages.initiative(page, cast("Entry[Initiative]", entry))
            else:
                found = [things.record(entry)]
            yield from (_open(node) for node in found)
            if isinstance(entry.record, Fund):
                yield from things.reservations(cast("Entry[Fund]", entry))
    for level in catalogue.by_level:
        yield things.level(level)


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
        return graph(self.catalogue, self.site, self.exporter.description)
