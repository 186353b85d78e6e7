"""The comment on a proposal, with a server that plays GitHub.

The report comes from a run that a stranger's code made: it may hold anything.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from atelier.github.comment import LIMIT, report_in
from atelier.hosts.github import AUTHOR
from atelier.hosts.host import RefusedError
from atelier.model.risk import Risk
from atelier.proposals.report import Report
from atelier.proposals.telling import MARK
from tests.fixtures.github import REPORT, SHA, PullHub, archive, pull

pytestmark = pytest.mark.slow


@pytest.fixture
def github() -> Iterator[PullHub]:
    with PullHub() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def comment(
    github: PullHub, small: Path, picture: str = "", **run: object
) -> subprocess.CompletedProcess[str]:
    """Run the program as the workflow does, for a run of a fork's branch."""
    head = {"id": 99, "owner": {"login": "school"}}
    event = {
        "workflow_run": {
            "id": 5,
            "head_sha": SHA,
            "head_branch": "verbetering",
            "head_repository": head,
            "html_url": "https://github.example/stad/catalogus/actions/runs/5",
            **run,
        }
    }
    file = small.parent / "event.json"
    file.write_text(json.dumps(event), encoding="utf-8")
    environment = {
        "GITHUB_API_URL": github.address,
        "GITHUB_EVENT_PATH": str(file),
        "GITHUB_REPOSITORY": "stad/catalogus",
        "GITHUB_TOKEN": "geheim",
        "PICTURE": picture,
    }
    return subprocess.run(
        [sys.executable, "-m", "atelier.github.comment"],
        cwd=small,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_proposal_is_told_what_it_changes(github: PullHub, small: Path) -> None:
    """One comment, that calls nobody, and the label of the pillar in the pillar's colour."""
    done = comment(github, small)

    assert (0, "") == (done.returncode, done.stderr)
    (posted, made, labelled) = github.asked
    assert ("POST", "issues/12/comments") == posted[:2]
    assert posted[2]["body"].startswith(f"{MARK}\n### Alles klopt\n")
    assert "- **Nieuw**: initiatief `Nieuw @minister` (`initiatives/nieuw.md`)" in posted[2]["body"]
    assert "(https://github.example/stad/catalogus/actions/runs/5)" in posted[2]["body"]
    label = {"name": "pijler: Ondernemerschap", "color": "b3471d"}
    assert ("POST", "labels", label) == made
    assert ("POST", "issues/12/labels", {"labels": ["pijler: Ondernemerschap"]}) == labelled
    # The token is for GitHub alone, not for where it keeps its artifacts.
    assert [None] == github.told_another_host


def test_the_same_comment_is_changed(github: PullHub, small: Path) -> None:
    """The next check changes the comment; one by somebody else that looks like it is left alone."""
    others = [{"id": n, "user": {"login": "iemand"}, "body": f"{MARK}\nVals"} for n in range(150)]
    github.comments = [*others, {"id": 777, "user": {"login": AUTHOR}, "body": f"{MARK}\nOud"}]
    comment(github, small)

    assert [("PATCH", "issues/comments/777")] == [
        asked[:2] for asked in github.asked if "comments" in asked[1]
    ]


def test_problems_are_told_and_labels_wait(github: PullHub, small: Path) -> None:
    """What is wrong stands in the comment; labels come when all is well."""
    report = Report(problems="initiatives/a.md:3:1: title: fout", refused=True, pillars=("ondernemerschap",))
    github.archive = archive(report.model_dump_json().encode())
    comment(github, small)

    ((_, path, data),) = github.asked
    assert "issues/12/comments" == path
    assert "```text\ninitiatives/a.md:3:1: title: fout\n```" in data["body"]


def test_labels_follow_the_proposal(github: PullHub, small: Path) -> None:
    """The label of another pillar goes, other labels stay, and an unknown pillar gives none."""
    github.pulls = [pull(12, labels=("hulp gevraagd", "pijler: Digitale geletterdheid"))]
    github.archive = archive(
        REPORT.model_copy(update={"pillars": ("vrije-ruimte", "x/../../labels")}).model_dump_json().encode()
    )
    comment(github, small)

    assert [
        ("DELETE", "issues/12/labels/pijler: Digitale geletterdheid", None),
        ("POST", "issues/12/labels", {"labels": ["pijler: Vrije ruimte"]}),
    ] == [asked for asked in github.asked if "labels" in asked[1]]


def test_a_grey_label_gets_its_colour(github: PullHub, small: Path) -> None:
    """One that GitHub made because the service named it; one that editors gave a colour keeps it."""
    github.pulls = [pull(12, labels=("pijler: Ondernemerschap",), colour="ededed")]
    comment(github, small)

    expected = ("PATCH", "labels/pijler: Ondernemerschap", {"color": "b3471d"})
    assert [expected] == [asked for asked in github.asked if "labels" in asked[1]]


def test_nothing_is_said_of_nothing(github: PullHub, small: Path) -> None:
    """A proposal that leaves the catalogue alone gets no comment, but a comment that is there is made true."""
    nothing = Report(problems="", refused=False)
    github.archive = archive(nothing.model_dump_json().encode())
    comment(github, small)
    assert [] == github.asked

    github.comments = [{"id": 3, "user": {"login": AUTHOR}, "body": MARK}]
    comment(github, small)
    ((method, path, data),) = github.asked
    assert ("PATCH", "issues/comments/3") == (method, path)
    assert "In de catalogus verandert niets." in data["body"]


@pytest.mark.parametrize(
    "pulls",
    [
        pytest.param([], id="closed"),
        pytest.param([pull(12, sha="0" * 40)], id="a newer commit"),
        pytest.param([pull(13, repository=1)], id="a branch of the same name elsewhere"),
        pytest.param([{**pull(14), "head": {"sha": SHA, "repo": None}}], id="a fork that is gone"),
    ],
)
def test_only_the_proposal_itself_is_told(pulls: list[dict[str, Any]], github: PullHub, small: Path) -> None:
    """Which proposal it is, GitHub says: the commit that was checked must be its newest."""
    github.pulls = pulls
    done = comment(github, small)

    assert (0, []) == (done.returncode, github.asked)


def test_a_fork_that_is_gone_and_a_run_without_a_report(github: PullHub, small: Path) -> None:
    """Where there is nothing to tell, nothing happens."""
    assert 0 == comment(github, small, head_repository=None).returncode
    for artifacts in (
        [],
        [{"id": 7, "name": "report", "expired": True}],
        [{"id": 8, "name": "site", "expired": False}],
    ):
        github.artifacts = artifacts
        assert 0 == comment(github, small).returncode
    assert [] == github.asked


def test_the_risk_is_that_of_the_files(github: PullHub, small: Path) -> None:
    """A run that says only a day changes is not believed: the files say what they touch."""
    text = (small / "initiatives/robots-in-de-klas.md").read_text(encoding="utf-8")
    github.files = {
        "initiatives/robots-in-de-klas.md": text.replace("amount: 65000", "amount: 1").encode(),
        "initiatives/robots-in-klassen.md": text.replace("former_slugs:\n  - robotles\n", "").encode(),
    }
    lie = REPORT.model_copy(update={"risks": (Risk.DATE,), "pillars": ()})
    github.archive = archive(lie.model_dump_json().encode())
    done = comment(github, small)

    assert (0, "") == (done.returncode, done.stderr)
    (body,) = (data["body"] for _, path, data in github.asked if path.endswith("comments"))
    assert "\n**Risico**: adressen en links, contact of toestemming, geld, nieuw\n" in body
    assert (
        "- `Robots: in de klas` lijkt op `Robots: in de klas` (`initiatives/robots-in-de-klas.md`): de naam"
        in body
    )
    names = [f"risico: {name}" for name in ("adressen en links", "contact of toestemming", "geld", "nieuw")]
    assert ("POST", "issues/12/labels", {"labels": names}) == github.asked[-1]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"initiatives/weg.md": b"../../../etc/passwd"}, id="a link"),
        pytest.param({f"initiatives/{n}.md": b"x" for n in range(301)}, id="very many"),
        pytest.param({".github/workflows/kwaad.yml": b"on: push"}, id="a workflow"),
    ],
)
def test_what_cannot_be_judged_is_the_riskiest(
    files: dict[str, bytes | None], github: PullHub, small: Path
) -> None:
    """Editors look at it first, and nothing merges it by itself."""
    github.files = files
    comment(github, small)

    labels = [data for _, path, data in github.asked if path == "issues/12/labels"]
    assert [{"labels": ["pijler: Ondernemerschap", "risico: andere bestanden"]}] == labels


def test_a_page_that_moves_is_read_under_both_names(github: PullHub, small: Path) -> None:
    """GitHub names the former path of what was renamed: it is gone."""
    text = (small / "initiatives/oud-plan.md").read_text(encoding="utf-8")
    new = "initiatives/heel-oud-plan.md"
    github.files = {new: text.replace("added:", "former_slugs: [oud-plan]\nadded:").encode()}
    github.former = {new: "initiatives/oud-plan.md"}
    comment(github, small)

    (body,) = (data["body"] for _, path, data in github.asked if path.endswith("comments"))
    assert "**Risico**: adressen en links\n" in body
    assert "lijkt op" not in body


def test_editors_get_commands_and_a_picture(github: PullHub, small: Path) -> None:
    """In one line each, for the very commit that was checked."""
    url = "https://github.example/stad/catalogus/actions/runs/6/artifacts/9"
    comment(github, small, picture=url)

    body = github.asked[0][2]["body"]
    assert f"]({url})" in body
    assert f"`gh pr merge 12 --squash --match-head-commit {SHA}`" in body
    assert "`gh pr checkout 12`" in body


EVIL = {
    "not an archive": b"PK\x03\x04 kapot",
    "empty": b"",
    "no report in it": archive(b"{}", "ander.json"),
    "a report elsewhere": archive(REPORT.model_dump_json().encode(), "../../report.json"),
    "not JSON": archive(b"# Kop"),
    "not UTF-8": archive(b'{"problems": "\xff\xfe", "refused": true}'),
    "a lone surrogate": archive(b'{"problems": "\\ud800", "refused": true}'),
    "more than a report": archive(b'{"problems": "", "refused": true, "number": 1}'),
    "other kinds of value": archive(b'{"problems": 1, "refused": "ja"}'),
    "an unknown change": archive(REPORT.model_dump_json().replace('"new"', '"nieuw"').encode()),
    "very deep": archive(b"[" * 1_000_000),
    "a bomb": archive(b"0" * (30 * LIMIT)),
}


@pytest.mark.parametrize("packed", EVIL.values(), ids=EVIL.keys())
def test_a_bad_report_is_refused(packed: bytes) -> None:
    """Whatever a stranger's run leaves behind is a report of the right form, or is refused."""
    with pytest.raises(RefusedError):
        report_in(packed)


@pytest.mark.parametrize(
    "packed", [EVIL["not an archive"], os.urandom(LIMIT + 1)], ids=["broken", "too large"]
)
def test_a_refusal_is_one_line(packed: bytes, github: PullHub, small: Path, tmp_path: Path) -> None:
    """A report that is refused leaves one line in the log; nothing is said, and nothing written."""
    github.archive = packed
    before = set(tmp_path.rglob("*"))
    done = comment(github, small)

    assert 1 == done.returncode
    assert 1 == len(done.stderr.splitlines())
    assert [] == github.asked
    assert {tmp_path / "event.json"} == set(tmp_path.rglob("*")) - before


def test_files_beside_the_report_are_left_alone(github: PullHub, small: Path) -> None:
    """An archive is never unpacked."""
    github.archive = archive(REPORT.model_dump_json().encode(), others=("../../../../evil", "/tmp/evil"))

    assert 0 == comment(github, small).returncode
    assert [] == list(small.parent.parent.rglob("evil*"))


def test_a_refusal_of_github_is_told(github: PullHub, small: Path) -> None:
    """A wrong address or a token that may not: one line that says what was asked."""
    github.artifacts = [{"id": 8, "name": "report", "expired": False}]
    done = comment(github, small)

    assert 1 == done.returncode
    assert done.stderr.startswith("GET repos/stad/catalogus/actions/artifacts/8/zip: 404")
