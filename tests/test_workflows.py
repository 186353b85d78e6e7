"""The workflows of GitHub Actions: that what looks through them would notice a mistake."""

from __future__ import annotations

from pathlib import Path

from . import node
from .workflows import actionlint, zizmor


def repository(root: Path, event: str) -> Path:
    """A repository whose one workflow runs what a stranger typed, on an event."""
    workflow = root / ".github" / "workflows" / "careless.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(
        f"on: {event}\n"
        "jobs:\n  careless:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - run: echo ${{ github.event.pull_request.title }}\n",
        encoding="utf-8",
    )
    return root


def test_zizmor_would_notice_a_dangerous_workflow(tmp_path: Path) -> None:
    """A workflow that puts a stranger's text into a shell is told of."""
    found = zizmor(repository(tmp_path, "pull_request_target"))

    assert 0 != found.returncode
    assert "template-injection" in found.stdout
    assert "dangerous-triggers" in found.stdout


if node.wanted():

    def test_actionlint_would_notice_a_wrong_workflow(tmp_path: Path) -> None:
        """A workflow that waits for an event that there is not is told of."""
        found = actionlint(repository(tmp_path, "pull_requests"))

        assert 0 != found.returncode
        assert "unknown Webhook event" in found.stdout
