"""A page of the site: its address, its title, its breadcrumbs, and what its template needs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any, NamedTuple, TypeVar, cast
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup

from atelier.catalogue.catalogue import Term
from atelier.content.entry import Entry
from atelier.i18n.words import currency_of
from atelier.model.base import Record
from atelier.model.coordinates import Position
from atelier.model.parts import ALL_PARTS, Parts
from atelier.model.settings import Colours, Editors, Host, Server

THEME_FAVICON = "assets/images/favicon.png"
"""The picture of the theme, which it takes where the settings name none."""

PAGE_SIZE = 48
"""How many entries one page of a list has."""

NEW_FILE: Mapping[Host, Sequence[str]] = {
    Host.GITHUB: ("filename", "value"),
    Host.GITLAB: ("file_name",),
    Host.GITEA: ("filename",),
}
"""How each host calls the name of a new file in an address, and its text where the address may hold that."""

Content = str | bytes
Context = Mapping[str, Any]
R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Site:
    """The settings of the site, from ``mkdocs.yml``.

    Attributes:
        name: of the site.
        url: where it is published, with a slash at the end; empty if not known.
        language: ``nl`` or ``en``.
        repository: where its files are kept, without a slash at the end; empty if not known.
        host: of the repository.
        branch: the branch that is published.
        licence: the address of the licence of its texts; empty if not known. Its open data is CC0.
        editors: where the editors can be reached; None if it is not set yet.
        moved_from: where it was published first, with a slash at the end, if it moved since.
        preview: whether it shows a proposal, which nobody has looked at yet.
        servers: what serves it.
        receive: the address of the service that takes what the forms send, with a slash at the end; empty
            without one.
        parts: the parts that the catalogue has.
        languages: those in which it can be read, the first of them first; empty if there is one.
        favicon: the picture in the tab of the browser, from the root of the site.
        timezone: the name of the clock of its festivals.
        coordinates: where the city is on a map; None if that is not known.
        colours: of the city; None for those of the theme.
        fonts: the names of the fonts of its texts, the best first; none for those of the theme.

    """

    name: str
    url: str = ""
    language: str = "nl"
    repository: str = ""
    host: Host = Host.GITHUB
    branch: str = "main"
    licence: str = ""
    editors: Editors | None = None
    moved_from: str = ""
    preview: bool = False
    servers: tuple[Server, ...] = ()
    receive: str = ""
    parts: Parts = ALL_PARTS
    languages: tuple[str, ...] = ()
    favicon: str = THEME_FAVICON
    timezone: str = "Europe/Amsterdam"
    coordinates: Position | None = None
    colours: Colours | None = None
    fonts: tuple[str, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The clock of its festivals."""
        return ZoneInfo(self.timezone)

    @property
    def currency(self) -> str:
        """The code of its money in ISO 4217."""
        return currency_of(self.language)

    @property
    def first_url(self) -> str:
        """The address at which it was published first: permanent ids are made of it."""
        return self.moved_from or self.url

    @property
    def original(self) -> str:
        """The language of what is not translated; empty if this site is in that language."""
        return self.languages[0] if self.languages and self.language != self.languages[0] else ""

    @property
    def prefix(self) -> str:
        """The folder of its pages, with a slash at the end: empty but in a further language."""
        return prefix_of(self.language) if self.original else ""

    @property
    def base_url(self) -> str:
        """Where the files are that all languages share, with a slash at the end; empty if not known."""
        return self.url.removesuffix(self.prefix)

    def address_in(self, language: str) -> str:
        """Where its pages in one of its languages are, from ``base_url``."""
        return "" if language == self.languages[0] else prefix_of(language)

    def translated(self, language: str, name: str) -> Site:
        """The same site in a further language, in which it is called ``name``."""
        prefix = prefix_of(language)
        return replace(
            self,
            name=name,
            language=self.languages[self.languages.index(language)],  # with the words of the city
            url=self.url and self.url + prefix,
            moved_from=self.moved_from and self.moved_from + prefix,
        )

    def edit_url(self, path: str) -> str:
        """The address at which a file from the root can be changed in the browser; empty if not known."""
        return self._hosted(f"{self._mark}edit/{self.branch}/{path}")

    def new_url(self, path: str, text: str = "") -> str:
        """The address at which a file can be added, by its path from the root; empty if not known.

        Its text goes along where the host takes that.
        """
        folder, _, name = path.rpartition("/")
        asked = zip(NEW_FILE[self.host], filter(None, (name, text)), strict=False)
        query = "&".join(f"{key}={quote(value, safe='')}" for key, value in asked)
        return self._hosted(f"{self._mark}new/{self.branch}/{quote(folder)}{'?' if query else ''}{query}")

    @property
    def new_file(self) -> Sequence[str]:
        """How the address of a new file calls its name, and its text where it may hold that."""
        return NEW_FILE[self.host]

    @property
    def new_issue_url(self) -> str:
        """The address at which something can be reported; empty if not known."""
        return self._hosted("issues/new")

    def questions_url(self, template: str) -> str:
        """The address at which the questions of an initiative are answered at the host, if it has them.

        ``template`` is the name of its issue template, where it shows one and has no forms.
        """
        asked = {Host.GITHUB: "/choose", Host.GITLAB: f"?issuable_template={quote(template)}"}.get(self.host)
        return f"{self.new_issue_url}{asked}" if asked and self.repository else ""

    @property
    def _mark(self) -> str:
        """What stands before the name of a page that changes files."""
        return "_" if self.host is Host.GITEA else ""

    def _hosted(self, path: str) -> str:
        if not self.repository:
            return ""
        return f"{self.repository}{'/-' if self.host is Host.GITLAB else ''}/{path}"


def prefix_of(language: str) -> str:
    """The folder of the pages in a further language, from the root of the site."""
    return f"{language}/"


class Crumb(NamedTuple):
    """A breadcrumb; ``url`` from the root of the site."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Intro:
    """What editors wrote at the head of a generated page, rendered by MkDocs.

    Attributes:
        title: the page's heading.
        description: for search engines.
        html: trusted HTML.
        source: the file it is made of, from the root of the catalogue; empty if it is the package's.

    """

    title: str
    description: str
    html: Markup
    source: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list.

    Attributes:
        items: the items on this page.
        number: which page, from 1.
        last: how many pages.
        count: how many items in all pages.
        base: the address of the first page, from the root of the site.

    """

    items: Sequence[Any]
    number: int
    last: int
    count: int
    base: str

    @property
    def shown(self) -> Sequence[int | None]:
        """The numbers of the pages to link to: first, last and those around this one; None is a gap."""
        near = range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)
        numbers = sorted({1, *near, self.last})
        shown: list[int | None] = []
        for number in numbers:
            if number - 1 not in numbers and number > 1:
                shown.append(None)
            shown.append(number)
        return shown

    def url(self, number: int) -> str:
        """The address of a page of the list, from the root of the site."""
        return self.base if number == 1 else f"{self.base}page/{number}/"

    def jumps(self, labels: Sequence[str]) -> Sequence[Jump]:
        """Where each label begins in the whole list, as links from this page.

        ``labels`` are those of every item of the list; an empty one is of no interest. Empty if there is one
        page, or fewer than two labels.
        """
        if self.last == 1:
            return []
        first: dict[str, int] = {}
        for number, label in enumerate(labels):
            if label:
                first.setdefault(label, number)
        if len(first) < 2:
            return []
        start = (self.number - 1) * PAGE_SIZE
        here = set(labels[start : start + PAGE_SIZE])
        return [
            Jump(label, f"{self.url(number // PAGE_SIZE + 1)}#_{number}", label in here)
            for label, number in first.items()
        ]

    def place(self, index: int) -> str:
        """The id of an item of this page, by its place on it, from 0: where a jump leads."""
        return f"_{(self.number - 1) * PAGE_SIZE + index}"


class Jump(NamedTuple):
    """A place in a list to jump to.

    Attributes:
        label: what begins there.
        url: the page that it stands on, with the part, from the root of the site.
        here: whether an item under this label stands on the page that is shown.

    """

    label: str
    url: str
    here: bool


class Whole(NamedTuple):
    """A record of which more than its fields is shown: stands in ``follows`` for its whole file."""

    entry: Entry[Record]


class Feed(Enum):
    """Which feeds a page links to."""

    NONE = auto()
    OWN = auto()
    """Those of the page itself, in its folder."""
    ALL = auto()
    """Those of all news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site.

    Attributes:
        url: from the root of the site; empty for the home page.
        kind: the kind of page, as ``pillars/page``, which is the name of its template.
        title: plain text.
        description: plain text, one or two sentences.
        source: the file to edit to improve it, from the root of the repository.
        crumbs: the breadcrumbs, without the page itself.
        subject: the record or the term that the page is about, if it is about one.
        listed: what the page lists: a list, or one page of it.
        feed: which feeds it links to.
        pillar: the slug of the pillar that it belongs to; empty if to none.
        context: what else the template needs, or a function that computes it.
        follows: what the context follows from, where comparing that is cheaper than computing the context;
            None compares the context itself.

    """

    url: str
    kind: str
    title: str
    description: str
    source: str
    crumbs: tuple[Crumb, ...] = ()
    subject: Entry[Record] | Term | None = None
    listed: Slice | Sequence[Any] = ()
    feed: Feed = Feed.NONE
    pillar: str = ""
    context: Context | Callable[[], Context] = field(default_factory=dict)
    follows: tuple[Any, ...] | None = None

    @property
    def values(self) -> Context:
        """What else the template needs; computed now if the page was made with a function."""
        return self.context() if callable(self.context) else self.context

    @property
    def template(self) -> str:
        """The file name of its template."""
        return f"{self.kind}.html"

    @property
    def entry(self) -> Entry[Record] | None:
        """The record that the page is about, if there is one."""
        return self.subject if isinstance(self.subject, Entry) else None

    def about(self, kind: type[R]) -> Entry[R] | None:
        """The record that the page is about, if it is of the given kind."""
        entry = self.entry
        return cast("Entry[R]", entry) if entry and isinstance(entry.record, kind) else None

    @property
    def part(self) -> Slice | None:
        """The page of a list that it shows, if its list is in pages."""
        return self.listed if isinstance(self.listed, Slice) else None

    @property
    def depth(self) -> int:
        """How many folders deep the page lies."""
        return self.url.count("/")

    @property
    def section(self) -> str:
        """The first part of the address, which decides the active tab."""
        return self.url.partition("/")[0]


@dataclass(frozen=True, slots=True)
class File:
    """A file that a section publishes beside its pages.

    Attributes:
        url: from the root of the site, with a slash at the end for a page.
        content: what is in it, or a function that makes it.
        follows: what the content follows from, where comparing that is cheaper than making it; None compares
            the content itself.
        shared: whether all languages share it: then it is there once, and in the first language.

    """

    url: str
    content: Content | Callable[[], Content]
    follows: tuple[Any, ...] | None = None
    shared: bool = False

    @property
    def made(self) -> Content:
        """What is in it; made now if the file was made with a function."""
        return self.content() if callable(self.content) else self.content


def slices(items: Sequence[T], base: str) -> Iterator[Slice]:
    """A list in pages of ``PAGE_SIZE``; one page for an empty list."""
    last = max(1, math.ceil(len(items) / PAGE_SIZE))
    for number in range(1, last + 1):
        start = (number - 1) * PAGE_SIZE
        yield Slice(items[start : start + PAGE_SIZE], number, last, len(items), base)
