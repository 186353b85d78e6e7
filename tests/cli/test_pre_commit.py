"""The check before a commit, by pre-commit in a real repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.sites import ROOT, run

pytestmark = pytest.mark.slow

Done = subprocess.CompletedProcess[str]


def git(root: Path, *command: str) -> Done:
    """Run git as somebody who has pre-commit at hand."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", *command],
        cwd=root,
        env={**os.environ, "PATH": programs},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def repository(small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The small site in a repository where pre-commit is installed, with everything committed."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    (small / ".venv").symlink_to(sys.prefix)
    (small / ".gitignore").write_text("/.venv\n/.cache/\n", encoding="utf-8")
    shutil.copy(ROOT / ".pre-commit-config.yaml", small)
    git(small, "init", "-q", "-b", "main")
    installed = run("pre-commit", "install", cwd=small)
    assert 0 == installed.returncode, installed.stderr
    git(small, "add", ".")
    done = git(small, "commit", "-m", "All is well")
    assert 0 == done.returncode, done.stderr
    return small


def test_a_commit_with_a_mistake_is_refused(repository: Path) -> None:
    """The commit is not made, and what is wrong is told as atelier check tells it; mended, it is made."""
    file = repository / "initiatives" / "oud-plan.md"
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace("pillar: vrije-ruimte", "pillar: onbekend"), encoding="utf-8")
    refused = git(repository, "commit", "-am", "Wrong")
    file.write_text(right.replace("title: Oud plan", "title: Heel oud plan"), encoding="utf-8")
    made = git(repository, "commit", "-am", "Right")

    assert 1 == refused.returncode
    assert "initiatives/oud-plan.md" in refused.stderr
    assert "1 ding te verbeteren in 1 bestand." in refused.stderr
    assert 0 == made.returncode


def test_a_file_that_others_need_cannot_be_taken_away(repository: Path) -> None:
    """A commit that only removes a file is checked too."""
    git(repository, "rm", "-q", "docs/partners/alfa-college.md")
    refused = git(repository, "commit", "-m", "Gone")

    assert 1 == refused.returncode
    assert "initiatives/robots-in-de-klas.md" in refused.stderr


@pytest.mark.parametrize(
    ("command", "file"),
    [("validate-config", ".pre-commit-config.yaml"), ("validate-manifest", ".pre-commit-hooks.yaml")],
)
def test_what_pre_commit_reads_is_as_it_wants(command: str, file: str) -> None:
    """Also for a catalogue in a repository of its own, which takes the check from here."""
    done = run("pre-commit", command, file)

    assert (0, "") == (done.returncode, done.stdout)
