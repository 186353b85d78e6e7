"""The drawing of an initiative says what its record says, and no more."""

from __future__ import annotations

import pytest

from atelier.model.dates import PartialDate
from atelier.model.initiative import Initiative, Level, Participation, Period, Recipe, Role
from atelier.render.charts.portrait import HEIGHT, MOST_PARTNERS, WIDTH, YEARS, Portrait, portrait, year_span
from tests.fixtures.catalogues import catalogue_of
from tests.fixtures.sites import SMALL, TODAY, make_site


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Initiative:
    """An initiative of which only what must be known is known."""
    catalogue = catalogue_of(make_site(tmp_path_factory.mktemp("portrait") / "site", SMALL))
    empty = {"levels": (), "period": None, "funding": (), "recipe": None, "results": ()}
    return catalogue.initiatives["robots-in-de-klas"].record.model_copy(update=empty)


def drawn(record: Initiative, **known: object) -> Portrait:
    return portrait(record.model_copy(update=known), (2013, 2026), TODAY)


def test_what_is_not_known_is_not_drawn(record: Initiative) -> None:
    """Without levels no stairs, without years no stretch, without steps or results no lines."""
    made = drawn(record)

    assert ((), (), None, None) == (made.steps, made.lines, made.running, made.years)


def test_levels_are_steps_of_the_stairs(record: Initiative) -> None:
    """Every level is a step, higher than the one before; those that it is for are marked."""
    steps = drawn(record, levels=(Level.PO, Level.MBO)).steps

    assert len(Level) == len(steps)
    assert [Level.PO, Level.MBO] == [level for level, step in zip(Level, steps, strict=True) if step.reached]
    assert sorted(step.height for step in steps) == [step.height for step in steps]


def test_partners_are_dots_and_the_lead_is_larger(record: Initiative) -> None:
    """A partner with two roles is one dot. All are counted, also where there is no room to draw all."""
    partners = [Participation(partner="a", role=role) for role in (Role.FUNDER, Role.LEAD)]
    many = [Participation(partner=f"p{number}") for number in range(40)]
    two = drawn(record, partners=(*partners, many[0]))

    assert (2, 2) == (len(two.dots), two.partners)
    assert two.dots[0].radius > two.dots[1].radius
    full = drawn(record, partners=tuple(many))
    assert (MOST_PARTNERS, 40) == (len(full.dots), full.partners)


def test_steps_and_results_stand_where_levels_are_not_known(record: Initiative) -> None:
    """Steps come first, and a longer text is a longer line."""
    recipe = Recipe(steps=("Bouw een robot en laat hem over een lijn rijden.",))
    known = {"recipe": recipe, "results": ("Het lukte.",)}
    lines = drawn(record, **known).lines

    assert [True, False] == [line.step for line in lines]
    assert lines[0].width > lines[1].width
    assert () == drawn(record, levels=(Level.PO,), **known).lines


def test_everything_is_within_the_drawing(record: Initiative) -> None:
    """Also with as much as can be known, and in the last year."""
    recipe = Recipe(steps=("x" * 200,) * 20)
    partners = tuple(Participation(partner=f"p{number}", role=Role.LEAD) for number in range(40))
    for levels in ((), tuple(Level)):
        made = drawn(record, levels=levels, partners=partners, recipe=recipe)
        for dot in made.dots:
            assert dot.radius <= dot.x <= WIDTH - dot.radius
            assert dot.radius <= dot.y <= HEIGHT - dot.radius
        for step in made.steps:
            assert 0 <= step.x <= step.x + step.width <= WIDTH
        for line in made.lines:
            assert 0 <= line.x <= line.x + line.width <= WIDTH
            assert 0 < line.y < HEIGHT


def test_years_are_compared_on_one_line(record: Initiative) -> None:
    """The line goes from the first year of all to this year; each drawing has its own stretch of it."""
    begun = Period.model_construct(start=PartialDate(2013), end=PartialDate(2013))
    early = drawn(record, period=begun)

    assert (2026, 2026) == year_span([record], TODAY)
    assert (2013, 2026) == year_span([record, record.model_copy(update={"period": begun})], TODAY)
    assert (2013, 2013) == early.running
    assert early.years is not None
    assert (YEARS[0], round(YEARS[0] + (YEARS[1] - YEARS[0]) / 14)) == (early.years[0], round(early.years[1]))
