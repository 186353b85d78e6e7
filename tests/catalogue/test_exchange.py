"""Groningen's catalogue can be taken over by any other city."""

from __future__ import annotations

from atelier.checks.check import check
from atelier.checks.day import today
from atelier.content.history import read_history
from atelier.exchange.read import read
from atelier.exports.json_records import CATALOGUE
from tests.fixtures.catalogues import files_of
from tests.fixtures.sites import ROOT


def test_the_catalogue_conforms() -> None:
    """It is what `atelier conform` asks of others, and nothing in it is about a person."""
    catalogue = check(ROOT, today(), history=read_history(ROOT, today())).catalogue
    assert catalogue
    reading = read(files_of(catalogue, folder="data/")[CATALOGUE])

    assert set() == {(fault.code, fault.place) for fault in reading.faults if fault.code != "better"}
    assert reading.catalogue
    assert len(catalogue.initiatives) == len(reading.catalogue.initiatives)
