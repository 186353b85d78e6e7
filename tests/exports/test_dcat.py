"""The description for data portals: all that DCAT-AP-NL 3.0 makes mandatory, as rdflib reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD
from rdflib.term import Literal, Node, URIRef

from atelier.catalogue.catalogue import Catalogue
from atelier.exports.dcat import CC0
from atelier.exports.dcat import DCAT as FILE
from atelier.exports.export import data_exports
from atelier.model.parts import ALL_PARTS
from atelier.model.settings import Editors
from atelier.render.page import Site
from tests.fixtures.catalogues import SITE, catalogue_of, files_of
from tests.fixtures.sites import ROOT, TODAY

VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
Files = Mapping[str, bytes | str]

TABLE: Mapping[URIRef, Mapping[URIRef, tuple[int, int | None, URIRef | None]]] = {
    DCAT.Catalog: {
        DCTERMS.title: (1, None, None),
        DCTERMS.description: (1, None, None),
        DCTERMS.publisher: (1, 1, FOAF.Agent),
        DCAT.contactPoint: (1, 1, VCARD.Organization),
        DCAT.dataset: (1, None, DCAT.Dataset),
    },
    DCAT.Dataset: {
        DCTERMS.title: (1, None, None),
        DCTERMS.description: (1, None, None),
        DCTERMS.identifier: (1, 1, None),
        DCTERMS.accessRights: (1, 1, DCTERMS.RightsStatement),
        DCTERMS.publisher: (1, 1, FOAF.Agent),
        DCTERMS.creator: (1, None, FOAF.Agent),
        DCAT.contactPoint: (1, 1, VCARD.Organization),
        DCAT.theme: (1, None, URIRef("http://www.w3.org/2004/02/skos/core#Concept")),
        DCAT.distribution: (1, None, DCAT.Distribution),
    },
    DCAT.Distribution: {
        DCAT.accessURL: (1, 1, None),
        DCTERMS.license: (1, 1, DCTERMS.LicenseDocument),
        DCAT.downloadURL: (1, 1, None),
        DCTERMS.format: (1, 1, DCTERMS.MediaTypeOrExtent),
        DCAT.mediaType: (1, 1, DCTERMS.MediaType),
        DCAT.byteSize: (1, 1, None),
    },
    FOAF.Agent: {FOAF.name: (1, None, None)},
    VCARD.Organization: {VCARD.fn: (1, None, None), VCARD.hasURL: (1, None, None)},
}
"""By class, each property with how many there are at least and at most, and the class of its value.

What is mandatory (V) in the tables of chapters "Klassen" and "Ondersteunende klassen" of
https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/ and in the shapes dcat-ap-nl-SHACL.ttl that come with it,
and what it makes mandatory in some cases: how a file is downloaded, its format and its size.
"""

AT_MOST_ONCE = {
    DCAT.Dataset: {DCTERMS.issued, DCTERMS.modified, DCTERMS.accrualPeriodicity, DCAT["version"]},
    DCAT.Catalog: {DCTERMS.issued, DCTERMS.modified, DCTERMS.license, FOAF.homepage},
}

LISTS: Mapping[URIRef, str] = {
    DCAT.mediaType: "https://www.iana.org/assignments/media-types/",
    DCAT.theme: "http://publications.europa.eu/resource/authority/data-theme/",
    DCTERMS.accessRights: "http://publications.europa.eu/resource/authority/access-right/",
    DCTERMS.accrualPeriodicity: "http://publications.europa.eu/resource/authority/frequency/",
    DCTERMS.format: "http://publications.europa.eu/resource/authority/file-type/",
    DCTERMS.language: "http://publications.europa.eu/resource/authority/language/",
    DCTERMS.license: "http://publications.europa.eu/resource/authority/licence/",
}
"""The value list that the profile prescribes for a property, by how its values begin."""


def described(catalogue: Catalogue, site: Site) -> tuple[Files, rdflib.Graph]:
    """All files of a catalogue, and the description of them."""
    files = files_of(catalogue, site)
    return files, rdflib.Graph().parse(data=files[FILE], format="json-ld")


@pytest.fixture(scope="module")
def real() -> tuple[Files, rdflib.Graph]:
    return described(catalogue_of(ROOT), SITE)


@pytest.mark.parametrize("kind", TABLE)
def test_what_is_mandatory_is_there(kind: URIRef, real: tuple[Files, rdflib.Graph]) -> None:
    """Every property of the profile's table, as often as it may stand, with a value of the right class."""
    _, graph = real
    things = list(graph.subjects(RDF.type, kind))

    assert things
    for thing in things:
        for name, (least, most, of) in TABLE[kind].items():
            values = list(graph.objects(thing, name))
            assert least <= len(values) <= (most or len(values)), (thing, name)
            assert all(of is None or (value, RDF.type, of) in graph for value in values), (thing, name)
        for name in AT_MOST_ONCE.get(kind, ()):
            assert len(list(graph.objects(thing, name))) <= 1, (thing, name)


def test_values_come_from_the_lists_of_the_profile(real: tuple[Files, rdflib.Graph]) -> None:
    """A portal knows every theme, language, format and licence by its address."""
    for name, start in LISTS.items():
        values = [str(value) for value in real[1].objects(None, name)]

        assert values
        assert all(value.startswith(start) for value in values), name


def test_everything_is_free_to_use(real: tuple[Files, rdflib.Graph]) -> None:
    """Every file is CC0 and public, and all of it is about education."""
    graph = real[1]

    assert {URIRef(CC0)} == set(graph.objects(None, DCTERMS.license))
    assert {"PUBLIC"} == {str(v).rpartition("/")[2] for v in graph.objects(None, DCTERMS.accessRights)}
    assert {"EDUC"} == {str(v).rpartition("/")[2] for v in graph.objects(None, DCAT.theme)}


def test_every_file_with_data_is_described(real: tuple[Files, rdflib.Graph]) -> None:
    """Each file stands in one dataset, at its own address, of its own kind and size; each dataset in the catalogue."""
    files, graph = real
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    found: dict[str, tuple[str, int]] = {}
    for dataset in graph.objects(catalogue, DCAT.dataset):
        for distribution in graph.objects(dataset, DCAT.distribution):
            url = str(_one(graph, distribution, DCAT.downloadURL)).removeprefix(SITE.url)
            assert url not in found
            size = _one(graph, distribution, DCAT.byteSize)
            assert isinstance(size, Literal)
            assert XSD.nonNegativeInteger == size.datatype
            found[url] = str(_one(graph, distribution, DCAT.mediaType)), int(size)

    assert set(graph.subjects(RDF.type, DCAT.Dataset)) == set(graph.objects(catalogue, DCAT.dataset))
    assert found == {
        export.url: (
            f"https://www.iana.org/assignments/media-types/{export.media_type}",
            len(files[export.url]),
        )
        for export in data_exports(ALL_PARTS)
    }


def _one(graph: rdflib.Graph, thing: Node, name: URIRef) -> Node:
    (value,) = graph.objects(thing, name)
    return value


def test_who_can_be_asked(real: tuple[Files, rdflib.Graph]) -> None:
    """The editors by mail where the settings name them, and else the site."""
    (contact,) = real[1].subjects(RDF.type, VCARD.Organization)
    _, without = described(Catalogue(TODAY), replace(SITE, editors=None))

    assert "mailto:redactie@klein.example" == str(_one(real[1], contact, VCARD.hasEmail))
    assert [] == list(without.objects(None, VCARD.hasEmail))
    assert [URIRef(SITE.url)] == list(without.objects(None, VCARD.hasURL))


def test_the_page_of_the_editors_can_be_the_way() -> None:
    """Editors with a form instead of an address are reached there."""
    page = "https://klein.example/vraag/"
    _, graph = described(Catalogue(TODAY), replace(SITE, editors=Editors(page=page)))

    assert [URIRef(page)] == list(graph.objects(None, VCARD.hasURL))
    assert [] == list(graph.objects(None, VCARD.hasEmail))


def test_days_are_those_of_the_records(real: tuple[Files, rdflib.Graph]) -> None:
    """Issued when the first record came in, modified when the last one came in or was confirmed; no clock."""
    initiatives = catalogue_of(ROOT).initiatives.values()
    days = [d for e in initiatives for d in (e.record.added, e.record.last_confirmed) if d]

    assert {min(days).isoformat()} == {str(day) for day in real[1].objects(None, DCTERMS.issued)}
    assert {max(days).isoformat()} == {str(day) for day in real[1].objects(None, DCTERMS.modified)}
