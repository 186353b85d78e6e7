"""The grid of what is there and what is not: its numbers are those of the catalogue."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.checks.day import today
from atelier.insights.gaps import SHADES, SUGGEST, gap_grid
from atelier.model.initiative import Level
from tests.fixtures.catalogues import catalogue_of, content
from tests.fixtures.sites import ROOT, TODAY


@pytest.fixture(scope="module")
def real() -> Catalogue:
    found = check(ROOT, today()).catalogue
    assert found is not None
    return found


def test_every_number_is_that_of_the_catalogue(real: Catalogue) -> None:
    """A cell counts the initiatives that are in the list of its level and in the list of its pillar."""
    grid = gap_grid(real)

    assert list(Level) == [level for level, _ in grid.rows]
    for level, cells in grid.rows:
        listed = {entry.slug for entry in real.by_level.get(level, ())}
        expected = [len(listed & {e.slug for e in real.by_pillar.get(p, ())}) for p in grid.pillars]
        assert expected == [gap.number for gap in cells], level


def test_no_initiative_is_left_out(real: Catalogue) -> None:
    """Who names no level, or is in no pillar, is counted apart, so every initiative is counted somewhere."""
    grid = gap_grid(real)
    levelled = {
        entry.slug
        for entries in real.by_level.values()
        for entry in entries
        if entry.record.pillar in grid.pillars
    }

    assert len(real.initiatives) == len(levelled) + sum(grid.no_level) + grid.left_out


def test_what_is_in_no_pillar_is_no_gap(real: Catalogue) -> None:
    """The free quarter and what is not placed yet have no column: nobody need fill them."""
    names = {slug: pillar.record for slug, pillar in real.pillars.items()}

    assert {"vrije-ruimte", "nog-niet-ingedeeld"} == {*names} - {*gap_grid(real).pillars}


def test_shades_follow_the_numbers(small: Path) -> None:
    """More initiatives are never lighter; none has no shade, and a few in a small catalogue are not many."""
    text = (small / "initiatives" / "winkel-in-de-wijk.md").read_text(encoding="utf-8")
    for number in range(40):
        levels = ["po"] + ["hbo"] * (number < 20) + ["wo"] * (number < 2)
        lines = "\n".join(f"  - {level}" for level in levels)
        copy = text.replace("status: pilot", f"status: pilot\nlevels:\n{lines}")
        (small / "initiatives" / f"winkel-{number}.md").write_text(copy, encoding="utf-8")
    found = check(small, TODAY).catalogue
    assert found is not None

    shades = {
        gap.level: gap.shade
        for _, cells in gap_grid(found).rows
        for gap in cells
        if gap.pillar == "ondernemerschap"
    }

    assert {Level.PO: SHADES, Level.HBO: 2, Level.WO: 1, Level.MBO: 0} == {
        level: shades[level] for level in (Level.PO, Level.HBO, Level.WO, Level.MBO)
    }


def test_one_initiative_is_few(small: Path) -> None:
    """In a catalogue of a few initiatives a single one is not drawn as many."""
    found = check(small, TODAY).catalogue
    assert found is not None

    assert {0, 1} == {gap.shade for _, cells in gap_grid(found).rows for gap in cells}


def test_numbers_lead_to_the_list_and_gaps_to_the_invitation(real: Catalogue) -> None:
    """A number leads to the list filtered by its pillar and level; an empty cell to where one is suggested."""
    for level, cells in gap_grid(real).rows:
        for gap in cells:
            address = urlsplit(gap.url)
            if gap.number:
                assert ("initiatives/", {"pillar": [gap.pillar], "level": [level]}) == (
                    address.path,
                    parse_qs(address.query),
                )
            else:
                assert gap.url.startswith(f"{SUGGEST}?pillar=")


def test_the_grid_can_be_read_aloud(small_site: Path) -> None:
    """A table with a caption and headers both ways, whose links say where they lead without their place."""
    tree = html5lib.parse((small_site / "gaps" / "index.html").read_bytes(), namespaceHTMLElements=False)
    table = next(t for t in tree.iter("table") if t.get("class") == "gaps")
    head, *rows = table.iter("tr")
    names = [link.get("aria-label") for link in table.iter("a")]

    assert next(table.iter("caption")).text
    assert {"col"} == {th.get("scope") for th in head.iter("th")}
    assert len(Level) + 1 == len(rows)
    assert all(["row"] == [th.get("scope") for th in row.iter("th")] for row in rows)
    assert None not in names
    assert len(names) == len(set(names)) > 2 * len(Level)
    assert "Nog geen initiatief voor mbo bij Ondernemerschap: stel er een voor" in names
    assert "1 initiatief voor mbo bij Digitale geletterdheid" in names


def test_a_gap_that_neighbours_fill_leads_to_what_they_have(small: Path) -> None:
    """Only where we have nothing, and in the words of our own pillars and levels."""
    file = small / "neighbours" / "duinstad.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"levels":["po"],"ages"', '"levels":["po","havo"],"ages"'), encoding="utf-8")

    grid = gap_grid(catalogue_of(small))

    assert [("digitale-geletterdheid", "havo", 1)] == [
        (gap.pillar, gap.level, number) for gap, number in grid.elsewhere
    ]
    assert "/initiatives/?pillar=digitale-geletterdheid&amp;level=havo" in content(small, "gaps/")
