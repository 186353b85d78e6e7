"""Where pages are made makes no difference: in this process, on all cores, or on a cluster."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

import pytest

from atelier.site.building import Options, build
from atelier.store.store import Store
from atelier.store.work import executor_of
from tests.bench.synthetic import write_catalogue
from tests.fixtures.sites import EPOCH, SMALL, make_site


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of which the pages take long enough for several processes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = make_site(tmp_path / "catalogue", SMALL)
    write_catalogue(root, 40)
    return root


def made(root: Path, name: str, executor: Executor | None = None) -> dict[str, bytes]:
    site = root.parent / name
    build(root, site, Store(root), Options(executor=executor, index=False, durable=False))
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


@pytest.mark.slow
def test_a_cluster_makes_the_same_site(root: Path, cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask's workers, other processes without anything of ours in memory, give the bytes of one process."""
    with monkeypatch.context() as alone:
        alone.setattr("atelier.site.handing.copies_itself", lambda: False)
        expected = made(root, "alone")

    with executor_of(cluster) as executor:
        assert expected == made(root, "cluster", executor)
    assert expected == made(root, "cores")
