"""Partners: each with what it takes part in and what it paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from atelier.catalogue.catalogue import Involvement
from atelier.content.entry import Entry
from atelier.insights.money.tables import money_by_year
from atelier.model.partner import Partner, PartnerKind
from atelier.render.charts.bars import years_chart
from atelier.render.page import Feed, Page, slices
from atelier.sections.section import RecordSection

WORKS_WITH = 8


class Partners(RecordSection):
    """Every partner with what it takes part in and what it paid."""

    record = Partner
    record_feed = Feed.OWN
    rank = 30
    needed = True

    @property
    def entries(self) -> Sequence[Entry[Partner]]:
        """The partners by kind."""
        kinds = list(PartnerKind)
        return sorted(self.catalogue.partners.values(), key=lambda entry: kinds.index(entry.record.kind))

    def lists(self) -> Iterator[Page]:
        """The partners by kind, in pages."""
        for part in slices(self.entries, "partners/"):
            groups = [(kind, list(group)) for kind, group in groupby(part.items, lambda e: e.record.kind)]
            yield self._first(part, groups=groups)

    def description(self, entry: Entry[Partner]) -> str:
        """In how many initiatives it takes part."""
        number = len(self.listed(entry))
        text = self.wording.texts.ngettext(
            "%(name)s takes part in %(n)s initiative.", "%(name)s takes part in %(n)s initiatives.", number
        )
        return text % {"name": entry.record.name, "n": number}

    def listed(self, entry: Entry[Partner]) -> Sequence[Involvement]:
        """What it takes part in."""
        return self.catalogue.involvements.get(entry.slug, ())

    def context(self, entry: Entry[Partner]) -> Mapping[str, Any]:
        """Its money, the partners that it works with, and the records that refer to it."""
        catalogue = self.catalogue
        paid = list(catalogue.claims_by_source.get(entry.slug, ()))
        granted = catalogue.granted.get(entry.slug, ())
        for fund in granted:
            paid += catalogue.claims_by_source.get(fund.slug, ())
        money = money_by_year(paid)
        return {
            "facets": self.material.facets,
            "works_with": self._works_with(entry),
            "money": money,
            "money_chart": years_chart(money),
            "granted": granted,
            "showings": self.material.showings.of_partner.get(entry.slug, ()),
            "questions": self.material.asked.by_partner.get(entry.slug, ()),
            "does_too": self.material.families.by_user.get(entry.slug, ()),
        }

    def _works_with(self, entry: Entry[Partner]) -> Sequence[tuple[Entry[Partner], int]]:
        """The partners with which it shares most initiatives, and how many."""
        partners = self.catalogue.partners
        others = Counter(
            partner
            for involvement in self.listed(entry)
            for partner in {p.partner for p in involvement.entry.record.partners} - {entry.slug}
        )
        nearest = sorted(others, key=lambda slug: (-others[slug], partners[slug].record.name.casefold()))
        return [(partners[slug], others[slug]) for slug in nearest[:WORKS_WITH]]
