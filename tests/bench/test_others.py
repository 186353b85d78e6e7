"""Made-up catalogues of other cities are as the standard says, and the same every time."""

from __future__ import annotations

from atelier.exchange.read import read
from tests.bench.others import address_of, made_up_neighbour


def test_a_made_up_city_is_as_the_standard_says() -> None:
    reading = read(made_up_neighbour(120, seed=2))

    assert () == reading.faults
    assert reading.catalogue
    assert 120 == len(reading.catalogue.initiatives)
    assert 2 == len(reading.catalogue.questions)


def test_cities_share_initiatives_and_differ_in_the_others() -> None:
    """What is measured is doubles, copies and much that is nobody else's, as between real cities."""
    one, two = (read(made_up_neighbour(120, seed)).catalogue for seed in (1, 2))
    assert one and two
    titles = {record.title for record in one.initiatives}
    elsewhere = [id_ for record in two.initiatives for id_ in (*record.same_as, *record.adapted_from)]

    assert 6 == sum(record.title in titles for record in two.initiatives)
    assert any(id_.startswith(address_of(1)) for id_ in elsewhere)
    assert made_up_neighbour(120, 2) == made_up_neighbour(120, 2)
