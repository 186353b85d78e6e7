"""The comment on a proposal and its labels: ``python -m atelier.github.comment``, in a workflow of main.

It runs after the workflow that checked a stranger's proposal. It may write, and that one may not. So it takes
only a report from it, as data:

- GitHub says which proposal has the commit that was checked, and what is in its files;
- the report is read from an archive that is never unpacked, within limits, and must be valid;
- the risk, and what a new record is like, are computed here from the files;
- the words are written here, and labels are those of risks and of pillars that main knows.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from typing import Any
from urllib.parse import quote

from atelier.checks.day import today
from atelier.content.reader import Collections, read_collections
from atelier.content.settings import language
from atelier.github.changed import changed_files
from atelier.github.left import archive_of_run, file_in
from atelier.hosts.github import GitHub, event, of_workflow
from atelier.hosts.host import RefusedError, UnreachableError
from atelier.hosts.web import PAGE_SIZE
from atelier.i18n.translation import translations
from atelier.model.risk import Risk
from atelier.proposals.report import Report, alike_in, likenesses_of, reader_of
from atelier.proposals.risk import risks_of
from atelier.proposals.telling import MARK, comment_text, keys_of, labels_of

ARTIFACT = "report"
FILE = "report.json"
LIMIT = 2 * 1024 * 1024
"""The most bytes of a report, packed or not: twenty times what GitHub allows in a comment."""

NO_COLOUR = "ededed"
"""The colour that GitHub gives to a label that is first named at a proposal."""


def pull_request(github: GitHub, run: Mapping[str, Any]) -> dict[str, Any] | None:
    """The open pull request whose newest commit a run checked, by GitHub's data; None if there is none.

    A run for a fork does not name its pull request, and data of the fork is not trusted.
    """
    head = run["head_repository"]
    if head is None:  # the fork was deleted
        return None
    branch = f"{head['owner']['login']}:{run['head_branch']}"
    for pull in github.get("pulls", state="open", head=branch, per_page=PAGE_SIZE):
        repository = pull["head"]["repo"]
        if repository and repository["id"] == head["id"] and pull["head"]["sha"] == run["head_sha"]:
            return dict(pull)
    return None


def report_of_run(github: GitHub, run: int) -> Report | None:
    """The report that a run left; None if it left none. Raises RefusedError."""
    archive = archive_of_run(github, run, ARTIFACT, LIMIT)
    return None if archive is None else report_in(archive)


def report_in(archive: bytes) -> Report:
    """The report in an archive by a stranger. Raises RefusedError."""
    try:
        return Report.model_validate_json(file_in(archive, FILE, LIMIT))
    except ValueError as error:
        raise RefusedError(f"{FILE} is no report.") from error


def judged(report: Report, github: GitHub, number: int, root: Path, published: Collections) -> Report:
    """The report of a run, with the risk and the likeness that follow from the files themselves.

    What a run says of those is not believed: the files are read from GitHub, and ``root`` is main.
    """
    files = changed_files(github, number)
    if files is None:
        return report.model_copy(update={"risks": (Risk.OTHER,), "alike": ()})
    read = reader_of(root)
    alike = alike_in(files, read, partial(likenesses_of, published))
    return report.model_copy(update={"risks": risks_of(files, read, today()), "alike": alike})


def put_labels(
    github: GitHub, pull: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]], keys: Iterable[str]
) -> None:
    """Give a pull request some of ``labels``, by their keys, and remove the others.

    Keys that are not in ``labels`` are ignored.
    """
    number = pull["number"]
    there = {label["name"]: label.get("color") for label in pull["labels"]}
    wanted = {labels[slug]["name"]: labels[slug] for slug in keys if slug in labels}
    for name in sorted(there.keys() & {label["name"] for label in labels.values()} - wanted.keys()):
        github.ask("DELETE", f"issues/{number}/labels/{quote(name, safe='')}")
    missing = sorted(wanted.keys() - there.keys())
    known = {label["name"]: label.get("color") for label in github.pages("labels")} if missing else there
    for name in sorted(wanted):
        if name in missing and name not in known:
            github.ask("POST", "labels", wanted[name])
        elif known.get(name) == NO_COLOUR:
            github.ask("PATCH", f"labels/{quote(name, safe='')}", {"color": wanted[name]["color"]})
    if missing:
        github.ask("POST", f"issues/{number}/labels", {"labels": missing})


def comment(
    github: GitHub, run: Mapping[str, Any], root: Path, texts: NullTranslations, picture: str = ""
) -> str:
    """Write on a pull request what a run found; returns a line for the log. Raises RefusedError.

    ``picture`` is where the pages are drawn before and after, if they are.
    """
    pull = pull_request(github, run)
    if pull is None:
        return "No open pull request has this commit as its newest."
    report = report_of_run(github, run["id"])
    if report is None:
        return "The run left no report."
    number, (published, _) = pull["number"], read_collections(root)
    if not report.refused:
        report = judged(report, github, number, root, published)
    said = comment_text(
        report, "github", number, run["head_sha"], texts, checks=run["html_url"], picture=picture
    )
    worth = report.refused or bool(report.changes or report.problems or report.risks)
    github.put_comment(number, MARK, f"{MARK}\n{said}", worth=worth)
    if not report.refused:
        put_labels(github, pull, labels_of(published, texts), keys_of(report))
    return f"Pull request {number} was told."


def main() -> int:
    """Run it for the workflow run in GitHub's event. A refusal is exit code 1 and one line."""
    try:
        texts, picture = translations(language(Path())), os.environ.get("PICTURE", "")
        print(comment(of_workflow(), event()["workflow_run"], Path(), texts, picture))
    except (RefusedError, UnreachableError) as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
