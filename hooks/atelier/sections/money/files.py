"""Answers to questions about money as files for a spreadsheet, with a row for every year.

An amount that is not known is ``p.m.``, never 0, so that the sum of a column is that of the page. The column
beside it says how many amounts are not known yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from atelier.catalogue.catalogue import Catalogue, group
from atelier.exports.spreadsheet import Cell, spreadsheet
from atelier.i18n.translation import N_
from atelier.insights.money.cofinancing import Cofinancing, Paid
from atelier.insights.money.ledger import Figure, Line, by_partner, figure, figures
from atelier.insights.money.quarter_rule import QuarterYear
from atelier.render.page import Site
from atelier.render.wording import Wording

Rows = Iterable[Sequence[Cell]]

SUM = (N_("Reserved"), N_("Amounts not known yet"), N_("Initiatives"))
"""Titles of the columns of a sum."""


class MoneyFiles:
    """Makes the file of each question."""

    def __init__(self, catalogue: Catalogue, wording: Wording, lines: Sequence[Line]) -> None:
        self.catalogue = catalogue
        self.wording = wording
        self.lines = lines
        self._ = wording.texts.gettext

    def funds(self) -> str:
        """Each fund by year, with its stated books; last what partners pay themselves."""
        sums = figures(self.lines, lambda line: (line.fund, line.year))
        titles = (
            N_("Fund"),
            N_("Granter"),
            N_("Year"),
            *SUM,
            N_("Other expenses"),
            N_("Available"),
            N_("Remains"),
        )
        return self._sheet(titles, chain(self._books(sums), self._itself(sums)))

    def _books(self, sums: Mapping[tuple[str, int], Figure]) -> Iterator[Sequence[Cell]]:
        nothing = figure([])
        for slug, fund in self.catalogue.funds.items():
            granter = self._partner(fund.record.granter)
            for year in sorted(fund.record.years, key=lambda year: year.year):
                sum_ = sums.get((slug, year.year), nothing)
                stated = (year.other_expenses, year.available, year.remaining)
                yield fund.record.name, granter, year.year, *_cells(sum_), *stated

    def _itself(self, sums: Mapping[tuple[str, int], Figure]) -> Iterator[Sequence[Cell]]:
        for year in sorted(year for fund, year in sums if not fund):
            yield self._("Partners themselves"), "", year, *_cells(sums["", year]), None, None, None

    def pillars(self) -> str:
        """Each pillar by year; last the money of several pillars."""
        sums = figures(self.lines, lambda line: (line.pillar, line.year))
        rows = (
            (self._pillar(pillar), year, *_cells(sums[pillar, year]))
            for pillar in (*self.catalogue.pillars, None)
            for year in sorted(year for found, year in sums if found == pillar)
        )
        return self._sheet((N_("Pillar"), N_("Year"), *SUM), rows)

    def funders(self) -> str:
        """Each funder by year: through a fund, or directly."""
        sums = figures(self.lines, lambda line: (self._partner(line.funder), line.fund, line.year))
        rows = (
            (
                name,
                self.catalogue.funds[fund].record.name if fund else "",
                year,
                *_cells(sums[name, fund, year]),
            )
            for name, fund, year in sorted(sums, key=lambda key: (key[0].casefold(), *key[1:]))
        )
        return self._sheet((N_("Funder"), N_("Through the fund"), N_("Year"), *SUM), rows)

    def partners(self) -> str:
        """Each partner by year: what its initiatives get. A line counts for each of its partners."""
        rows = [
            (self._partner(partner), year, *_cells(sum_))
            for partner, lines in by_partner(self.lines).items()
            for year, sum_ in figures(lines, lambda line: line.year).items()
        ]
        rows.sort(key=lambda row: (row[0].casefold(), row[1]))
        return self._sheet((N_("Partner"), N_("Year"), *SUM), rows)

    def years(self) -> str:
        """Each year: what funds pay, what partners pay themselves, and both."""
        years = group((line.year, line) for line in self.lines)
        rows = (
            (
                year,
                _amount(figure([line for line in years[year] if line.fund])),
                _amount(figure([line for line in years[year] if not line.fund])),
                *_cells(figure(years[year])),
            )
            for year in sorted(years)
        )
        return self._sheet((N_("Year"), N_("From funds"), N_("Partners themselves"), *SUM), rows)

    def together(self, found: Cofinancing, site: Site) -> str:
        """Each initiative that the city pays for, and whether it counts."""
        titles = (
            N_("Initiative"),
            N_("Address"),
            N_("From the city"),
            N_("From others, as far as known"),
            N_("Amounts of others not known yet"),
            N_("For each euro of the city"),
            N_("Counts"),
        )
        return self._sheet(titles, (self._paid(paid, site) for paid in (*found.counted, *found.left_out)))

    def _paid(self, paid: Paid, site: Site) -> Sequence[Cell]:
        return (
            paid.entry.record.title,
            site.url + paid.entry.url,
            PM if paid.city is None else paid.city,
            PM if paid.others.amount is None and paid.others.unknown else paid.others.amount,
            self._("yes") if paid.others.unknown else self._("no"),
            paid.per_euro,
            self._("no") if paid.city is None else self._("yes"),
        )

    def quarter_rule(self, funds: Mapping[str, Sequence[QuarterYear]]) -> str:
        """Each fund by year and pillar: the money for that pillar alone, and a quarter of the total."""
        titles = (
            N_("Fund"),
            N_("Year"),
            N_("Pillar"),
            N_("Only for this pillar"),
            N_("For several pillars together"),
            N_("Amounts not known yet"),
            N_("What counts"),
            N_("A quarter of it"),
            N_("Rule of the quarters"),
        )
        rows = (
            (
                self.catalogue.funds[slug].record.name,
                year.year,
                self._pillar(pillar),
                PM if sum_.amount is None and sum_.unknown else sum_.amount or 0,
                year.undivided,
                len(year.unknown),
                year.reserved,
                year.quarter,
                self.wording.label(year.verdict),
            )
            for slug, years in funds.items()
            for year in years
            for pillar, sum_ in year.pillars
        )
        return self._sheet(titles, rows)

    def _sheet(self, titles: Iterable[str], rows: Rows) -> str:
        return spreadsheet(chain([[self._(title) for title in titles]], rows), self.wording.decimal)

    def _partner(self, slug: str) -> str:
        return self.catalogue.partners[slug].record.name

    def _pillar(self, slug: str | None) -> str:
        return self.catalogue.pillars[slug].record.name if slug else self._("Not of one pillar")


PM = "p.m."


def _amount(sum_: Figure) -> Decimal | str:
    """The cell of a sum: its amount, p.m. if no amount is known, 0 if there is none."""
    if sum_.amount is None:
        return PM if sum_.unknown else Decimal(0)
    return sum_.amount


def _cells(sum_: Figure) -> tuple[Cell, Cell, Cell]:
    """A sum under the titles of ``SUM``."""
    return _amount(sum_), sum_.unknown, sum_.initiatives
