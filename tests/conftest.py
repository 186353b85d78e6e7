"""Sites to test with: a small one, the real one, and a way to make broken ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.fixtures.chromium import started, watched
from tests.fixtures.host import hosted
from tests.fixtures.kinds import FRAMED, KINDS
from tests.fixtures.sites import SMALL, make_site, run

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
expect.set_options(timeout=30_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is made as what is expected")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file; with --update-golden write it."""

    def compare(file: Path, actual: str) -> None:
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(actual, encoding="utf-8")
        expected = file.read_text(encoding="utf-8")

        assert expected == actual

    return compare


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small site that is all well."""
    return make_site(tmp_path / "small", SMALL)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real catalogue, built as it is published."""
    target = tmp_path_factory.mktemp("real") / "site"
    built = run("mkdocs", "build", "--strict", "--site-dir", target, SEARCH="true")
    assert built.returncode == 0, built.stderr
    return target


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built."""
    root = make_site(tmp_path_factory.mktemp("small") / "root", SMALL)
    built = run("mkdocs", "build", "--strict", cwd=root, SEARCH="true")
    assert built.returncode == 0, built.stderr
    return root / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, the same for all tests of a process."""
    with sync_playwright() as playwright, started(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def real_address(real_site: Path) -> Iterator[str]:
    """Where the real catalogue is hosted, with a slash at the end."""
    with hosted(real_site) as address:
        yield address


@pytest.fixture(scope="session")
def small_address(small_site: Path) -> Iterator[str]:
    """Where the small site is hosted, with a slash at the end."""
    with hosted(small_site) as address:
        yield address


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


@pytest.fixture
def visit(page: Page, request: pytest.FixtureRequest) -> Callable[[str], Page]:
    """Go to a kind of page: a name in ``KINDS`` or ``FRAMED``."""

    def visit(kind: str) -> Page:
        site, path = (KINDS | FRAMED)[kind]
        address: str = request.getfixturevalue(f"{site}_address")
        page.goto(address + path)
        return page

    return visit
