"""Made-up catalogues of other cities are as the standard says, and the same every time."""

from __future__ import annotations

from pathlib import Path

from atelier.checks.check import check
from atelier.exchange.read import read
from tests.bench.others import AT, made_up_neighbour, write_taken
from tests.bench.synthetic import write_catalogue
from tests.fixtures.sites import TODAY, make_site


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
    assert any(id_.startswith(AT.format(1)) for id_ in elsewhere)
    assert made_up_neighbour(120, 2) == made_up_neighbour(120, 2)


def test_what_is_taken_over_stands_beside_a_made_up_catalogue(tmp_path: Path) -> None:
    """Its pillars fit ours, and what both cities tell is there once."""
    root = make_site(tmp_path / "site")
    write_catalogue(root, 10)
    write_taken(root, 2, 60)
    catalogue = check(root, TODAY).catalogue

    assert catalogue
    assert 120 > len(catalogue.elsewhere) > 100
    assert all(one.pillar in catalogue.pillars for one in catalogue.elsewhere)
