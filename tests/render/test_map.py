"""The map of the neighbours says where they lie from each other."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from atelier.model.coordinates import kilometres
from atelier.render.charts.map import HEIGHT, WIDTH, drawn

GRONINGEN, DEN_HELDER, HILLFORD = (53.219, 6.567), (52.96, 4.76), (53.8, -1.55)


def test_north_is_above_and_east_is_right() -> None:
    made = drawn([GRONINGEN, None, DEN_HELDER])

    assert made
    (groningen, den_helder) = made.dots
    assert (0,) == groningen.numbers
    assert (2,) == den_helder.numbers
    assert groningen.y < den_helder.y
    assert groningen.x > den_helder.x


def test_distances_are_by_its_own_scale() -> None:
    """As the crow flies it is 124 km from Groningen to Den Helder."""
    made = drawn([GRONINGEN, DEN_HELDER])

    assert made
    groningen, den_helder = made.dots
    apart = math.hypot(groningen.x - den_helder.x, groningen.y - den_helder.y)
    assert math.isclose(124, apart / made.line * made.kilometres, rel_tol=0.03)


def test_two_cities_in_one_place_are_one_dot_with_two_numbers() -> None:
    made = drawn([GRONINGEN, HILLFORD, (53.22, 6.57)])

    assert made
    assert [(1,), (0, 2)] == [dot.numbers for dot in made.dots]


def test_where_we_are_is_on_the_map_too() -> None:
    """By itself, or as one dot with a neighbour that is near."""
    far, near = drawn([HILLFORD], GRONINGEN), drawn([HILLFORD, (53.22, 6.57)], GRONINGEN)

    assert far and near
    assert [((0,), False), ((), True)] == [(dot.numbers, dot.ours) for dot in far.dots]
    assert [((0,), False), ((1,), True)] == [(dot.numbers, dot.ours) for dot in near.dots]


def test_how_far_it_is_is_as_the_crow_flies() -> None:
    assert 0 == kilometres(GRONINGEN, GRONINGEN)
    assert 124 == kilometres(GRONINGEN, DEN_HELDER) == kilometres(DEN_HELDER, GRONINGEN)
    assert 20015 == kilometres((0, 0), (0, 180))


def test_one_far_away_does_not_make_one_dot_of_the_others() -> None:
    made = drawn([GRONINGEN, DEN_HELDER, (52.09, 5.12), (-33.87, 151.21)])

    assert made
    assert (3,) == made.too_far
    assert 3 == len(made.dots)


def test_one_city_alone_needs_no_map() -> None:
    assert drawn([GRONINGEN, None, GRONINGEN]) is None
    assert drawn([]) is None


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), max_size=12))
def test_wherever_they_are_all_are_on_the_map(positions: list[tuple[float, float]]) -> None:
    made = drawn(positions)

    if made:
        drawn_here = [number for dot in made.dots for number in dot.numbers]
        assert sorted((*drawn_here, *made.too_far)) == [*range(len(positions))]
        assert len(made.too_far) <= len(positions) / 2
        assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in made.dots)
        assert made.kilometres >= 1
        assert 0 < made.line <= WIDTH / 2
