"""Sites to test with: a small one, the real one, and a way to make broken ones."""

from __future__ import annotations

import gc
import os
import sys
import sysconfig
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.fixtures import sites
from tests.fixtures.choices import built
from tests.fixtures.host import hosted
from tests.fixtures.repository import with_history
from tests.fixtures.search import make_searched_site
from tests.fixtures.serving import serving
from tests.fixtures.sites import CHOICES, ENGLISH, ROOT, SMALL, make_site, run

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("patient"), max_examples=20)
settings.load_profile("patient")

# As the theme sets it itself when it is imported, in whichever test that happens first.
os.environ["NO_MKDOCS_2_WARNING"] = "true"

# Where a machine says that Python keeps no compiled code, each of the hundreds of programs that tests start, and each
# process of the tests themselves, would compile all of it again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

SLOW_FIXTURES = {
    "browser",
    "choices_root",
    "real_site",
    "small_site",
    "english_site",
    "searched",
    "made_safe",
    "served",
}
"""Tests that use one of these are slow, without saying so themselves."""

LONG = {
    "test_ordinary_user.py",
    "test_texts.py",
    "test_incremental.py",
    "test_html.py",
    "test_accessibility.py",
}
"""Files with a test or more of half a minute. If one came last, one of two processes would wait for the other."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is made as what is expected")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what needs a site that is built or served, or a browser; begin with the files that take long."""
    items.sort(key=lambda item: item.path.name not in LONG)
    for item in items:
        values = (
            item.callspec.params.values()
            if isinstance(item, pytest.Function) and hasattr(item, "callspec")
            else ()
        )
        if SLOW_FIXTURES & {*getattr(item, "fixturenames", ()), *(v for v in values if isinstance(v, str))}:
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Let Python look for garbage seldom, and not in what collecting left: thousands of tests, which all stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(autouse=True)
def _same_environment() -> Iterator[None]:
    """Fail a test that leaves a variable behind: the next one in its process would run on another day, or at CI."""
    before = dict(os.environ)
    yield
    changed = {
        name
        for name in os.environ.keys() | before.keys()
        if name != "PYTEST_CURRENT_TEST" and os.environ.get(name) != before.get(name)
    }
    for name in changed:
        if name in before:
            os.environ[name] = before[name]
        else:
            del os.environ[name]

    assert set() == changed


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


@pytest.fixture(scope="session", autouse=True)
def _templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let all sites of a run keep their compiled templates in one folder, for all processes of the run."""
    own = tmp_path_factory.getbasetemp()
    sites.TEMPLATES = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "templates"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small site that is all well."""
    return make_site(tmp_path / "small", SMALL)


@pytest.fixture
def repository(small: Path) -> Path:
    """The small site in a repository of git, where files came and changed on different days."""
    return with_history(small)


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
def choices_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a city that chooses all that it can of the model, with its site."""
    root = make_site(tmp_path_factory.mktemp("choices") / "root", CHOICES)
    built(root)
    return root


@pytest.fixture(scope="session")
def english_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue in English, built."""
    root = make_site(tmp_path_factory.mktemp("english") / "root", ENGLISH)
    built(root)
    return root / "site"


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a small site that was built with an index of its texts."""
    root = tmp_path_factory.mktemp("search") / "root"
    make_searched_site(root)
    return root


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
def served(small: Path) -> Iterator[tuple[Path, str]]:
    """The small site, served by ``atelier serve``."""
    with serving(small, SEARCH="false") as address:
        yield small, address


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    target = tmp_path_factory.mktemp("wheel")
    # Without isolation it is built by what the lock file has, so no network is needed.
    built = run("python", "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", target, ROOT)
    assert built.returncode == 0, built.stderr
    (file,) = target.glob("*.whl")
    return file


@pytest.fixture(scope="session")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment in which the wheel is installed."""
    target = tmp_path_factory.mktemp("environment")
    venv.create(target, symlinks=True)
    python = target / "bin" / "python"
    installed = run("python", "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel)
    assert installed.returncode == 0, installed.stderr
    # Dependencies are those of the tests. A folder that a .pth file names is searched last, and its own .pth
    # files, of which one leads to the checkout, are not read.
    (packages,) = target.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python.parent


@pytest.fixture
def two_pages(tmp_path: Path) -> Path:
    """A site of two pages, with headers of its own."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Home</title>" + "home " * 500)
    (tmp_path / "deep" / "index.html").write_text("<!doctype html><title>Deep</title>")
    (tmp_path / "404.html").write_text("<!doctype html><title>Lost</title>")
    (tmp_path / "index.wasm").write_bytes(b"\0asm")
    (tmp_path / "_headers").write_text("/*\n  X-All: yes\n\n/deep/*\n  X-Deep: yes\n  X-All: deep\n")
    return tmp_path


@pytest.fixture
def two_pages_address(two_pages: Path) -> Iterator[str]:
    """Where that site is hosted, with a slash at the end."""
    with hosted(two_pages) as address:
        yield address


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler of Dask with two workers, each in a process of its own."""
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as local:
        yield local.scheduler_address.replace("tcp://", "dask://")
