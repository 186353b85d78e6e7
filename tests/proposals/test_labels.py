"""The labels of proposals by their risk."""

from __future__ import annotations

from atelier.i18n.translation import LANGUAGES, translations
from atelier.model.risk import Risk
from atelier.proposals.labels import COLOURS, labels_of, names_of, risks_in
from tests.fixtures.sites import TODAY

PLAN = b"""---
title: Plan
summary: Een plan.
pillar: ondernemerschap
partners: [alfa-college]
contact: {organisation: alfa-college, email: info@school.example}
status: idea
---
"""


def test_a_proposal_gets_its_labels() -> None:
    """By what it changes, in the language of the site."""
    files = {"initiatives/plan.md": PLAN}

    assert ("risico: contact of toestemming", "risico: nieuw") == labels_of(
        files, lambda _: None, TODAY, translations("nl")
    )


def test_labels_are_read_back() -> None:
    """In any language and any order, among labels of others."""
    for lang in LANGUAGES:
        names = names_of(Risk, translations(lang))

        assert tuple(Risk) == risks_in([*reversed(names), "pijler: Vrije ruimte", "geld"])
        assert len({*names}) == len(Risk)
        assert all(len(name) <= 50 for name in names)
    assert () == risks_in(["pijler: Vrije ruimte"])


def test_each_label_has_a_colour_of_its_own() -> None:
    assert {*Risk} == COLOURS.keys()
    assert len(Risk) == len({*COLOURS.values()})
