"""Migrations: functions from text to text, of which those between two versions are done, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.upgrade.content import content_steps
from atelier.upgrade.migrations import MIGRATIONS, Migration, between
from atelier.upgrade.steps import Fate


def without_dots(text: str) -> str:
    return text.replace("14:00 uur.", "14:00 uur")


def migration(version: str = "0.3.0", files: str = "docs/festivals/*.md") -> Migration:
    return Migration(version=version, does="takes a dot out", files=files, change=without_dots)


def test_those_between_two_versions_are_done() -> None:
    """Of a catalogue of which the version is not known, all; they change nothing that has its new form."""
    known = [migration("0.3.0"), migration("0.10.0"), migration("1.0.0")]

    assert known[1:2] == between(known, "0.3.0", "0.10.0")
    assert known[:2] == between(known, "", "0.10.0")
    assert [] == between(known, "1.0.0", "1.0.0")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Van 14:00 uur.\n", "Van 14:00 uur\n"),
        ("Van 14:00 uur.\r\nTot later.\r\n", "Van 14:00 uur\r\nTot later.\r\n"),
        ("Van 14:00 uur.\r\nTot later.\n", "Van 14:00 uur\r\nTot later.\n"),
    ],
)
def test_line_ends_stay(before: str, after: str) -> None:
    """Also of a file that has both kinds."""
    assert after.encode() == migration().changed(before.encode())


def test_what_is_no_text_stays() -> None:
    """What is wrong with it is for the check to say."""
    assert b"14:00 uur.\xff" == migration().changed(b"14:00 uur.\xff")


def test_a_migration_that_would_go_on_is_refused() -> None:
    """An upgrade that was cut off is done again, so a second time must change nothing."""
    twice = Migration(version="0.3.0", does="", files="*", change=lambda text: f"{text}!")

    with pytest.raises(ValueError, match="not stable"):
        twice.changed(b"text")


def test_only_files_of_the_city_that_match_change(small: Path) -> None:
    """Not those that follow the package, and no link."""
    for name in ("een", "twee"):
        (small / "docs" / "festivals" / f"{name}.md").write_text("---\nname: X\n---\nVan 14:00 uur.\n")
    (small / "docs" / "festivals" / "link.md").symlink_to(small / "docs" / "festivals" / "een.md")

    (step,) = content_steps(small, [migration()], {"docs/festivals/twee.md"})

    assert ("docs/festivals/een.md", Fate.MIGRATED, ("takes a dot out",)) == (step.path, step.fate, step.does)
    assert b"---\nname: X\n---\nVan 14:00 uur\n" == step.after


def test_they_stand_in_order() -> None:
    """By version, because each may need what an earlier one did."""
    versions = [migration.version for migration in MIGRATIONS]

    assert list(between(MIGRATIONS, "", "999.0.0")) == list(MIGRATIONS)
    assert sorted(versions, key=lambda version: [*map(int, version.split("."))]) == versions
