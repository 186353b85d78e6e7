"""What somebody sent, whatever the way, becomes the files of a proposal or a list of what is to be mended.

It is data: it is read, never run, and checked against the catalogue without being written into it.
"""

from __future__ import annotations

import datetime
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import NullTranslations
from itertools import chain
from pathlib import Path

from atelier.checks.check import Findings
from atelier.checks.standing import Standing
from atelier.content.former import fields_of
from atelier.content.settings import kinds_in, language, site_url
from atelier.content.source import TABLE
from atelier.contribute.issue_form import FormQuestion, questions
from atelier.contribute.new_files import free_path
from atelier.hosts.host import Proposal
from atelier.images.header import BYTE_LIMIT, Refusal
from atelier.images.smaller import smaller
from atelier.model.base import Record
from atelier.model.partner import Partner
from atelier.model.question import Question
from atelier.model.records import kind_of
from atelier.model.slug import IMAGE_NAME, SLUG
from atelier.problems.problem import Problem, field_path, shown
from atelier.render.wording import Wording
from atelier.report.explain import Explanation, explain
from atelier.report.markdown import markdown_text
from atelier.sections.add.description import Form
from atelier.sections.add.forms import FORMS
from atelier.sections.add.initiative import INITIATIVE

BY_KIND: Mapping[type[Record] | None, Form] = {form.kind: form for form in FORMS}
"""The form of each kind of record that has one."""

NEW = frozenset(BY_KIND) | {form.companion.kind for form in FORMS if form.companion}
"""The kinds of records that somebody may add."""

CHANGED = frozenset({*NEW, Question})
"""The kinds of which somebody may change a record: a question is told what answers it."""

MOST = 20
"""The most files of one submission; a form makes three, and one picture."""

COMMIT = "Take in what was sent with the form"
"""The message of the commit of a proposal, without any text of a sender."""


class NotTakenError(Exception):
    """No submission can be made of it; the text says why, in the language of who sent it."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody sent.

    Attributes:
        files: the text of each file of a record, by its path from the root.
        pictures: the bytes of each picture beside one, by its path from the root.
        changes: whether a file that is there already is changed; else it never is.

    """

    files: Mapping[str, str]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    changes: bool = False


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
    """What a submission comes to.

    Attributes:
        title: of the record, only words: hosts act on # and @ in the title of a proposal.
        subject: the title of the proposal.
        record: the path of the file that it is about.
        files: every file that changes, by its path from the root; None for one that goes.
        well: whether nothing is wrong, so that it can be proposed.
        explained: what is wrong or could be better.

    """

    title: str
    subject: str
    record: str
    files: Mapping[str, bytes | None]
    well: bool
    explained: Sequence[Remark]

    @property
    def wrong(self) -> Sequence[Remark]:
        """What must be mended first."""
        return [one for one in self.explained if one.explanation.problem.severity == "error"]

    @property
    def better(self) -> Sequence[Remark]:
        """What could be better, and stops nothing."""
        return [one for one in self.explained if one.explanation.problem.severity != "error"]


def prepare(
    submission: Submission,
    root: Path,
    day: datetime.date,
    texts: NullTranslations,
    standing: Standing | None = None,
) -> Outcome:
    """What a submission comes to in the catalogue in ``root``, which stays as it is.

    Questions are named in the language of the site; messages are in that of ``texts``. Pictures are made
    small anew and lose what a camera wrote along. Whoever prepares many gives ``standing``, so that the
    catalogue is not read for each. Raises NotTakenError, and OSError if there is no room for a moment.
    """
    _refuse(submission, texts)
    places = _places(submission, root)
    new = [path for path in places.values() if not (root / path).exists()]
    files = {places[path]: _bytes(text) for path, text in submission.files.items()}
    record = next((path for path in files if kind_of(path) in BY_KIND), next(iter(files)))
    pictures = {path: smaller(path, data) for path, data in submission.pictures.items()}
    # One that is refused goes along as it came, so that the check says why.
    kept = {p: submission.pictures[p] if isinstance(made, Refusal) else made for p, made in pictures.items()}
    with tempfile.TemporaryDirectory(prefix="atelier-") as name:
        folder = Path(name)
        _write(folder, {**files, **kept, **_tables(files, root)})
        found = (standing or Standing(root)).with_files(folder, day)
        problems, gone = _without_replaced(found, root, submission.changes)
        form = BY_KIND.get(kind_of(record), INITIATIVE)
        explained = list(_explained(problems, form, files, root, folder, texts))
    well = not any(remark.explanation.problem.severity == "error" for remark in explained)
    title = words_of(_called(files[record], form))
    subject = form.texts["subject_new" if record in new else "subject_edit"]
    return Outcome(
        title=title,
        subject=texts.gettext(subject).replace("{title}", title),
        record=record,
        files={**files, **kept, **dict.fromkeys(gone)},
        well=well,
        explained=explained,
    )


def proposal_of(outcome: Outcome, branch: str, said: str, message: str = COMMIT) -> Proposal:
    """The proposal of what is well. ``said`` is Markdown above the list of its files."""
    paths = "\n".join(f"- {markdown_text(path)}" for path in outcome.files)
    return Proposal(branch, outcome.subject, f"{said}\n\n{paths}\n", message, outcome.files)


def words_of(text: str) -> str:
    """The words of a title, without signs."""
    return " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text))[:160]


def ours(path: str, kinds: frozenset[type[Record] | None] = NEW) -> bool:
    """Whether a path is one of a record of some kinds."""
    folder, _, name = path.rpartition("/")
    slug = name.removesuffix(".md")
    return name != slug and folder in {kind.folder for kind in kinds if kind} and bool(SLUG.fullmatch(slug))


def _refuse(submission: Submission, texts: NullTranslations) -> None:
    """Raise NotTakenError for what no form makes."""
    gettext = texts.gettext
    if not submission.files:
        raise NotTakenError(gettext("There is no file of the form in it."))
    if len(submission.files) + len(submission.pictures) > MOST:
        raise NotTakenError(gettext("These are more files than the form makes."))
    folders = {path.rpartition("/")[0] for path in submission.files}
    kinds = CHANGED if submission.changes else NEW
    strange = [path for path in submission.files if not ours(path, kinds)]
    for path in submission.pictures:
        folder, _, name = path.rpartition("/")
        strange += [] if folder in folders and IMAGE_NAME.fullmatch(name) else [path]
    if strange:
        message = gettext("“%(path)s” is no place for a file of the form.")
        raise NotTakenError(message % {"path": shown(strange[0])})
    if any(len(data) > BYTE_LIMIT for data in submission.pictures.values()):
        message = gettext("A picture in it is larger than %(limit)s MB.")
        raise NotTakenError(message % {"limit": BYTE_LIMIT // 1024**2})


def _places(submission: Submission, root: Path) -> Mapping[str, str]:
    """Where each file goes: where it says, or elsewhere if it is new and another stands there."""
    if submission.changes:
        return {path: path for path in submission.files}
    places: dict[str, str] = {}
    for path in submission.files:
        folder, _, name = path.rpartition("/")
        taken = (root / path).exists()
        places[path] = free_path(root, folder, name.removesuffix(".md")) if taken else path
    return places


def _bytes(text: str) -> bytes:
    # JSON and mail can hold a lone surrogate, which no file can.
    return text.encode("utf-8", "replace")


def _tables(files: Mapping[str, bytes], root: Path) -> dict[str, bytes]:
    """The tables that stand beside files that are changed: a check reads them together."""
    beside = [path.removesuffix(".md") + TABLE for path in files]
    return {path: (root / path).read_bytes() for path in beside if (root / path).is_file()}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _without_replaced(found: Findings, root: Path, changes: bool) -> tuple[Sequence[Problem], Sequence[str]]:
    """The problems but for those of pictures that no record names any more, and the paths of those."""
    gone = [
        problem.path
        for problem in found.problems
        if changes and problem.code == "file-stray" and problem.path not in found.paths
    ]
    return [problem for problem in found.all if problem.path not in gone], gone


def _called(data: bytes, form: Form) -> str:
    """The title or name of a record."""
    return str(fields_of(form.kind, data.decode()).get(form.kind.called_by, ""))


def _explained(
    problems: Sequence[Problem],
    form: Form,
    files: Mapping[str, bytes],
    root: Path,
    folder: Path,
    texts: NullTranslations,
) -> Iterator[Remark]:
    """Problems by question; the lines are those of the files in ``folder``, and else those in ``root``."""
    if not problems:
        return
    asked = list(chain.from_iterable(questions(kinds_in(root), Wording(language(root)), form).values()))
    site = site_url(root)
    sent = [problem for problem in problems if problem.path in files]
    others = [problem for problem in problems if problem.path not in files]
    for explanation in [*explain(sent, folder, texts, site), *explain(others, root, texts, site)]:
        # Explanations read the file, which is soon gone.
        _ = explanation.marked, explanation.fix
        yield _remark(explanation, asked, files, texts)


def _remark(
    explanation: Explanation,
    asked: Sequence[FormQuestion],
    files: Mapping[str, bytes],
    texts: NullTranslations,
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
