"""Wherever the work is done, the same comes of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from atelier.checks.check import check
from atelier.cli.app import app
from atelier.cli.executor import opened_executor
from atelier.content.entry import Entry
from atelier.i18n.translation import translations
from atelier.store import work
from atelier.store.work import Cores, executor_of, spread
from tests.fixtures.sites import BROKEN, EPOCH, ROOT, SMALL, TODAY, make_site


def doubled(numbers: list[int]) -> list[tuple[int, int]]:
    return [(2 * number, os.getpid()) for number in numbers]


def refused(numbers: list[int]) -> None:
    raise ValueError(numbers[0])


def where(executor: Executor) -> set[int]:
    """The processes that did some work; it must come back whole and in order."""
    done = [one for _, chunk in spread(doubled, range(1000), executor, size=10) for one in chunk]

    assert [2 * number for number in range(1000)] == [number for number, _ in done]
    return {process for _, process in done}


def test_little_work_is_done_here() -> None:
    with Cores(2) as executor:
        assert {os.getpid()} == where(executor)


def test_with_one_core_all_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PAYS", {"fork": 0.0, "spawn": 0.0})
    with Cores(1) as executor:
        assert {os.getpid()} == where(executor)


@pytest.mark.parametrize("start", ["fork", pytest.param("spawn", marks=pytest.mark.slow)])
def test_much_work_is_done_by_others(start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However they are started: by a copy, or as on Windows and macOS anew."""
    if start == "fork" and sys.platform != "linux":
        pytest.skip("only Linux copies a process safely")
    monkeypatch.setattr(work, "PAYS", {"fork": 0.0, "spawn": 0.0})
    monkeypatch.setattr(work, "_start", lambda: start)
    with Cores(2) as executor:
        assert os.getpid() not in where(executor)


def test_only_as_much_is_taken_as_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of any size does not fill the memory with files that wait."""
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100_000):
            taken.append(number)
            yield number

    with Cores(1) as executor:
        next(iter(spread(doubled, numbers(), executor, size=10)))

    assert 10 == len(taken)


@pytest.mark.parametrize("pays", [0.0, 9.0])
def test_what_goes_wrong_there_goes_wrong_here(pays: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PAYS", {"fork": pays, "spawn": pays})
    with Cores(2) as executor, pytest.raises(ValueError, match="0"):
        list(spread(refused, range(10), executor))


def said(root: Path, executor: Executor) -> list[object]:
    found = check(root, TODAY, executor=executor)
    entries = [entry for kind in found.collections.entries.values() for entry in kind]
    return [found.all, found.collections.broken, [whole(entry) for entry in entries]]


def whole(entry: Entry[object]) -> list[object]:  # type: ignore[type-var]
    names = "path record references body text written places digest face words"
    return [getattr(entry, name) for name in names.split()]


@pytest.mark.slow
def test_a_cluster_gives_what_one_process_gives(cluster: str, tmp_path: Path) -> None:
    """Every record and every problem, of good files and of broken ones."""
    cases = (BROKEN / name for name in ("amount", "body-html", "date-future"))
    root = make_site(tmp_path / "site", SMALL, *cases)
    (root / "initiatives" / "stuk.md").write_text("---\ntitle: [\n", encoding="utf-8")
    with Cores(1) as executor:
        alone = said(root, executor)
    with executor_of(cluster) as executor:
        together = said(root, executor)
        processes = where(executor)

    assert alone == together
    assert os.getpid() not in processes
    assert 2 == len(processes)


@pytest.mark.slow
def test_a_site_that_a_cluster_helped_to_build_has_the_same_bytes(cluster: str, small: Path) -> None:
    built: list[dict[Path, bytes]] = []
    for executor in ("", cluster):
        target = small / f"site-{len(built)}"
        command = ["build", "--root", str(small), "--site-dir", str(target), "--executor", executor]
        done = CliRunner().invoke(app, command, env={"SEARCH": "false", "SOURCE_DATE_EPOCH": EPOCH})

        assert 0 == done.exit_code, done.output
        built.append({f.relative_to(target): f.read_bytes() for f in target.rglob("*") if f.is_file()})
        shutil.rmtree(small / ".cache")

    assert built[0] == built[1]


@pytest.mark.slow
def test_a_cluster_with_other_code_is_refused(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "package_digest", other_code)

    assert "version" in message(cluster)


def other_code() -> str:
    return str(os.getpid())


def message(text: str, lang: str = "en") -> str:
    with pytest.raises(typer.BadParameter) as raised, opened_executor(text, translations(lang)):
        pass
    return raised.value.message


@pytest.mark.parametrize(
    "text", ["dask", "dask://", "dask://host", "dask://:80", "dask://host:x", "ssh://host:1"]
)
def test_what_is_no_address_is_told(text: str) -> None:
    assert f"“{text}” is no address such as dask://host:8786." == message(text)


def test_where_nobody_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "WAIT", "200ms")

    assert "No scheduler with workers answers at dask://127.0.0.1:9." == message("dask://127.0.0.1:9")


def test_what_to_install_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    assert "innovatieatelier[dask]" in message("dask://127.0.0.1:9", "nl")


LASTING = """
import multiprocessing, os, sys, time
from atelier.store import work
from tests.store.test_work import number_of

work.PAYS = {"fork": 0.0, "spawn": 0.0}
with work.Cores(2) as executor:
    print(*{executor.submit(number_of, n).result() for n in range(8)}, flush=True)
    time.sleep(60)
"""


def number_of(_: int) -> int:
    """The process that this runs in."""
    return os.getpid()


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux", reason="other systems do not tell a process that its parent died"
)
def test_nothing_stays_when_a_build_is_killed() -> None:
    """Who kills a build, even by force, need not look for the processes that it started."""
    with subprocess.Popen(
        [sys.executable, "-c", LASTING], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as started:
        assert started.stdout
        workers = [int(number) for number in started.stdout.readline().split()]
        started.kill()

    assert workers
    until = time.monotonic() + 10
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]
