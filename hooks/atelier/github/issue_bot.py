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
from atelier.contribute.submission import NotTakenError, Outcome
from atelier.github.api import PAGE_SIZE, GitHub, RefusedError, event, put_comment, repository
from atelier.i18n.translation import translations
from atelier.report.markdown import markdown_text

MARK = "<!-- atelier: from issue -->"
"""The start of the answer in the issue, by which the next run finds it to change it."""


def act(github: GitHub, happened: Mapping[str, Any], root: Path, day: datetime.date) -> str:
    """Answer an issue, and make or update its pull request; returns a line for the log.

    Raises RefusedError if GitHub refuses.
    """
    issue, texts = happened["issue"], translations(language(root))
    if LABEL not in {label["name"] for label in issue["labels"]}:
        return "This issue was not made with the form."
    number, branch = int(issue["number"]), f"initiatief/{int(issue['number'])}"
    owner = github.repository.partition("/")[0]
    pulls = github.get("pulls", state="all", head=f"{owner}:{branch}", per_page=PAGE_SIZE)
    if any(pull["state"] != "open" for pull in pulls):
        said = texts.gettext(
            "This was dealt with before. To change what is on the site, choose “Improve this page” there."
        )
        put_comment(github, number, MARK, f"{MARK}\n{said}")
        return f"Issue {number} was dealt with before."
    if pulls and github.get(f"git/commits/{pulls[0]['head']['sha']}")["message"] != message(number):
        said = texts.gettext(
            "The editors have changed the proposal themselves, so it is not made anew. "
            "They read what you changed here."
        )
        put_comment(github, number, MARK, f"{MARK}\n{said}")
        return f"Editors have changed the proposal of issue {number}."
    try:
        outcome = from_issue(issue["body"] or "", root, day, texts)
    except NotTakenError as error:
        put_comment(github, number, MARK, f"{MARK}\n{markdown_text(str(error))}")
        return f"Issue {number} holds no submission."
    if not outcome.well:
        put_comment(github, number, MARK, f"{MARK}\n{answer(outcome, texts)}")
        return f"Issue {number} was told what to mend."
    commit(github, outcome, message(number), base=happened["repository"]["default_branch"], branch=branch)
    title = outcome.subject
    if pulls:
        (pull,) = pulls
        github.ask("PATCH", f"pulls/{int(pull['number'])}", {"title": title})
    else:
        said = markdown_text(texts.gettext("Made from an issue, and checked: nothing is wrong with it."))
        text = f"{said}\n\nCloses #{number}\n"
        base = happened["repository"]["default_branch"]
        pull = github.post("pulls", {"title": title, "head": branch, "base": base, "body": text})
    put_comment(github, number, MARK, f"{MARK}\n{answer(outcome, texts, pull['html_url'])}")
    return f"Issue {number} is pull request {pull['number']}."


def message(number: int) -> str:
    """The commit message for an issue, without any text of it, because GitHub acts on some words."""
    return f"Add what issue {number} proposes"


def commit(github: GitHub, outcome: Outcome, text: str, *, base: str, branch: str) -> None:
    """Set a branch to the newest commit of ``base`` with the files of an issue added.

    ``text`` is the message of the commit.
    """
    newest = github.get(f"git/ref/heads/{base}")["object"]["sha"]
    files = [
        {"path": path, "mode": "100644", "type": "blob", "content": (data or b"").decode()}
        for path, data in outcome.files.items()
    ]
    below = github.get(f"git/commits/{newest}")["tree"]["sha"]
    tree = github.post("git/trees", {"base_tree": below, "tree": files})["sha"]
    data = {"message": text, "tree": tree, "parents": [newest]}
    made = github.post("git/commits", data)["sha"]
    known = {ref["ref"] for ref in github.get(f"git/matching-refs/heads/{branch}")}
    if f"refs/heads/{branch}" in known:
        github.ask("PATCH", f"git/refs/heads/{branch}", {"sha": made, "force": True})
    else:
        github.ask("POST", "git/refs", {"ref": f"refs/heads/{branch}", "sha": made})


def main() -> int:
    """Run it for the issue in GitHub's event. A refusal is exit code 1 and one line."""
    try:
        print(act(repository(), event(), Path(), today()))
    except RefusedError as refusal:
        sys.exit(str(refusal))
    return 0


if __name__ == "__main__":
    sys.exit(main())
