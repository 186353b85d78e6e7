"""What all sections share: an editors' page with an introduction, ways, and lists in pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from markupsafe import Markup

from atelier.catalogue.catalogue import Catalogue
from atelier.insights.families import Families
from atelier.insights.gaps import GapGrid, gap_grid
from atelier.insights.news import News, newest_by_page, news
from atelier.insights.questions import Asked
from atelier.insights.related import Relations
from atelier.insights.showings import Showings
from atelier.render.page import PAGE_SIZE, Crumb, Intro, Page, Site, Slice, slices
from atelier.render.renderer import Renderer
from atelier.render.wording import Wording

File = tuple[str, str | bytes]
"""An address from the root of the site, a page's with a slash at its end, and what is written there."""


def intro_file(section: str) -> str:
    """The editors' page of a section, from the root."""
    return f"docs/{section or 'index'}.md"


class Material:
    """What the sections are made of; what several of them need is worked out once."""

    def __init__(self, catalogue: Catalogue, site: Site, intros: Mapping[str, Intro]) -> None:
        self.catalogue = catalogue
        self.site = site
        self.intros = intros
        self.wording = Wording(site.language)

    @cached_property
    def relations(self) -> Relations:
        """Which initiatives are related."""
        return Relations(self.catalogue)

    @cached_property
    def families(self) -> Families:
        """Who copied whom."""
        return Families(self.catalogue)

    @cached_property
    def showings(self) -> Showings:
        """What is to be seen at which festival."""
        return Showings(self.catalogue)

    @cached_property
    def asked(self) -> Asked:
        """The questions, and where each belongs."""
        return Asked(self.catalogue)

    @cached_property
    def newest(self) -> Mapping[str, Sequence[News]]:
        """What is new and changed, by the address of the page that tells of it."""
        return newest_by_page(news(self.catalogue))

    @cached_property
    def gaps(self) -> GapGrid:
        """Which levels a pillar does not reach."""
        return gap_grid(self.catalogue)


class Section:
    """A part of the site: its pages, and the files that it publishes beside them.

    Attributes:
        name: the first part of its addresses, and of its editors' page ``docs/NAME.md``, which holds its
            title and introduction; empty for the home page.
        template: of its first page.
        single: whether it is one page, filled by a visitor's own choice: nothing lies below it, and its
            introduction is not searched.

    """

    name: ClassVar[str]
    template: ClassVar[str]
    single: ClassVar[bool] = False

    def __init__(self, material: Material) -> None:
        self.material = material
        self.catalogue = material.catalogue
        self.site = material.site
        self.wording = material.wording

    @classmethod
    def depths(cls, catalogue: Catalogue) -> set[int]:
        """How many folders deep pages of the section can lie, besides its first page."""
        return set()

    def pages(self) -> Iterator[Page]:
        """All pages of the section."""
        yield self._first()

    def files(self, renderer: Renderer) -> Iterator[File]:
        """What is published beside the pages."""
        yield from ()

    def _first(self, part: Slice | None = None, **context: object) -> Page:
        """The page of the section, or a further page of its list."""
        intro = self.material.intros[self.name]
        url = f"{self.name}/" if self.name else ""
        title = intro.title
        crumbs: tuple[Crumb, ...] = (self._home,) if self.name else ()
        if part and part.number > 1:
            crumbs += (Crumb(intro.title, url),)
            url, title = part.url(part.number), self._numbered(intro.title, part)
        context = {**context, "intro": intro.html if not part or part.number == 1 else Markup(), "part": part}
        return Page(url, self.template, title, intro.description, intro_file(self.name), crumbs, context)

    @property
    def _home(self) -> Crumb:
        return Crumb(self.wording.texts.gettext("Home"), "")

    @property
    def _way(self) -> tuple[Crumb, ...]:
        """The way to a page of the section."""
        return self._home, Crumb(self.material.intros[self.name].title, f"{self.name}/")

    def _numbered(self, title: str, part: Slice) -> str:
        text = self.wording.texts.gettext("%(title)s, page %(number)s of %(last)s")
        return text % {"title": title, "number": part.number, "last": part.last}

    def _listed(self, page: Page, items: Sequence[Any]) -> Iterator[Page]:
        """A page with a list, and its further pages, which hold the rest of the list only."""
        for part in slices(items, page.url):
            if part.number == 1:
                yield Page(
                    page.url, page.template, page.title, page.description, page.source, page.crumbs,
                    {**page.context, "part": part},
                )  # fmt: skip
            else:
                yield Page(
                    part.url(part.number),
                    "rest.html",
                    self._numbered(page.title, part),
                    page.description,
                    page.source,
                    (*page.crumbs, Crumb(page.title, page.url)),
                    {"part": part},
                )


def listed_depths(catalogue: Catalogue, listed: int = 0) -> set[int]:
    """The depths of a section with a page for each of its ``listed`` things, which lists initiatives."""
    depths = {2}
    if listed > PAGE_SIZE:
        depths.add(3)
    if len(catalogue.initiatives) > PAGE_SIZE:
        depths.add(4)
    return depths
