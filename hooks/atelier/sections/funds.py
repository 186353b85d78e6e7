"""Funds: each with its books."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from atelier.content.entry import Entry
from atelier.insights.money.tables import FundTable, fund_table, money_by_pillar
from atelier.model.fund import Fund
from atelier.render.charts.bars import fund_chart, pillar_chart
from atelier.render.page import Page
from atelier.sections.section import RecordSection


class Funds(RecordSection):
    """Every fund with its books."""

    record = Fund
    rank = 40

    def lists(self) -> Iterator[Page]:
        """The list of funds."""
        yield self._first(self.entries)

    def description(self, entry: Entry[Fund]) -> str:
        """What it pays for, in which years."""
        table = self._table(entry)
        first, last = table.years[0].year, table.years[-1].year
        years = str(first) if first == last else f"{first}–{last}"
        text = self.wording.texts.gettext("What the fund %(name)s pays for, year by year (%(years)s).")
        return text % {"name": entry.record.name, "years": years}

    def follows(self, entry: Entry[Fund]) -> tuple[Any, ...]:
        """What is claimed of it, and the pillars that it is for."""
        return self.catalogue.claims_by_source.get(entry.slug), list(self.catalogue.pillars.values())

    def context(self, entry: Entry[Fund]) -> Mapping[str, Any]:
        """Its books, and what is for each pillar."""
        table = self._table(entry)
        pillars = money_by_pillar(table, self.catalogue.pillars)
        return {
            "table": table,
            "chart": fund_chart(table),
            "pillars": pillars,
            "pillar_chart": pillar_chart(pillars, [year.year for year in table.years]),
        }

    def _table(self, entry: Entry[Fund]) -> FundTable:
        return fund_table(entry, self.catalogue.claims_by_source.get(entry.slug, ()))
