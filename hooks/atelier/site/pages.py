"""All pages of a catalogue, section by section.

Sections are found in their room: to add a section, add its module. A kind of record without a section has a
list and a page for each record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages

import atelier.sections
from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.model.base import Record
from atelier.model.records import RECORDS
from atelier.render.page import File, Intro, Page, Site
from atelier.render.renderer import Renderer
from atelier.sections.section import Material, RecordSection, Section, redirect
from atelier.store.store import Store


def _sections() -> Iterator[type[Section]]:
    """Every section with a name, and a default section for each other kind of record."""
    for module in walk_packages(atelier.sections.__path__, "atelier.sections."):
        import_module(module.name)
    found = [Section]
    for section in found:
        found += section.__subclasses__()
    named = {section.name: section for section in found if "name" in vars(section)}
    yield from named.values()
    for kind in RECORDS:
        if kind.collection not in named:
            yield type(f"{kind.__name__}Section", (RecordSection,), {"record": kind})


SECTIONS: Mapping[str, type[Section]] = {
    section.name: section for section in sorted(_sections(), key=lambda section: section.rank)
}
"""By the first part of their addresses, in the order in which they are made."""


class Pages:
    """All pages of a catalogue, and the files published beside them."""

    def __init__(
        self,
        catalogue: Catalogue,
        site: Site,
        intros: Mapping[str, Intro],
        store: Store | None = None,
        first: Pages | None = None,
    ) -> None:
        """``first`` are the pages in the first language, if these are in a further one."""
        self.catalogue = catalogue
        material = Material(catalogue, site, intros, store, first.material if first else None)
        self.material: Material = material
        self.intros = intros
        self.made_of = material.made_of
        self.sections = [section(material) for name, section in SECTIONS.items() if name in intros]

    def __iter__(self) -> Iterator[Page]:
        for section in self.sections:
            yield from section.pages()

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The files of every section, and a redirect for each former address."""
        for entry in self.catalogue.entries:
            for former in entry.record.former_slugs:
                yield redirect(f"{entry.record.collection}/{former}/", entry.url, renderer)
        for section in self.sections:
            yield from section.files(renderer)

    def of(self, entry: Entry[Record]) -> Iterator[Page | File]:
        """The pages of a record, and the file for its form."""
        for section in self.sections:
            if isinstance(section, RecordSection) and section.record is entry.record.origin:
                yield from section.pages_of(entry)
                yield from section.edit_files(entry)
