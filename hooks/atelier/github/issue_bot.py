"""An issue made with the form becomes a pull request: ``python -m atelier.github.issue_bot``.

The text of the issue is data: it comes from GitHub's event, ``atelier.contribute.from_issue`` reads it, and
it reaches no shell. The files go to a new branch through GitHub's API, so no git runs with a token.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atelier.checks.day import today
from atelier.content.settings import language
from atelier.contribute.from_issue import answer, from_issue
from atelier.contribute.issue_form import LABEL
from atelier.contribute.submission import NotTakenError
from atelier.hosts.github import GitHub, event, of_workflow
from atelier.hosts.host import Proposal, RefusedError, TakenOverError, UnreachableError
from atelier.i18n.translation import translations
from atelier.proposals.labels import keep, labels_of
from atelier.proposals.report import alike_to, reader_of
from atelier.report.markdown import markdown_text

MARK = "<!-- atelier: from issue -->"
"""The start of the answer in the issue, by which the next run finds it to change it."""


def act(github: GitHub, happened: Mapping[str, Any], root: Path, day: datetime.date) -> str:
    """Answer an issue, and make or update its pull request; returns a line for the log.

    Raises RefusedError or UnreachableError if GitHub does not do it.
    """
    issue, texts = happened["issue"], translations(language(root))
    if LABEL not in {label["name"] for label in issue["labels"]}:
        return "This issue was not made with the form."
    number, branch = int(issue["number"]), f"initiatief/{int(issue['number'])}"
    proposed = github.find(branch)
    if proposed and proposed.state != "open":
        said = texts.gettext(
            "This was dealt with before. To change what is on the site, choose “Improve this page” there."
        )
        github.comment(number, MARK, said)
        return f"Issue {number} was dealt with before."
    try:
        outcome = from_issue(issue["body"] or "", root, day, texts)
    except NotTakenError as error:
        github.comment(number, MARK, markdown_text(str(error)))
        return f"Issue {number} holds no submission."
    if not outcome.well:
        github.comment(number, MARK, answer(outcome, texts))
        return f"Issue {number} was told what to mend."
    said = markdown_text(texts.gettext("Made from an issue, and checked: nothing is wrong with it."))
    text = "\n\n".join(filter(None, [said, alike_to(root, outcome.files, texts), f"Closes #{number}\n"]))
    labels = labels_of(outcome.files, reader_of(root), day, texts)
    try:
        proposed = github.propose(
            Proposal(branch, outcome.subject, text, message(number), outcome.files, labels)
        )
        keep(github, proposed, labels, texts)
    except TakenOverError:
        said = texts.gettext(
            "The editors have changed the proposal themselves, so it is not made anew. "
            "They read what you changed here."
        )
        github.comment(number, MARK, said)
        return f"Editors have changed the proposal of issue {number}."
    github.comment(number, MARK, answer(outcome, texts, proposed.address))
    return f"Issue {number} is pull request {proposed.number}."


def message(number: int) -> str:
    """The commit message for an issue, without any text of it, because GitHub acts on some words."""
    return f"Add what issue {number} proposes"


def main() -> int:
    """Run it for the issue in GitHub's event. A refusal is exit code 1 and one line."""
    try:
        print(act(of_workflow(), event(), Path(), today()))
    except (RefusedError, UnreachableError) as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
