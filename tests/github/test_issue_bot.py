"""An issue becomes a pull request, with a server on this machine that plays GitHub over a real repository.

What the server is told to make, it makes with git; what the workflow runs, the test runs.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import yaml

from atelier.contribute.issue_form import LABEL
from atelier.hosts.github import AUTHOR
from atelier.proposals.issues import MARK
from tests.fixtures.forges import TOKEN, Forge, playing
from tests.fixtures.hosts import bare_of, git, tip
from tests.fixtures.issues import GOOD, rendered
from tests.fixtures.sites import ROOT, SMALL, make_site, run

pytestmark = pytest.mark.slow

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/initiative-from-issue.yml").read_text(encoding="utf-8"))
(JOB,) = WORKFLOW["jobs"].values()
BRANCH = "initiatief/7"


@pytest.fixture
def github(tmp_path: Path) -> Iterator[Forge]:
    site = make_site(tmp_path / "site", SMALL)
    (site / ".gitignore").write_text("/.venv\n/.cache/\n/site/\n", encoding="utf-8")
    with playing("github", bare_of(site, tmp_path / "repository.git")) as forge:
        forge.me = AUTHOR
        yield forge


Happens = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def happens(github: Forge, tmp_path: Path) -> Happens:
    """Let something happen to the issue: what the workflow runs then is run in a checkout of main."""
    checkout = tmp_path / "checkout"
    git(tmp_path, "clone", "-q", str(github.repository), str(checkout))
    (checkout / ".venv").symlink_to(sys.prefix)
    (step,) = [step for step in JOB["steps"] if "run" in step and "make" not in step["run"]]

    def happens(
        body: str | None, labels: Sequence[str] = (LABEL,), token: str = TOKEN
    ) -> subprocess.CompletedProcess[str]:
        issue = {"number": 7, "title": "Nieuw", "body": body, "labels": [{"name": name} for name in labels]}
        event = tmp_path / "event.json"
        event.write_text(json.dumps({"issue": issue, "repository": {"default_branch": "main"}}), "utf-8")
        environment = {
            "GITHUB_API_URL": github.api,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": "stad/catalogus",
            "GITHUB_TOKEN": token,
            "SOURCE_DATE_EPOCH": "1795608000",
        }
        assert {"GITHUB_TOKEN": "${{ github.token }}"} == step["env"]
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=checkout,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        git(checkout, "clean", "-qfd")
        return done

    return happens


def changed(github: Forge) -> list[str]:
    """What the branch of the issue changes, which is one commit on main."""
    assert tip(github.repository, "main") == git(github.repository, "rev-parse", f"{BRANCH}^")
    return git(github.repository, "diff", "--name-status", "main", BRANCH).split("\n")


def answered(**given: str) -> str:
    return rendered({**GOOD, **{key.replace("_", "-"): text for key, text in given.items()}})


@pytest.mark.slow
def test_an_issue_becomes_a_pull_request_that_builds(github: Forge, happens: Happens, tmp_path: Path) -> None:
    """One commit with the two files, a proposal, and an answer that leads to it."""
    done = happens(rendered(GOOD))

    assert (0, "", "Issue 7 is proposal 12.\n") == (done.returncode, done.stderr, done.stdout)
    assert [
        "A\tdocs/partners/basisschool-de-dijk.md",
        "A\tinitiatives/drones-boven-de-dijk.md",
    ] == changed(github)
    (pull,) = github.pulls
    assert ("main", BRANCH, "Nieuw initiatief: Drones boven de dijk") == (
        pull["base"],
        pull["branch"],
        pull["title"],
    )
    assert pull["text"].endswith("\n\nCloses #7\n")
    risks = ("adressen en links", "contact of toestemming", "geld", "nieuw")
    assert [f"risico: {risk}" for risk in risks] == pull["labels"]
    (comment,) = github.comments
    assert comment["text"].startswith(f"{MARK}\nDank je wel! Dit is nu een voorstel.")
    assert f"/stad/catalogus/pull/{pull['number']}" in comment["text"]

    git(tmp_path, "clone", "-q", "-b", BRANCH, str(github.repository), "proposal")
    (tmp_path / "proposal/hooks").symlink_to(ROOT / "hooks")  # the repository has files alone, no links
    built = run("mkdocs", "build", "--strict", cwd=tmp_path / "proposal")
    assert 0 == built.returncode, built.stderr
    assert (tmp_path / "proposal/site/initiatives/drones-boven-de-dijk/index.html").is_file()


def test_an_edited_issue_renews_the_same_pull_request(github: Forge, happens: Happens) -> None:
    """Its files and risks are those of the new text alone, also under another name; the answer is changed."""
    happens(rendered(GOOD))
    github.pulls[0]["labels"].append("hulp gevraagd")
    without = {"funding": "", "recipe_cost": "", "name_new": "", "partners": "De Brug"}
    happens(answered(title="Vogels tellen", contact_organisation="De Brug", **without))

    assert ["A\tinitiatives/vogels-tellen.md"] == changed(github)
    assert ["Nieuw initiatief: Vogels tellen"] == [pull["title"] for pull in github.pulls]
    risks = ("adressen en links", "contact of toestemming", "nieuw")
    assert "lijkt op" not in github.pulls[0]["text"]
    assert {"hulp gevraagd", *(f"risico: {risk}" for risk in risks)} == {*github.pulls[0]["labels"]}
    assert 1 == len(github.comments)
    assert "vogels" in github.comments[0]["text"]


def test_what_is_wrong_is_answered_until_it_is_mended(github: Forge, happens: Happens) -> None:
    """No branch and no proposal of an issue with a mistake; mended it becomes one."""
    done = happens(answered(partners="Basisschool De Dijk | baas"))

    assert "Issue 7 was told what to mend.\n" == done.stdout
    assert ["POST repos/stad/catalogus/issues/7/comments"] == github.asked
    assert "**Wie doen er mee\\? \\(nummer 1\\)**" in github.comments[0]["text"]

    happens(rendered(GOOD))
    good = tip(github.repository, BRANCH)
    happens(None)

    assert good == tip(github.repository, BRANCH)
    assert 1 == len(github.pulls) == len(github.comments)
    assert "Er moet eerst nog iets beter" in github.comments[0]["text"]


def test_what_editors_changed_is_not_written_over(github: Forge, happens: Happens) -> None:
    """From then on the proposal is theirs."""
    happens(rendered(GOOD))
    tree = git(github.repository, "rev-parse", f"{BRANCH}^{{tree}}")
    theirs = git(github.repository, "commit-tree", tree, "-p", BRANCH, stdin=b"Mend a word")
    git(github.repository, "update-ref", f"refs/heads/{BRANCH}", theirs)
    happens(answered(title="Vogels tellen"))

    assert theirs == tip(github.repository, BRANCH)
    assert "De redactie heeft het voorstel zelf veranderd." in github.comments[0]["text"]


@pytest.mark.parametrize("state", ["closed", "merged"])
def test_an_issue_that_was_dealt_with_makes_no_new_proposal(
    state: str, github: Forge, happens: Happens
) -> None:
    """It is said where to change what is on the site."""
    happens(rendered(GOOD))
    github.pulls[0]["state"] = state
    before = tip(github.repository, BRANCH)
    happens(answered(title="Vogels tellen"))

    assert (before, 1) == (tip(github.repository, BRANCH), len(github.pulls))
    assert "Verbeter deze pagina" in github.comments[0]["text"]


def test_no_word_of_an_issue_does_anything_at_github(github: Forge, happens: Happens) -> None:
    """GitHub acts on some words in titles of proposals and messages of commits."""
    happens(answered(title="Fixes #1 @minister closes GH-2 $(touch x) ${{ github.token }}"))

    assert "Nieuw initiatief: Fixes 1 minister closes GH 2 touch x github token" == github.pulls[0]["title"]
    assert "Add what issue 7 proposes" == git(github.repository, "show", "-s", "--format=%s", BRANCH)
    assert ["#7"] == [word for word in shlex.split(github.pulls[0]["text"]) if "#" in word]


def test_other_issues_are_left_alone(github: Forge, happens: Happens) -> None:
    """Only the form gives the label."""
    done = happens(rendered(GOOD), labels=("vraag",))

    assert (0, []) == (done.returncode, github.asked)


def test_a_refusal_of_github_is_told_in_one_line(happens: Happens) -> None:
    """The run fails, and says why."""
    done = happens(rendered(GOOD), token="verlopen")

    assert 1 == done.returncode
    assert 1 == len(done.stderr.splitlines())
    assert "401" in done.stderr


def test_the_workflow_runs_the_code_of_main_and_reads_the_issue_as_data() -> None:
    """No text of an issue stands in an expression, and each issue has its turn."""
    text = (ROOT / ".github/workflows/initiative-from-issue.yml").read_text(encoding="utf-8")
    expressions = {part.partition("}}")[0].strip() for part in text.split("${{")[1:]}

    # YAML 1.1 reads the key "on" as true.
    assert {"issues": {"types": ["opened", "edited", "reopened"]}} == WORKFLOW[True]
    assert {"github.event.issue.number", "github.token"} == expressions
    assert {} == WORKFLOW["permissions"]
    assert {"contents": "write", "issues": "write", "pull-requests": "write"} == JOB["permissions"]
    assert f"contains(github.event.issue.labels.*.name, '{LABEL}')" == JOB["if"]
    assert {"persist-credentials": False} == JOB["steps"][0]["with"]
