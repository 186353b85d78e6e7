"""An issue made with the form becomes a proposal, or is told what needs mending; the same at every host.

The text of the issue is data: ``atelier.contribute.from_issue`` reads it, and it reaches no shell. The files
go to a new branch through the API of the host, so no git runs with a token.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from atelier.content.settings import language
from atelier.contribute.from_issue import answer, from_issue
from atelier.contribute.submission import NotTakenError
from atelier.hosts.host import Host, Issue, Proposal, TakenOverError
from atelier.i18n.translation import translations
from atelier.proposals.labels import keep, labels_of
from atelier.proposals.report import alike_to, reader_of
from atelier.report.markdown import markdown_text

MARK = "<!-- atelier: from issue -->"
"""The start of the answer in the issue, by which the next run finds it to change it."""


def answer_issue(host: Host, issue: Issue, root: Path, day: datetime.date) -> str:
    """Answer an issue, and make or update its proposal; returns a line for the log.

    ``root`` has the catalogue of the main branch. Raises RefusedError or UnreachableError if the host does
    not do it.
    """
    texts, number, branch = translations(language(root)), issue.number, f"initiatief/{issue.number}"
    proposed = host.find(branch)
    if proposed and proposed.state != "open":
        said = texts.gettext(
            "This was dealt with before. To change what is on the site, choose “Improve this page” there."
        )
        host.reply(number, MARK, said)
        return f"Issue {number} was dealt with before."
    try:
        outcome = from_issue(issue.text, root, day, texts)
    except NotTakenError as error:
        host.reply(number, MARK, markdown_text(str(error)))
        return f"Issue {number} holds no submission."
    if not outcome.well:
        host.reply(number, MARK, answer(outcome, texts))
        return f"Issue {number} was told what to mend."
    said = markdown_text(texts.gettext("Made from an issue, and checked: nothing is wrong with it."))
    text = "\n\n".join(filter(None, [said, alike_to(root, outcome.files, texts), f"Closes #{number}\n"]))
    labels = labels_of(outcome.files, reader_of(root), day, texts)
    try:
        proposed = host.propose(
            Proposal(branch, outcome.subject, text, message(number), outcome.files, labels)
        )
        keep(host, proposed, labels, texts)
    except TakenOverError:
        said = texts.gettext(
            "The editors have changed the proposal themselves, so it is not made anew. "
            "They read what you changed here."
        )
        host.reply(number, MARK, said)
        return f"Editors have changed the proposal of issue {number}."
    host.reply(number, MARK, answer(outcome, texts, proposed.address))
    return f"Issue {number} is proposal {proposed.number}."


def message(number: int) -> str:
    """The commit message for an issue, without any text of it, because hosts act on some words."""
    return f"Add what issue {number} proposes"
