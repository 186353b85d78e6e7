"""Files that follow the package: what nobody changed is renewed, and what a person changed is never lost."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.starter.files import Written
from atelier.starter.state import digest
from atelier.upgrade.followed import Wanted, followed_files
from atelier.upgrade.merge import merged
from atelier.upgrade.steps import Fate, Step

FORMER = b"on: push\njobs:\n  check:\n    steps:\n      - one\n      - two\n      - three\n"
PACKAGE = FORMER.replace(b"on: push", b"on: [push, pull_request]")
OWN = FORMER + b"      - four # our own\n"


def steps(
    root: Path,
    own: Mapping[str, bytes],
    package: Mapping[str, bytes],
    former: bytes | None = FORMER,
    **asked: object,
) -> dict[str, tuple[Step | None, str]]:
    """What is done with the files of a city, of which each was written with the content ``former``."""
    for path, content in own.items():
        (root / path).write_bytes(content)
    files = {path: Written(content, follows=True) for path, content in package.items()}
    written = (
        {}
        if former is None
        else {path: digest(former) for path in {*own, *package, "gone.yml"} - {"new.yml"}}
    )
    wanted = Wanted(root, written, files, former=lambda *_: former, **asked)  # type: ignore[arg-type]
    return {file.path: (file.step, file.digest) for file in followed_files(wanted)}


def fate(found: tuple[Step | None, str]) -> Fate | None:
    return found[0].fate if found[0] else None


def test_each_file_has_its_fate(tmp_path: Path) -> None:
    """By what the city did with it, and what the package did."""
    both = PACKAGE.replace(b"three", b"drie")
    own = {
        "a.yml": FORMER,
        "b.yml": OWN,
        "c.yml": OWN,
        "d.yml": FORMER.replace(b"push", b"never"),
        "e.yml": PACKAGE,
    }
    package = {"a.yml": PACKAGE, "b.yml": PACKAGE, "c.yml": FORMER, "d.yml": both, "e.yml": PACKAGE}

    found = steps(tmp_path, own, {**package, "new.yml": PACKAGE, "gone.yml": PACKAGE})

    assert {
        "a.yml": Fate.REPLACED,
        "b.yml": Fate.MERGED,
        "c.yml": None,
        "d.yml": Fate.CHANGED,
        "e.yml": None,
        "gone.yml": Fate.GONE,
        "new.yml": Fate.ADDED,
    } == {path: fate(one) for path, one in found.items()}
    (both_in, _), (left, kept) = found["b.yml"], found["d.yml"]
    assert both_in
    assert PACKAGE + b"      - four # our own\n" == both_in.after
    assert left
    assert (left.before, both, digest(FORMER)) == (left.after, left.package, kept)


def test_the_line_ends_of_windows_are_no_change(tmp_path: Path) -> None:
    """Git may have written them; a file that is renewed keeps them."""
    windows = FORMER.replace(b"\n", b"\r\n")

    step, _ = steps(tmp_path, {"a.yml": windows}, {"a.yml": PACKAGE})["a.yml"]

    assert step
    assert (Fate.REPLACED, PACKAGE.replace(b"\n", b"\r\n")) == (step.fate, step.after)


@pytest.mark.parametrize("former", [None, FORMER], ids=["not known", "known"])
def test_a_person_decides(former: bytes | None, tmp_path: Path) -> None:
    """Where the changes do not fit, or it is not known what was changed: take the one, or keep the other."""
    own = {"a.yml": OWN.replace(b"push", b"never")}

    (left, kept), (_, taken), (_, own_way) = (
        steps(tmp_path, own, {"a.yml": PACKAGE}, former, **asked)["a.yml"]
        for asked in ({}, {"take": ["a.yml"]}, {"keep": ["a.yml"]})
    )

    assert left
    assert (Fate.CHANGED, PACKAGE) == (left.fate, left.package)
    assert (digest(former) if former else "") == kept
    # The next time nothing is said of it.
    assert digest(PACKAGE) == taken == own_way


def test_two_changes_that_do_not_fit_together_are_left(tmp_path: Path) -> None:
    """Lines that git can merge may be no YAML any more: the one takes out what the other refers to."""
    former = b"one: &all 1\ntwo: 2\nthree: 3\nfour: 4\n"
    own, package = former.replace(b"&all ", b""), former + b"five: *all\n"
    assert merged(former, former, package) == package

    step, _ = steps(tmp_path, {"a.yml": own}, {"a.yml": package}, former)["a.yml"]

    assert step
    assert (Fate.CHANGED, own) == (step.fate, step.after)


def test_only_what_nobody_changed_is_removed(tmp_path: Path) -> None:
    """Of what the package does not write any more, and never of what is a city's own since it was made."""
    dropped = {"a.yml", "b.yml"}

    found = steps(tmp_path, {"a.yml": FORMER, "b.yml": OWN, "c.md": FORMER}, {}, dropped=dropped)

    assert {"a.yml": Fate.REMOVED, "b.yml": Fate.UNUSED, "c.md": None, "gone.yml": None} == {
        path: fate(one) for path, one in found.items()
    }
    assert ("", digest(FORMER)) == (found["a.yml"][1], found["c.md"][1])


def test_git_knows_what_a_file_was(tmp_path: Path) -> None:
    """By its digest, in any commit; without git, or in a clone that has no history, it is not known."""
    said = steps(tmp_path, {"a.yml": OWN}, {"a.yml": PACKAGE}, FORMER)["a.yml"][0]
    (tmp_path / "a.yml").write_bytes(FORMER)
    written, files = {"a.yml": digest(FORMER)}, {"a.yml": Written(PACKAGE, follows=True)}

    def upgraded() -> Step | None:
        (tmp_path / "a.yml").write_bytes(OWN)
        (file,) = followed_files(Wanted(tmp_path, written, files))
        return file.step

    assert fate((upgraded(), "")) is Fate.CHANGED
    (tmp_path / "a.yml").write_bytes(FORMER)
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@stad.example", "commit", "--quiet", "-m", "Begin"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    assert said == upgraded()


LINES = [f"line {number}\n" for number in range(8)]


@st.composite
def edited(draw: st.DrawFn, word: str) -> list[str]:
    """The lines of a file as somebody changed them: some gone, some new ones put in."""
    gone = draw(st.sets(st.integers(0, len(LINES) - 1), max_size=3))
    put = draw(st.dictionaries(st.integers(0, len(LINES)), st.just(word), max_size=3))
    made: list[str] = []
    for number in range(len(LINES) + 1):
        made += [f"{word} {number}\n"] if number in put else []
        made += LINES[number : number + 1] if number not in gone else []
    return made


@given(own=edited("own"), package=edited("new"))
@settings(max_examples=60)
def test_no_change_of_a_person_is_lost(own: list[str], package: list[str]) -> None:
    """Every line that somebody wrote stays, in its order, and every line that somebody took out stays out."""
    with TemporaryDirectory() as folder:
        content, former = "".join(own).encode(), "".join(LINES).encode()
        step, _ = steps(Path(folder), {"a.txt": content}, {"a.txt": "".join(package).encode()}, former)[
            "a.txt"
        ]
        after = ((step.after if step else content) or b"").decode().splitlines(keepends=True)

    assert [line for line in own if line.startswith("own")] == [
        line for line in after if line.startswith("own")
    ]
    assert not {*LINES} - {*own} & {*after} - {*own}
    if step and step.fate is Fate.MERGED:
        assert [line for line in package if line.startswith("new")] == [
            line for line in after if line.startswith("new")
        ]
    if own == LINES:
        assert package == after
