"""Open proposals get their comment and their labels, and issues made with the form become proposals.

For a host where nothing that may write starts by itself when somebody proposes something, such as GitLab: a
program looks there now and then, and is done with what it did before.

What others propose is data. Its files are taken out of git without links, so each is a file of its own, and
they are read by another process that knows no token: settings may name variables, and a message may show what
is in them. Nothing of a proposal is run.
"""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from atelier.content.reader import read_collections
from atelier.content.settings import language
from atelier.contribute.issue_form import LABEL
from atelier.hosts.host import Host, Issue, Proposed, RefusedError, UnreachableError
from atelier.i18n.translation import translations
from atelier.proposals.issues import answer_issue
from atelier.proposals.report import Report
from atelier.proposals.telling import MARK, comment_text, keys_of, labels_of, names_among
from atelier.sections.add.proposal import ISSUE_MARK

REFS = {
    "github": "refs/pull/{n}/head",
    "gitlab": "refs/merge-requests/{n}/head",
    "gitea": "refs/pull/{n}/head",
}
"""Where each kind of host keeps the newest commit of a proposal, also of one that comes from a fork."""

CHECKS = {"github": "{address}/checks", "gitlab": "{address}/pipelines"}
"""The page of a proposal that leads to what its check left."""

KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "TEMP", "TMP", "SOURCE_DATE_EPOCH")
"""The variables that the process knows that reads what others propose."""

LONGEST = 300
"""How many seconds that may take."""


class NoReportError(Exception):
    """What a proposal changes cannot be said; the text says why."""


def tend(host: Host, root: Path, day: datetime.date) -> Iterator[str]:
    """Look at every open issue and proposal; yields a line for the log for each.

    ``root`` is a clone of the repository of the host, with the main branch checked out. One that cannot be
    dealt with keeps no other waiting: its line says why. Raises RefusedError or UnreachableError where the
    host does not even list them.
    """
    for issue in list(host.issues()):
        if made_with_form(issue):
            yield _said(f"Issue {issue.number}", partial(answer_issue, host, issue, root, day))
    for proposed in list(host.waiting()):
        yield _said(f"Proposal {proposed.number}", partial(tell, host, proposed, root))


def made_with_form(issue: Issue) -> bool:
    """Whether an issue was made with the form: it has its label, or begins with its mark.

    At GitLab, who is no member may give no label.
    """
    return LABEL in issue.labels or issue.text.lstrip().startswith(ISSUE_MARK)


def tell(host: Host, proposed: Proposed, root: Path) -> str:
    """Write on a proposal what it changes, and give it its labels; returns a line for the log.

    Raises NoReportError if that cannot be said, RefusedError or UnreachableError if the host does not do it.
    """
    texts = translations(language(root))
    report = report_on(proposed, root, REFS[host.kind].format(n=proposed.number))
    checks = CHECKS.get(host.kind, "").format(address=proposed.address)
    text = comment_text(report, host.kind, proposed.number, proposed.commit, texts, checks=checks)
    host.comment(proposed.number, MARK, text)
    if not report.refused:
        labels = labels_of(read_collections(root)[0], texts)
        among = names_among(list(labels), labels)
        host.label(proposed.number, names_among(keys_of(report), labels), among)
    return f"Proposal {proposed.number} was told."


def report_on(proposed: Proposed, root: Path, ref: str) -> Report:
    """The report on a proposal as it is once merged into what is checked out in ``root``.

    ``ref`` is where the host keeps it. Raises NoReportError.
    """
    with tempfile.TemporaryDirectory(prefix="atelier-") as name:
        folder = Path(name)
        try:
            _git(root, "fetch", "--quiet", "--no-tags", "origin", ref)
            _take_out(root, _git(root, "merge-tree", "--write-tree", "HEAD", proposed.commit), folder)
        except (subprocess.SubprocessError, OSError) as error:
            raise NoReportError(f"It does not go together with the main branch: {error}") from error
        command = ("changes", "--base", str(root.resolve()), "--root", name, "--format", "json")
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                [sys.executable, "-m", "atelier", *command, "--lang", language(root)],
                cwd=root,
                env={key: os.environ[key] for key in KEPT if key in os.environ},
                capture_output=True,
                check=True,
                timeout=LONGEST,
            )
            return Report.model_validate_json(done.stdout)
        except (subprocess.SubprocessError, OSError, ValueError) as error:
            raise NoReportError(f"Its files cannot be compared: {error}") from error


def _said(what: str, done: Callable[[], str]) -> str:
    try:
        return done()
    except (NoReportError, RefusedError, UnreachableError) as error:
        return f"{what}: {error}"


def _take_out(root: Path, tree: str, folder: Path) -> None:
    """Write the files of a tree of git to a folder; a link becomes a file that says where it leads."""
    with tempfile.TemporaryDirectory(prefix="atelier-") as name:
        index = {"GIT_INDEX_FILE": str(Path(name, "index"))}
        _git(root, "read-tree", tree, also=index)
        prefix = f"--prefix={folder.as_posix()}/"
        _git(root, "-c", "core.symlinks=false", "checkout-index", "--all", prefix, also=index)


def _git(root: Path, *arguments: str, also: dict[str, str] | None = None) -> str:
    command = ("git", "-C", str(root), *arguments)
    environment = {**os.environ, **(also or {})}
    done = subprocess.run(command, check=True, capture_output=True, env=environment, timeout=LONGEST)  # noqa: S603
    return done.stdout.decode().strip()
