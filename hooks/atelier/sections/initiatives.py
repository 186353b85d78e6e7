"""Initiatives: the list with its filters, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from textwrap import shorten
from typing import Any

from atelier.catalogue.beside import Alike, alike
from atelier.catalogue.claims import claims_of
from atelier.catalogue.currency import bounds_of, facts_from, is_current, is_unanswered
from atelier.catalogue.elsewhere import Elsewhere
from atelier.catalogue.short_address import short_address, short_addresses
from atelier.checks.advice import unfilled
from atelier.content.entry import Entry
from atelier.insights.asking import ways_to_ask
from atelier.insights.money.per_pupil import cost_once, cost_yearly
from atelier.insights.money.tables import money_table
from atelier.model.addresses import host_of
from atelier.model.fields import shape_of
from atelier.model.initiative import Initiative
from atelier.model.slug import slugify
from atelier.render.charts.bars import money_chart
from atelier.render.charts.timeline import timeline
from atelier.render.page import Feed, File, Page, slices
from atelier.render.qr import FILE as QR
from atelier.render.renderer import Renderer
from atelier.search.facets import (
    COLUMNS,
    Names,
    card_shards,
    cards_file,
    columns_file,
    elsewhere_file,
    facet_files,
    file_name,
    titles_file,
)
from atelier.search.texts import paragraphs
from atelier.sections.section import RecordSection, redirect

MOST_ALIKE = 3
"""How many initiatives of neighbours the page of one of ours names."""
MOST_OF_STORY = 160
"""The characters of a story that describe its page: search engines show no more."""


class Initiatives(RecordSection):
    """The list of initiatives, in pages, and a page for each."""

    record = Initiative
    feed = Feed.ALL
    rank = 10
    of_all = False

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The short addresses, the files of the filters, and the fields of each initiative for the form."""
        for entry in self.catalogue.initiatives.values():
            short = short_address(entry)
            for address in short_addresses(entry):
                yield redirect(address, entry.url, renderer, shared=True)
            yield File(f"{short}{QR}", partial(renderer.codes.svg, short), (short,), shared=True)
            yield from self.edit_files(entry)
        yield from self._filter_files(renderer)

    def _filter_files(self, renderer: Renderer) -> Iterator[File]:
        """The files with which a page filters its list: columns, titles, and cards in their shards."""
        catalogue, facets = self.catalogue, self.material.filters.facets
        # What is made to find a name is written too, so it is made once.
        shards = [
            (cache(partial(self._cards, shard, renderer)), tuple(shard)) for shard in card_shards(catalogue)
        ]
        names = self.material.names_of("cards", shards)
        for name, (cards, follows) in zip(names, shards, strict=True):
            yield File(f"find/cards-{name}.json", cards, follows)
        titles, elsewhere = titles_file(catalogue), elsewhere_file(catalogue)
        apart = facet_files(facets)
        facet_names = {key: file_name(content) for key, content in apart.items()}
        named = Names(file_name(titles), file_name(elsewhere), names, facet_names)
        for key, content in apart.items():
            yield File(f"find/facet-{facet_names[key]}.json", content)
        yield File(f"find/titles-{named.titles}.json", titles)
        if catalogue.elsewhere:
            yield File(f"find/elsewhere-{named.elsewhere}.json", elsewhere)
        yield File(COLUMNS, columns_file(catalogue, facets, named))

    @staticmethod
    def _cards(shard: Sequence[Entry[Initiative] | Elsewhere], renderer: Renderer) -> str:
        return cards_file(map(renderer.card, shard))

    def lists(self) -> Iterator[Page]:
        """The list, in pages, with its filters."""
        for part in slices(self.entries, "initiatives/"):
            yield self._first(part, filters=self.material.filters)

    def description(self, entry: Entry[Initiative]) -> str:
        """Its summary; in a catalogue that does without, the beginning of its story."""
        if entry.record.summary:
            return entry.record.summary
        story = " ".join(paragraphs(entry.body.html)[:1])
        return shorten(story, MOST_OF_STORY, placeholder="…") or entry.title

    def pillar(self, entry: Entry[Initiative]) -> str:
        """The pillar that it belongs to."""
        return entry.record.pillar

    def follows(self, entry: Entry[Initiative]) -> tuple[Any, ...]:
        """The records that refer to it, and those that are related."""
        material = self.material
        return (
            material.families.of(entry),
            material.families.copied(entry),
            material.showings.of_initiative.get(entry.slug),
            material.asked.by_answer.get(entry.slug),
            material.related.text(entry),
            material.related.entries(entry),
            self._alike(entry),
        )

    def _alike(self, entry: Entry[Initiative]) -> Sequence[Alike]:
        """What neighbours have about the same subjects, but for what its family shows."""
        family = self.material.families.of(entry)
        shown = {member.outside.id for member in family.members if member.outside} if family else ()
        names = [(slugify(tag), self.catalogue.tag_names[slugify(tag)]) for tag in entry.record.tags]
        found = alike(names, self.catalogue.beside.tags, MOST_ALIKE + len(shown))
        return [one for one in found if one.one.id not in shown][:MOST_ALIKE]

    def context(self, entry: Entry[Initiative]) -> Mapping[str, Any]:
        """What is computed from its fields, and the records that refer to it."""
        record, catalogue, gettext = entry.record, self.catalogue, self.wording.texts.gettext
        fields = shape_of(type(record)).fields
        related = self.material.related.of(entry)
        runs_today, money = record.runs(catalogue.today), money_table(claims_of(entry))
        return {
            "runs": runs_today,
            "timeline": timeline(record.period, record.phases, catalogue.today, runs=runs_today),
            "facts_from": facts_from(record, catalogue.today),
            "undated": bounds_of(record),
            "unanswered": is_unanswered(record, catalogue.today),
            "once": cost_once(record),
            "yearly": cost_yearly(record),
            "money": money,
            "money_chart": money_chart(money) if money else None,
            "family": self.material.families.of(entry),
            "copied": self.material.families.copied(entry),
            "showings": self.material.showings.of_initiative.get(entry.slug, ()),
            "questions": self.material.asked.by_answer.get(entry.slug, ()),
            "told": catalogue.also_elsewhere.get(entry.slug, ()),
            # Of a city that is no neighbour nothing is known but the address.
            "far": [(host_of(one), one) for one in record.same_as if not catalogue.by_id(one)],
            "alike": self._alike(entry),
            "related": sorted(related, key=lambda one: not is_current(one.entry.record, catalogue.today)),
            "ways": ways_to_ask(entry, catalogue),
            "unfilled": [
                (key, gettext(fields[key].label))
                for key in unfilled(record)
                if key not in self.site.parts.fields
            ],
        }
