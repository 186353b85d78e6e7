"""An issue that the form on the site fills: its form at GitHub, and the files in it.

A page of GitHub for a new file takes one file, so several that belong together come as one issue, each as a
block of code under its path. They are data as everything in an issue: only new files of kinds that have a
form are taken, and they are kept only if the check finds nothing wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from atelier.contribute.issue_form import LABEL, agreement, as_yaml
from atelier.contribute.submission import NEW, ours
from atelier.model.base import Record
from atelier.render.wording import Wording
from atelier.sections.add.proposal import FILES, HEADING, SITE_TEMPLATE

FILE = f".github/ISSUE_TEMPLATE/{SITE_TEMPLATE}"

FENCE = re.compile("(`{3,})markdown")
"""The line above the text of a file; as many backticks alone are the line below it."""


def site_issue_form(wording: Wording) -> str:
    """The form in GitHub's format."""
    gettext = wording.texts.gettext
    about = gettext("The form on the site fills this in. Only drag a picture into it, if you have one.")
    files = {"label": gettext(HEADING), "description": about}
    return as_yaml(
        {
            "name": gettext("Proposal from the form on the site"),
            "description": gettext("The form on the site opens this by itself."),
            "title": gettext("New initiative"),
            "labels": [LABEL],
            "body": [
                {
                    "type": "textarea",
                    "id": FILES,
                    "attributes": files,
                    "validations": {"required": True},
                },
                agreement(wording),
            ],
        }
    )


def files_of_site(body: str, wording: Wording) -> dict[str, str]:
    """The files in the text of an issue, by their path as the form gave it; none in another issue."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if f"### {wording.texts.gettext(HEADING)}" not in lines:
        return {}
    return dict(blocks(lines))


def blocks(lines: Sequence[str], kinds: frozenset[type[Record] | None] = NEW) -> Iterator[tuple[str, str]]:
    """The path and the text of each block of code under the path of a record of some kinds."""
    at = 0
    while at + 1 < len(lines):
        fence = FENCE.fullmatch(lines[at + 1])
        if fence is None or not ours(lines[at], kinds):
            at += 1
            continue
        end = next((n for n in range(at + 2, len(lines)) if lines[n] == fence[1]), len(lines))
        yield lines[at], "".join(f"{line}\n" for line in lines[at + 2 : end])
        at = end + 1
