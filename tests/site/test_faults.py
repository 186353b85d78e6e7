"""What goes wrong around a build leaves the site as it was, and is told in one message that says what to do."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atelier.site.trees.errors import Message, ReleaseError
from atelier.site.trees.place import locked
from atelier.site.trees.tree import Writer
from tests.fixtures.disks import mounted
from tests.fixtures.released import beside, on_disk, put, site
from tests.fixtures.sites import ROOT

NOBODY = 65534


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach, with a site of two versions in it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        folder = Path(made) / "catalogue"
        folder.mkdir()
        folder.parent.chmod(0o755)
        put(folder / "site", site(1))
        put(folder / "site", site(2))
        yield folder


def told_to_nobody(action: Callable[[], object]) -> str:
    """What a user without rights is told by an action; root may write everywhere."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            action()
        except ReleaseError as error:
            os.write(writing, str(error).encode())
        except BaseException as error:
            os.write(writing, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as opened:
        return opened.read().decode()


def test_a_folder_that_may_not_be_written_is_named(open_folder: Path) -> None:
    """Also if it is the folder round the site, or what an earlier build made there as another user."""
    target = open_folder / "site"
    shutil.rmtree(beside(target))
    open_folder.chmod(0o555)

    told = told_to_nobody(lambda: put(target, site(3)))

    assert str(beside(target)) in told
    assert "may not be written (Permission denied). Give your user the right" in told
    assert site(2) == on_disk(target)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can make what belongs to another user"
)
def test_a_site_of_another_user_is_named(open_folder: Path) -> None:
    """As after one build with sudo."""
    target = open_folder / "site"
    shutil.rmtree(beside(target))
    open_folder.chmod(0o777)

    told = told_to_nobody(lambda: put(target, site(3)))

    assert f"{target} may not be written" in told
    assert site(2) == on_disk(target)


def test_a_disk_that_may_only_be_read_is_named(target: Path) -> None:
    with mounted(target.parent / "disk", "size=8m") as disk:
        if disk is None:
            pytest.skip("this machine lets nobody mount; a folder that may not be written is tested above")
        put(disk / "site", site(1))
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)

        with pytest.raises(ReleaseError, match=r"may not be written \(Read-only file system\)"):
            put(disk / "site", site(2))

        assert site(1) == on_disk(disk / "site")


def test_a_mount_point_is_named(target: Path) -> None:
    """In its place no folder can be put; one inside it can."""
    with mounted(target, "size=8m") as disk:
        if disk is None:
            pytest.skip("this machine lets nobody mount")
        with pytest.raises(ReleaseError, match="is a mount point"):
            put(disk, site(1))

        assert [] == list(disk.iterdir())

        put(disk / "public", site(1))

        assert site(1) == on_disk(disk / "public")


def test_a_site_in_the_image_of_a_container_is_named(tmp_path: Path) -> None:
    """Docker's layers let nobody rename a folder of an earlier one; once it is removed, the site is built."""
    with mounted(tmp_path / "disk", "size=16m") as disk:
        if disk is None:
            pytest.skip("this machine lets nobody mount")
        lower, upper, work = (disk / name for name in ("lower", "upper", "work"))
        for folder in (lower, upper, work):
            folder.mkdir()
        put(lower / "site", site(1))
        layers = f"lowerdir={lower},upperdir={upper},workdir={work},redirect_dir=off"
        with mounted(disk / "merged", layers, "overlay") as merged:
            if merged is None:
                pytest.skip("this machine has no overlayfs")
            target = merged / "site"

            with pytest.raises(ReleaseError, match=r"in the image of this container.*Remove it"):
                put(target, site(2))

            assert site(1) == on_disk(target)

            shutil.rmtree(target)
            shutil.rmtree(beside(target))
            put(target, site(2))
            put(target, site(3))

            assert site(3) == on_disk(target)


@pytest.mark.parametrize("version", [2, 3])
def test_a_full_disk_leaves_the_site(target: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a former site that is used again, and without; once there is room, the next build is right."""
    with mounted(target.parent / "disk", "size=2m") as disk:
        target = (disk or target.parent) / "site"
        for before in range(1, version):
            put(target, site(before))
        if disk:
            (disk / "fill").write_bytes(b"x" * (shutil.disk_usage(disk).free - 20_000))
        else:
            monkeypatch.setattr(Writer, "write", full_after(10))

        with pytest.raises(ReleaseError, match=r"The disk is full: .* Make room, and build again"):
            put(target, site(version))

        assert site(version - 1) == on_disk(target)
        with locked(target) as place:
            assert version - 2 == len([path for path in place.builds.iterdir() if path.is_dir()])

        monkeypatch.undo()
        if disk:
            (disk / "fill").unlink()
        put(target, site(version))

        assert site(version) == on_disk(target)


def full_after(files: int) -> Callable[..., tuple[int, int]]:
    """A way of writing that finds the disk full after some files, where no small disk can be made."""
    write, left = Writer.write, [files]

    def writing(writer: Writer, address: str, content: bytes | Path) -> tuple[int, int]:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), address)
        return write(writer, address, content)

    return writing


def another(*arguments: str | Path) -> subprocess.Popen[str]:
    """Another process that releases the site, once it has begun."""
    command = [sys.executable, "-m", "tests.fixtures.released", *map(str, arguments)]
    started = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert started.stdout
    assert started.stdout.readline()
    return started


def test_a_second_build_waits_or_says_who_builds(target: Path) -> None:
    """By process, machine and time; and it goes on when the first one ends."""
    put(target, site(1))
    holder = another("hold", target)
    told: list[Message] = []

    with (
        pytest.raises(ReleaseError, match=f"process {holder.pid} on .*, since 20.*--no-wait"),
        locked(target, wait=False),
    ):
        pass

    def end(message: Message) -> None:
        told.append(message)
        holder.communicate()

    with locked(target, say=end):
        assert 0 == holder.returncode

    assert 1 == len(told)
    assert f"process {holder.pid} on " in str(told[0])


def test_the_lock_of_a_dead_build_blocks_nobody(target: Path) -> None:
    put(target, site(1))
    holder = another("hold", target)
    holder.kill()
    assert -signal.SIGKILL == holder.wait()

    with locked(target, wait=False):
        pass
    put(target, site(2))

    assert site(2) == on_disk(target)


@pytest.mark.slow
def test_of_many_builds_at_once_each_is_whole(target: Path) -> None:
    """All end well, and while they build, whoever looks finds a whole page."""
    put(target, site(1))
    builds = [another("release", target, *"2345") for _ in range(3)]
    looks = 0
    while any(build.poll() is None for build in builds):
        assert (target / "index.html").read_bytes() in {
            site(version)["index.html"] for version in range(1, 6)
        }
        looks += 1
        time.sleep(0.001)

    assert [0, 0, 0] == [build.returncode for build in builds], [
        build.stderr and build.stderr.read() for build in builds
    ]
    assert site(5) == on_disk(target)
    assert looks > 10


def test_a_clock_that_goes_back_changes_nothing(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which site is the former one does not follow from the clock; nor what is written again."""
    put(target, site(1), keep=2)
    put(target, site(2), keep=2)
    monkeypatch.setattr(time, "time", lambda: 86_400.0)
    for file in target.rglob("*.html"):
        os.utime(file, (2**32, 2**32))
    put(target, site(3), keep=2)
    put(target, site(4), keep=2)

    assert site(4) == on_disk(target)
    with locked(target) as place:
        assert [site(2), site(3)] == [on_disk(kept.path) for kept in place.formers()]
