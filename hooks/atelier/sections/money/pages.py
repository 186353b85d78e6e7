"""Questions about money, each answered by a page: bars, a table, and the same as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from atelier.catalogue.catalogue import group
from atelier.i18n.translation import N_
from atelier.insights.money.answer import answer
from atelier.insights.money.cofinancing import Cofinancing, cities, cofinancing
from atelier.insights.money.ledger import (
    Figure,
    Line,
    by_partner,
    every_line,
    figure,
    figures,
    ledger,
    ranking,
)
from atelier.insights.money.quarter_rule import QuarterYear, quarter_years
from atelier.insights.money.tables import PillarRow, Sum, YearSum
from atelier.model.parts import Part
from atelier.render.charts.bars import BarChart, names_chart, pillar_chart, years_chart
from atelier.render.page import PAGE_SIZE, File, Page
from atelier.render.renderer import Renderer
from atelier.sections.money.files import MoneyFiles
from atelier.sections.section import Material, Section

BARS = 12
"""How many bars a chart has at most; the table has the rest."""


@dataclass(frozen=True, slots=True)
class View:
    """A question about money.

    Attributes:
        name: the last part of its address; empty for the first page of the section.
        label: the text of links to it.
        title: of its page; empty for the first, whose title editors write.
        description: of its page.

    """

    name: str
    label: str
    title: str = ""
    description: str = ""

    @property
    def url(self) -> str:
        """Its address, from the root of the site."""
        return f"money/{self.name}/" if self.name else "money/"

    @property
    def file(self) -> str:
        """The address of its file, with a name that is clear among other downloads."""
        return f"{self.url}{'-'.join(filter(None, ('money', self.name)))}.csv"


FUNDS = View("", N_("By fund"))
PILLARS = View(
    "pillars", N_("By pillar"), N_("Money by pillar"), N_("What is reserved for each pillar, year by year.")
)
FUNDERS = View("funders", N_("By funder"), N_("Money by funder"), N_("Whose money it is."))
PARTNERS = View(
    "partners",
    N_("By partner"),
    N_("Money by partner"),
    N_("What is reserved for the initiatives that each partner takes part in."),
)
YEARS = View("years", N_("By year"), N_("Money by year"), N_("What is reserved in each year."))
TOGETHER = View(
    "together",
    N_("Paid together"),
    N_("What others paid along"),
    N_("What others paid for each euro of the city."),
)
QUARTER_RULE = View(
    "quarter-rule",
    N_("Rule of the quarters"),
    N_("The rule of the quarters"),
    N_("Whether each pillar gets a quarter of what is left after running projects, year by year."),
)


class Money(Section):
    """Where the money comes from and where it goes."""

    name = "money"
    kind = "money/page"
    rank = 60
    overview = True

    def __init__(self, material: Material) -> None:
        super().__init__(material)
        self._files: dict[View, str] = {}

    def pages(self) -> Iterator[Page]:
        """A page for each question that the catalogue can answer."""
        follows = (self.material.made_of.everything,)
        for view in self._views:
            lazy = partial(self._context, view)
            if view is FUNDS:
                yield self._first(lazy=lazy, follows=follows)
                continue
            gettext = self.wording.texts.gettext
            yield Page(
                url=view.url,
                kind=f"money/{view.name}",
                title=gettext(view.title),
                description=gettext(view.description),
                source=self._source,
                crumbs=self._way,
                context=lazy,
                follows=follows,
            )

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The file of each page, with every year."""
        for view in self._views:
            follows = (self.material.made_of.everything,)
            yield File(view.file, partial(self._file, view), follows, shared=True)

    def _file(self, view: View) -> str:
        files = MoneyFiles(self.catalogue, self.wording, self._lines)
        made: Mapping[View, Callable[[], str]] = {
            FUNDS: files.funds,
            PILLARS: files.pillars,
            FUNDERS: files.funders,
            PARTNERS: files.partners,
            YEARS: files.years,
            TOGETHER: lambda: files.together(self._together, self.site),
            QUARTER_RULE: lambda: files.quarter_rule(self._quarters),
        }
        return made[view]()

    @cached_property
    def _lines(self) -> Sequence[Line]:
        return ledger(self.catalogue)

    @cached_property
    def _together(self) -> Cofinancing:
        return cofinancing(self.catalogue, list(every_line(self.catalogue)))

    @cached_property
    def _quarters(self) -> Mapping[str, Sequence[QuarterYear]]:
        """The years of each fund that has the rule, by the fund's slug."""
        lines = group((line.fund, line) for line in self._lines)
        return {
            slug: quarter_years(self.catalogue, lines.get(slug, ()))
            for slug, fund in self.catalogue.funds.items()
            if fund.record.quarter_rule
        }

    @cached_property
    def _views(self) -> Sequence[View]:
        """The questions that have an answer."""
        views = [FUNDS, PILLARS, FUNDERS, PARTNERS, YEARS]
        if not self.site.parts.has(Part.PILLARS):
            views.remove(PILLARS)
        funds = self.catalogue.funds.values()
        if cities(self.catalogue):
            views.append(TOGETHER)
        if PILLARS in views and any(fund.record.quarter_rule for fund in funds):
            views.append(QUARTER_RULE)
        return views

    def _context(self, view: View) -> dict[str, Any]:
        """The context of a question."""
        made: Mapping[View, Callable[[], dict[str, Any]]] = {
            FUNDS: self._funds,
            PILLARS: self._pillars,
            FUNDERS: lambda: self._ranked(group((line.funder, line) for line in self._lines)),
            PARTNERS: lambda: self._ranked(by_partner(self._lines)),
            YEARS: self._years,
            TOGETHER: self._paid_together,
            QUARTER_RULE: self._quarter_rule,
        }
        return made[view]() | {"view": view, "views": self._views, "whole": figure(self._lines)}

    def _funds(self) -> dict[str, Any]:
        """Sums by fund; those of partners that pay themselves have an empty name."""
        groups = group((line.fund, line) for line in self._lines)
        rows = [
            (slug, figure(lines), figure([line for line in lines if line.entry is None]))
            for slug in (*self.catalogue.funds, "")
            if (lines := groups.get(slug))
        ]
        itself = self.wording.texts.gettext("Partners themselves")
        funds = self.catalogue.funds
        bars = [(funds[slug].record.name if slug else itself, sum_.sum) for slug, sum_, _ in rows]
        return {
            "answer": answer(self._lines),
            "most_achieved": PAGE_SIZE,
            "rows": rows,
            "reserved_whole": figure([line for line in self._lines if line.entry is None]),
            "bars": names_chart(sorted(bars, key=lambda bar: -(bar[1].amount or 0))[:BARS]),
            "chart": self._years_chart(self._lines),
        }

    def _pillars(self) -> dict[str, Any]:
        """Sums by year and pillar; None for the money of several pillars."""
        cells = figures(self._lines, lambda line: (line.pillar, line.year))
        totals = figures(self._lines, lambda line: line.year)
        years, found = sorted(totals), {pillar for pillar, _ in cells}
        order = [pillar for pillar in (*self.catalogue.pillars, None) if pillar in found]
        columns = [
            PillarRow(pillar, tuple(_sum(cells.get((pillar, year))) for year in years)) for pillar in order
        ]
        whole = figures(self._lines, lambda line: line.pillar)
        return {
            "pillars": order,
            "rows": [(year, [cells.get((p, year)) for p in order], totals[year]) for year in years],
            "totals": [whole[pillar] for pillar in order],
            "chart": pillar_chart(columns, years),
        }

    def _ranked(self, groups: Mapping[str, Sequence[Line]]) -> dict[str, Any]:
        """Sums by the slug of a partner, the highest first."""
        partners = self.catalogue.partners
        ranked = ranking(groups, lambda slug: partners[slug].record.name, PAGE_SIZE)
        bars = [(partners[slug].record.name, sum_.sum) for slug, sum_ in ranked.first[:BARS]]
        only = next(iter(groups.values())) if len(groups) == 1 else ()
        return {"ranked": ranked, "bars": names_chart(bars), "chart": self._years_chart(only)}

    def _years(self) -> dict[str, Any]:
        """Sums by year: what funds pay, what partners pay themselves, and both."""
        years = group((line.year, line) for line in self._lines)
        rows = [
            (
                year,
                figure([line for line in years[year] if line.fund]),
                figure([line for line in years[year] if not line.fund]),
                figure(years[year]),
            )
            for year in sorted(years)
        ]
        funds = figure([line for line in self._lines if line.fund])
        selves = figure([line for line in self._lines if not line.fund])
        return {"rows": rows, "totals": (funds, selves), "chart": self._years_chart(self._lines)}

    def _years_chart(self, lines: Sequence[Line]) -> BarChart | None:
        sums = sorted(figures(lines, lambda line: line.year).items())
        return years_chart([YearSum(year, f.sum, f.initiatives) for year, f in sums])

    def _paid_together(self) -> dict[str, Any]:
        """What others paid along with the city."""
        found, gettext = self._together, self.wording.texts.gettext
        partners = self.catalogue.partners
        cities = self.wording.phrase(tuple(partners[slug].record.name for slug in found.cities))
        bars = [(cities, Sum(found.city, False)), (gettext("Others"), found.others)]
        rest = found.counted[PAGE_SIZE:]
        return {
            "paid": found,
            "cities": cities,
            "bars": names_chart(bars),
            "most": PAGE_SIZE,
            "rest": replace(found, counted=rest) if rest else None,
        }

    def _quarter_rule(self) -> dict[str, Any]:
        """The years of each fund that has the rule."""
        funds = []
        for slug, years in self._quarters.items():
            numbers = [year.year for year in years]
            lines = [line for line in self._lines if line.fund == slug and line.entry is None]
            cells = figures(lines, lambda line: (line.pillar, line.year))
            found = {pillar for pillar, _ in cells}
            rows = [
                PillarRow(pillar, tuple(_sum(cells.get((pillar, number))) for number in numbers))
                for pillar in (*self.catalogue.pillars, None)
                if pillar in found
            ]
            funds.append((self.catalogue.funds[slug], years, pillar_chart(rows, numbers)))
        return {"funds": funds}


def _sum(found: Figure | None) -> Sum | None:
    return found.sum if found else None
