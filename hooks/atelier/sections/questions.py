"""Questions: the list, and a page for each with its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby
from typing import Any

from atelier.catalogue.elsewhere import Elsewhere
from atelier.content.entry import Entry
from atelier.insights.questions import few_of_each
from atelier.model.addresses import host_of
from atelier.model.initiative import Initiative
from atelier.model.question import Answer, Question
from atelier.model.slug import slugify
from atelier.render.page import File, Page, Slice, slices
from atelier.render.renderer import Renderer
from atelier.sections.section import RecordSection, redirect

MOST_ELSEWHERE = 24
"""About how many questions of neighbours a list shows."""
BY_PILLAR = "questions/pillar/"
"""The folder with a list for each pillar that has questions. A question may have the slug ``pillar``."""


class Questions(RecordSection):
    """The open and the answered questions, as a list and by pillar, and a page for each."""

    record = Question
    rank = 80

    def lists(self) -> Iterator[Page]:
        """The list of all questions, and the list of each pillar."""
        for part in slices(self.material.asked.all, "questions/"):
            yield self._first(part, **self._list(part))
        for slug in self._pillars:
            yield from self._pillar(slug)

    def files(self, renderer: Renderer) -> Iterator[File]:
        """The file of each question, for the form; redirects from former slugs of pillars."""
        for entry in self.catalogue.questions.values():
            yield from self.edit_files(entry)
        for slug in self._pillars:
            for name in self.catalogue.pillars[slug].record.former_slugs:
                yield redirect(f"{BY_PILLAR}{name}/", f"{BY_PILLAR}{slug}/", renderer)

    @cached_property
    def _pillars(self) -> dict[str, int]:
        """The number of questions of each pillar that has any, in the order of the pillars."""
        by_pillar = self.material.asked.by_pillar
        return {slug: len(by_pillar[slug]) for slug in self.catalogue.pillars if slug in by_pillar}

    def _list(self, part: Slice, pillar: str = "") -> dict[str, Any]:
        """The context of a list: open and answered questions, those of neighbours, and the other lists."""
        groups = groupby(part.items, lambda entry: bool(entry.record.answered_by))
        asked = self.material.asked
        elsewhere = asked.elsewhere_by_pillar.get(pillar, ()) if pillar else asked.elsewhere
        return {
            "groups": [(answered, list(entries)) for answered, entries in groups],
            "elsewhere": few_of_each(elsewhere, MOST_ELSEWHERE) if part.number == 1 else (),
            "pillars": [(slug, BY_PILLAR + f"{slug}/", number) for slug, number in self._pillars.items()],
            "chosen": pillar,
        }

    def _pillar(self, slug: str) -> Iterator[Page]:
        gettext = self.wording.texts.gettext
        pillar = self.catalogue.pillars[slug].record.name
        title = gettext("Questions: %(name)s") % {"name": pillar}
        description = gettext("What others would like to know about %(name)s.") % {"name": pillar}
        for part in slices(self.material.asked.by_pillar[slug], f"{BY_PILLAR}{slug}/"):
            page = Page(
                url=part.base,
                kind=self.kind,
                title=title,
                description=description,
                source=self.catalogue.pillars[slug].path,
                crumbs=self._way,
                listed=part,
                pillar=slug,
                context={**self._list(part, slug), "intro": ""},
            )
            yield page if part.number == 1 else self._further(page, part)

    @cached_property
    def _with_page(self) -> tuple[set[str], set[str]]:
        """The slugs of the places and of the subjects with a page: those of initiatives."""
        catalogue = self.catalogue
        return {term.slug for term in catalogue.by_place}, {term.slug for term in catalogue.by_tag}

    def description(self, entry: Entry[Question]) -> str:
        """What answers it."""
        answers, links = self._answers(entry)
        return self._described([*(answer.title for answer in answers), *(link.title or "" for link in links)])

    def pillar(self, entry: Entry[Question]) -> str:
        """The pillar that it belongs to."""
        return entry.record.pillar or ""

    def _answers(self, entry: Entry[Question]) -> tuple[list[Entry[Initiative] | Elsewhere], list[Answer]]:
        """The initiatives that answer it, also of neighbours, and the pages elsewhere."""
        answers = entry.record.answered_by
        named = [answer.initiative for answer in answers if answer.initiative]
        known = {name: self.catalogue.initiative(name) for name in named}
        links = [
            # A page of a city that is no neighbour has the name of its host.
            answer.model_copy(update={"title": host_of(answer.initiative), "url": answer.initiative})
            if answer.initiative
            else answer
            for answer in answers
            if not (answer.initiative and known[answer.initiative])
        ]
        return [found for found in known.values() if found], links

    def context(self, entry: Entry[Question]) -> Mapping[str, Any]:
        """Its answers, and which of its place and subjects have a page."""
        record = entry.record
        places, tags = self._with_page
        answers, links = self._answers(entry)
        # A place or subject without an initiative has no page: it is shown as text.
        return {
            "answers": answers,
            "links": links,
            "place_url": f"places/{slugify(record.place)}/" if slugify(record.place or "") in places else "",
            "tags": [(tag, f"tags/{slugify(tag)}/" if slugify(tag) in tags else "") for tag in record.tags],
        }

    def _described(self, answers: list[str]) -> str:
        gettext = self.wording.texts.gettext
        if not answers:
            return gettext("Nobody has answered this question yet. Do you know an example?")
        return gettext("Answers to this question: %(answers)s.") % {
            "answers": self.wording.phrase(tuple(answers))
        }
