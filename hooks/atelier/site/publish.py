"""Pages put into their shells and written to the site, with their files."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from markupsafe import Markup, escape

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.i18n.translation import translations
from atelier.model.base import Record
from atelier.render.colours import colours_css, fonts_css
from atelier.render.csp import with_service
from atelier.render.headers import rules
from atelier.render.languages import addresses, switch
from atelier.render.page import File, Intro, Page, Site
from atelier.render.renderer import Renderer
from atelier.render.server_files import server_files
from atelier.sections import screen
from atelier.sections.add.pages import Add
from atelier.sections.embeds import FRAMED_FOLDERS
from atelier.sections.section import REST, RecordSection
from atelier.site.ages import Ages
from atelier.site.engine import Document, Rendered
from atelier.site.head import Heads, banner
from atelier.site.open_graph import PICTURES
from atelier.site.pages import SECTIONS, Pages
from atelier.site.shell import Shell
from atelier.site.sitemap import ROBOTS, robots, sitemap
from atelier.store.fingerprint import fingerprint
from atelier.store.store import Store

PILLARS_CSS = "assets/pillars.css"
NAME = "parts"
"""Under which ``Kept`` is kept in the store."""
CACHE = ".cache/templates"
"""The folder of compiled templates, from the root."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What ``publish`` writes.

    Attributes:
        catalogue: what the pages are made of.
        site: what the settings say.
        book: the pages, and the files beside them.
        shared: what it has in common with the same site in another language.
        rendered: what the engine rendered.
        further: the same site in each further language.

    """

    catalogue: Catalogue
    site: Site
    book: Pages
    shared: Shared
    rendered: Rendered
    further: Sequence[Edition] = ()


class Edition(NamedTuple):
    """A site in one language.

    Attributes:
        publication: what it is made of.
        renderer: makes its pages.
        store: keeps what is of this language alone, if anything is kept.

    """

    publication: Publication
    renderer: Renderer
    store: Store | None


@dataclass(frozen=True, slots=True)
class Shared:
    """What the editions of a site share.

    Attributes:
        renditions: the files of each picture's renditions, by the picture's path from the root.
        drawn: the names of the pictures for previews that are there.
        cache: where compiled templates are kept, if they are.

    """

    renditions: Mapping[str, Sequence[str]]
    drawn: frozenset[str]
    cache: Path | None = None


def edition(
    catalogue: Catalogue,
    site: Site,
    rendered: Rendered,
    store: Store | None,
    *,
    shared: Shared,
    first: Pages | None = None,
) -> Edition:
    """A site in its first language, with those in further ones; or in a further one, given the ``first``."""
    book = Pages(catalogue, site, intros_of(rendered, site), store, first)
    further = [
        edition(
            catalogue.in_language(other.language),
            site.translated(other.language, other.name),
            other,
            store and store.within(other.language),
            shared=shared,
            first=book,
        )
        for other in rendered.further
    ]
    publication = Publication(catalogue, site, book, shared, rendered, further)
    return Edition(publication, Renderer(catalogue, site, shared.cache), store)


def drawn_in(rendered: Rendered) -> frozenset[str]:
    """The names of the pictures for previews among the files of a site."""
    return frozenset(name.rpartition("/")[2] for name in rendered.files if name.startswith(f"{PICTURES}/"))


def intros_of(found: Rendered, site: Site) -> Mapping[str, Intro]:
    """The introduction of every section: a kind of record has pages even if editors wrote none."""
    gettext = translations(site.language).gettext
    titles = {
        name: Intro(gettext(section.record.many), "", Markup())
        for name, section in SECTIONS.items()
        if issubclass(section, RecordSection) and site.parts.has(name)
    }
    return {**titles, **found.intros}


class Part(NamedTuple):
    """A file of the site.

    Attributes:
        made_of: the fingerprint of all that its bytes follow from.
        make: makes its content, or says which file to copy.

    """

    made_of: str
    make: Callable[[], str | bytes | Path]


def content_of(part: Part) -> bytes:
    """The content of a page or another text."""
    content = part.make()
    if isinstance(content, Path):
        return content.read_bytes()
    return content.encode() if isinstance(content, str) else content


def ready(content: str | bytes) -> Part:
    """A file whose content is at hand."""
    return Part(fingerprint(content), lambda: content)


class Kept(NamedTuple):
    """What is kept of the parts of a site from one build to the next.

    Attributes:
        made_of: the fingerprint of each, by its path in the site.
        stories: the digest of the file of each record, by that file's path.
        of_story: the parts that follow from more than the fields of a record, by the path of its file.
        images: the pictures that a record shows, by the path of its file; only of those that show any.

    """

    made_of: Mapping[str, str]
    stories: Mapping[str, str]
    of_story: Mapping[str, Collection[str]]
    images: Mapping[str, tuple[str, ...]]


class Plan:
    """Every file of a site: what it follows from, and how it is made. None is made yet.

    Most edits change the story of a record and not its fields. Then only the files that follow from that
    story are looked at; what is known of the others is kept.
    """

    def __init__(self, publication: Publication, renderer: Renderer, store: Store) -> None:
        self.publication = publication
        self.renderer = renderer
        made_of = publication.book.made_of
        entries = {entry.path: entry for entry in publication.catalogue.entries}
        stories = {path: entry.digest for path, entry in entries.items()}
        key = fingerprint(
            made_of.everywhere,
            made_of.everything,
            repr(publication.site),
            publication.rendered.made_of,
            *sorted(publication.shared.drawn),
            repr(publication.catalogue.history),
            repr(publication.catalogue.pictures),
        )
        kept = store.get(NAME, key)
        changed = []
        if isinstance(kept, Kept):
            changed = [entry for path, entry in entries.items() if kept.stories.get(path) != entry.digest]
        self._parts = self._of_stories(kept, changed) if isinstance(kept, Kept) else None
        if isinstance(kept, Kept) and self._parts is not None:
            made = {path: part.made_of for path, part in self._parts.items()}
            self.made_of: Mapping[str, str] = {**kept.made_of, **made} if made else kept.made_of
            known = kept._replace(made_of=self.made_of, stories=stories)
        else:
            of_story: dict[str, list[str]] = {}
            self._parts = parts(publication, renderer, of_story)
            self.made_of = {path: part.made_of for path, part in self._parts.items()}
            pictured = entries.items() if publication.catalogue.pictures else ()
            images = {path: entry.images for path, entry in pictured if entry.images}
            known = Kept(self.made_of, stories, of_story, images)
        if known != kept:
            store.put(NAME, key, known)

    def _of_stories(self, kept: Kept, changed: Sequence[Entry[Record]]) -> dict[str, Part] | None:
        """The parts that follow from the stories of some records; None if they are not all known."""
        publication, found = self.publication, dict[str, Part]()
        if not changed:
            return found
        make = Maker(publication, self.renderer)
        for entry in changed:
            if publication.catalogue.pictures and entry.images != kept.images.get(entry.path, ()):
                return None
            wanted = {*kept.of_story.get(entry.path, ())}
            for one in publication.book.of(entry):
                path, part = make.page(one) if isinstance(one, Page) else make.file(one)
                if path in wanted:
                    found[path] = part
            if not wanted <= found.keys():
                return None
        return found

    def part(self, path: str) -> Part:
        """One of the files."""
        assert self._parts is not None  # noqa: S101 - for the type checker
        if path not in self._parts:
            # The site lost a file that did not change.
            self._parts = parts(self.publication, self.renderer, {})
        return self._parts[path]


class Plans:
    """Every file of a site, in all its languages."""

    def __init__(self, first: Edition) -> None:
        self.editions = (first, *first.publication.further)
        self._plans = [Plan(one.publication, one.renderer, cast("Store", one.store)) for one in self.editions]
        self.made_of = self._plans[0].made_of
        if len(self._plans) > 1:
            self.made_of = {path: kept for plan in self._plans for path, kept in plan.made_of.items()}

    def part(self, path: str) -> Part:
        """One of the files."""
        return next(plan for plan in self._plans if path in plan.made_of).part(path)


class Maker:
    """Makes the parts of pages and files."""

    def __init__(self, publication: Publication, renderer: Renderer) -> None:
        self.publication = publication
        self.renderer = renderer
        rendered, site = publication.rendered, publication.site
        self.heads = Heads(publication.catalogue, site, publication.shared.drawn)
        self.notice = banner(site)
        self._shells = {name: fingerprint(*shell.parts) for name, shell in rendered.shells.items()}
        self._prefix = site.prefix

    def path(self, url: str) -> str:
        """The path of a file in the site; ``url`` is from the home page in its language."""
        return self._prefix + path_of(url)

    def page(self, page: Page) -> tuple[str, Part]:
        """A page of the catalogue, with its path in the site."""
        made = self.publication.book.made_of
        # The other pages of a list have nothing but the list.
        of_all = SECTIONS[page.section].of_all and page.entry is None and page.kind != REST
        everything = made.everything if of_all else ""
        made_of = made.page(page, (self._shells[page.section], self.heads.previews.picture(page), everything))
        return self.path(page.url), Part(made_of, partial(self._page, page))

    def document(self, document: Document) -> tuple[str, Part]:
        """A page that the engine made whole, with its path in the site."""
        page = document.page
        around = (*document.shell.parts, self.heads.previews.picture(page))
        made_of = self.publication.book.made_of.page(page, around)
        return self.path(page.url), Part(made_of, partial(self._document, document))

    def file(self, file: File) -> tuple[str, Part]:
        """A file of a section, with its path in the site."""
        made_of = self.publication.book.made_of.file(file)
        return self.path(file.url), Part(made_of, partial(getattr, file, "made"))

    def _page(self, page: Page) -> str:
        shell, site = self.publication.rendered.shells[page.section], self.publication.site
        return filled(page, self.renderer.content(page), self.heads.of(page), self.notice, shell, site)

    def _document(self, document: Document) -> str:
        page = document.page
        return document.filled(
            self.heads.of(page), self.notice, switch(self.publication.site, page.url, page.depth)
        )


def parts(publication: Publication, renderer: Renderer, of_story: dict[str, list[str]]) -> dict[str, Part]:
    """Every file of a site, by its path in it. Making one raises EngineError if the engine's files changed.

    ``of_story`` gets, for the file of each record, the paths of what follows from more than its fields.
    """
    site, rendered, catalogue = publication.site, publication.rendered, publication.catalogue
    make, made_of = Maker(publication, renderer), publication.book.made_of
    found = {name: Part(digest, partial(rendered.content, name)) for name, digest in rendered.files.items()}

    def add(path: str, part: Part) -> None:
        found[path] = part
        for record in made_of.take_wholes():
            of_story.setdefault(record, []).append(path)

    made_of.take_wholes()
    for one in rendered.documents:
        add(*make.document(one))
    ages = Ages(catalogue)
    listed = listed_documents(rendered, ages)
    for page in publication.book:
        listed[page.url] = ages.changed(page)
        add(*make.page(page))
    for file in files_of(publication, renderer):
        add(*make.file(file))
    for kept, url in shown_renditions(publication):
        found[url] = Part(kept, partial(Path, kept))
    if site.prefix:
        return found
    for other in publication.further:
        listed |= listed_in(other.publication)
    hashes = {*rendered.hashes, screen.SCRIPT_HASH}
    hashes = hashes.union(*(other.publication.rendered.hashes for other in publication.further))
    prefixes = ("", *(other.publication.site.prefix for other in publication.further))
    framed = [prefix + folder for prefix in prefixes for folder in FRAMED_FOLDERS]
    headers = rules(hashes, framed, {screen.STYLE_HASH}, site.receive, prefixes)
    texts: dict[str, str | bytes] = {
        PILLARS_CSS: colours(catalogue, site),
        **dict(sitemap(site.url, listed, partial(in_all_languages, site))),
        **server_files(site.servers, headers, site.url, prefixes[1:]),
    }
    if ROBOTS not in found and robots(site.url):
        texts[ROBOTS] = robots(site.url)
    return found | {path: ready(text) for path, text in texts.items()}


def files_of(publication: Publication, renderer: Renderer) -> Iterator[File]:
    """The files of the sections; in a further language without those that all languages share."""
    shared = not publication.site.prefix
    return (file for file in publication.book.files(renderer) if shared or not file.shared)


def listed_documents(rendered: Rendered, ages: Ages) -> dict[str, datetime.date | None]:
    """The day of each page that the engine made whole, for the sitemap."""
    listed = dict.fromkeys(rendered.listed)
    return listed | {one.url: ages.changed(one.page) for one in rendered.documents if one.url in listed}


def listed_in(publication: Publication) -> Mapping[str, datetime.date | None]:
    """The day of each page in a further language, by its address from the root of the site."""
    ages = Ages(publication.catalogue)
    listed = listed_documents(publication.rendered, ages)
    listed |= {page.url: ages.changed(page) for page in publication.book}
    return {publication.site.prefix + url: day for url, day in listed.items()}


def in_all_languages(site: Site, address: str) -> Sequence[tuple[str, str]]:
    """Where a page is in each language, given its address from the root of the site."""
    prefixes = [site.address_in(language) for language in site.languages[1:]]
    prefix = next((prefix for prefix in prefixes if address.startswith(prefix)), "")
    return addresses(site, address.removeprefix(prefix))


def path_of(url: str) -> str:
    """The path of a file in the site: a page is the file ``index.html`` in its folder."""
    return f"{url}index.html" if not url or url.endswith("/") else url


def filled(page: Page, content: str, head: str, notice: str, shell: Shell, site: Site) -> str:
    """The HTML of a page: its shell with every value escaped, except those that are HTML.

    Those are the content, the head, and the notice of a preview.
    """
    html = shell.fill(
        page.depth,
        {
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "canonical": str(escape(site.url + page.url)),
            "head": head,
            "banner": notice,
            "languages": switch(site, page.url, page.depth),
            "content": content,
        },
    )
    return with_service(html, site.receive) if site.receive and page.section == Add.name else html


def shown_renditions(publication: Publication) -> Iterator[tuple[str, str]]:
    """Every rendition that a page shows: its file in the cache, and its address."""
    catalogue = publication.catalogue
    if not publication.shared.renditions:
        return
    for entry in catalogue.entries:
        for name in entry.images:
            path = f"{entry.record.folder}/{name}"
            files = publication.shared.renditions[path]
            for rendition, file in zip(catalogue.pictures[path].renditions, files, strict=True):
                yield file, f"{entry.url}{rendition.name}"


def colours(catalogue: Catalogue, site: Site) -> str:
    """The colours of pillars and of a city, and its fonts, because pages have no inline styles."""
    pillars = (
        f".pillar--{entry.slug} {{ --pillar: {entry.record.colour}; }}\n"
        for entry in catalogue.pillars.values()
    )
    made = "".join((colours_css(site.colours), fonts_css(site.fonts), *pillars))
    return made or "/* There are no pillars, and no colours of a city. */\n"
