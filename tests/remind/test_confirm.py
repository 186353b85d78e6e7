"""To confirm a page changes one day in its file, and nothing else."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from atelier.proposals.risk import only_date
from atelier.remind.confirm import confirmed
from tests.fixtures.sites import SMALL, TODAY

DAY = datetime.date(2027, 10, 3)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\na: 1\nlast_confirmed: 2026-01-01\n---\n", "---\na: 1\nlast_confirmed: 2027-10-03\n---\n"),
        (
            "---\na: 1\n---\n\nlast_confirmed: ja\n",
            "---\na: 1\nlast_confirmed: 2027-10-03\n---\n\nlast_confirmed: ja\n",
        ),
        (
            "---\nlast_confirmed: '2026-01-01' # mail\na: 1\n---",
            "---\nlast_confirmed: '2027-10-03' # mail\na: 1\n---",
        ),
        ("---\nlast_confirmed:\na: 1\n---\n", "---\nlast_confirmed: 2027-10-03\na: 1\n---\n"),
        ("---\r\na: 1\r\n--- \r\nx\r\n", "---\r\na: 1\r\nlast_confirmed: 2027-10-03\r\n--- \r\nx\r\n"),
        (
            "---\nb:\n  last_confirmed: 1\n---\n",
            "---\nb:\n  last_confirmed: 1\nlast_confirmed: 2027-10-03\n---\n",
        ),
    ],
)
def test_one_line_differs(before: str, after: str) -> None:
    assert after == confirmed(before, DAY)


@pytest.mark.parametrize("text", ["", "a: 1\n", "---\na: 1\n", "\n---\na: 1\n---\n"])
def test_a_file_without_front_matter_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="no front matter"):
        confirmed(text, DAY)


@pytest.mark.parametrize("file", sorted((SMALL / "initiatives").glob("*.md")), ids=lambda file: file.stem)
def test_it_is_the_proposal_with_the_lowest_risk(file: Path) -> None:
    """Whether the file had the day or not."""
    path, before = f"initiatives/{file.name}", file.read_bytes()
    after = confirmed(before.decode(), TODAY).encode()

    assert only_date({path: after}, {path: before}.get, TODAY)
