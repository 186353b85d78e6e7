"""Workflows on a machine that is not ours: no root, and nothing installed but what GitHub's has.

Their ``run:`` lines are run in a clone of this repository, by a user without rights, with the programs of
``PROGRAMS`` and no others: no hunspell, no Node, no Chromium. Steps with ``uses:`` are GitHub's, and passed over.
``check.yml`` runs the tests that you read here, so of that it is tested what it installs.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import tomllib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from atelier.contribute.issue_form import LABEL
from tests.fixtures.forges import playing
from tests.fixtures.github import SHA, PullHub
from tests.fixtures.hosts import bare, git
from tests.fixtures.issues import GOOD, rendered
from tests.fixtures.sites import ROOT

PROGRAMS = """bash sh git make awk sed grep find tar gzip env cat cp mv rm ln ls mkdir rmdir touch chmod dirname basename
mktemp sort head tail tr wc cut date uname id stat test true sleep sha256sum""".split()
SET_UP = "make .venv/site.stamp"
DRAWS = "make before-after"
"""Asks other hosts for a browser where there is none. It may fail, and a test of its own runs what it does."""
NOBODY = 65534
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
ORDINARY: Any = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if IS_ROOT else {}
"""What makes a program run without rights; who is not root has none."""
PACKAGES = {} if IS_ROOT else {"PIP_CACHE_DIR": str(Path.home() / ".cache" / "pip")}
"""Where packages are that this machine has fetched before; another user may not read there."""
HANDED_ON = re.compile(r"PIP_\w+|\w+_proxy|SSL_CERT_\w+|REQUESTS_CA_BUNDLE", re.IGNORECASE)
"""Variables that say how packages are fetched here; no other variable of this process counts."""
FROM_GITHUB = {
    "steps.pages.outputs.base_url": "https://stad.example/catalogus",
    "github.server_url": "https://github.com",
    "github.repository": "stad/catalogus",
    "github.token": "geheim",
    "steps.picture.outputs.artifact-url": "",
    "vars.EDITORS": "redactie@stad.example",
}
"""Expressions in the ``env:`` of a step, and what they say."""
VALID = (
    "import pathlib; from cyclonedx.schema import SchemaVersion; "
    "from cyclonedx.validation.json import JsonStrictValidator; "
    'text = pathlib.Path("site/sbom.cdx.json").read_text(); '
    "assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None"
)
"""Compares the list of packages with the schema of CycloneDX that its library brings."""
NEW = """---
title: Xqzwrt
summary: Een les op de Wrdenxqschool.
pillar: ondernemerschap
status: active
partners:
  - wrdenxqschool
contact:
  organisation: wrdenxqschool
---

Iedere week op de Wrdenxqschool.
"""
RUN = {
    "workflow_run": {
        "id": 5,
        "head_sha": SHA,
        "head_branch": "verbetering",
        "head_repository": {"id": 99, "owner": {"login": "school"}},
        "html_url": "https://github.example/stad/catalogus/actions/runs/5",
    }
}
ISSUE = {
    "issue": {"number": 7, "title": "Nieuw", "body": rendered(GOOD), "labels": [{"name": LABEL}]},
    "repository": {"default_branch": "main"},
}


NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Machine:
    """A clone of this repository on a machine where one has no rights."""

    folder: Path

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    def run(self, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a line as GitHub does, as an ordinary user."""
        handed_on = {name: value for name, value in os.environ.items() if HANDED_ON.fullmatch(name)}
        fixed = {
            "PATH": str(self.folder / "bin"),
            "HOME": str(self.folder / "home"),
            "LANG": "C.UTF-8",
            "CI": "true",
            **PACKAGES,
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(self.folder / "home" / "summary.md"),
        }
        return subprocess.run(
            [str(self.folder / "bin" / "bash"), "-e", "-c", line],
            cwd=self.clone,
            env={**handed_on, **fixed, **environment},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            **ORDINARY,
        )

    def git(self, *command: str) -> None:
        """Run git in the clone, as its owner."""
        done = self.run(shlex.join(["git", "-c", "user.name=x", "-c", "user.email=x@x.example", *command]))
        assert 0 == done.returncode, done.stderr

    def put(self, file: Path, text: str, mode: int = 0o644) -> None:
        """Write a file that the user of this machine could have written."""
        self.run(f"mkdir -p {shlex.quote(str(file.parent))}")
        file.unlink(missing_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(mode)
        if ORDINARY:
            os.chown(file, NOBODY, NOBODY)

    @contextmanager
    def set_up(self) -> Iterator[None]:
        """Put back meanwhile what the first workflow set up."""
        kept, here = self.folder / "venv", self.clone / ".venv"
        kept.rename(here)
        yield
        here.rename(kept)

    def play(
        self,
        name: str,
        left: Mapping[str, str] = NOTHING,
        stand_ins: Collection[str] = (),
        /,
        jobs: Collection[str] = (),
        **environment: str,
    ) -> str:
        """Run every line of a workflow; what they print. All must end well.

        Setting up takes most of the time, so what the first workflow sets up is kept for the others. It is put
        aside in between and put back by the very line that made it, so a workflow without that line has none.
        ``left`` are the files that GitHub's own steps leave. ``stand_ins`` are programs that would ask other
        hosts: in their place, one says how it was called. ``jobs`` are those that are run, where not all are.
        """
        kept = self.folder / "venv"
        self.run("git clean -qffdx && git worktree prune")
        said = []
        for path, text in left.items():
            self.put(self.clone / path, text)
        for step in steps(name, jobs):
            if step["run"].startswith(DRAWS):
                continue
            if step["run"] == SET_UP and kept.exists():
                kept.rename(self.clone / ".venv")
            for program in stand_ins:
                self.put(self.clone / ".venv" / "bin" / program, f'#!/bin/sh\necho "{program} $@"\n', 0o755)
            done = self.run(step["run"], **filled_in(step.get("env", {})), **environment)
            said.append(done.stdout + done.stderr)
            assert 0 == done.returncode, f"{name}: {step['run']}\n{said[-1]}"
        if (self.clone / ".venv").exists():
            (self.clone / ".venv").rename(kept)
        return "\n".join(said)


def steps(name: str, jobs: Collection[str] = ()) -> Iterator[Mapping[str, Any]]:
    """The steps of a workflow, or of some of its jobs, that run a line."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))
    for job in jobs or workflow["jobs"]:
        yield from (step for step in workflow["jobs"][job]["steps"] if "run" in step)


def filled_in(variables: Mapping[str, str]) -> dict[str, str]:
    """Variables of a step, with what GitHub puts in place of expressions."""
    return {
        name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: FROM_GITHUB[found[1]], value)
        for name, value in variables.items()
    }


def python_of_all() -> str:
    """A Python that every user may run: this one, or else one of the system."""
    for program in (sys._base_executable, "/usr/local/bin/python3", "/usr/bin/python3"):  # type: ignore[attr-defined]
        question = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))"
        try:
            if 0 == subprocess.run([program, "-c", question], check=False, cwd="/", **ORDINARY).returncode:
                return str(program)
        except OSError:
            continue
    raise AssertionError("Users other than root have no Python 3.11 or newer here that makes environments.")


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A machine with a clone of what is here now, committed or not; it is not in root's own folders."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        folder = Path(made)
        for name in ("bin", "home"):
            (folder / name).mkdir()
        for program in PROGRAMS:
            (folder / "bin" / program).symlink_to(shutil.which(program) or program)
        python = folder / "bin" / "python3"
        python.write_text(f'#!/bin/sh\nexec {python_of_all()} "$@"\n', encoding="utf-8")
        python.chmod(0o755)
        clone = folder / "clone"
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", ROOT, clone], check=True)
        changes = subprocess.run(
            ["git", "diff", "--binary", "HEAD"], cwd=ROOT, capture_output=True, check=True
        ).stdout
        if changes:
            subprocess.run(["git", "apply"], cwd=clone, input=changes, check=True)
        new = ["git", "ls-files", "-z", "--others", "--exclude-standard"]
        for path in subprocess.run(new, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
            "\0"
        ):
            if path:
                (clone / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / path, clone / path)
        if IS_ROOT:
            for path, _, names in os.walk(folder):
                for name in (".", *names):
                    os.chown(Path(path, name), NOBODY, NOBODY, follow_symlinks=False)
        machine = Machine(folder)
        machine.git("add", "-A")
        machine.git("commit", "-qm", "What is here now", "--allow-empty")
        yield machine


@pytest.mark.slow
def test_workflows_run_as_an_ordinary_user(machine: Machine, tmp_path: Path) -> None:
    """The site is published; a proposal by a school that no dictionary knows is built; GitHub is answered."""
    for program in ("hunspell", "node", "npm", "chromium", "google-chrome", "sudo", "apt-get"):
        assert 0 != machine.run(f"command -v {program}").returncode

    machine.play("publish.yml")

    home = (machine.clone / "site" / "index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://stad.example/catalogus/"' in home
    # What lint and tests need is not there, so nothing of the above can have used it.
    assert not list(machine.folder.glob("venv/bin/pytest")) + list(machine.folder.glob("venv/bin/ruff"))

    inventory(machine)

    publish_a_release(machine)

    look_every_week(machine)

    propose(machine)
    said = machine.play("proposal.yml")

    assert "xqzwrt" in (machine.clone / "build" / "report.json").read_text(encoding="utf-8")
    assert (machine.clone / "site" / "initiatives" / "xqzwrt" / "index.html").is_file()
    assert "Spelling of the catalogue was not looked at" in said

    pulls = PullHub()
    with serving(pulls):
        machine.play("comment.yml", **event(machine, pulls.address, RUN))
    assert ("POST", "issues/12/comments") in [asked[:2] for asked in pulls.asked]

    repository = tmp_path / "repository.git"
    subprocess.run(["git", "clone", "-q", "--bare", ROOT, repository], check=True)
    git(repository, "update-ref", "refs/heads/main", "HEAD")
    with playing("github", repository) as forge:
        forge.token = FROM_GITHUB["github.token"]
        machine.play("initiative-from-issue.yml", **event(machine, forge.api, ISSUE))
    assert any(asked.endswith("/issues/7/comments") for asked in forge.asked)


def inventory(machine: Machine) -> None:
    """What is in the site, and what it was made with, is all there, and the same whenever it is listed."""
    site = machine.clone / "site"
    lists = [site / "sbom.cdx.json", site / "sha256sums.txt"]
    made = [file.read_bytes() for file in lists]
    sbom = json.loads(made[0])
    named = {(part["name"], part["version"]) for part in sbom["components"]}
    locked = re.findall(r"^([\w.-]+)==([^ ]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)

    assert ("CycloneDX", "1.6") == (sbom["bomFormat"], sbom["specVersion"])
    assert set(locked) == named
    assert "innovatieatelier" == sbom["metadata"]["component"]["name"]
    assert 0 == machine.run("cd site && sha256sum --quiet --check sha256sums.txt").returncode
    assert len(made[1].splitlines()) == sum(file.is_file() for file in site.rglob("*")) - 1
    with machine.set_up():
        assert 0 == machine.run(f".venv/bin/python -c '{VALID}'").returncode
        assert 0 == machine.run("make inventory").returncode
    assert made == [file.read_bytes() for file in lists]


def publish_a_release(machine: Machine) -> None:
    """A tag gives a wheel and a source archive; another tag than the version is refused."""
    told = machine.folder / "home" / "told"
    machine.put(machine.folder / "bin" / "gh", f'#!/bin/sh\necho "$@" >> {told}\n', 0o755)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    # What lies between asks for packages of other hosts, and for other systems.
    variables = {"GITHUB_REF_NAME": f"v{version}", "GITHUB_REPOSITORY": "stad/catalogus"}
    machine.play("release.yml", jobs=("build", "release"), **variables)

    said = told.read_text(encoding="utf-8")
    assert said.startswith(f"release create v{version} --repo stad/catalogus --verify-tag")
    assert {
        f"innovatieatelier-{version}-py3-none-any.whl",
        f"innovatieatelier-{version}.tar.gz",
        "sbom.cdx.json",
    } == {Path(name).name for name in said.split() if name.startswith("build/dist/")}
    wrong = next(step["run"] for step in steps("release.yml") if "hatchling version" in step["run"])
    with machine.set_up():
        assert 0 != machine.run(wrong, GITHUB_REF_NAME="v0.0.9").returncode


def look_every_week(machine: Machine) -> None:
    """All lock files are audited, and the issue on links is told what lychee found."""
    npm = machine.folder / "bin" / "npm"
    machine.put(npm, '#!/bin/sh\necho "npm $@"\n', 0o755)
    said = machine.play("audit.yml", {}, ("pip-audit", "zizmor"))
    npm.unlink()
    locks = subprocess.run(
        ["git", "ls-files", "*.lock", "*package-lock.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert len(locks) > 5
    assert [] == [lock for lock in locks if lock not in said]
    assert "zizmor --persona=auditor ." in said

    dead = {"url": "https://weg.example/", "status": {"text": "404 Not Found"}, "span": {"line": 3}}
    found = json.dumps({"error_map": {"initiatives/x.md": [dead]}, "timeout_map": {}})
    with playing("github", bare(machine.folder / "links.git", {"README.md": b"x"})) as forge:
        forge.token = FROM_GITHUB["github.token"]
        variables = {"GITHUB_API_URL": forge.api, "GITHUB_REPOSITORY": forge.name}
        machine.play("links.yml", {"build/links.json": found}, **variables)
    assert "https://weg.example/" in forge.issues[0]["text"]


def propose(machine: Machine) -> None:
    """Make the clone what GitHub checks out for a proposal: a school and its initiative, merged into main."""
    machine.git("switch", "-qc", "proposal")
    partner = machine.clone / "docs" / "partners" / "wrdenxqschool.md"
    partner.write_text("---\nname: Wrdenxqschool\nkind: school\n---\n", encoding="utf-8")
    (machine.clone / "initiatives" / "xqzwrt.md").write_text(NEW, encoding="utf-8")
    machine.git("add", "-A")
    machine.git("commit", "-qm", "Proposal")
    machine.git("switch", "-q", "-")
    machine.git("merge", "-q", "--no-ff", "-m", "What GitHub checks out", "proposal")


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[None]:
    """Let a server answer meanwhile."""
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def event(machine: Machine, address: str, happened: object) -> dict[str, str]:
    """The variables by which a workflow knows what happened."""
    file = machine.folder / "home" / "event.json"
    file.write_text(json.dumps(happened), encoding="utf-8")
    return {
        "GITHUB_API_URL": address,
        "GITHUB_EVENT_PATH": str(file),
        "GITHUB_REPOSITORY": "stad/catalogus",
    }
