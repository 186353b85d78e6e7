"""An address that was printed leads to its initiative for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.short_address import ALPHABET, code, short_address, short_addresses
from atelier.checks.check import check
from tests.fixtures.sites import TODAY


def catalogue_of(root: Path) -> Catalogue:
    catalogue = check(root, TODAY).catalogue
    assert catalogue is not None
    return catalogue


@pytest.mark.parametrize(
    ("slug", "expected"),
    [("robots-in-de-klas", "c0akr"), ("oud-plan", "jk6bw"), ("winkel-in-de-wijk", "2njxb")],
)
def test_a_code_never_changes(slug: str, expected: str) -> None:
    """What was printed yesterday is what is made today."""
    assert expected == code(slug)
    assert set(expected) <= set(ALPHABET)


def test_a_new_name_keeps_the_printed_address(small: Path) -> None:
    """The file gets another name and says its former one: the address to print stays, and no other is lost."""
    before = catalogue_of(small).initiatives["oud-plan"]
    old = small / "initiatives" / "oud-plan.md"
    text = old.read_text(encoding="utf-8").replace("---\n", "---\nformer_slugs:\n  - oud-plan\n", 1)
    old.unlink()
    (small / "initiatives" / "nieuw-plan.md").write_text(text, encoding="utf-8")

    after = catalogue_of(small).initiatives["nieuw-plan"]

    assert short_address(before) == short_address(after)
    assert short_addresses(before).keys() < short_addresses(after).keys()


def test_two_that_become_one_keep_both_addresses(small: Path) -> None:
    """One initiative goes up in another: whoever printed either gets to what is left."""
    catalogue = catalogue_of(small)
    gone, stays = catalogue.initiatives["oud-plan"], catalogue.initiatives["winkel-in-de-wijk"]
    (small / gone.path).unlink()
    text = (small / stays.path).read_text(encoding="utf-8")
    text = text.replace("---\n", "---\nformer_slugs:\n  - oud-plan\n", 1)
    (small / stays.path).write_text(text, encoding="utf-8")

    merged = catalogue_of(small).initiatives["winkel-in-de-wijk"]

    assert {short_address(gone), short_address(stays)} <= short_addresses(merged).keys()


def test_no_two_of_ten_thousand_lead_to_another(tmp_path: Path) -> None:
    """Short is long enough: of ten thousand made-up names hardly any share a code."""
    names = [f"initiatief-{number}" for number in range(10_000)]

    assert len(names) - len({code(name) for name in names}) < 6
