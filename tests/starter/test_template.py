"""The repository for "Use this template": its form makes a catalogue of a city's answers, without a terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from atelier.checks.check import check
from atelier.content.settings import read_settings
from atelier.starter.state import read_state
from tests.fixtures.sites import EPOCH, ROOT, TODAY, run

pytestmark = pytest.mark.slow

TEMPLATE = ROOT / ".github" / "template"
STEPS = yaml.safe_load((TEMPLATE / "begin.yml").read_text(encoding="utf-8"))["jobs"]["begin"]["steps"]

GH = '#!/bin/sh\necho "$@" >> "$CALLS"\n'
"""Stands for the program of GitHub: it notes what it is asked."""

ANSWERS = {
    "NAME": 'Onderwijs in $(touch stolen) "Leeuwarden"',
    "ANSWER_LANGUAGE": "nl",
    "ANSWER_EDITORS": "onderwijs@leeuwarden.example",
    "PILLARS": "Techniek, Taal",
    "PILLAR_WORD": "het thema/thema's",
}


def git(folder: Path, *words: str | Path) -> str:
    author = ("-c", "user.name=Noor", "-c", "user.email=noor@leeuwarden.example")
    done = subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A clone of what somebody made with the template: one commit, and a place to push to."""
    template, origin, clone = tmp_path / "template", tmp_path / "origin.git", tmp_path / "clone"
    words = ("--yes", "--language=nl", "--name=Catalogus", "--repository=https://github.com/atelier/template")
    assert 0 == run("atelier", "init", template, *words).returncode
    shutil.copy(TEMPLATE / "README.md", template)
    shutil.copy(TEMPLATE / "begin.yml", template / ".github" / "workflows")
    git(template, "init", "--quiet", "--initial-branch=main")
    git(template, "add", "--all")
    git(template, "commit", "--quiet", "--message=Initial commit")
    git(tmp_path, "clone", "--quiet", "--bare", template, origin)
    git(tmp_path, "clone", "--quiet", origin, clone)
    return clone


def begun(clone: Path) -> subprocess.CompletedProcess[str]:
    """What the commands of the workflow come to, one step after another, with the answers of a city."""
    programs = clone.parent / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "gh").write_text(GH, encoding="utf-8")
    (programs / "gh").chmod(0o755)
    environment = {
        **os.environ,
        **ANSWERS,
        "PATH": os.pathsep.join((str(programs), str(Path(sys.executable).parent), os.environ["PATH"])),
        "SOURCE_DATE_EPOCH": EPOCH,
        "CALLS": str(clone.parent / "calls"),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "leeuwarden/onderwijs",
        "GITHUB_STEP_SUMMARY": str(clone.parent / "summary"),
    }
    script = "\n".join(step["run"] for step in STEPS if "run" in step)
    return subprocess.run(
        ["bash", "-e", "-c", script], cwd=clone, env=environment, check=False, capture_output=True, text=True
    )


def test_the_form_makes_the_catalogue(repository: Path) -> None:
    """What is pushed has the answers, passes its check, and changes no workflow: the token may not."""
    done = begun(repository)
    city = repository.parent / "city"
    git(repository.parent, "clone", "--quiet", repository.parent / "origin.git", city)

    assert 0 == done.returncode, done.stderr
    assert "" == git(city, "diff", "--stat", "HEAD^", "HEAD", "--", ".github/workflows")
    settings, problems = read_settings(city / "mkdocs.yml", publish=True)
    assert [] == problems
    assert settings
    assert ANSWERS["NAME"] == settings.site_name
    assert "https://leeuwarden.github.io/onderwijs/" == settings.site_url
    assert [] == check(city, TODAY).all
    state = read_state(city)
    assert state
    assert ("Techniek", "Taal") == state.answers.pillars
    assert "Use this template" not in (city / "README.md").read_text(encoding="utf-8")
    assert not list(repository.parent.rglob("stolen"))
    calls = (repository.parent / "calls").read_text(encoding="utf-8").splitlines()
    assert ["label create initiatief --force", "workflow run publish.yml"] == calls


def test_it_begins_only_once(repository: Path) -> None:
    """What somebody wrote after that is not taken away."""
    assert 0 == begun(repository).returncode
    before = git(repository, "rev-parse", "HEAD")
    again = begun(repository)

    assert 1 == again.returncode
    assert "Somebody began already" in again.stdout
    assert before == git(repository, "rev-parse", "HEAD")
