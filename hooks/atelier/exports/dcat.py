"""The description of the open data for data portals, by DCAT-AP-NL 3.0.

Portals such as data.overheid.nl read this file. It has every property that the profile requires, and of those
that it recommends all that the catalogue knows. A dataset has one or more files with the same data: the
catalogue is one, and so is each table. https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atelier.content.json_text import json_bytes
from atelier.exports.export import Export, data_exports
from atelier.exports.json_records import CATALOGUE, SCHEMA, VERSION
from atelier.i18n.translation import N_
from atelier.render.page import Site

Node = dict[str, Any]

PUBLICATIONS = "http://publications.europa.eu/resource/authority/"
"""The address of the value lists that the profile prescribes."""
CC0 = f"{PUBLICATIONS}licence/CC0"
EDUCATION = f"{PUBLICATIONS}data-theme/EDUC"
PUBLIC = f"{PUBLICATIONS}access-right/PUBLIC"
IRREGULAR = f"{PUBLICATIONS}frequency/IRREG"
LANGUAGES: Mapping[str, str] = {"nl": "NLD", "en": "ENG", "fy": "FRY"}
"""The codes of languages in the list of the European Union."""
FILE_TYPES = f"{PUBLICATIONS}file-type/"
IANA = "https://www.iana.org/assignments/media-types/"

DCAT = "data/dcat.jsonld"

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Described:
    """The description of a dataset.

    Attributes:
        title: what it is called.
        description: what is in it, in a sentence.
        files: the exports that hold it, and their sizes in bytes.

    """

    title: str
    description: str
    files: Mapping[type[Export], int]


def dcat(
    datasets: Sequence[Described], site: Site, description: str, dates: Sequence[datetime.date]
) -> bytes:
    """The description as a file.

    ``description`` describes the catalogue; ``dates`` are the days on which records were added or confirmed.
    The first and the last of them are when the data was issued and modified, as far as the records say.
    """
    profile = _Profile(site, dates)
    nodes = [*profile.catalogue(datasets, description), *profile.values()]
    return json_bytes({"@context": CONTEXT, "@graph": nodes}, indent=2) + b"\n"


def _language(language: str) -> str:
    """The address of a language in a list: that of the European Union, as far as we know it there."""
    code = LANGUAGES.get(language)
    return f"{PUBLICATIONS}language/{code}" if code else f"http://id.loc.gov/vocabulary/iso639-1/{language}"


class _Profile:
    def __init__(self, site: Site, dates: Sequence[datetime.date]) -> None:
        self.site = site
        self.home = site.url + "data/"
        self.agent = f"{site.url}#publisher"
        self.contact = f"{site.url}#contact"
        self.dates: Node = {}
        if dates:
            self.dates = {"dct:issued": _date(min(dates)), "dct:modified": _date(max(dates))}

    def catalogue(self, datasets: Sequence[Described], description: str) -> Iterator[Node]:
        """The catalogue, its datasets, and their distributions."""
        ids = [self._id(dataset) for dataset in datasets]
        yield {
            "@id": self.site.url + DCAT,
            "@type": "dcat:Catalog",
            **self._common(self.site.name, description),
            "dct:license": {"@id": CC0},
            "foaf:homepage": {"@id": self.home},
            "dcat:themeTaxonomy": {"@id": f"{PUBLICATIONS}data-theme"},
            "dcat:dataset": [{"@id": id_} for id_ in ids],
        }
        for id_, dataset in zip(ids, datasets, strict=True):
            yield {
                "@id": id_,
                "@type": "dcat:Dataset",
                **self._common(dataset.title, dataset.description),
                "dct:creator": {"@id": self.agent},
                "dct:identifier": id_,
                "dct:accessRights": {"@id": PUBLIC},
                "dct:accrualPeriodicity": {"@id": IRREGULAR},
                "dcat:theme": {"@id": EDUCATION},
                "dcat:landingPage": {"@id": self.home},
                "dcat:version": VERSION,
                "dcat:distribution": [
                    {"@id": f"{self.site.url}{file.url}#distribution"} for file in dataset.files
                ],
            }
            for file, size in dataset.files.items():
                yield self._distribution(file, size, dataset)

    def _id(self, dataset: Described) -> str:
        """The address of the first file of a dataset, with a fragment."""
        return f"{self.site.url}{next(iter(dataset.files)).url}#dataset"

    def _common(self, title: str, description: str) -> Node:
        """The properties that a catalogue and a dataset share."""
        return {
            "dct:title": self._text(title),
            "dct:description": self._text(description),
            "dct:publisher": {"@id": self.agent},
            "dcat:contactPoint": {"@id": self.contact},
            "dct:language": {"@id": _language(self.site.language)},
            **self.dates,
        }

    def _distribution(self, file: type[Export], size: int, dataset: Described) -> Node:
        url = file.url
        address = {"@id": self.site.url + url}
        node: Node = {
            "@id": f"{self.site.url}{url}#distribution",
            "@type": "dcat:Distribution",
            "dct:title": self._text(f"{dataset.title} ({url.rpartition('.')[2].upper()})"),
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dct:license": {"@id": CC0},
            "dct:format": {"@id": FILE_TYPES + file.file_type},
            "dcat:mediaType": {"@id": IANA + file.media_type},
            "dct:language": {"@id": _language(self.site.language)},
            "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(size)},
        }
        return node | ({"dct:conformsTo": {"@id": self.site.url + SCHEMA}} if url == CATALOGUE else {})

    def values(self) -> Iterator[Node]:
        """The publisher, the contact point, and the classes of values from other lists."""
        home = {"@id": self.site.url}
        name = self._text(self.site.name)
        yield {"@id": self.agent, "@type": "foaf:Agent", "foaf:name": name, "foaf:homepage": home}
        contact: Node = {"@id": self.contact, "@type": "vcard:Organization", "vcard:fn": name}
        editors = self.site.editors
        contact["vcard:hasURL"] = {"@id": editors.page} if editors and editors.page else home
        if editors and editors.mail:
            contact["vcard:hasEmail"] = {"@id": editors.link()}
        yield contact
        # The profile requires the class of each, which most lists do not say themselves.
        kinds = {
            _language(self.site.language): "dct:LinguisticSystem",
            CC0: "dct:LicenseDocument",
            PUBLIC: "dct:RightsStatement",
            IRREGULAR: "dct:Frequency",
            self.site.url + SCHEMA: "dct:Standard",
            self.home: "foaf:Document",
        }
        kinds |= {
            FILE_TYPES + file.file_type: "dct:MediaTypeOrExtent" for file in data_exports(self.site.parts)
        }
        kinds |= {IANA + file.media_type: "dct:MediaType" for file in data_exports(self.site.parts)}
        for id_, kind in kinds.items():
            yield {"@id": id_, "@type": kind}
        scheme = f"{PUBLICATIONS}data-theme"
        label = {"@language": "en", "@value": "Education, culture and sport"}
        yield {"@id": EDUCATION, "@type": "skos:Concept", "skos:prefLabel": label}
        title = {"@language": "en", "@value": "Data theme"}
        yield {"@id": scheme, "@type": "skos:ConceptScheme", "dct:title": title}

    def _text(self, text: str) -> Node:
        return {"@language": self.site.language, "@value": text}


def _date(date: datetime.date) -> Node:
    return {"@type": "xsd:date", "@value": date.isoformat()}


class DcatExport(Export):
    """What open data there is."""

    url = DCAT
    title = N_("For data portals")
    what = N_("What there is here, for data portals (DCAT-AP-NL 3.0).")
    media_type = "application/ld+json"
    file_type = "JSON_LD"
    dataset = None
    rank = 70

    def content(self) -> bytes:
        """The description."""
        records = [entry.record for entry in self.catalogue.initiatives.values()]
        dates = [day for record in records for day in (record.added, record.last_confirmed) if day]
        return dcat(list(self._datasets()), self.site, self.exporter.description, dates)

    def _datasets(self) -> Iterator[Described]:
        """Every dataset, with the files that hold it."""
        gettext = self.exporter.wording.texts.gettext
        exports = self.exporter.exports
        for first in (export for export in exports if export.dataset == ""):
            files = [first, *(export for export in exports if export.dataset == first.url)]
            yield Described(
                f"{self.site.name}: {gettext(first.title)}",
                gettext(first.what),
                {type(file): len(self.exporter.content(file)) for file in files},
            )
