"""What a page follows from: whatever changes what is said of a record where it is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from atelier.checks.check import check
from atelier.model.initiative import Initiative
from atelier.render.wording import Wording
from atelier.search.facets import filters
from atelier.sections.made_of import PROSE, MadeOf
from tests.fixtures.catalogues import catalogue_of
from tests.fixtures.initiatives import add
from tests.fixtures.sites import ROOT, TODAY


def test_a_story_that_tells_enough_changes_the_card(small: Path) -> None:
    """A card says that hardly anything is known: it changes with the length of the body, and only then."""
    add(small, "eigen")
    file = small / "initiatives" / "eigen.md"
    text = file.read_text(encoding="utf-8").partition("\n---\n")[0].replace("\ncontact:", "\ncontact:", 1)

    def face(words: int) -> tuple[str, bool]:
        file.write_text(f"{text}\n---\n{'woord ' * words}\n", encoding="utf-8")
        catalogue = catalogue_of(small)
        return MadeOf(catalogue, "").face(catalogue.initiatives["eigen"]), "eigen" in catalogue.little_known

    (short, little), (longer, still), (enough, no_more) = face(10), face(20), face(70)

    assert (True, True, False) == (little, still, no_more)
    assert short == longer != enough


def test_nothing_is_filtered_by_texts_that_are_only_read() -> None:
    """Filters are kept when only such a text changes."""
    catalogue = check(ROOT, TODAY).catalogue
    assert catalogue
    bare = {
        slug: replace(entry, record=entry.record.model_copy(update=dict.fromkeys(PROSE)))
        for slug, entry in catalogue.initiatives.items()
    }
    assert bare
    without = replace(catalogue, records={**catalogue.records, Initiative: bare})

    assert filters(catalogue, Wording("nl")) == filters(without, Wording("nl"))
