"""An issue that somebody made with the form, turned into files: an initiative, and a partner if that is new.

The issue is data: it is read, never run. Files are written only where the whole catalogue is well with
them, and never over a file that is there.
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

from atelier.content.front_matter import Value
from atelier.content.source import BODY_LIMIT
from atelier.content.writer import file_text
from atelier.contribute.issue_form import STORY, FormQuestion, answers, questions, value_of
from atelier.contribute.new_files import free_path, write_if_well
from atelier.contribute.settings import language
from atelier.model.fields import SHAPES
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.problems.problem import field_path
from atelier.render.wording import Wording
from atelier.report.explain import Explanation
from atelier.report.markdown import as_item, markdown_text

MOST = 4 * BODY_LIMIT
"""Characters of an issue that are read; GitHub itself takes 65,536."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an issue.

    Attributes:
        title: of the initiative, in words alone: GitHub acts on # and @ in the title of a pull request.
        files: the text of every file that was made, by its path from the root.
        written: whether they stand there now; else something has to be mended first.
        told: what is wrong, or what could be better, by the question that it is about.

    """

    title: str
    files: Mapping[str, str]
    written: bool
    told: Sequence[tuple[str, Explanation]]


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
    """Make files of the text of an issue below ``root``, and check them; where something is wrong none stays.

    The questions are those of the form, in the language of the site; what is told of the answers is in the
    language of ``texts``. Raises OSError where a file cannot be written.
    """
    asked = list(chain.from_iterable(questions(Wording(language(root))).values()))
    # JSON can hold half a character, which no file can.
    body = body[:MOST].encode("utf-8", "replace").decode()
    given = answers(body, asked)
    files = _files(asked, given, root, today)
    title = " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", given.get("title", "")))[:160]
    written, explanations = write_if_well(files, root, today, texts)
    told = [(_question(explanation, asked, files, texts), explanation) for explanation in explanations]
    return Outcome(title, files, written, told)


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


def _question(
    explanation: Explanation, asked: Sequence[FormQuestion], files: Collection[str], texts: NullTranslations
) -> str:
    """Which question something is about, and which line of its answer; else where it is."""
    problem = explanation.problem
    if problem.path not in files:
        return f"{problem.path}, {explanation.label or problem.field}"
    path = field_path(problem.field)
    place = ".".join(part for part in path if isinstance(part, str))
    if problem.path.startswith(f"{Partner.folder}/"):
        place = f"+{place}"
    elif problem.field == "body":
        place = STORY
    label = next(
        (question.label for question in asked if f"{place}.".startswith(f"{question.path}.")),
        explanation.label,
    )
    number = next((part + 1 for part in path if isinstance(part, int)), None)
    if number is None:
        return label
    return texts.gettext("%(label)s, number %(number)s") % {"label": label, "number": number}


def answer(outcome: Outcome, translations: NullTranslations, proposal: str = "") -> str:
    """What to say in the issue, as Markdown in which nothing that somebody typed is markup, link or mention.

    ``proposal`` is the address of the pull request, where there is one.
    """
    gettext = translations.gettext
    wrong = [told for told in outcome.told if told[1].problem.severity == "error"]
    better = [told for told in outcome.told if told not in wrong]
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


def _list(told: Sequence[tuple[str, Explanation]]) -> str:
    return "\n".join(as_item(place, explanation) for place, explanation in told)
