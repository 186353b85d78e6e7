"""Nothing that was accepted is lost or proposed twice, whenever the service is killed. ``make bench`` does more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.storms import killed

pytestmark = pytest.mark.slow


def test_what_was_accepted_survives_kill_9(tmp_path: Path) -> None:
    """Each of twelve posts is one proposal, though the service is killed twice meanwhile."""
    proposed, _ = killed(tmp_path, count=12, kills=2)

    assert {f"initiatives/plan-{n}.md": 1 for n in range(12)} == proposed
