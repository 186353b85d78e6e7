"""What is kept from one run to the next is given back as it was, or not at all."""

from __future__ import annotations

import os
import pickle
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.store import store as module
from atelier.store.code import code_digest, package_digest
from atelier.store.fingerprint import fingerprint
from atelier.store.store import FOLDER, MAC_BYTES, MemoryStore, Store, user_key

ROOT_USER = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user of their own for each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    user_key.cache_clear()
    yield tmp_path / "home"
    user_key.cache_clear()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root").mkdir()
    return tmp_path / "root"


def test_a_value_comes_back_for_its_key_only(root: Path) -> None:
    Store(root).put("pages/1", "key", {"value": [1, "two"]})

    assert {"value": [1, "two"]} == Store(root).get("pages/1", "key")
    assert Store(root).get("pages/1", "other") is None
    assert Store(root).get("pages/2", "key") is None


def test_the_last_value_of_a_name_is_kept_and_nothing_else(root: Path) -> None:
    store = Store(root)
    store.put("name", "old", 1)
    store.put("name", "new", 2)

    assert store.get("name", "old") is None
    assert 2 == store.get("name", "new")
    assert ["name"] == [file.name for file in (root / FOLDER).iterdir()]


def test_a_value_is_made_once(root: Path) -> None:
    made: list[str] = []

    def make() -> list[str]:
        made.append("made")
        return ["value"]

    values = [Store(root).remember("name", "key", make) for _ in range(2)]

    assert [["value"], ["value"]] == values
    assert ["made"] == made


@pytest.mark.parametrize("length", [0, 1, MAC_BYTES, MAC_BYTES + 5, -1])
def test_a_file_that_was_cut_is_not_loaded(root: Path, length: int) -> None:
    Store(root).put("name", "key", "a value")
    file = root / FOLDER / "name"
    file.write_bytes(file.read_bytes()[:length])

    assert Store(root).get("name", "key") is None


def test_not_one_damaged_byte_is_loaded(root: Path) -> None:
    Store(root).put("name", "key", "a value")
    file = root / FOLDER / "name"
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])

        assert Store(root).get("name", "key") is None


class Trap:
    """A pickle that runs a command when it is loaded."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.mark,)


def test_code_of_somebody_else_is_not_run(root: Path, home: Path, tmp_path: Path) -> None:
    """A proposal could bring ``.cache/store/`` with files of its own."""
    mark = tmp_path / "mark"
    Store(root).put("name", "key", Trap(mark))
    (home / "atelier" / "key").unlink()
    user_key.cache_clear()

    assert Store(root).get("name", "key") is None

    (root / FOLDER / "name").write_bytes(bytes(MAC_BYTES) + pickle.dumps(Trap(mark)))

    assert Store(root).get("name", "key") is None
    assert not mark.exists()


def test_a_file_cannot_stand_in_for_another(root: Path) -> None:
    Store(root).put("name", "key", "a value")
    (root / FOLDER / "name").rename(root / FOLDER / "other")

    assert Store(root).get("other", "key") is None


def test_a_value_of_a_class_that_went_is_not_given_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(root).put("name", "key", Trap)
    monkeypatch.delattr(sys.modules[__name__], "Trap")

    assert Store(root).get("name", "key") is None


def test_only_the_user_can_read_the_key(root: Path, home: Path) -> None:
    Store(root).put("name", "key", 1)

    assert 0o600 == stat.S_IMODE((home / "atelier" / "key").stat().st_mode)


@pytest.mark.parametrize("damage", ["mode", "short", "long"])
def test_a_key_that_is_not_safe_is_replaced(root: Path, home: Path, damage: str) -> None:
    Store(root).put("name", "key", 1)
    file = home / "atelier" / "key"
    old = file.read_bytes()
    if damage == "mode":
        file.chmod(0o644)
    else:
        file.write_bytes(old[:-1] if damage == "short" else old + b"x")
    user_key.cache_clear()

    assert Store(root).get("name", "key") is None
    assert old[:-1] not in file.read_bytes()
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)

    Store(root).put("name", "key", 2)

    assert 2 == Store(root).get("name", "key")


def nothing_is_kept(root: Path) -> None:
    """Nothing is kept, and nothing fails."""
    store = Store(root)
    store.put("name", "key", 1)

    assert store.get("name", "key") is None
    assert 2 == store.remember("name", "key", lambda: 2)


def test_without_a_home_folder_nothing_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr("atelier.store.store.Path.home", no_home)

    nothing_is_kept(root)


@pytest.mark.parametrize("place", ["home", "root"])
def test_where_a_file_is_in_the_way_nothing_is_kept(root: Path, home: Path, place: str) -> None:
    (home if place == "home" else root / ".cache").write_text("")

    nothing_is_kept(root)


@ROOT_USER
def test_where_nothing_may_be_written_nothing_is_kept(root: Path) -> None:
    root.chmod(0o500)
    try:
        nothing_is_kept(root)
    finally:
        root.chmod(0o700)


def test_on_a_full_disk_the_old_value_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    Store(root).put("name", "key", 1)
    monkeypatch.setattr("atelier.store.store.write_whole", full)
    Store(root).put("name", "new", 2)

    assert 1 == Store(root).get("name", "key")


def test_what_a_killed_process_left_is_removed(root: Path) -> None:
    """After an hour: before that, another process may still write it."""
    Store(root).put("name", "key", 1)
    new, old = root / FOLDER / ".new.tmp", root / FOLDER / ".old.tmp"
    new.touch()
    old.touch()
    then = time.time() - module.ABANDONED - 1
    os.utime(old, (then, then))
    Store(root).put("name", "key", 2)

    assert {"name", ".new.tmp"} == {file.name for file in (root / FOLDER).iterdir()}


WRITE = """
import sys
from pathlib import Path
from atelier.store.store import Store
for number in range(40):
    Store(Path(sys.argv[1])).put("name", "key", [sys.argv[2]] * 20_000)
"""


@pytest.mark.slow
def test_processes_that_write_at_once_leave_a_whole_value(root: Path) -> None:
    """The first of them makes the user's key, and any may be the first."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, root, name]) for name in "abc"]
    while any(writer.poll() is None for writer in writers):
        value = Store(root).get("name", "key")

        assert value is None or (isinstance(value, list) and 20_000 == len(value) and 1 == len(set(value)))
    assert [0, 0, 0] == [writer.returncode for writer in writers]
    user_key.cache_clear()
    Store(root).put("name", "key", "last")

    assert "last" == Store(root).get("name", "key")


def test_parts_of_a_fingerprint_do_not_run_together() -> None:
    prints = {fingerprint("ab", "c"), fingerprint("a", "bc"), fingerprint("abc"), fingerprint("abc", "")}

    assert 4 == len(prints)
    assert {32} == {len(value) for value in prints}
    assert {32} == {len(fingerprint(name)) for name in ("é", "\udcff")}


def digest_now() -> str:
    code_digest.cache_clear()
    package_digest.cache_clear()
    return code_digest()


def test_other_code_has_another_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout every file counts, compiled copies apart; in a wheel the list of files that came with it."""
    package = tmp_path / "atelier"
    (package / "__pycache__").mkdir(parents=True)
    (package / "a.py").write_text("1")
    monkeypatch.setattr("atelier.store.code.PACKAGE", package)
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    digests = [digest_now()]
    (package / "__pycache__" / "a.pyc").write_text("compiled")

    assert digests == [digest_now()]

    (package / "a.py").write_text("2")
    digests.append(digest_now())
    (package / "a.py").rename(package / "b.py")
    digests.append(digest_now())
    (tmp_path / "pydantic-9.dist-info").mkdir()
    digests.append(digest_now())
    (tmp_path / "innovatieatelier-1.dist-info").mkdir()
    (tmp_path / "innovatieatelier-1.dist-info" / "RECORD").write_text("hashes")
    digests.append(digest_now())
    code_digest.cache_clear()
    package_digest.cache_clear()

    assert 5 == len(set(digests))


def test_values_stay_in_memory_until_there_is_time_to_write_them(tmp_path: Path) -> None:
    """Who builds again gets the value itself; another process gets it once it was written."""
    memory, value = MemoryStore(tmp_path), {"a": 1}
    memory.put("name", "key", value)

    assert value is memory.get("name", "key")
    assert None is memory.get("name", "other")
    assert None is Store(tmp_path).get("name", "key")
    memory.write()
    assert value == Store(tmp_path).get("name", "key")
    assert value == MemoryStore(tmp_path).get("name", "key")
