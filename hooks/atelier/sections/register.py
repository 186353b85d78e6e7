"""The register: pillars, partners and funds, each with its initiatives and its money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from atelier.catalogue.catalogue import Catalogue
from atelier.content.entry import Entry
from atelier.insights.money.tables import fund_table, money_by_pillar, money_by_year
from atelier.model.initiative import Initiative, Level
from atelier.model.partner import Partner, PartnerKind
from atelier.render.charts.bars import fund_chart, pillar_chart, years_chart
from atelier.render.page import Page, slices
from atelier.sections.section import Section, listed_depths

WORKS_WITH = 8


class Pillars(Section):
    """Every pillar with its initiatives."""

    name = "pillars"
    template = "pillars.html"

    @classmethod
    def depths(cls, catalogue: Catalogue) -> set[int]:
        """A pillar lies two deep, a further page of its list four."""
        return listed_depths(catalogue)

    def pages(self) -> Iterator[Page]:
        """The pillars together, and each."""
        yield self._first(gaps=self.material.gaps)
        for entry in self.catalogue.pillars.values():
            initiatives = self.catalogue.by_pillar.get(entry.slug, ())
            record = entry.record
            page = Page(
                entry.url,
                "pillar.html",
                record.name,
                record.summary or self.material.intros["pillars"].description,
                entry.path,
                self._way,
                {
                    "entry": entry,
                    "levels": level_counts(initiatives),
                    "showings": self.material.showings.of_pillar.get(entry.slug, ()),
                    "questions": self.material.asked.by_pillar.get(entry.slug, ()),
                },
            )
            yield from self._listed(page, initiatives)


class Partners(Section):
    """Every partner with what it takes part in and what it paid."""

    name = "partners"
    template = "partners.html"

    @classmethod
    def depths(cls, catalogue: Catalogue) -> set[int]:
        """A partner lies two deep, a further page of the list three, of a partner's list four."""
        return listed_depths(catalogue, len(catalogue.partners))

    def pages(self) -> Iterator[Page]:
        """The partners by kind, and each."""
        kinds = list(PartnerKind)
        entries = sorted(self.catalogue.partners.values(), key=lambda e: kinds.index(e.record.kind))
        for part in slices(entries, "partners/"):
            groups = [(kind, list(group)) for kind, group in groupby(part.items, lambda e: e.record.kind)]
            yield self._first(part, groups=groups)
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
        page = Page(
            entry.url,
            "partner.html",
            entry.record.name,
            count % {"name": entry.record.name, "n": len(involvements)},
            entry.path,
            self._way,
            {
                "entry": entry,
                "works_with": [(names[slug], others[slug]) for slug in nearest[:WORKS_WITH]],
                "money": money,
                "money_chart": years_chart(money),
                "granted": granted,
                "showings": self.material.showings.of_partner.get(entry.slug, ()),
                "questions": self.material.asked.by_partner.get(entry.slug, ()),
                "does_too": self.material.families.by_user.get(entry.slug, ()),
            },
        )
        yield from self._listed(page, involvements)


class Funds(Section):
    """Every fund with its books."""

    name = "funds"
    template = "funds.html"

    @classmethod
    def depths(cls, catalogue: Catalogue) -> set[int]:
        """A fund lies two deep."""
        return {2}

    def pages(self) -> Iterator[Page]:
        """The funds together, and each."""
        yield self._first()
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
                self._way,
                {
                    "entry": entry,
                    "table": table,
                    "chart": fund_chart(table),
                    "pillars": pillars,
                    "pillar_chart": pillar_chart(pillars, [year.year for year in table.years]),
                },
            )


def level_counts(entries: Iterable[Entry[Initiative]]) -> Sequence[tuple[Level, int]]:
    """How many initiatives each level has, in the order of a school career."""
    counted = Counter(level for entry in entries for level in entry.record.levels)
    return [(level, counted[level]) for level in Level if level in counted]
