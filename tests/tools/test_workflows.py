"""The workflows of GitHub Actions: what they may do, that they fit together, and that a mistake would be noticed."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from atelier.github.comment import ARTIFACT, report_in
from atelier.proposals.changes import Change
from tests.fixtures import node
from tests.fixtures.sites import ROOT, SMALL, make_site
from tests.tools.workflows import actionlint, zizmor


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

    @pytest.mark.slow
    def test_actionlint_would_notice_a_wrong_workflow(tmp_path: Path) -> None:
        """A workflow that waits for an event that there is not is told of."""
        found = actionlint(repository(tmp_path, "pull_requests"))

        assert 0 != found.returncode
        assert "unknown Webhook event" in found.stdout


WORKFLOWS = {
    file.name: yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for file in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
}


def events(workflow: dict[Any, Any]) -> dict[str, Any]:
    """What a workflow waits for; YAML 1.1 reads the key ``on`` as true."""
    waited = workflow[True]
    return (
        waited if isinstance(waited, dict) else dict.fromkeys([waited] if isinstance(waited, str) else waited)
    )


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in WORKFLOWS[name]["jobs"].values():
        yield from job["steps"]


def test_a_strangers_code_never_runs_with_a_right_to_write() -> None:
    """What runs on a pull request may only read; what may write checks out main, and knows that run by its name."""
    for name, workflow in WORKFLOWS.items():
        assert "pull_request_target" not in events(workflow)
        assert {} == workflow["permissions"]
        if "pull_request" in events(workflow):
            granted = [job["permissions"] for job in workflow["jobs"].values()]
            assert [{"contents": "read"}] * len(granted) == granted, name
            assert "secrets." not in (ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8")

    assert [WORKFLOWS["proposal.yml"]["name"]] == events(WORKFLOWS["comment.yml"])["workflow_run"][
        "workflows"
    ]
    checkout = next(step for step in steps("comment.yml") if "checkout" in step.get("uses", ""))
    assert {"persist-credentials": False} == checkout["with"]


def test_an_action_has_one_version_everywhere() -> None:
    """Each is pinned by its hash, with its version beside it; no workflow is left behind."""
    pinned: dict[str, set[str]] = {}
    for file in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        for name, pin in re.findall(r"uses: ([\w./-]+)@(.*)", file.read_text(encoding="utf-8")):
            pinned.setdefault(name, set()).add(pin)

    assert "actions/checkout" in pinned
    assert [] == [name for name, pins in pinned.items() if len(pins) > 1]
    assert all(re.fullmatch(r"[0-9a-f]{40} # v[\d.]+", pin) for pins in pinned.values() for pin in pins)


def test_what_signs_or_writes_runs_no_code_of_a_build() -> None:
    """A right to sign, to release or to write an issue is never in a job that builds or asks other hosts."""
    for name in ("publish.yml", "release.yml", "image.yml", "links.yml", "remind.yml", "harvest.yml"):
        for job in WORKFLOWS[name]["jobs"].values():
            lines = [step.get("run", step.get("uses", "")) for step in job["steps"]]
            if {"write"} & set(job["permissions"].values()):
                assert not re.search(
                    r"make (?:site|package)|docker (?:build|run)|pip install|lychee|atelier harvest",
                    "\n".join(lines),
                ), name


def test_a_release_is_made_once_and_tried_before_anybody_gets_it() -> None:
    """PyPI gets by a trusted publisher what was tried with each Python that is named, and on three systems."""
    jobs = WORKFLOWS["release.yml"]["jobs"]
    builds = [n for n, job in jobs.items() if any("make package" in s.get("run", "") for s in job["steps"])]
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["classifiers"]
    pythons = [one.split(" :: ")[-1] for one in named if re.search(r"Python :: 3\.\d", one)]
    tried, quick = (
        WORKFLOWS[name]["jobs"][job]["strategy"]["matrix"]
        for name, job in (("release.yml", "try"), ("systems.yml", "quick"))
    )

    assert ["build"] == builds
    assert ["build", "try", "attest", "pypi"] == [
        jobs[name]["needs"] for name in ("try", "attest", "pypi", "release")
    ]
    assert ("pypi", {"id-token": "write"}) == (
        jobs["pypi"]["environment"]["name"],
        jobs["pypi"]["permissions"],
    )
    assert "secrets." not in (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert pythons == tried["python"]
    assert {*pythons} == {*quick["python"], "3.13"}
    assert {"windows-2025", "macos-15"} == {one["system"] for one in tried["include"]}
    assert tried["include"] == quick["include"]


def test_reminders_look_at_links_as_the_issue_on_links_does() -> None:
    """A link that one calls dead is dead for the other; and nothing is asked where the service asks."""
    weekly, monthly = (WORKFLOWS[name]["jobs"]["look"] for name in ("links.yml", "remind.yml"))

    assert weekly["steps"] == monthly["steps"]
    assert "vars.RECEIVE == ''" in monthly["if"]
    assert {"schedule"} == {*events(WORKFLOWS["remind.yml"])}


def test_lint_and_tests_run_for_code_alone() -> None:
    """What changes nothing but the catalogue is checked and built; no test of the generator can stop it."""
    filters = {"paths-ignore": ["initiatives/**", "docs/**"]}
    checked = {"pull_request": filters, "push": {"branches": ["main"], **filters}}
    lines = {name: [step["run"] for step in steps(name) if "run" in step] for name in WORKFLOWS}
    code = re.compile(r"\.ci/run|dev\.stamp|playwright|pytest|make (?:lint|test)\b")

    assert checked == events(WORKFLOWS["check.yml"]) == events(WORKFLOWS["systems.yml"])
    assert None is events(WORKFLOWS["proposal.yml"])["pull_request"]
    assert {"branches": ["main"]} == events(WORKFLOWS["publish.yml"])["push"]
    checked_to_publish = ".venv/bin/atelier check --publish --format github"
    expected = ["make .venv/site.stamp", checked_to_publish, "make site", "make inventory"]
    assert expected == lines["publish.yml"]
    listing = [step for step in steps("publish.yml") if step.get("run") == "make inventory"]
    assert [True] == [step["continue-on-error"] for step in listing]
    # What runs by the clock alone stops no one.
    by_clock = {"schedule", "workflow_dispatch"}
    stopping = [name for name, workflow in WORKFLOWS.items() if {*events(workflow)} - by_clock]
    assert ["check.yml", "systems.yml"] == [n for n in stopping if any(map(code.search, lines[n]))]


def test_what_is_checked_is_what_is_published() -> None:
    """The settings of the check are those of the build, and who reaches the editors is one of them."""
    settings = [step["env"] for step in steps("publish.yml") if "env" in step]

    assert {"SITE_URL", "REPOSITORY_URL", "EDITORS"} == settings[0].keys()
    assert settings[0] == settings[1]


def test_lint_and_tests_find_what_they_need() -> None:
    """Node and Chromium are installed before they are asked for; remarks may fail without a word."""
    done = [step.get("uses", step.get("run", "")).partition("@")[0] for step in steps("check.yml")]

    assert done[-4:] == [
        "actions/setup-node",
        "make .venv/dev.stamp",
        ".venv/bin/python -m playwright install --with-deps chromium",
        ".ci/run",
    ]
    remarks = [step for step in steps("proposal.yml") if "spelling" in step.get("run", "")]
    assert [True] == [step["continue-on-error"] for step in remarks]


@pytest.mark.slow
def test_what_a_proposal_changes_reaches_the_comment(tmp_path: Path) -> None:
    """The commands of the workflow, in a real repository: the report that they leave is what the comment reads."""
    root = make_site(tmp_path / "repository", SMALL)
    (root / ".venv").symlink_to(sys.prefix)

    def git(*command: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", *command], cwd=root, check=True
        )

    (root / ".gitignore").write_text("/.venv\n/.cache/\n/build/\n", encoding="utf-8")
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "Main")
    git("switch", "-qc", "proposal")
    (root / "docs/partners/nieuw.md").write_text("---\nname: Nieuw\nkind: school\n---\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "Proposal")
    git("switch", "-q", "main")
    git("merge", "-q", "--no-ff", "-m", "What GitHub checks out", "proposal")
    summary = tmp_path / "summary.md"
    for step in steps("proposal.yml"):
        if "run" in step and "make" not in step["run"]:
            environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(summary)}
            subprocess.run(["bash", "-e", "-c", step["run"]], cwd=root, env=environment, check=True)
    kept = next(
        step["with"] for step in steps("proposal.yml") if step.get("with", {}).get("name") == ARTIFACT
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(root / kept["path"], Path(kept["path"]).name)

    change = Change(kind="new", collection="partners", path="docs/partners/nieuw.md", title="Nieuw")
    assert (change,) == report_in(packed.getvalue()).changes
    assert "- **Nieuw**: partner `Nieuw`" in summary.read_text(encoding="utf-8")


def test_what_codeowners_names_is_there() -> None:
    """No line of CODEOWNERS is about a file that is gone."""
    lines = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    named = [line.split()[0] for line in lines if line.startswith("/")]

    assert named
    assert [] == [name for name in named if not (ROOT / name.lstrip("/")).exists()]
