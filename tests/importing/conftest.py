"""A catalogue of a test, into which it imports."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.fixtures.sites import EPOCH, SMALL, make_site


@pytest.fixture(scope="session")
def small_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small catalogue that stays as it is."""
    return make_site(tmp_path_factory.mktemp("import") / "site", SMALL)


@pytest.fixture
def city(small_catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, on the day of all tests."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    shutil.copytree(small_catalogue, tmp_path / "city", symlinks=True)
    return tmp_path / "city"
