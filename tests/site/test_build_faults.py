"""A whole build where something is wrong around it: it does without, or says in one message what to do."""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fixtures.disks import mounted
from tests.fixtures.released import on_disk
from tests.fixtures.sites import EPOCH, FIXED, SMALL, make_site, run

pytestmark = pytest.mark.slow

DROP_FROM_BOUNDS = 24  # PR_CAPBSET_DROP, linux/prctl.h
DAY = 24 * 60 * 60
WAYS = (("atelier", "build"), ("mkdocs", "build"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small catalogue that was built: its site, and what is kept for the next build."""
    root = make_site(tmp_path_factory.mktemp("built") / "root", SMALL)
    done = build(root)
    assert 0 == done.returncode, done.stderr
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of that catalogue."""
    return Path(shutil.copytree(built, tmp_path / "root", symlinks=True))


def build(
    root: Path, *options: str | Path, way: tuple[str, ...] = WAYS[0], **environment: str
) -> subprocess.CompletedProcess[str]:
    return run(*way, *options, cwd=root, **environment)


def told(done: subprocess.CompletedProcess[str]) -> str:
    """What is told of a build that failed."""
    assert 1 == done.returncode, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr


@pytest.mark.parametrize("way", WAYS)
def test_a_hook_that_fails_leaves_the_site(root: Path, way: tuple[str, ...]) -> None:
    """It is told what the hook said."""
    before = on_disk(root / "site")
    (root / "own_hook.py").write_text("def on_page_content(html, **_):\n    raise ValueError('kapot')\n")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("hooks:\n", "hooks:\n  - own_hook.py\n"), encoding="utf-8")

    done = build(root, way=way)

    assert 0 != done.returncode
    assert "ValueError: kapot" in done.stderr
    assert before == on_disk(root / "site")


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_in_a_file_leaves_the_site(root: Path, way: tuple[str, ...]) -> None:
    before = on_disk(root / "site")
    (root / "initiatives" / "oud-plan.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")

    assert "oud-plan.md" in told(build(root, way=way))
    assert before == on_disk(root / "site")


def test_a_clock_that_goes_back_gives_the_site_of_that_day(root: Path) -> None:
    """And one that goes on again, that of the other: the same as if nothing had been built before."""
    site = on_disk(root / "site")
    earlier = str(int(EPOCH) - 60 * DAY)

    assert 0 == build(root, SOURCE_DATE_EPOCH=earlier).returncode
    back = on_disk(root / "site")
    assert 0 == build(root, "--site-dir", root / "cold", SOURCE_DATE_EPOCH=earlier).returncode
    assert on_disk(root / "cold") == back != site

    assert 0 == build(root).returncode
    assert site == on_disk(root / "site")


@pytest.mark.parametrize("way", WAYS)
def test_a_full_disk_leaves_the_site(root: Path, way: tuple[str, ...]) -> None:
    """One message says so, also if what is kept for the next build did not fit."""
    with mounted(root.with_name("disk"), "size=24m") as disk:
        if disk is None:
            pytest.skip("this machine lets nobody mount; tests/site/test_faults.py fills a disk without that")
        root = Path(shutil.copytree(root, disk / "root", symlinks=True))
        before = on_disk(root / "site")
        settings = root / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("Kleine catalogus", "Andere catalogus"), encoding="utf-8")
        (disk / "fill").write_bytes(b"x" * (shutil.disk_usage(disk).free - 300_000))

        assert "De schijf is vol: " in told(build(root, way=way))
        assert before == on_disk(root / "site")

        (disk / "fill").unlink()
        assert 0 == build(root, way=way).returncode
        assert before != on_disk(root / "site")


@contextmanager
def read_only(root: Path) -> Iterator[None]:
    """Let nobody write below a folder, but for root."""
    paths = [path for path in (root, *root.rglob("*")) if not path.is_symlink()]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)


def give_up_power() -> None:
    """Take from root what others do not have; the program that is started next is bound by permissions."""
    library = ctypes.CDLL(None)
    for capability in range(64):
        library.prctl(DROP_FROM_BOUNDS, capability, 0, 0, 0)


def powerless(root: Path, way: tuple[str, ...], *options: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program that may write only what its user may."""
    return subprocess.run(
        [str(Path(sys.executable).parent / way[0]), *way[1:], *map(str, options)],
        cwd=root,
        env={**os.environ, **FIXED},
        preexec_fn=give_up_power if sys.platform == "linux" and os.geteuid() == 0 else None,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("way", WAYS)
def test_a_catalogue_that_may_only_be_read_is_built_elsewhere(root: Path, way: tuple[str, ...]) -> None:
    """Though nothing can be kept for the next build. Where no folder is named, one message says to."""
    site = on_disk(root / "site")
    shutil.rmtree(root / ".cache")
    target = root.with_name("elsewhere") / "site"
    target.parent.mkdir()
    with read_only(root):
        done = powerless(root, way, "--site-dir", target)
        refused = powerless(root, way)

    assert 0 == done.returncode, done.stderr
    assert site == on_disk(target)
    assert "root/.site.builds/lock mag je niet schrijven" in told(refused)
    assert "--site-dir" in refused.stderr
    assert site == on_disk(root / "site")


def test_a_machine_without_git_builds_the_same_site(root: Path, tmp_path: Path) -> None:
    """A catalogue needs no history: what git knows, is in the fields too."""
    site = on_disk(root / "site")
    (tmp_path / "bin").mkdir()

    done = build(root, "--site-dir", tmp_path / "new", PATH=str(tmp_path / "bin"))

    assert 0 == done.returncode, done.stderr
    assert site == on_disk(tmp_path / "new")


def test_a_shallow_clone_is_built(root: Path, tmp_path: Path) -> None:
    """As CI makes one: without the dates that the clone does not know."""
    shutil.rmtree(root / "site")
    shutil.rmtree(root / ".cache")
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["commit", "-qm", "a"],
        ["commit", "-qm", "b", "--allow-empty"],
    ):
        git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", *command]
        subprocess.run(git, cwd=root, check=True)
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", root.as_uri(), clone], check=True, capture_output=True
    )

    done = build(clone)

    assert 0 == done.returncode, done.stderr
    assert (clone / "site" / "initiatives" / "oud-plan" / "index.html").is_file()


def test_two_builds_at_once_both_end_well(root: Path) -> None:
    """Also if they are made in different ways."""
    site = on_disk(root / "site")
    file = root / "initiatives" / "oud-plan.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nEn nog een alinea.\n", encoding="utf-8")
    started = [
        subprocess.Popen(
            [str(Path(sys.executable).parent / way[0]), *way[1:]],
            cwd=root,
            env={**os.environ, **FIXED},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for way in WAYS
    ]
    said = [process.communicate()[1] for process in started]

    assert [0, 0] == [process.returncode for process in started], said
    assert site.keys() == on_disk(root / "site").keys()
    assert site != on_disk(root / "site")


def test_a_build_that_is_killed_leaves_the_site(root: Path) -> None:
    """Wherever it was: the site is the old one or the new one, and the next build is right."""
    chance = random.Random(17)
    site = on_disk(root / "site")
    file = root / "initiatives" / "oud-plan.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nEn nog een alinea.\n", encoding="utf-8")
    began = time.monotonic()
    assert 0 == build(root, "--site-dir", root / "cold").returncode
    length = time.monotonic() - began
    new = on_disk(root / "cold")
    for _ in range(3):
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "atelier"), "build"],
            cwd=root,
            env={**os.environ, **FIXED},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.2, 1) * length)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert on_disk(root / "site") in (site, new)

    assert 0 == build(root).returncode
    assert new == on_disk(root / "site")
