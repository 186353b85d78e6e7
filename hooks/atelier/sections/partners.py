"""Partners: each with what it takes part in and what it paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from atelier.catalogue.catalogue import Involvement
from atelier.catalogue.claims import Claim
from atelier.content.entry import Entry
from atelier.i18n.alphabet import initial
from atelier.insights.asking import ways_to_partner
from atelier.insights.money.tables import money_by_year
from atelier.model.partner import Partner
from atelier.render.charts.bars import years_chart
from atelier.render.page import PAGE_SIZE, Feed, Page, slices
from atelier.sections.section import RecordSection

WORKS_WITH = 8
OFTEN = 2
"""The initiatives that partners share before they are said to work together: one may be a single meeting."""


class Partners(RecordSection):
    """Every partner with what it takes part in and what it paid."""

    record = Partner
    record_feed = Feed.OWN
    rank = 30

    @property
    def entries(self) -> Sequence[Entry[Partner]]:
        """The partners by kind."""
        kinds = list(self.catalogue.kinds.partner_kinds)
        return sorted(self.catalogue.partners.values(), key=lambda entry: kinds.index(entry.record.kind))

    def lists(self) -> Iterator[Page]:
        """The partners by kind, in pages, with kinds to jump to, and letters of a kind of several pages."""
        entries = self.entries
        kinds = Counter(entry.record.kind for entry in entries)
        labels = [self.wording.texts.gettext(entry.record.kind.several) for entry in entries]
        letters_of = {
            kind: [initial(entry.title) if entry.record.kind is kind else "" for entry in entries]
            for kind, number in kinds.items()
            if number > PAGE_SIZE
        }
        for part in slices(entries, "partners/"):
            groups = [(kind, list(group)) for kind, group in groupby(part.items, lambda e: e.record.kind)]
            long = next((kind for kind, _ in reversed(groups) if kind in letters_of), None)
            letters = letters_of[long] if long else ()
            yield self._first(
                part, groups=groups, jumps=part.jumps(labels), long=long, letters=part.jumps(letters)
            )

    def description(self, entry: Entry[Partner]) -> str:
        """In how many initiatives it takes part, or else how many it brought in or was to take part in."""
        ngettext = self.wording.texts.ngettext
        values = {"name": entry.record.name}
        if number := len(self.listed(entry)):
            text = ngettext(
                "%(name)s takes part in %(n)s initiative.",
                "%(name)s takes part in %(n)s initiatives.",
                number,
            )
        elif number := len(self.catalogue.brought_in.get(entry.slug, ())):
            text = ngettext(
                "%(name)s brought in %(n)s initiative.", "%(name)s brought in %(n)s initiatives.", number
            )
        elif number := len(self.catalogue.planned.get(entry.slug, ())):
            text = ngettext(
                "%(name)s was to take part in %(n)s initiative.",
                "%(name)s was to take part in %(n)s initiatives.",
                number,
            )
        else:
            text = self.wording.texts.gettext("What this catalogue knows of %(name)s.")
        return text % {**values, "n": self.wording.number(number)}

    def listed(self, entry: Entry[Partner]) -> Sequence[Involvement]:
        """What it takes part in."""
        return self.catalogue.involvements.get(entry.slug, ())

    def follows(self, entry: Entry[Partner]) -> tuple[Any, ...]:
        """The filters of its list, what it pays, and the records that refer to it."""
        catalogue, material, slug = self.catalogue, self.material, entry.slug
        return (
            material.filters,
            self._paid(entry),
            catalogue.brought_in.get(slug),
            catalogue.planned.get(slug),
            catalogue.granted.get(slug),
            material.showings.of_partner.get(slug),
            material.asked.by_partner.get(slug),
            material.families.by_user.get(slug),
        )

    def _paid(self, entry: Entry[Partner]) -> Sequence[Claim]:
        """What it pays itself, and through its funds."""
        catalogue = self.catalogue
        payers = (entry.slug, *(fund.slug for fund in catalogue.granted.get(entry.slug, ())))
        return [claim for payer in payers for claim in catalogue.claims_by_source.get(payer, ())]

    def context(self, entry: Entry[Partner]) -> Mapping[str, Any]:
        """Its money, the partners that it works with, and the records that refer to it."""
        catalogue = self.catalogue
        money = money_by_year(self._paid(entry))
        return {
            "filters": self.material.filters,
            "ways": ways_to_partner(entry),
            "brought_in": catalogue.brought_in.get(entry.slug, ()),
            "planned": catalogue.planned.get(entry.slug, ()),
            "works_with": self._works_with(entry),
            "money": money,
            "money_chart": years_chart(money),
            "granted": catalogue.granted.get(entry.slug, ()),
            "showings": self.material.showings.of_partner.get(entry.slug, ()),
            "questions": self.material.asked.by_partner.get(entry.slug, ()),
            "does_too": self.material.families.by_user.get(entry.slug, ()),
        }

    def _works_with(self, entry: Entry[Partner]) -> Sequence[tuple[Entry[Partner], int]]:
        """The partners with which it shares most initiatives, and how many: at least ``OFTEN``."""
        partners = self.catalogue.partners
        others = Counter(
            partner
            for involvement in self.listed(entry)
            for partner in {*involvement.entry.record.taking_part} - {entry.slug}
        )
        often = [slug for slug, number in others.items() if number >= OFTEN]
        nearest = sorted(often, key=lambda slug: (-others[slug], partners[slug].record.name.casefold()))
        return [(partners[slug], others[slug]) for slug in nearest[:WORKS_WITH]]
