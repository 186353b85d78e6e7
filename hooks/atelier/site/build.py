"""One build of a site: it takes what the engine rendered, and writes the pages when all of it is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from atelier.catalogue.catalogue import Catalogue
from atelier.i18n.translation import translations
from atelier.images.cache import PictureCache
from atelier.render.csp import HEADERS, headers_file, script_hashes, with_policy
from atelier.render.page import Intro, Page, Site
from atelier.render.renderer import Renderer
from atelier.search.index import FOLDER, make_index, searched
from atelier.search.texts import EditorsPage
from atelier.sections import screen
from atelier.sections.embeds import FRAMED_FOLDERS
from atelier.sections.section import RecordSection, intro_file
from atelier.site.head import Heads
from atelier.site.pages import SECTIONS, Pages
from atelier.site.publish import CACHE, Publication, publish, sitemap_entries
from atelier.site.shell import Shell, cut, shell_file
from atelier.site.theme import fixed


class Build:
    """The state of one build.

    Attributes:
        root: the folder with ``mkdocs.yml``.
        site: what the settings say.
        catalogue: an empty one if there are ``errors``.
        errors: the report of the check, if the site is served and its catalogue cannot be shown.
        searched: whether a search index is made.
        intro_files: the section of each page with an introduction, by its path from ``docs/``.
        shell_files: the section of each shell, by its path from ``docs/``.
        editors: the pages that the engine makes itself, and the introductions, as they are searched.
        pages: all pages of the catalogue, once ``make_pages`` was called.
        heads: makes the heads of pages, once ``make_pages`` was called.

    """

    heads: Heads

    def __init__(self, root: Path, site: Site, catalogue: Catalogue, errors: str = "") -> None:
        self.root = root
        self.site = site
        self.catalogue = catalogue
        self.errors = errors
        self.searched = True
        introduced = [section for section in SECTIONS if (root / intro_file(section)).is_file()]
        self.intro_files = {intro_file(section).removeprefix("docs/"): section for section in introduced}
        self.shell_files = {shell_file(section): section for section in SECTIONS}
        self.editors: list[EditorsPage] = []
        self.pages: list[Page] = []
        self._renditions: Mapping[str, Sequence[str]] = {}
        self._intros: dict[str, Intro] = {}
        self._shells: dict[str, Shell] = {}
        self._hashes: set[str] = set()

    @cached_property
    def _book(self) -> Pages:
        return Pages(self.catalogue, self.site, self._intros)

    def make_renditions(self) -> None:
        """Make the renditions of all pictures that are not kept yet. Raises RenditionsFailedError."""
        if self.catalogue.pictures:
            self._renditions = PictureCache(self.root).renditions(self.catalogue.pictures)

    def introduce(self, section: str, title: str, description: str, content: str) -> None:
        """Keep the introduction of a section, by editors."""
        # The home page has only links, and a page that a visitor's choice fills is empty before.
        if section and not SECTIONS[section].single:
            self.editors.append(EditorsPage(f"{section}/", title, content))
        # The theme styles the text of editors by this class.
        text = f'<div class="intro md-typeset">\n{content}\n</div>' if content else ""
        self._intros[section] = Intro(title, description, Markup(text))  # noqa: S704 - by editors

    def make_pages(self, drawn: Collection[str]) -> None:
        """Make all pages, once all introductions are known. ``drawn`` are the names of preview images."""
        gettext = translations(self.site.language).gettext
        for name, section in SECTIONS.items():
            # A kind of record has pages even if editors wrote no introduction.
            if name not in self._intros and issubclass(section, RecordSection):
                self._intros[name] = Intro(gettext(section.record.many), "", Markup())
        self.pages = list(self._book)
        self.heads = Heads(self.catalogue, self.site, drawn)

    def finished(self, output: str, *, policy: bool) -> str:
        """The theme's page with its markup fixed, and with a Content-Security-Policy if ``policy``."""
        output = fixed(output, translations(self.site.language))
        self._hashes |= script_hashes(output)
        return with_policy(output) if policy else output

    def keep_shell(self, section: str, output: str) -> None:
        """Keep the shell of a section. Raises ValueError if the theme left out a slot."""
        self._shells[section] = cut(output)

    def lost_page_head(self) -> str:
        """The tags for the head of the 404 page."""
        title = translations(self.site.language).gettext("Page not found")
        page = Page(url="404.html", kind="404", title=title, description="", source="")
        return self.heads.previews.tags(page)

    def sitemap(self, output: str) -> str:
        """The engine's sitemap with the pages of the catalogue added."""
        before, end, after = output.rpartition("</urlset>")
        return before + sitemap_entries(self.pages, self.site) + end + after

    def write(self, target: Path) -> None:
        """Write every page and file of the catalogue below ``target``."""
        publication = Publication(
            catalogue=self.catalogue,
            site=self.site,
            book=self._book,
            renditions=self._renditions,
            shells=self._shells,
            heads=self.heads,
        )
        publish(publication, self.pages, Renderer(self.catalogue, self.site, self.root / CACHE), target)
        headers = headers_file({*self._hashes, screen.SCRIPT_HASH}, FRAMED_FOLDERS, {screen.STYLE_HASH})
        (target / HEADERS).write_text(headers, encoding="utf-8")

    def write_index(self, target: Path) -> None:
        """Make the search index below ``target``. Raises IndexingFailedError if it cannot be made."""
        make_index(searched(self.catalogue, self.site.language, self.editors), target / FOLDER)
