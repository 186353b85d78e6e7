"""An address that was printed leads to its page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from atelier.catalogue.short_address import code


@pytest.mark.parametrize("slug", ["robots-in-de-klas", "robotles"])
def test_a_short_address_leads_to_the_page(slug: str, small_address: str, page: Page) -> None:
    """By the code of its present name and of its former one, in a browser; the page shows the printed one."""
    page.goto(f"{small_address}i/{code(slug)}/")
    page.wait_for_url(f"{small_address}initiatives/robots-in-de-klas/")

    assert page.get_by_text(f"/i/{code('robotles')}/").is_visible()
