"""Pages from a catalogue: which there are, at which address, and what stands on them.

A page's bytes follow from the catalogue and the shell alone. Links are relative, so the site works at
any address; ``root`` leads from a page to the home page.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from atelier.books import Claim, total
from atelier.catalogue import Catalogue, Term, facts_from, runs
from atelier.collection import Entry
from atelier.model import Fund, FundYear, Initiative, Level, Partner, PartnerKind
from atelier.related import Relation, Relations
from atelier.source import slugify
from atelier.wording import Wording

PAGE_SIZE = 48
"""Entries in one list; longer lists are split in pages."""
NEWEST = 8
WORKS_WITH = 8

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Site:
    """What the settings say.

    Attributes:
        name: of the site.
        url: where it is published, with a slash at the end; empty if not known.
        language: ``nl`` or ``en``.
        repository: where its files are kept, without a slash at the end; empty if not known.
        host: ``github`` or ``gitlab``.
        branch: the branch that is published.

    """

    name: str
    url: str = ""
    language: str = "nl"
    repository: str = ""
    host: str = "github"
    branch: str = "main"

    def edit_url(self, path: str) -> str:
        """Where a file from the root can be changed in the browser."""
        if not self.repository:
            return ""
        between = "/-/edit" if self.host == "gitlab" else "/edit"
        return f"{self.repository}{between}/{self.branch}/{path}"

    def new_url(self, folder: str) -> str:
        """Where a new file can be made in the browser."""
        if not self.repository:
            return ""
        between = "/-/new" if self.host == "gitlab" else "/new"
        return f"{self.repository}{between}/{self.branch}/{folder}"


class Crumb(NamedTuple):
    """A step on the way from the home page; ``url`` from the root of the site."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Intro:
    """What editors wrote at the head of a generated page, rendered by MkDocs.

    Attributes:
        title: the page's heading.
        description: for search engines.
        html: trusted HTML.

    """

    title: str
    description: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    Attributes:
        url: from the root of the site; empty for the home page.
        template: which template makes its content.
        title: plain text.
        description: plain text, one or two sentences.
        source: the file to change in order to improve it, from the root of the repository.
        crumbs: the way from the home page, without the page itself.
        context: what the template needs.

    """

    url: str
    template: str
    title: str
    description: str
    source: str
    crumbs: tuple[Crumb, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def depth(self) -> int:
        """How many folders deep the page lies."""
        return self.url.count("/")

    @property
    def section(self) -> str:
        """The first part of the address: which tab is active."""
        return self.url.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list.

    Attributes:
        items: what stands on this page.
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

    def url(self, number: int) -> str:
        """The address of a page of the list, from the root of the site."""
        return self.base if number == 1 else f"{self.base}page/{number}/"


def slices(items: Sequence[T], base: str) -> Iterator[Slice]:
    """A list in pages of ``PAGE_SIZE``; one page for an empty list."""
    last = max(1, math.ceil(len(items) / PAGE_SIZE))
    for number in range(1, last + 1):
        start = (number - 1) * PAGE_SIZE
        yield Slice(items[start : start + PAGE_SIZE], number, last, len(items), base)


SECTIONS = ("", "initiatives", "pillars", "partners", "funds", "levels", "places", "tags")
"""Every section has an editors' page ``docs/SECTION.md`` with its title and introduction."""

TEMPLATES: Mapping[str, str] = {
    "": "home.html",
    "levels": "terms.html",
    "places": "terms.html",
    "tags": "terms.html",
}
"""Sections whose template does not bear their name."""


def intro_file(section: str) -> str:
    """The editors' page of a section, from the root."""
    return f"docs/{section or 'index'}.md"


class Pages:
    """All pages of a catalogue."""

    def __init__(self, catalogue: Catalogue, site: Site, intros: Mapping[str, Intro]) -> None:
        self.catalogue = catalogue
        self.site = site
        self.intros = intros
        self.wording = Wording(site.language)
        self.relations = Relations(catalogue)

    def __iter__(self) -> Iterator[Page]:
        yield self._section("", newest=self._newest(), partner_count=len(self.catalogue.partners))
        yield from self._initiatives()
        yield from self._pillars()
        yield from self._partners()
        yield from self._funds()
        yield from self._levels()
        yield from self._terms("places", self.catalogue.by_place)
        yield from self._terms("tags", self.catalogue.by_tag)

    # Sections

    def _section(self, section: str, part: Slice | None = None, **context: object) -> Page:
        """The page of a section, or a further page of its list."""
        intro = self.intros[section]
        url = f"{section}/" if section else ""
        title = intro.title
        crumbs: tuple[Crumb, ...] = (self._home,) if section else ()
        if part and part.number > 1:
            crumbs += (Crumb(intro.title, url),)
            url, title = part.url(part.number), self._numbered(intro.title, part)
        context = {**context, "intro": intro.html if not part or part.number == 1 else Markup(), "part": part}
        template = TEMPLATES.get(section, f"{section}.html")
        return Page(url, template, title, intro.description, intro_file(section), crumbs, context)

    @property
    def _home(self) -> Crumb:
        return Crumb(self.wording.texts.gettext("Home"), "")

    def _way(self, section: str) -> tuple[Crumb, ...]:
        return self._home, Crumb(self.intros[section].title, f"{section}/")

    def _numbered(self, title: str, part: Slice) -> str:
        text = self.wording.texts.gettext("%(title)s, page %(number)s of %(last)s")
        return text % {"title": title, "number": part.number, "last": part.last}

    def _listed(
        self,
        entry_url: str,
        template: str,
        title: str,
        description: str,
        source: str,
        crumbs: tuple[Crumb, ...],
        items: Sequence[Any],
        **context: object,
    ) -> Iterator[Page]:
        """A page with a list, and its further pages, which hold the rest of the list only."""
        for part in slices(items, entry_url):
            if part.number == 1:
                yield Page(entry_url, template, title, description, source, crumbs, {**context, "part": part})
            else:
                yield Page(
                    part.url(part.number),
                    "rest.html",
                    self._numbered(title, part),
                    description,
                    source,
                    (*crumbs, Crumb(title, entry_url)),
                    {"part": part},
                )

    def _newest(self) -> Sequence[Entry[Initiative]]:
        dated = [e for e in self.catalogue.initiatives.values() if e.record.added]
        return sorted(dated, key=lambda e: e.record.added, reverse=True)[:NEWEST]  # type: ignore[arg-type, return-value]

    # Initiatives

    def _initiatives(self) -> Iterator[Page]:
        entries = list(self.catalogue.initiatives.values())
        for part in slices(entries, "initiatives/"):
            yield self._section("initiatives", part)
        way = self._way("initiatives")
        for entry in entries:
            yield self._initiative(entry, way)

    def _initiative(self, entry: Entry[Initiative], way: tuple[Crumb, ...]) -> Page:
        record, catalogue = entry.record, self.catalogue
        context = {
            "entry": entry,
            "runs": runs(record, catalogue.today),
            "facts_from": facts_from(record, catalogue.today),
            "money": money_table([_claim(entry, i) for i in range(len(record.funding))]),
            "copies": catalogue.adaptations.get(entry.slug, ()),
            "related": self.relations.of(entry),
        }
        return Page(entry.url, "initiative.html", record.title, record.summary, entry.path, way, context)

    # The register

    def _pillars(self) -> Iterator[Page]:
        yield self._section("pillars")
        for entry in self.catalogue.pillars.values():
            initiatives = self.catalogue.by_pillar.get(entry.slug, ())
            record = entry.record
            yield from self._listed(
                entry.url,
                "pillar.html",
                record.name,
                record.summary or self.intros["pillars"].description,
                entry.path,
                self._way("pillars"),
                initiatives,
                entry=entry,
                levels=level_counts(initiatives),
            )

    def _partners(self) -> Iterator[Page]:
        kinds = list(PartnerKind)
        entries = sorted(self.catalogue.partners.values(), key=lambda e: kinds.index(e.record.kind))
        for part in slices(entries, "partners/"):
            groups = [(kind, list(group)) for kind, group in groupby(part.items, lambda e: e.record.kind)]
            yield self._section("partners", part, groups=groups)
        for entry in entries:
            yield from self._partner(entry)

    def _partner(self, entry: Entry[Partner]) -> Iterator[Page]:
        catalogue = self.catalogue
        involvements = catalogue.involvements.get(entry.slug, ())
        paid = list(catalogue.claims_by_source.get(entry.slug, ()))
        granted = [fund for fund in catalogue.funds.values() if fund.record.granter == entry.slug]
        for fund in granted:
            paid += catalogue.claims_by_source.get(fund.slug, ())
        others = Counter(
            partner
            for involvement in involvements
            for partner in {p.partner for p in involvement.entry.record.partners} - {entry.slug}
        )
        names = catalogue.partners
        nearest = sorted(others, key=lambda slug: (-others[slug], names[slug].record.name.casefold()))
        count = self.wording.texts.ngettext(
            "%(name)s takes part in %(n)s initiative.", "%(name)s takes part in %(n)s initiatives.",
            len(involvements),
        )  # fmt: skip
        yield from self._listed(
            entry.url,
            "partner.html",
            entry.record.name,
            count % {"name": entry.record.name, "n": len(involvements)},
            entry.path,
            self._way("partners"),
            involvements,
            entry=entry,
            works_with=[(names[slug], others[slug]) for slug in nearest[:WORKS_WITH]],
            money=money_by_year(paid),
            granted=granted,
        )

    def _funds(self) -> Iterator[Page]:
        yield self._section("funds")
        for entry in self.catalogue.funds.values():
            table = fund_table(entry, self.catalogue.claims_by_source.get(entry.slug, ()))
            first, last = table.years[0].year, table.years[-1].year
            years = str(first) if first == last else f"{first}–{last}"
            text = self.wording.texts.gettext("What the fund %(name)s pays for, year by year (%(years)s).")
            yield Page(
                entry.url,
                "fund.html",
                entry.record.name,
                text % {"name": entry.record.name, "years": years},
                entry.path,
                self._way("funds"),
                {"entry": entry, "table": table},
            )

    # Levels, places and tags

    def _levels(self) -> Iterator[Page]:
        groups = {Term(level, self.wording.label(level)): e for level, e in self.catalogue.by_level.items()}
        yield from self._terms("levels", groups)

    def _terms(self, section: str, groups: Mapping[Term, Sequence[Entry[Initiative]]]) -> Iterator[Page]:
        yield self._section(section, terms=[(term, len(entries)) for term, entries in groups.items()])
        text = self.wording.texts.gettext("Education initiatives: %(name)s.")
        for term, entries in groups.items():
            yield from self._listed(
                f"{section}/{term.slug}/",
                "term.html",
                term.name[:1].upper() + term.name[1:],
                text % {"name": term.name},
                intro_file(section),
                self._way(section),
                entries,
            )


# Tables of money


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One row of a table of money: an amount by year, where there is one.

    Attributes:
        title: what the row is.
        url: the page it leads to, from the root of the site; empty if none.
        cells: for each year a list of amounts (None is p.m.), or None where the row says nothing.
        pillars: slugs of the pillars that the row is for.

    """

    title: str
    url: str
    cells: tuple[Sequence[Decimal | None] | None, ...]
    pillars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """Money by source and year, with totals."""

    years: tuple[int, ...]
    sources: tuple[tuple[str, tuple[Sequence[Decimal | None] | None, ...]], ...]
    totals: tuple[Decimal | None, ...]
    total: Decimal | None


def _claim(entry: Entry[Initiative], index: int) -> Claim:
    line = entry.record.funding[index]
    return Claim(entry, index, line.year, line.amount, line.source)


def _cells(
    years: Sequence[int], amounts: Sequence[tuple[int, Decimal | None]]
) -> tuple[Sequence[Decimal | None] | None, ...]:
    return tuple([a for y, a in amounts if y == year] or None for year in years)


def money_table(claims: Sequence[Claim]) -> MoneyTable | None:
    """What an initiative gets, by source and year, with totals; None where nothing is known."""
    if not claims:
        return None
    years = tuple(sorted({claim.year for claim in claims}))
    sources = tuple(
        (source, _cells(years, [(c.year, c.amount) for c in claims if c.source == source]))
        for source in dict.fromkeys(claim.source for claim in claims)
    )
    totals = tuple(_sum([c.amount for c in claims if c.year == year]) for year in years)
    return MoneyTable(years, sources, totals, _sum(totals))


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """A total: not known yet where none of its amounts is."""
    return total(amounts) if any(amount is not None for amount in amounts) else None


def money_by_year(claims: Sequence[Claim]) -> Sequence[tuple[int, Decimal, int]]:
    """What was paid by year: the year, the sum, and to how many initiatives."""
    amounts: dict[int, Decimal] = {}
    paid: dict[int, set[str]] = {}
    for claim in claims:
        amounts[claim.year] = amounts.get(claim.year, Decimal(0)) + (claim.amount or 0)
        paid.setdefault(claim.year, set()).add(claim.entry.slug)
    return [(year, amounts[year], len(paid[year])) for year in sorted(amounts)]


@dataclass(frozen=True, slots=True)
class FundTable:
    """The books of a fund as a table: rows by the year in which they started, a column a year."""

    years: tuple[FundYear, ...]
    groups: tuple[tuple[int | None, tuple[MoneyRow, ...]], ...]

    @property
    def has_other_expenses(self) -> bool:
        """Whether a year states other expenses."""
        return any(year.other_expenses is not None for year in self.years)

    @property
    def has_carried_over(self) -> bool:
        """Whether a year states what was carried over."""
        return any(year.carried_over is not None for year in self.years)


def fund_table(fund: Entry[Fund], claims: Sequence[Claim]) -> FundTable:
    """The books of a fund: its reservations and what initiatives claim, what started last first."""
    years = tuple(sorted(fund.record.years, key=lambda year: year.year))
    numbers = [year.year for year in years]
    rows: list[tuple[int | None, MoneyRow]] = []

    reserved: dict[tuple[str, int | None, tuple[str, ...]], list[tuple[int, Decimal | None]]] = {}
    for year in years:
        for row in year.reservations:
            reserved.setdefault((row.title, row.started, row.pillars), []).append((year.year, row.amount))
    for (title, started, pillars), amounts in reserved.items():
        rows.append((started, MoneyRow(title, "", _cells(numbers, amounts), pillars)))

    claimed: dict[str, list[Claim]] = {}
    for claim in claims:
        claimed.setdefault(claim.entry.slug, []).append(claim)
    for lines in claimed.values():
        entry = lines[0].entry
        period = entry.record.period
        started = period.start.year if period and period.start else None
        cells = _cells(numbers, [(c.year, c.amount) for c in lines])
        rows.append((started, MoneyRow(entry.record.title, entry.url, cells, (entry.record.pillar,))))

    rows.sort(key=lambda pair: (-(pair[0] or 0), bool(pair[1].url), pair[1].title.casefold()))
    groups = tuple((s, tuple(row for _, row in group)) for s, group in groupby(rows, lambda pair: pair[0]))
    return FundTable(years, groups)


def level_counts(entries: Iterable[Entry[Initiative]]) -> Sequence[tuple[Level, int]]:
    """How many initiatives each level has, in the order of a school career."""
    counted = Counter(level for entry in entries for level in entry.record.levels)
    return [(level, counted[level]) for level in Level if level in counted]


# Rendering


class Renderer:
    """Turns pages into HTML: everything escaped but what was made safe before."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self.catalogue = catalogue
        self.site = site
        self.wording = Wording(site.language)
        self._tags = {term.slug: term.name for term in catalogue.by_tag}
        self.environment = Environment(
            loader=PackageLoader("atelier"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        self.environment.policies["ext.i18n.trimmed"] = True
        self.environment.install_gettext_translations(self.wording.texts, newstyle=True)  # type: ignore[attr-defined]
        wording = self.wording
        self.environment.filters |= {
            "cell": wording.cell,
            "date": wording.date,
            "label": wording.label,
            "labels": wording.labels,
            "money": wording.money,
            "number": wording.number,
            "phrase": wording.phrase,
            "slugify": cache(slugify),
            "safe_body": lambda entry: Markup(entry.body.html),  # noqa: S704 - made safe by atelier.markdown
        }
        self.environment.globals |= {
            "ages": wording.ages,
            "catalogue": catalogue,
            "period": wording.period,
            "runs": lambda entry: runs(entry.record, catalogue.today),
            "site": site,
            "reason": self._reason,
        }

    def content(self, page: Page) -> str:
        """The HTML of a page's content, to be poured into a shell."""
        template = self.environment.get_template(page.template)
        return template.render(page=page, root="../" * page.depth, **page.context)

    def redirect(self, url: str) -> str:
        """A page that leads from a former address to ``url``, which is from the root of the site."""
        template = self.environment.get_template("redirect.html")
        return template.render(target="../../" + url, canonical=self.site.url + url)

    def _reason(self, relation: Relation) -> str:
        """Why two initiatives are related, in words: the two most telling features.

        A pillar or a place that they share too goes unsaid: nearly everything in a city does.
        """
        gettext = self.wording.texts.gettext
        reasons = []
        for feature in relation.shared:
            if feature.kind == "adapted":
                reasons.append(gettext("one was adapted from the other"))
            elif feature.kind == "tag":
                reasons.append(gettext("also about %(tag)s") % {"tag": self._tags[str(feature.value)]})
            elif feature.kind == "partner":
                name = self.catalogue.partners[str(feature.value)].record.name
                reasons.append(gettext("also with %(partner)s") % {"partner": name})
            elif feature.kind == "level":
                level = self.wording.label(Level(str(feature.value)))
                reasons.append(gettext("also for %(level)s") % {"level": level})
        return self.wording.phrase(reasons[:2])
