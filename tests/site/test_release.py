"""A site is released as a whole: whoever looks finds the old one or the new one, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from atelier.site.release import release
from atelier.site.trees import exchange as exchanges
from atelier.site.trees.errors import ReleaseError
from atelier.site.trees.place import locked, place_of
from tests.fixtures.released import beside, on_disk, put, site
from tests.fixtures.sites import ROOT

KILLS = 50


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "site"


def started(*arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
    """The made-up site, released by another process, once that has begun."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.fixtures.released", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    child.stdout.readline()
    return child


def test_each_version_is_written_as_a_whole(target: Path) -> None:
    """After many builds, each from what an earlier one left, the site has the files of the last and no others."""
    for version in range(6):
        put(target, site(version), durable=True)

        assert site(version) == on_disk(target)


def test_what_did_not_change_is_the_same_file(target: Path) -> None:
    """A visitor's browser need not load again what an edit left alone."""
    put(target, site(1))
    before = {file: file.stat() for file in target.rglob("*") if file.is_file()}

    summary = put(target, site(2))

    same = [a for a, content in site(1).items() if site(2).get(a) == content]
    assert {target / address for address in same} == {
        file
        for file, status in before.items()
        if file.exists()
        and (file.stat().st_ino, file.stat().st_mtime_ns) == (status.st_ino, status.st_mtime_ns)
    }
    assert len(same) == summary.unchanged
    assert {a for a in site(2) if a not in same} == set(summary.written)
    assert {a for a in site(1) if a not in site(2)} == set(summary.removed)


def test_nothing_is_made_when_nothing_changed(target: Path) -> None:
    put(target, site(1))
    changed = target.stat().st_ino

    summary = put(target, site(1))

    assert ([], [], len(site(1))) == ([*summary.written], [*summary.removed], summary.unchanged)
    assert changed == target.stat().st_ino


def test_a_file_that_is_made_the_same_keeps_its_time(target: Path) -> None:
    """New code makes everything again; what comes out the same counts as unchanged."""
    put(target, site(1))
    page = target / "index.html"
    before = page.stat().st_mtime_ns

    files = site(1)

    summary = release(
        target, dict.fromkeys(files, "new code"), lambda wanted: ((a, files[a]) for a in wanted)
    )

    assert [] == [*summary.written]
    assert before == page.stat().st_mtime_ns


def spoilt(target: Path) -> None:
    """What hands can do to a site."""
    (target / "index.html").write_bytes(b"mine")
    (target / "sitemap.xml").unlink()
    (target / "mine.txt").write_bytes(b"mine")
    (target / "mine").mkdir()
    (target / "pages" / "7" / "index.html").rename(target / "pages" / "7" / "other.html")
    (target / "pages" / "8" / "index.html").unlink()
    (target / "pages" / "8" / "index.html").mkdir()
    (target / "pages" / "9" / "index.html").unlink()
    (target / "pages" / "9" / "index.html").symlink_to(target / "index.html")


@pytest.mark.parametrize("version", [2, 3])
def test_what_hands_changed_is_put_right(target: Path, version: int) -> None:
    """A file that somebody changed, removed or added in ``site/`` is as it should be after the next build."""
    put(target, site(1))
    put(target, site(2))
    spoilt(target)

    put(target, site(version))

    assert site(version) == on_disk(target)

    put(target, site(4))

    assert site(4) == on_disk(target)


def test_a_former_site_that_somebody_touched_is_put_right(target: Path) -> None:
    put(target, site(1))
    put(target, site(2))
    (former,) = (folder for folder in beside(target).iterdir() if folder.is_dir())
    spoilt(former)

    put(target, site(3))

    assert site(3) == on_disk(target)


def test_former_sites_are_kept(target: Path) -> None:
    """As many as one asks for, the last ones."""
    for version in range(1, 7):
        put(target, site(version), keep=3)

    with locked(target) as place:
        assert [3, 4, 5] == [kept.head.number for kept in place.formers()]
        assert [site(3), site(4), site(5)] == [on_disk(kept.path) for kept in place.formers()]

    put(target, site(6), keep=0)

    with locked(target) as place:
        assert [] == place.formers()


@pytest.mark.parametrize("site_file", ["index.html", "404.html"])
def test_a_folder_that_is_no_site_is_left_alone(target: Path, site_file: str) -> None:
    """A slip in --site-dir costs nobody their files."""
    target.mkdir()
    (target / "thesis.docx").write_bytes(b"years of work")
    (target / site_file).write_bytes(b"")

    with pytest.raises(ReleaseError, match=r"thesis\.docx"):
        put(target, site(1))

    assert {"thesis.docx", site_file} == set(on_disk(target))
    assert not beside(target).exists()


@pytest.mark.parametrize("target", [Path("/"), Path("/tmp"), ROOT, ROOT / "docs"])
def test_a_slip_in_the_name_of_the_folder_costs_nothing(target: Path) -> None:
    with pytest.raises(ReleaseError, match=r"mount point|no build made|checkout of git"):
        place_of(target).must_be_replaceable()


def test_a_checkout_of_git_is_left_alone(target: Path) -> None:
    """Who publishes from a branch of its own keeps that branch."""
    put(target, site(1))
    (target / ".git").write_text("gitdir: elsewhere")

    with pytest.raises(ReleaseError, match="checkout of git"):
        put(target, site(2))

    assert (target / ".git").is_file()


def test_the_site_of_another_program_is_replaced(target: Path) -> None:
    """As is what an older version made; nothing of it is trusted, and nothing of it stays."""
    for address, content in site(1).items():
        (target / address).parent.mkdir(parents=True, exist_ok=True)
        (target / address).write_bytes(content)

    summary = put(target, site(2))

    assert set(site(2)) == set(summary.written)
    assert site(2) == on_disk(target)
    with locked(target) as place:
        assert [] == place.formers()


def test_a_link_leads_to_the_site(tmp_path: Path) -> None:
    """Where ``site`` is a link, as on a server, what it leads to is replaced, and it stays."""
    (tmp_path / "www").mkdir()
    link = tmp_path / "site"
    link.symlink_to(tmp_path / "www" / "site")

    put(link, site(1))
    put(link, site(2))

    assert link.is_symlink()
    assert site(2) == on_disk(tmp_path / "www" / "site")


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]\n[2]\n", b"\xff\x00"])
def test_a_damaged_manifest_is_not_trusted(target: Path, damage: bytes) -> None:
    put(target, site(1))
    put(target, site(2))
    for manifest in beside(target).glob("*.json"):
        manifest.write_bytes(damage)

    put(target, site(3))

    assert site(3) == on_disk(target)


def test_a_system_without_an_exchange_needs_two_steps(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site is released there too; a kill between the two steps is put right by the next build."""
    monkeypatch.setattr(exchanges, "_system_call", lambda: None)
    put(target, site(1))
    put(target, site(2))

    assert site(2) == on_disk(target)

    def cut_off(path: Path, to: Path) -> Path:
        """Rename, but not what becomes the site."""
        if to == target:
            os.kill(os.getpid(), signal.SIGKILL)
        path.replace(to)
        return to

    child = os.fork()
    if not child:
        monkeypatch.setattr(Path, "rename", cut_off)
        put(target, site(3))
    assert signal.SIGKILL == os.waitpid(child, 0)[1]
    assert not target.exists()
    with locked(target):
        assert site(3) == on_disk(target)

    put(target, site(4))

    assert site(4) == on_disk(target)


def test_a_file_system_without_links_gets_copies(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    for version in range(1, 5):
        put(target, site(version))

        assert site(version) == on_disk(target)


def test_a_build_that_fails_leaves_the_site(target: Path) -> None:
    """And the former one, and nothing of its own."""
    put(target, site(1))
    put(target, site(2))

    def failing(wanted: object) -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise RuntimeError("a hook failed")

    with pytest.raises(RuntimeError):
        release(target, {**dict.fromkeys(site(3), "new")}, failing)

    assert site(2) == on_disk(target)
    with locked(target) as place:
        assert [site(1)] == [on_disk(kept.path) for kept in place.formers()]
        assert 1 == len([folder for folder in place.builds.iterdir() if folder.is_dir()])


def test_what_is_not_made_stops_the_build(target: Path) -> None:
    put(target, site(1))

    with pytest.raises(ValueError, match=r"lost\.html"):
        release(target, {"lost.html": "x"}, lambda _: [])

    assert site(1) == on_disk(target)


TOUCHING = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir", "os.truncate"}
"""What Python tells an audit hook of before it touches the disk."""


def build(target: Path, versions: Iterable[int], until: int) -> int:
    """Release versions in a process that is killed at a step on the disk; how it ended, or else at which step."""
    steps_file = target.with_name("steps")
    child = os.fork()
    if child:
        killed = os.waitpid(child, 0)[1]
        return -killed if killed else int(steps_file.read_text())
    try:
        steps = [0]

        def on_step(event: str, _: object) -> None:
            if event in TOUCHING:
                steps[0] += 1
                if steps[0] == until:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(on_step)
        for version in versions:
            put(target, site(version))
        steps_file.write_text(str(steps[0]))
    finally:
        os._exit(0)


@pytest.mark.slow
def test_a_kill_leaves_the_old_site_or_the_new_one(target: Path) -> None:
    """Killed at fifty moments spread over three builds, the site is whole, and the next build is right."""
    versions = {version: site(version) for version in range(4)}
    put(target, versions[0])
    steps = build(target, (1, 2, 3), until=0)
    seen = set()
    for kill in range(KILLS):
        put(target, versions[0])
        assert versions[0] == on_disk(target)

        ended = build(target, (1, 2, 3), until=1 + kill * (steps - 1) // KILLS)

        assert -signal.SIGKILL == ended
        found = on_disk(target)
        whole = [version for version, files in versions.items() if files == found]
        assert whole, "half a site"
        seen.add(whole[0])

    assert {0, 1, 2} <= seen
