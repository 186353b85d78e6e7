"""The comment on a proposal and its labels: ``python -m atelier.github.comment``, in a workflow of main.

It runs after the workflow that checked a stranger's proposal. It may write, and that one may not. So it takes
only a report from it, as data:

- GitHub says which proposal has the commit that was checked;
- the report is read from an archive that is never unpacked, within limits, and must be valid;
- the words are written here, and labels are those of pillars that main knows.
"""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from gettext import NullTranslations
from pathlib import Path
from typing import Any
from urllib.parse import quote

from atelier.content.reader import of_kind, read_collections
from atelier.hosts.github import GitHub, event, of_workflow
from atelier.hosts.host import RefusedError, UnreachableError
from atelier.hosts.web import PAGE_SIZE
from atelier.i18n.translation import LANGUAGES, translations
from atelier.model.pillar import Pillar
from atelier.proposals.report import Report, as_markdown

MARK = "<!-- atelier: changes -->"
"""The start of the comment, by which the next check finds it to change it."""

ARTIFACT = "report"
FILE = "report.json"
LIMIT = 2 * 1024 * 1024
"""The most bytes of a report, packed or not: twenty times what GitHub allows in a comment."""

LABEL_LENGTH = 50
"""How many characters GitHub allows in the name of a label."""


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
    found = github.get(f"actions/runs/{run}/artifacts", name=ARTIFACT)["artifacts"]
    artifact = next((item for item in found if item["name"] == ARTIFACT and not item["expired"]), None)
    if artifact is None:
        return None
    return report_in(
        github.ask("GET", f"actions/artifacts/{int(artifact['id'])}/zip", limit=LIMIT, follows=True)
    )


def report_in(archive: bytes) -> Report:
    """The report in an archive by a stranger: one file is read, nothing is written. Raises RefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened, opened.open(FILE) as file:
            data = file.read(LIMIT + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, RuntimeError, ValueError) as error:
        raise RefusedError(f"The archive holds no {FILE} that can be read: {error!r}") from error
    if len(data) > LIMIT:
        raise RefusedError(f"{FILE} is larger than {LIMIT} bytes.")
    try:
        return Report.model_validate_json(data)
    except ValueError as error:
        raise RefusedError(f"{FILE} is no report.") from error


def labels_of(root: Path, texts: NullTranslations) -> dict[str, dict[str, str]]:
    """A label for each pillar of the register in ``root``, by the pillar's slug: its name and colour."""
    collections, _ = read_collections(root)
    return {
        pillar.slug: {
            "name": (texts.gettext("pillar: %(name)s") % {"name": pillar.record.name})[:LABEL_LENGTH],
            "color": pillar.record.colour.removeprefix("#"),
        }
        for pillar in of_kind(collections, Pillar)
    }


def put_labels(
    github: GitHub, pull: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]], pillars: Iterable[str]
) -> None:
    """Give a pull request the labels of some pillars, and remove those of others.

    Slugs that are not in ``labels`` are ignored.
    """
    number = pull["number"]
    there = {label["name"] for label in pull["labels"]}
    wanted = {labels[slug]["name"]: labels[slug] for slug in pillars if slug in labels}
    for name in sorted(there & {label["name"] for label in labels.values()} - wanted.keys()):
        github.ask("DELETE", f"issues/{number}/labels/{quote(name, safe='')}")
    missing = sorted(wanted.keys() - there)
    if not missing:
        return
    known = {label["name"] for label in github.pages("labels")}
    for name in missing:
        if name not in known:
            github.ask("POST", "labels", wanted[name])
    github.ask("POST", f"issues/{number}/labels", {"labels": missing})


def comment(github: GitHub, run: Mapping[str, Any], root: Path, texts: NullTranslations) -> str:
    """Write on a pull request what a run found; returns a line for the log. Raises RefusedError."""
    pull = pull_request(github, run)
    if pull is None:
        return "No open pull request has this commit as its newest."
    report = report_of_run(github, run["id"])
    if report is None:
        return "The run left no report."
    text = f"{MARK}\n{as_markdown(report, texts)}"
    if not report.refused:
        where = texts.gettext("The site as it becomes stands at the end of [this check](%(url)s).")
        text += "\n" + where % {"url": run["html_url"]} + "\n"
    worth = report.refused or bool(report.changes or report.problems)
    github.put_comment(pull["number"], MARK, text, worth=worth)
    if not report.refused:
        put_labels(github, pull, labels_of(root, texts), report.pillars)
    return f"Pull request {pull['number']} was told."


def main() -> int:
    """Run it for the workflow run in GitHub's event. A refusal is exit code 1 and one line."""
    try:
        print(comment(of_workflow(), event()["workflow_run"], Path(), translations(LANGUAGES[0])))
    except (RefusedError, UnreachableError) as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
