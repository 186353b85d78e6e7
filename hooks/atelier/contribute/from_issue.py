"""Files made of an issue that came from the form: an initiative, and its partner if that is new.

The issue is data: it is read, never run. Files are kept only if the catalogue has no errors with them, and
never replace a file.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from itertools import chain
from pathlib import Path

import typer

from atelier.content.front_matter import Value, read_front_matter
from atelier.content.settings import language
from atelier.content.source import BODY_LIMIT, SourceFile
from atelier.content.writer import file_text
from atelier.contribute.issue_form import FormQuestion, answers, questions, value_of
from atelier.contribute.new_files import free_path, write_if_well
from atelier.contribute.site_issue import files_of_site
from atelier.model.base import Record
from atelier.model.fields import SHAPES
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.model.records import kind_of
from atelier.problems.problem import field_path
from atelier.render.wording import Wording
from atelier.report.explain import Explanation
from atelier.report.markdown import as_item, markdown_text
from atelier.sections.add.description import STORY, Form
from atelier.sections.add.forms import FORMS
from atelier.sections.add.initiative import INITIATIVE

BY_KIND: Mapping[type[Record] | None, Form] = {form.kind: form for form in FORMS}
"""The form of each kind of record that has one."""

MOST = 4 * BODY_LIMIT
"""How many characters of an issue are read; GitHub allows 65,536."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem in words for who filled in the form.

    Attributes:
        place: its question, and the line of the answer.
        message: what is wrong.
        hint: what to do; empty where the message says it.
        explanation: the problem, and all else there is to say of it.

    """

    place: str
    message: str
    hint: str
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an issue.

    Attributes:
        title: of the record, only words: GitHub acts on # and @ in the title of a pull request.
        subject: the title of its pull request.
        files: the text of every file that was made, by its path from the root.
        written: whether the files are written; else something must be fixed first.
        explained: what is wrong or could be better.

    """

    title: str
    subject: str
    files: Mapping[str, str]
    written: bool
    explained: Sequence[Remark]


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
    """Make files of the text of an issue below ``root``, and check them; if anything is wrong, remove them.

    The questions are those of the form, in the language of the site; the messages are in the language of
    ``texts``. Raises OSError if a file cannot be written.
    """
    wording = Wording(language(root))
    asked = list(chain.from_iterable(questions(wording).values()))
    # JSON can hold a lone surrogate, which no file can.
    body = body[:MOST].encode("utf-8", "replace").decode()
    form = INITIATIVE
    files = files_of_site(body, root, wording)
    if files:
        form, called = _record(files)
    else:
        given = answers(body, asked)
        files, called = _files(asked, given, root, today), given.get("title", "")
    title = " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", called))[:160]
    written, explanations = write_if_well(files, root, today, texts)
    explained = [_remark(explanation, asked, files, texts) for explanation in explanations]
    new = form.texts["subject_new"]
    subject = texts.gettext(new).replace("{title}", title)
    return Outcome(title, subject, files, written, explained)


def _record(files: Mapping[str, str]) -> tuple[Form, str]:
    """The form that made the files, and the name or title of their record."""
    path = next((path for path in files if kind_of(path) in BY_KIND), next(iter(files)))
    form = BY_KIND.get(kind_of(path), INITIATIVE)
    front, _ = read_front_matter(SourceFile(path, "", files[path]))
    return form, str((front.data or {}).get(form.kind.called_by, ""))


def _files(
    asked: Sequence[FormQuestion], given: Mapping[str, str], root: Path, today: datetime.date
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
        files[path] = file_text(SHAPES[Partner.collection], partner)
    path = free_path(root, Initiative.folder, given.get("title", ""))
    files[path] = file_text(SHAPES[Initiative.collection], initiative, given.get(STORY, ""))
    return files


def _remark(
    explanation: Explanation, asked: Sequence[FormQuestion], files: Collection[str], texts: NullTranslations
) -> Remark:
    """A problem by the question that it is about; else by its place in a file of the catalogue."""
    problem = explanation.problem
    message, hint = problem.texts(texts, asked=True)
    if problem.path not in files:
        return Remark(f"{problem.path}, {explanation.label or problem.field}", message, hint, explanation)
    path = field_path(problem.field)
    place = ".".join(part for part in path if isinstance(part, str))
    if problem.path.startswith(f"{Partner.folder}/"):
        place = f"+{place}"
    question = next((one for one in asked if f"{place}.".startswith(f"{one.path}.")), None)
    label = question.label if question else explanation.label
    if problem.code == "missing" and question:
        message, hint = f"{texts.gettext(question.words_within(place).missing)}.", ""
    number = next((part + 1 for part in path if isinstance(part, int)), None)
    if number is not None:
        label = texts.gettext("%(label)s (number %(number)s)") % {"label": label, "number": number}
    return Remark(label, message, hint, explanation)


def answer(outcome: Outcome, translations: NullTranslations, proposal: str = "") -> str:
    """The answer to the issue, as Markdown in which no text of the issue is markup, a link or a mention.

    ``proposal`` is the address of the pull request, if there is one.
    """
    gettext = translations.gettext
    wrong = [item for item in outcome.explained if item.explanation.problem.severity == "error"]
    better = [item for item in outcome.explained if item not in wrong]
    if outcome.written:
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
        parts = [f"{thanks} {how}", _list(wrong)]
    if better:
        parts += [gettext("This would make it better still:"), _list(better)]
    return "\n\n".join(parts)


def _list(remarks: Sequence[Remark]) -> str:
    return "\n".join(
        as_item(remark.place, remark.explanation, remark.message, remark.hint) for remark in remarks
    )
