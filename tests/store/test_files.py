"""A file that is written is there whole, or else is as it was."""

from __future__ import annotations

import errno
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from atelier.store.files import create, replace_folder, write_all, write_whole

Write = Callable[[Path, bytes | str], None]


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("write", [create, write_whole])
@pytest.mark.parametrize("content", ["één\r\ntwee\n", "één\r\ntwee\n".encode()])
def test_text_is_written_as_it_stands(write: Write, content: bytes | str, tmp_path: Path) -> None:
    """As UTF-8, with its own line ends, and with the permissions that any new file gets."""
    (plain := tmp_path / "plain").touch()
    write(file := tmp_path / "new.md", content)

    assert "één\r\ntwee\n".encode() == file.read_bytes()
    assert mode_of(plain) == mode_of(file)
    assert {"plain", "new.md"} == names(tmp_path)


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    """Who had opened the old file reads the old one to its end."""
    (file := tmp_path / "file.md").write_bytes(b"old")
    file.chmod(0o640)
    with file.open("rb") as opened:
        write_whole(file, b"new and longer")

        assert b"old" == opened.read()
    assert b"new and longer" == file.read_bytes()
    assert 0o640 == mode_of(file)


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_replaced_and_not_followed(there: bool, tmp_path: Path) -> None:
    """What it leads to stays as it is, or stays away."""
    target, link = tmp_path / "target", tmp_path / "link"
    if there:
        target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")

    assert not link.is_symlink()
    assert b"new" == link.read_bytes()
    assert [b"old"] * there == [file.read_bytes() for file in [target] if file.exists()]


@pytest.mark.parametrize("step", ["os.fsync", "Path.chmod", "Path.replace"])
def test_the_old_file_stays_when_writing_fails(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it fails, there is one file, and it is the old one."""
    (file := tmp_path / "file.md").write_bytes(b"old")
    monkeypatch.setattr(f"atelier.store.files.{step}", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"new")

    assert {"file.md"} == names(tmp_path)
    assert b"old" == file.read_bytes()


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    """Nor of a link, also where that leads nowhere."""
    (file := tmp_path / "file.md").write_bytes(b"old")
    (link := tmp_path / "link.md").symlink_to(tmp_path / "nowhere")
    for taken in (file, link):
        with pytest.raises(FileExistsError):
            create(taken, b"new")

    assert b"old" == file.read_bytes()
    assert {"file.md", "link.md"} == names(tmp_path)


def test_nothing_stays_of_a_new_file_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a record is no record."""
    monkeypatch.setattr("atelier.store.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        create(tmp_path / "file.md", b"new")

    assert set() == names(tmp_path)


def test_a_folder_is_replaced(tmp_path: Path) -> None:
    """Nothing of the old one is left in it, or beside it."""
    folder = tmp_path / "index"
    replace_folder(folder, {"one": b"1", "below/two": b"2"})
    replace_folder(folder, {"below/three": b"3"})

    assert {"index"} == names(tmp_path)
    assert {"below/three": b"3"} == {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_the_old_folder_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up leaves no part of the new one."""
    replace_folder(folder := tmp_path / "index", {"one": b"1"})
    monkeypatch.setattr("atelier.store.files.Path.write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        replace_folder(folder, {"two": b"2"})

    assert {"index"} == names(tmp_path)
    assert {"one"} == names(folder)


def test_the_old_folder_comes_back_when_the_new_one_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the old one was moved out of the way already."""
    replace_folder(folder := tmp_path / "index", {"one": b"1"})
    rename = Path.rename

    def once(path: Path, to: Path) -> Path:
        if to == folder and (path / "two").exists():
            full()
        return rename(path, to)

    monkeypatch.setattr("atelier.store.files.Path.rename", once)
    with pytest.raises(OSError, match="No space"):
        replace_folder(folder, {"two": b"2"})

    assert {"index"} == names(tmp_path)
    assert {"one"} == names(folder)


def test_several_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New ones with their folders, others in place of the old, and some removed; on a full disk nothing changes."""
    for name in "ab":
        (tmp_path / name).write_text(name)

    write_all(tmp_path, {"deep/new": b"new", "a": b"other", "b": None, "never": None})

    assert {"deep", "a"} == names(tmp_path)
    assert (b"new", b"other") == ((tmp_path / "deep" / "new").read_bytes(), (tmp_path / "a").read_bytes())
    monkeypatch.setattr("atelier.store.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_all(tmp_path, {"a": b"third", "deep/new": None})
    assert (b"other", {"new"}) == ((tmp_path / "a").read_bytes(), names(tmp_path / "deep"))
    assert {"deep", "a"} == names(tmp_path)
