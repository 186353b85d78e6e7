"""One build of a site: it takes what the engine rendered, and writes the pages when all of it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from atelier.catalogue.catalogue import Catalogue
from atelier.i18n.translation import translations
from atelier.images.cache import PictureCache
from atelier.render.page import Intro, Site
from atelier.render.renderer import Renderer
from atelier.search.index import FOLDER, make_index, searched
from atelier.sections.section import RecordSection
from atelier.site.engine import Rendered
from atelier.site.pages import SECTIONS, Pages
from atelier.site.publish import CACHE, Publication, publish
from atelier.store.store import Store


class Build:
    """The state of one build.

    Attributes:
        root: the folder with ``mkdocs.yml``.
        site: what the settings say.
        catalogue: what the pages are made of.
        searched: whether a search index is made.

    """

    def __init__(self, root: Path, site: Site, catalogue: Catalogue) -> None:
        self.root = root
        self.site = site
        self.catalogue = catalogue
        self.searched = True
        self._renditions: Mapping[str, Sequence[str]] = {}

    def make_renditions(self) -> None:
        """Make the renditions of all pictures that are not kept yet. Raises RenditionsFailedError."""
        if self.catalogue.pictures:
            self._renditions = PictureCache(self.root).renditions(self.catalogue.pictures)

    def write(self, rendered: Rendered, target: Path) -> None:
        """Write every page and file of the site below ``target``. Raises EngineError."""
        publication = Publication(
            catalogue=self.catalogue,
            site=self.site,
            book=Pages(self.catalogue, self.site, self._intros(rendered)),
            renditions=self._renditions,
            rendered=rendered,
        )
        publish(publication, Renderer(self.catalogue, self.site, self.root / CACHE), target)

    def _intros(self, rendered: Rendered) -> Mapping[str, Intro]:
        """The introduction of every section: a kind of record has pages even if editors wrote none."""
        gettext = translations(self.site.language).gettext
        titles = {
            name: Intro(gettext(section.record.many), "", Markup())
            for name, section in SECTIONS.items()
            if issubclass(section, RecordSection)
        }
        return {**titles, **rendered.intros}

    def write_index(self, rendered: Rendered, target: Path) -> None:
        """Make the search index below ``target``. Raises IndexingFailedError if it cannot be made."""
        store = Store(self.root)
        make_index(searched(self.catalogue, self.site.language, rendered.editors, store), target / FOLDER)
