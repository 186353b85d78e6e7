"""Files made of an issue that came from the form: an initiative, and its partner if that is new.

The issue is data: it is read, never run. What comes of it is a submission as any other.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from itertools import chain
from pathlib import Path

import typer

from atelier.content.front_matter import Value
from atelier.content.settings import kinds_in, language
from atelier.content.source import BODY_LIMIT
from atelier.content.writer import file_text
from atelier.contribute.issue_form import FormQuestion, answers, questions, value_of
from atelier.contribute.issue_template import agreed, without_comments
from atelier.contribute.new_files import free_path
from atelier.contribute.site_issue import files_of_site
from atelier.contribute.submission import NotTakenError, Outcome, Remark, Submission, prepare
from atelier.model.initiative import Initiative
from atelier.model.kinds import Kinds
from atelier.model.partner import Partner
from atelier.render.wording import Wording
from atelier.report.markdown import as_item, markdown_text
from atelier.sections.add.description import STORY
from atelier.sections.add.proposal import ISSUE_MARK

MOST = 4 * BODY_LIMIT
"""How many characters of an issue are read; GitHub allows 65,536."""


def issue_text(source: str, texts: NullTranslations) -> str:
    """The text of an issue in JSON: an event of GitHub, or the issue itself. Raises typer.BadParameter."""
    try:
        data = json.loads(source)
        body = data.get("issue", data)["body"]
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        body = 0
    if body is not None and not isinstance(body, str):
        raise typer.BadParameter(texts.gettext("This is no issue in JSON."), param_hint="FILE")
    return body or ""


def from_issue(body: str, root: Path, today: datetime.date, texts: NullTranslations) -> Outcome:
    """What the text of an issue comes to in the catalogue in ``root``, which stays as it is.

    The questions are those of the form, in the language of the site; the messages are in the language of
    ``texts``. Raises NotTakenError, and OSError if nothing can be written to a temporary folder.
    """
    wording = Wording(language(root))
    # JSON can hold a lone surrogate, which no file can.
    body = body[:MOST].encode("utf-8", "replace").decode()
    files = files_of_site(body, wording)
    if not files:
        if body.lstrip().startswith(ISSUE_MARK) and not agreed(body, wording):
            raise NotTakenError(
                texts.gettext("Tick at the end that you know that all of this becomes public.")
            )
        body = without_comments(body)
        kinds = kinds_in(root)
        asked = list(chain.from_iterable(questions(kinds, wording).values()))
        files = _files(asked, answers(body, asked), root, kinds, today)
    return prepare(Submission(files), root, today, texts)


def _files(
    asked: Sequence[FormQuestion], given: Mapping[str, str], root: Path, kinds: Kinds, today: datetime.date
) -> dict[str, str]:
    initiative: dict[str, Value] = {"added": str(today), "last_confirmed": str(today)}
    partner: dict[str, Value] = {}
    for question in asked:
        answer = given.get(question.path, "")
        if question.field is None or not answer:
            continue
        data = partner if question.path.startswith("+") else initiative
        *above, key = question.path.removeprefix("+").split(".")
        for part in above:
            inner = data.setdefault(part, {})
            assert isinstance(inner, dict)  # noqa: S101 - a path of the form leads through groups
            data = inner
        data[key] = value_of(question, answer)
    files = {}
    if partner.get("name"):
        path = free_path(root, Partner.folder, str(partner["name"]))
        files[path] = file_text(kinds.shapes[Partner.collection], partner)
    path = free_path(root, Initiative.folder, given.get("title", ""))
    files[path] = file_text(kinds.shapes[Initiative.collection], initiative, given.get(STORY, ""))
    return files


def answer(outcome: Outcome, translations: NullTranslations, proposal: str = "") -> str:
    """The answer to the issue, as Markdown in which no text of the issue is markup, a link or a mention.

    ``proposal`` is the address of the pull request, if there is one.
    """
    gettext = translations.gettext
    if outcome.well:
        parts = [gettext("Thank you! This is now a proposal, and the editors look at it.")]
        if proposal:
            parts[0] += f" {proposal}"
        parts.append("\n".join(f"- {markdown_text(path)}" for path in outcome.files))
        parts.append(gettext("Change the text of this issue to change the proposal."))
    else:
        how = gettext(
            "Change the text of this issue with the three dots at its top right and *Edit*. "
            "It is then looked at again."
        )
        thanks = gettext("Thank you! A few things need mending first.")
        parts = [f"{thanks} {how}", _list(outcome.wrong)]
    if outcome.better:
        parts += [gettext("This would make it better still:"), _list(outcome.better)]
    return "\n\n".join(parts)


def _list(remarks: Sequence[Remark]) -> str:
    return "\n".join(
        as_item(remark.place, remark.explanation, remark.message, remark.hint) for remark in remarks
    )
