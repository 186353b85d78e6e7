"""An issue made with the form becomes a pull request: ``python -m atelier.github.issue_bot``.

The issue comes from GitHub's event, so each is answered at once. Where a host starts nothing for an issue,
``atelier tend`` answers all that wait.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atelier.checks.day import today
from atelier.contribute.issue_form import LABEL
from atelier.hosts.github import GitHub, event, of_workflow
from atelier.hosts.host import Issue, RefusedError, UnreachableError
from atelier.proposals.issues import answer_issue


def act(github: GitHub, happened: Mapping[str, Any], root: Path, day: datetime.date) -> str:
    """Answer an issue, and make or update its pull request; returns a line for the log.

    Raises RefusedError or UnreachableError if GitHub does not do it.
    """
    issue = happened["issue"]
    labels = tuple(label["name"] for label in issue["labels"])
    if LABEL not in labels:
        return "This issue was not made with the form."
    return answer_issue(github, Issue(int(issue["number"]), issue["body"] or "", labels), root, day)


def main() -> int:
    """Run it for the issue in GitHub's event. A refusal is exit code 1 and one line."""
    try:
        print(act(of_workflow(), event(), Path(), today()))
    except (RefusedError, UnreachableError) as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
