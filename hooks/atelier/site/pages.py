"""All pages of a catalogue, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atelier.catalogue.catalogue import Catalogue
from atelier.render.csp import with_policy
from atelier.render.page import Intro, Page, Site
from atelier.render.renderer import Renderer
from atelier.sections.choosing import Add, Compare, Saved
from atelier.sections.copies import Copies
from atelier.sections.data import Data
from atelier.sections.embeds import Embeds
from atelier.sections.festivals import Festivals
from atelier.sections.help import Help
from atelier.sections.home import Home
from atelier.sections.initiatives import Initiatives
from atelier.sections.money.pages import Money
from atelier.sections.new import New
from atelier.sections.questions import Questions
from atelier.sections.register import Funds, Partners, Pillars
from atelier.sections.section import File, Material, Section
from atelier.sections.terms import Levels, Places, Tags

SECTIONS: Mapping[str, type[Section]] = {
    section.name: section
    for section in (
        Home,
        Initiatives,
        Pillars,
        Partners,
        Funds,
        Festivals,
        Money,
        Data,
        Questions,
        Levels,
        Places,
        Tags,
        Copies,
        New,
        Help,
        Saved,
        Compare,
        Add,
        Embeds,
    )
}
"""By the first part of their addresses, in the order in which they are made."""


class Pages:
    """All pages of a catalogue, and the files that are published beside them."""

    def __init__(self, catalogue: Catalogue, site: Site, intros: Mapping[str, Intro]) -> None:
        self.catalogue = catalogue
        material = Material(catalogue, site, intros)
        self.sections = [section(material) for section in SECTIONS.values()]

    def __iter__(self) -> Iterator[Page]:
        for section in self.sections:
            yield from section.pages()

    def files(self, renderer: Renderer) -> Iterator[File]:
        """What every section publishes beside its pages, and the former addresses of all."""
        for entry in self.catalogue.entries:
            redirect = with_policy(renderer.redirect(entry.url)) if entry.record.former_slugs else ""
            for former in entry.record.former_slugs:
                yield f"{entry.record.collection}/{former}/", redirect
        for section in self.sections:
            yield from section.files(renderer)
