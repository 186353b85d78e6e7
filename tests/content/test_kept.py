"""What was read of a file is used again as long as the file is the same, and not a moment longer."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from atelier.catalogue.catalogue import Catalogue
from atelier.checks.check import check
from atelier.content import reader
from atelier.content.entry import Broken, Entry
from atelier.content.kept import ChangedError
from atelier.content.reader import Collections, of_kind, read_collections
from atelier.content.record import Job, Outcome, read_records
from atelier.model.base import Record
from atelier.model.initiative import Initiative
from atelier.problems.problem import Problem
from atelier.store import contents
from atelier.store.contents import Contents, Stamp
from atelier.store.store import FOLDER, Store
from tests.fixtures.sites import TODAY

ROBOTS = "initiatives/robots-in-de-klas.md"
TABLE = "docs/festivals/eerste-proeffestival.csv"
ROWS = "Begin;Eind;Titel\n10:00;11:00;Robots\n"
FIELDS = "path slug record references body_links body_images words right_from digest face places beside body text written"


def all_of(file: Entry[Record] | Broken) -> list[object]:
    """All that an entry says, to compare."""
    if isinstance(file, Broken):
        return [file]
    return [getattr(file, name) for name in FIELDS.split()]


Said = tuple[list[list[object]], object, object, list[Problem]]


def said(read: tuple[Collections, list[Problem]]) -> Said:
    collections, problems = read
    entries = [all_of(entry) for kind in collections.entries.values() for entry in kind]
    return entries, collections.broken, (collections.paths, collections.images), problems


def kept(root: Path) -> Said:
    """What is read with what is kept of earlier runs, as a run of the program does."""
    store = Store(root)
    stamps = Contents(root, store)
    read = read_collections(root, store, stamps)
    stamps.keep()
    return said(read)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed, as they are."""
    paths: list[str] = []

    def noted(jobs: Sequence[Job]) -> list[Outcome]:
        paths.extend(job.file.path for job in jobs)
        return read_records(jobs)

    monkeypatch.setattr(reader, "read_records", noted)
    return paths


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are as if they had not changed for a while before they were read."""
    monkeypatch.setattr(contents, "SETTLED", -(10**18))


def change(root: Path, old: str, new: str) -> None:
    text = (root / ROBOTS).read_text(encoding="utf-8")
    assert old in text
    (root / ROBOTS).write_text(text.replace(old, new, 1), encoding="utf-8")


def same_times(root: Path) -> None:
    """Another title, with the size, the times and the number of the file as they were."""
    status = (root / ROBOTS).stat()
    change(root, "Robots", "Robotz")
    os.utime(root / ROBOTS, ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced(root: Path) -> None:
    """Another file moved over it, older than it was."""
    new = root / "new"
    new.write_bytes((root / ROBOTS).read_bytes().replace(b"Robots", b"Robotz"))
    os.utime(new, (1, 1))
    new.replace(root / ROBOTS)


def half_written(root: Path) -> None:
    (root / ROBOTS).write_bytes((root / ROBOTS).read_bytes()[:100])


def renamed(root: Path) -> None:
    (root / ROBOTS).rename(root / "initiatives" / "robotjes.md")


def exchanged(root: Path) -> None:
    """Two files change names: the times of each stay."""
    other = root / "initiatives" / "oud-plan.md"
    (root / ROBOTS).rename(root / "aside")
    other.rename(root / ROBOTS)
    (root / "aside").rename(other)


def made_a_link(root: Path) -> None:
    (root / ROBOTS).rename(root / "aside")
    (root / ROBOTS).symlink_to(root / "aside")


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda root: None,
    "touched": lambda root: (root / ROBOTS).touch(),
    "in the future": lambda root: os.utime(root / ROBOTS, (2**33, 2**33)),
    "edited": lambda root: change(root, "title:", "title: Nieuw #"),
    "same times": same_times,
    "replaced": replaced,
    "half-written": half_written,
    "empty": lambda root: (root / ROBOTS).write_bytes(b""),
    "not text": lambda root: (root / ROBOTS).write_bytes(b"\xff\xfe---"),
    "renamed": renamed,
    "exchanged": exchanged,
    "deleted": lambda root: (root / ROBOTS).unlink(),
    "a link": made_a_link,
    "a table beside it": lambda root: (root / TABLE).write_text(ROWS.replace("Robots", "Taal")),
    "no table any more": lambda root: (root / TABLE).unlink(),
    "a table that is too big": lambda root: (root / TABLE).write_text(ROWS * 200_000),
    "a strange name": lambda root: (root / "initiatives" / "Één naam.md").write_text("---\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.usefixtures("settled")
def test_what_is_kept_is_what_is_read_anew(small: Path, change: Callable[[Path], object]) -> None:
    """Whatever happened to a file, and however soon; and once more, when that is kept."""
    (small / TABLE).write_text(ROWS)

    assert said(read_collections(small)) == kept(small)

    change(small)
    fresh = said(read_collections(small))

    assert fresh == kept(small)
    assert fresh == kept(small)


@pytest.mark.usefixtures("settled")
def test_only_what_changed_is_read_and_parsed(
    small: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(small)
    parsed.clear()
    read: list[str] = []
    whole = contents.read_content

    def noted(file: Path | str, limit: int) -> Any:
        read.append(os.path.relpath(file, small))
        return whole(file, limit)

    monkeypatch.setattr(contents, "read_content", noted)
    kept(small)

    assert ([], []) == (read, parsed)

    (small / "initiatives" / "oud-plan.md").touch()
    change(small, "title:", "title: Nog meer")
    kept(small)

    assert {ROBOTS, "initiatives/oud-plan.md"} == set(read)
    assert [ROBOTS] == parsed


def test_a_file_that_just_changed_is_read_again(small: Path, parsed: list[str]) -> None:
    """Its stamp says nothing yet: a change within the same tick of the clock would leave it as it is."""
    kept(small)
    fresh = Contents(small, Store(small))

    assert fresh.known(ROBOTS, Stamp.of((small / ROBOTS).lstat())) is None

    parsed.clear()
    kept(small)

    assert [] == parsed


@pytest.mark.usefixtures("settled")
def test_a_file_that_changes_while_it_is_read_is_read_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read may be half of the old and half of the new."""
    first = contents._first

    def meanwhile(descriptor: int, count: int) -> bytes:
        data = first(descriptor, count)
        if b"Robots" in data:
            (small / ROBOTS).write_bytes(data.replace(b"Robots", b"Robotz", 1))
        return data

    with monkeypatch.context() as patched:
        patched.setattr(contents, "_first", meanwhile)
        kept(small)

    assert said(read_collections(small)) == kept(small)


def test_code_that_changed_reads_anew(
    small: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(small)
    count = len(parsed)
    monkeypatch.setattr("atelier.content.kept.code_digest", lambda: "other")
    monkeypatch.setattr("atelier.content.record.code_digest", lambda: "other")
    kept(small)

    assert 2 * count == len(parsed)


def blocks(root: Path, part: str) -> list[Path]:
    found = list((root / FOLDER / "records").glob(f"*-{part}"))
    assert found
    return found


@pytest.mark.parametrize("part", ["heads", "rests"])
@pytest.mark.parametrize("damage", ["gone", "cut", "empty"])
def test_what_is_damaged_is_read_anew(small: Path, part: str, damage: str) -> None:
    fresh = kept(small)
    for file in blocks(small, part):
        data = file.read_bytes()
        if damage == "gone":
            file.unlink()
        else:
            file.write_bytes(data[:-1] if damage == "cut" else b"")

    assert fresh == kept(small)


def test_a_page_is_not_made_of_two_states_of_a_file(small: Path) -> None:
    """Where what is kept was lost in the middle of a run, and the file is another by then, the run ends."""
    kept(small)
    collections, _ = read_collections(small, Store(small))
    for file in blocks(small, "rests"):
        file.unlink()
    robots = next(e for e in of_kind(collections, Initiative) if e.path == ROBOTS)
    change(small, "title:", "title: Nieuw")

    with pytest.raises(ChangedError, match=ROBOTS):
        _ = robots.body


def test_an_entry_goes_whole_to_another_process(small: Path) -> None:
    kept(small)
    collections, _ = read_collections(small, Store(small))
    entries = of_kind(collections, Initiative)
    data = pickle.dumps(entries)
    for file in blocks(small, "rests"):
        file.unlink()

    assert [all_of(entry) for entry in read_collections(small)[0].entries[Initiative]] == [
        all_of(entry) for entry in pickle.loads(data)
    ]


def checked(root: Path) -> Catalogue:
    catalogue = check(root, TODAY, store=Store(root)).catalogue
    assert catalogue is not None
    return catalogue


def test_an_entry_shows_others_its_face(small: Path) -> None:
    """A change of the body leaves the face of an entry, and one of its fields does not."""
    hashes = []
    for old, new in (("", ""), ("groep 7", "groep 8"), ("\n---\n", "\n---\n\nNog een zin.\n")):
        change(small, old, new)
        robots = checked(small).initiatives["robots-in-de-klas"]
        hashes.append((robots.digest, robots.face))
    (first, face), (title, other_face), (body, same_face) = hashes

    assert 3 == len({first, title, body})
    assert face != other_face
    assert other_face == same_face
