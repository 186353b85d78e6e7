"""Checks of the answers to a question."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.content.entry import Entry
from atelier.model.question import Question
from atelier.problems.problem import Problem


def answer_problems(entry: Entry[Question]) -> Iterator[Problem]:
    """Problems with answers that are not one initiative or one page elsewhere, or are repeated."""
    seen = set()
    for index, answer in enumerate(entry.record.answered_by):
        said = answer.initiative or answer.url
        elsewhere = (answer.title is not None, answer.url is not None)
        if elsewhere != ((False, False) if answer.initiative else (True, True)):
            yield entry.problem("answer-empty", "answered_by", index)
        elif said in seen:
            yield entry.problem("duplicate-item", "answered_by", index, value=said)
        seen.add(said)
