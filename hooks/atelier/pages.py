"""Pages from a catalogue: which there are, at which address, and what stands on them.

A page's bytes follow from the catalogue and the shell alone. Links are relative, so the site works at
any address; ``root`` leads from a page to the home page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import groupby
from typing import Any

from markupsafe import Markup

from atelier.books import claims_of
from atelier.catalogue import Catalogue, Term, facts_from, newest_word, runs
from atelier.charts import fund_chart, money_chart, pillar_chart, years_chart
from atelier.codes import CODES
from atelier.collection import Entry
from atelier.cost import Needed, cost_once, cost_yearly
from atelier.explain import generic
from atelier.form import form_context
from atelier.gaps import GapGrid, gap_grid
from atelier.lessons import LESSONS, OF
from atelier.mending import MENDINGS
from atelier.model import Initiative, Level, Partner, PartnerKind
from atelier.money import fund_table, money_by_pillar, money_by_year, money_table
from atelier.page import Crumb, Intro, Page, Site, Slice, slices
from atelier.related import Relations
from atelier.remarks import unfilled
from atelier.shape import shape_of
from atelier.timeline import timeline
from atelier.wording import Wording

NEWEST = 8
SUBJECTS = 5
WORKS_WITH = 8


SECTIONS = (
    "",
    "initiatives",
    "pillars",
    "partners",
    "funds",
    "levels",
    "places",
    "tags",
    "saved",
    "compare",
    "help",
    "add",
)
"""Every section has an editors' page ``docs/SECTION.md`` with its title and introduction."""

HELP_TEXTS = "hooks/atelier/lessons.py"
"""Where what is said of messages can be improved."""

SINGLE = ("saved", "compare", "add")
"""Sections of one page, whose content is a visitor's own: nothing lies below them."""

TEMPLATES: Mapping[str, str] = {
    "": "home.html",
    "levels": "terms.html",
    "places": "terms.html",
    "tags": "terms.html",
}
"""Sections whose template does not bear their name."""


FACET_OF: Mapping[str, str] = {"levels": "level", "places": "place", "tags": "tag"}
"""The facet that the pages of a section are presets of."""


INITIATIVE = shape_of(Initiative)


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
        yield self._section("", newest=self._newest(), subjects=self._subjects(), gaps=self._gaps)
        yield from self._initiatives()
        yield from self._pillars()
        yield from self._partners()
        yield from self._funds()
        yield from self._levels()
        yield from self._terms("places", self.catalogue.by_place)
        yield from self._terms("tags", self.catalogue.by_tag)
        yield from self._help()
        yield self._section("saved")
        yield self._section(
            "compare", lacking_once=(Needed.COST,), lacking_yearly=(Needed.PUPILS, Needed.MONEY)
        )
        yield self._section("add", **form_context(self.wording.texts))

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

    def _subjects(self) -> Sequence[Term]:
        """The subjects that most initiatives have."""
        by_tag = self.catalogue.by_tag
        return nlargest(SUBJECTS, by_tag, key=lambda term: len(by_tag[term]))

    @cached_property
    def _gaps(self) -> GapGrid:
        return gap_grid(self.catalogue)

    # Initiatives

    def _initiatives(self) -> Iterator[Page]:
        entries = list(self.catalogue.initiatives.values())
        for part in slices(entries, "initiatives/"):
            yield self._section("initiatives", part)
        way = self._way("initiatives")
        for entry in entries:
            yield self._initiative(entry, way)

    def _initiative(self, entry: Entry[Initiative], way: tuple[Crumb, ...]) -> Page:
        record, catalogue, gettext = entry.record, self.catalogue, self.wording.texts.gettext
        runs_today, money = runs(record, catalogue.today), money_table(claims_of(entry))
        context = {
            "entry": entry,
            "runs": runs_today,
            "timeline": timeline(record.period, record.phases, catalogue.today, runs=runs_today),
            "facts_from": facts_from(record, catalogue.today),
            "undated": bool(record.sources) and newest_word(record) is None,
            "once": cost_once(record),
            "yearly": cost_yearly(record),
            "money": money,
            "money_chart": money_chart(money) if money else None,
            "copies": catalogue.adaptations.get(entry.slug, ()),
            "related": self.relations.of(entry),
            "unfilled": [(key, gettext(INITIATIVE.fields[key].label)) for key in unfilled(record)],
        }
        return Page(entry.url, "initiative.html", record.title, record.summary, entry.path, way, context)

    # The register

    def _pillars(self) -> Iterator[Page]:
        yield self._section("pillars", gaps=self._gaps)
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
        granted = catalogue.granted.get(entry.slug, ())
        for fund in granted:
            paid += catalogue.claims_by_source.get(fund.slug, ())
        others = Counter(
            partner
            for involvement in involvements
            for partner in {p.partner for p in involvement.entry.record.partners} - {entry.slug}
        )
        names, money = catalogue.partners, money_by_year(paid)
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
            money=money,
            money_chart=years_chart(money),
            granted=granted,
        )

    def _funds(self) -> Iterator[Page]:
        yield self._section("funds")
        for entry in self.catalogue.funds.values():
            table = fund_table(entry, self.catalogue.claims_by_source.get(entry.slug, ()))
            first, last = table.years[0].year, table.years[-1].year
            years = str(first) if first == last else f"{first}–{last}"
            pillars = money_by_pillar(table, self.catalogue.pillars)
            text = self.wording.texts.gettext("What the fund %(name)s pays for, year by year (%(years)s).")
            yield Page(
                entry.url,
                "fund.html",
                entry.record.name,
                text % {"name": entry.record.name, "years": years},
                entry.path,
                self._way("funds"),
                {
                    "entry": entry,
                    "table": table,
                    "chart": fund_chart(table),
                    "pillars": pillars,
                    "pillar_chart": pillar_chart(pillars, [year.year for year in table.years]),
                },
            )

    # Help

    def _help(self) -> Iterator[Page]:
        """Every message explained, and what ``atelier check --fix`` mends."""
        gettext = self.wording.texts.gettext
        yield self._section("help")
        way = self._way("help")
        title = gettext("All messages of the check")
        description = gettext("What each message means, where it comes from and how to mend it.")
        titles = {code: generic(code, self.wording.texts)[0].removesuffix(".") for code in CODES}
        context: dict[str, object] = {"groups": LESSONS, "titles": titles}
        yield Page("help/codes/", "codes.html", title, description, HELP_TEXTS, way, context)
        yield Page(
            "help/fix/",
            "fix.html",
            gettext("What the check can mend by itself"),
            gettext(
                "The mistakes of which nothing else can be meant, and what atelier check --fix makes of them."
            ),
            HELP_TEXTS,
            way,
            {
                "mendings": {code: mending.does for code, mending in MENDINGS.items() if mending.does},
                **context,
            },
        )
        for code, lesson in OF.items():
            context = {
                "code": code,
                "lesson": lesson,
                "hint": generic(code, self.wording.texts)[1],
                "does": MENDINGS[code].does if code in MENDINGS else "",
            }
            crumbs = (*way, Crumb(title, "help/codes/"))
            cause = gettext(lesson.cause)
            yield Page(f"help/{code}/", "code.html", titles[code], cause, HELP_TEXTS, crumbs, context)

    # Levels, places and tags

    def _levels(self) -> Iterator[Page]:
        groups = {Term(level, self.wording.label(level)): e for level, e in self.catalogue.by_level.items()}
        yield from self._terms("levels", groups)

    def _terms(self, section: str, groups: Mapping[Term, Sequence[Entry[Initiative]]]) -> Iterator[Page]:
        for part in slices([(term, len(entries)) for term, entries in groups.items()], f"{section}/"):
            yield self._section(section, part)
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
                preset=(FACET_OF[section], term.slug),
                term=term,
            )


def level_counts(entries: Iterable[Entry[Initiative]]) -> Sequence[tuple[Level, int]]:
    """How many initiatives each level has, in the order of a school career."""
    counted = Counter(level for entry in entries for level in entry.record.levels)
    return [(level, counted[level]) for level in Level if level in counted]
