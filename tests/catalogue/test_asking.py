"""Whoever reads about Groningen can ask somebody: every page ends in a way that works."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atelier.catalogue.catalogue import Catalogue
from tests.fixtures.asking import WORKS, contents, ending
from tests.fixtures.catalogues import SITE, catalogue_of
from tests.fixtures.sites import ROOT


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of(ROOT)


@pytest.mark.parametrize("section", ["initiatives", "partners", "festivals"])
def test_every_page_ends_in_a_way_that_works(section: str, catalogue: Catalogue) -> None:
    """As it is published, with editors: a mail opens, or a page."""
    found = list(contents(catalogue, SITE, section))

    assert found
    for url, content in found:
        assert [link for link in ending(content)[1] if WORKS.match(link)], url


def test_no_page_promises_somebody_who_is_not_there(catalogue: Catalogue) -> None:
    """Without editors and without an address nobody is named as the one to ask."""
    for url, content in contents(catalogue, replace(SITE, editors=None), "initiatives"):
        contact = catalogue.initiatives[url.split("/")[1]].record.contact
        assert contact
        site = catalogue.partners[contact.organisation].record.url
        known = bool(contact.email or contact.phone or contact.url or site)

        assert known is ("hoe het er nu voor staat" in content or "Naar de site van" in content), url
        assert "Vraag de contactpersoon" not in content
