"""Sites to test with: a small one, the real one, and a way to make broken ones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from .browser import started, watched
from .host import hosted
from .kinds import FRAMED, KINDS

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
TODAY = "1795608000"
"""2026-11-25, as SOURCE_DATE_EPOCH: pages say the same whenever the tests run."""

PATIENCE = 120
"""Seconds to wait, at most, for what another process does: tests share the machine with whatever else it runs."""

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


def make_site(target: Path, *contents: Path) -> Path:
    """A site of its own in ``target``: the generator, a few editors' pages and pictures, and contents."""
    shutil.copytree(ROOT / "docs" / "assets", target / "docs" / "assets")
    (target / "initiatives").mkdir()
    (target / "hooks").symlink_to(ROOT / "hooks")
    for content in (TESTS / "site", *contents):
        shutil.copytree(content, target, dirs_exist_ok=True, symlinks=True)
    (target / "expected.txt").unlink(missing_ok=True)
    return target


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small site that is all well."""
    return make_site(tmp_path / "small", TESTS / "small")


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail where what is done inside takes more of the processor; what other processes take does not count."""
    started = time.process_time()
    yield
    spent = time.process_time() - started

    assert spent < seconds


def wait_until(page: Page, holds: Callable[[], object]) -> None:
    """Let a page go on until something holds: for what Playwright's own ``expect`` cannot see."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        page.wait_for_timeout(50)


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the project's own environment, as a user would; without a search index, which takes time."""
    program, *arguments = map(str, command)
    fixed = {"SOURCE_DATE_EPOCH": TODAY, "NO_MKDOCS_2_WARNING": "1", "SEARCH": "false"}
    return subprocess.run(
        [str(Path(sys.executable).parent / program), *arguments],
        cwd=cwd,
        env={**os.environ, **fixed, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


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
    root = make_site(tmp_path_factory.mktemp("small") / "root", TESTS / "small")
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
