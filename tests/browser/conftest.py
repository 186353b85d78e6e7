"""Chromium and a visitor's page, for tests in this folder alone: all others do without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.fixtures.chromium import started, watched
from tests.fixtures.kinds import FRAMED, KINDS, REAL, SMALL
from tests.fixtures.servers import serving

expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, the same for all tests of a process."""
    with sync_playwright() as playwright, started(playwright) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new visitor's page.

    The test fails on any error in it, anything that the site's policy refuses, and any request to another host.
    """
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        with watched(page) as complaints:
            yield page
        assert [] == complaints


@pytest.fixture(scope="session")
def at_nginx(
    real_site: Path, small_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Where nginx serves both sites with the files that they bring for it, by their names."""
    work = tmp_path_factory.mktemp("nginx")
    with (
        serving("nginx", real_site, work / REAL) as real,
        serving("nginx", small_site, work / SMALL) as small,
    ):
        yield {REAL: real, SMALL: small}


@pytest.fixture
def visit(page: Page, request: pytest.FixtureRequest) -> Callable[[str], Page]:
    """Go to a kind of page: a name in ``KINDS`` or ``FRAMED``."""

    def visit(kind: str) -> Page:
        site, path = (KINDS | FRAMED)[kind]
        address: str = request.getfixturevalue(f"{site}_address")
        page.goto(address + path)
        return page

    return visit
