"""The base of all sections: an editors' page with an introduction, breadcrumbs, and lists in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, ClassVar, cast

from markupsafe import Markup

from atelier.catalogue.catalogue import Catalogue
from atelier.content.edit_file import FILE, file_data
from atelier.content.entry import Entry
from atelier.insights.families import Families
from atelier.insights.news import News, newest_by_page, news
from atelier.insights.questions import Asked
from atelier.insights.related import Related, related
from atelier.insights.showings import Showings
from atelier.model.base import Record
from atelier.model.initiative import Initiative
from atelier.render.page import Crumb, Feed, File, Intro, Page, Site, Slice, Whole, slices
from atelier.render.renderer import Renderer
from atelier.render.wording import Wording
from atelier.search.facets import Filters, file_name, filters
from atelier.sections.made_of import MadeOf
from atelier.store.code import code_digest
from atelier.store.fingerprint import fingerprint
from atelier.store.store import Store, remember_each

REST = "_layout/rest"
"""The kind of the second and later pages of a list that begins on the page of a record."""


def redirect(url: str, to: str, renderer: Renderer, *, shared: bool = False) -> File:
    """A page at ``url`` that leads to ``to``; both are from the home page."""
    depth = url.count("/")
    return File(url, partial(renderer.redirect, to, depth), (to,), shared)


def intro_file(section: str) -> str:
    """The editors' page of a section, from the root."""
    return f"docs/{section or 'index'}.md"


class Material:
    """What the sections are made of; what several of them need is computed once.

    ``store`` keeps outcomes from one build to the next, if there is one. ``first`` is the same in the first
    language of the site: what all languages share follows from it.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        site: Site,
        intros: Mapping[str, Intro],
        store: Store | None = None,
        first: Material | None = None,
    ) -> None:
        self.first = first or self
        self.catalogue = catalogue
        self.site = site
        self.intros = intros
        self.store = store
        self.wording = Wording(site.language)
        self.made_of = MadeOf(catalogue, fingerprint(code_digest(), repr(site)))

    def names_of(self, kind: str, files: Sequence[tuple[Callable[[], str], tuple[Any, ...]]]) -> list[str]:
        """The names of files that are called by their content.

        A file is what makes its content, and what that follows from. The name of one that was made in an
        earlier build is known without making it again.
        """
        store = self.store
        known = cast("Mapping[str, str]", store.get(f"names-{kind}", "") if store else None) or {}
        follows = [self.made_of.of(kind, *what) for _, what in files]
        names = {
            key: known.get(key) or file_name(make()) for key, (make, _) in zip(follows, files, strict=True)
        }
        if store and names != known:
            store.put(f"names-{kind}", "", names)
        return [names[key] for key in follows]

    @cached_property
    def filters(self) -> Filters:
        """What lists of initiatives can be filtered and sorted by."""
        make = partial(filters, self.catalogue, self.wording)
        follows = self.made_of.of("filters", self.facts)
        return self.store.remember("filters", follows, make) if self.store else make()

    @cached_property
    def related(self) -> Related:
        """Which initiatives are related."""
        return related(self.catalogue, self.store)

    @cached_property
    def facts(self) -> str:
        """The fingerprint of all fields of all records, in order, but for ``PROSE`` of initiatives."""
        catalogue, facts_of = self.catalogue, self.made_of.facts
        makers = {entry.face: partial(facts_of, entry) for entry in catalogue.initiatives.values()}
        facts = remember_each(self.store, "facts", code_digest(), makers)
        others = (entry for entry in catalogue.entries if not isinstance(entry.record, Initiative))
        return fingerprint(
            self.made_of.everywhere,
            *map(self.made_of.face, others),
            *(f"{entry.slug} {facts[entry.face]}" for entry in catalogue.initiatives.values()),
            self.made_of.elsewhere,
        )

    @cached_property
    def families(self) -> Families:
        """The families of copies."""
        return Families(self.catalogue)

    @cached_property
    def showings(self) -> Showings:
        """The festivals and what is shown there."""
        return Showings(self.catalogue)

    @cached_property
    def asked(self) -> Asked:
        """The questions, by the pages that show them."""
        return Asked(self.catalogue)

    @cached_property
    def newest(self) -> Mapping[str, Sequence[News]]:
        """What is new and changed, by the address of the page that lists it."""
        return newest_by_page(news(self.catalogue))


class Section:
    """A part of the site: its pages, and the files that it publishes beside them.

    Attributes:
        name: the first part of its addresses, and of its editors' page ``docs/NAME.md``, which holds its
            title and introduction; empty for the home page. Without that page, a section has that of the
            package; with neither, only a section of records is made.
        kind: of its first page (``Page.kind``).
        feed: which feeds its first page links to.
        rank: its place in the order in which sections are made.
        of_all: whether its pages that are about no record follow from the fields of all records: their
            templates may look up and count any. A section with many such pages says what they follow from.
        single: whether it is one page that a visitor's choice fills: nothing is below it, and its
            introduction is not searched.
        overview: whether its pages that list nothing tell of the whole catalogue, so that any record that
            changes changes them.

    """

    name: ClassVar[str]
    kind: ClassVar[str]
    feed: ClassVar[Feed] = Feed.NONE
    rank: ClassVar[int] = 1000
    of_all: ClassVar[bool] = True
    single: ClassVar[bool] = False
    overview: ClassVar[bool] = False

    def __init__(self, material: Material) -> None:
        self.material = material
        self.catalogue = material.catalogue
        self.site = material.site
        self.wording = material.wording

    def pages(self) -> Iterator[Page]:
        """All pages of the section."""
        yield self._first()

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The files beside the pages."""
        yield from ()

    def _first(
        self,
        listed: Slice | Sequence[Any] = (),
        *,
        follows: tuple[Any, ...] | None = None,
        lazy: Callable[[], Mapping[str, Any]] = dict,
        **context: object,
    ) -> Page:
        """The first page of the section, or another page of its list.

        ``lazy`` computes what else the template needs, which ``follows`` is compared for.
        """
        intro = self.material.intros[self.name]
        page = Page(
            url=f"{self.name}/" if self.name else "",
            kind=self.kind,
            title=intro.title,
            description=intro.description,
            source=intro.source,
            crumbs=(self._home,) if self.name else (),
            listed=listed,
            feed=self.feed,
            context=lambda: {**context, **lazy(), "intro": intro.html},
            follows=(context, follows, intro.html),
        )
        if page.part is None or page.part.number == 1:
            return page
        rest = replace(self._further(page, page.part), follows=(context, follows))
        return replace(rest, context=lambda: {**context, **lazy(), "intro": Markup()})

    @property
    def _source(self) -> str:
        """The file of the introduction; empty if it is the package's."""
        return self.material.intros[self.name].source

    @property
    def _home(self) -> Crumb:
        return Crumb(self.wording.texts.gettext("Home"), "")

    @property
    def _way(self) -> tuple[Crumb, ...]:
        """The breadcrumbs of a page of the section."""
        return self._home, Crumb(self.material.intros[self.name].title, f"{self.name}/")

    def _further(self, page: Page, part: Slice) -> Page:
        """Another page of the list that begins on ``page``."""
        text = self.wording.texts.gettext("%(title)s, page %(number)s of %(last)s")
        title = text % {"title": page.title, "number": part.number, "last": part.last}
        crumbs = (*page.crumbs, Crumb(page.title, page.url))
        return replace(page, url=part.url(part.number), title=title, crumbs=crumbs, listed=part)

    def _listed(self, page: Page, items: Sequence[Any]) -> Iterator[Page]:
        """A page with a list, and the other pages of the list, which have nothing but the list."""
        first, *others = slices(items, page.url)
        yield replace(page, listed=first)
        for part in others:
            further = self._further(page, part)
            further = replace(further, subject=None, feed=Feed.NONE, context={}, follows=None)
            yield replace(further, kind=REST)


class RecordSection(Section):
    """A list of the records of one kind, and a page for each. The default section of a kind.

    Its templates are ``list.html`` and ``page.html`` in the folder of its name.

    Attributes:
        record: the kind.
        record_feed: which feeds the page of a record links to.

    """

    record: ClassVar[type[Record]]
    record_feed: ClassVar[Feed] = Feed.NONE

    def __init_subclass__(cls) -> None:
        cls.name = cls.record.collection
        cls.kind = f"{cls.name}/list"

    @property
    def entries(self) -> Sequence[Entry[Any]]:
        """The records, in the order in which their pages are made."""
        return list(self.catalogue.of(self.record).values())

    def pages(self) -> Iterator[Page]:
        """The list, and the pages of each record."""
        yield from self.lists()
        for entry in self.entries:
            yield from self.pages_of(entry)

    def edit_files(self, entry: Entry[Any]) -> Iterator[File]:
        """The file with which a form changes a record, at its own name and at each former one."""
        for slug in entry.slugs:
            url = f"{self.name}/{slug}/{FILE}"
            yield File(url, partial(file_data, entry), (Whole(entry),), shared=True)

    def lists(self) -> Iterator[Page]:
        """The list of all records, in pages."""
        for part in slices(self.entries, f"{self.name}/"):
            yield self._first(part)

    def pages_of(self, entry: Entry[Any]) -> Iterator[Page]:
        """The pages of one record: its own, and the other pages of its list."""
        page = Page(
            url=entry.url,
            kind=f"{self.name}/page",
            title=entry.title,
            description=self.description(entry),
            source=entry.path,
            crumbs=self._way,
            subject=entry,
            feed=self.record_feed,
            pillar=self.pillar(entry),
            context=partial(self.context, entry),
            follows=self.follows(entry),
        )
        listed = self.listed(entry)
        if listed is None:
            yield page
        else:
            yield from self._listed(page, listed)

    def description(self, entry: Entry[Any]) -> str:
        """The description of the page of a record, in a sentence or two."""
        return entry.title

    def pillar(self, entry: Entry[Any]) -> str:
        """The slug of the pillar of a record; empty if it has none."""
        return ""

    def listed(self, entry: Entry[Any]) -> Sequence[Any] | None:
        """What the page of a record lists; None if it has no list."""
        return None

    def context(self, entry: Entry[Any]) -> Mapping[str, Any]:
        """What else the template of a record's page needs."""
        return {}

    def follows(self, entry: Entry[Any]) -> tuple[Any, ...]:
        """What the context follows from, besides the record itself and what it lists.

        A kind whose contexts are costly says it by something cheaper.
        """
        return (self.context(entry),)
