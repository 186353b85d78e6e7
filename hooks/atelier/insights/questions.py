"""Which questions are open, and to which page each belongs: computed once for all pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue, group
from atelier.catalogue.elsewhere import AskedElsewhere
from atelier.content.entry import Entry
from atelier.model.neighbour import Neighbour
from atelier.model.question import Question
from atelier.model.slug import slugify

QuestionEntries = Sequence[Entry[Question]]


class OfNeighbour(NamedTuple):
    """A few questions of a neighbour, and how many more of it there are."""

    neighbour: Entry[Neighbour]
    items: Sequence[AskedElsewhere]
    more: int


def few_of_each(asked: Iterable[AskedElsewhere], most: int) -> Sequence[OfNeighbour]:
    """About as many questions as ``most``, of as many neighbours as that leaves room for, each as much.

    The questions of one neighbour come after each other.
    """
    by_city = [[*items] for _, items in groupby(asked, lambda one: one.neighbour.slug)]
    each = max(1, most // max(1, len(by_city)))
    return [OfNeighbour(of[0].neighbour, of[:each], len(of[each:])) for of in by_city[:most]]


class Asked:
    """The questions of a catalogue, the open ones first and then the newest.

    Attributes:
        all: every question, the open ones first.
        by_pillar: by the pillar's slug.
        by_partner: by the slug of the partner that asks.
        by_place: by the slug of a place.
        by_tag: by the slug of a subject.
        by_answer: by the slug of an initiative that answers them.
        elsewhere: the open ones of neighbours, by neighbour.
        elsewhere_by_pillar: the same, by the slug of the pillar of ours that they fit.

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
        self.elsewhere: Sequence[AskedElsewhere] = [one for one in catalogue.asked_elsewhere if one.is_open]
        self.elsewhere_by_pillar: Mapping[str, Sequence[AskedElsewhere]] = group(
            (one.pillar, one) for one in self.elsewhere if one.pillar
        )
