"""Which questions are open, and to which page each belongs: computed once for all pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from atelier.catalogue.catalogue import Catalogue, group
from atelier.content.entry import Entry
from atelier.model.question import Question
from atelier.model.slug import slugify

QuestionEntries = Sequence[Entry[Question]]


class Asked:
    """The questions of a catalogue, the open ones first and then the newest.

    Attributes:
        all: every question, the open ones first.
        by_pillar: by the pillar's slug.
        by_partner: by the slug of the partner that asks.
        by_place: by the slug of a place.
        by_tag: by the slug of a subject.
        by_answer: by the slug of an initiative that answers them.

    """

    def __init__(self, catalogue: Catalogue) -> None:
        questions = catalogue.questions.values()
        self.all: QuestionEntries = sorted(questions, key=lambda entry: bool(entry.record.answered_by))
        records = [(entry, entry.record) for entry in self.all]
        self.by_pillar: Mapping[str, QuestionEntries] = group((r.pillar, e) for e, r in records if r.pillar)
        self.by_partner: Mapping[str, QuestionEntries] = group(
            (r.asked_by, e) for e, r in records if r.asked_by
        )
        self.by_place: Mapping[str, QuestionEntries] = group(
            (slugify(r.place), e) for e, r in records if r.place
        )
        self.by_tag: Mapping[str, QuestionEntries] = group(
            chain.from_iterable(((slugify(tag), entry) for tag in record.tags) for entry, record in records)
        )
        self.by_answer: Mapping[str, QuestionEntries] = group(
            (answer.initiative, entry)
            for entry, record in records
            for answer in record.answered_by
            if answer.initiative
        )
