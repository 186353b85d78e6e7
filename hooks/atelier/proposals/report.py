"""The report on a proposal: its errors, or else its changes, its risk, and what it is like.

A report is data. It is made where a stranger's code may run, and put into words where it cannot. So nothing
in it is trusted.
"""

from __future__ import annotations

import datetime
import filecmp
from collections.abc import Callable, Sequence
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from atelier.checks.baseline import Base
from atelier.checks.check import check
from atelier.content.entry import Entry
from atelier.content.reader import Collections, of_kind, read_collections
from atelier.content.settings import site_url
from atelier.i18n.translation import N_
from atelier.model.initiative import Initiative
from atelier.model.records import BY_COLLECTION
from atelier.model.risk import Risk
from atelier.problems.problem import Problem, shown
from atelier.proposals.changes import BODY, Change, Data, Line, changes
from atelier.proposals.files import differing
from atelier.proposals.risk import Files, Read, record_of, risks_of, versions_of
from atelier.report import text as problem_text
from atelier.report.explain import explain
from atelier.report.markdown import code_block, code_span
from atelier.report.words import field_label

if TYPE_CHECKING:
    from atelier.proposals.likeness import Likenesses

CHANGE_LABELS: dict[str, str] = {
    "new": N_("New"),
    "changed": N_("Changed"),
    "moved": N_("New address"),
    "gone": N_("Gone"),
}
RECORD_WORDS = {
    "initiatives": N_("initiative"),
    "pillars": N_("pillar"),
    "partners": N_("partner"),
    "funds": N_("fund"),
    "questions": N_("question"),
    "festivals": N_("festival"),
    "neighbours": N_("neighbour"),
}
"""The word for one record, by its collection."""
PLACES = {BODY: N_("the text")}
"""The words for changed parts that are not fields."""


MOST_ALIKE = 10
"""Of how many likenesses the comment tells."""
MOST_NEW = 50
"""Of how many new records it is said what they are like: one alone may be compared with all."""


class Alike(Data):
    """A new record that is like an existing one.

    Attributes:
        title: of the new record.
        path: of the existing one.
        other: the title of the existing one.
        partners: the names of the partners that they share.
        places: the places that they share.

    """

    title: Line
    path: Line
    other: Line
    partners: tuple[Line, ...] = ()
    places: tuple[Line, ...] = ()


class Report(Data):
    """The report on a proposal.

    Attributes:
        problems: the text of the check: the errors, or else the remarks on changed files.
        refused: whether a problem is an error. Then the report has nothing else.
        changes: by kind of record and by name of file.
        pillars: the slugs of the pillars of the initiatives that changed.
        risks: what the proposal touches, the highest risk first.
        alike: which new records are like existing ones.

    """

    problems: str
    refused: bool
    changes: tuple[Change, ...] = ()
    pillars: tuple[Line, ...] = ()
    risks: tuple[Risk, ...] = ()
    alike: tuple[Alike, ...] = ()


def report_of(base: Base, root: Path, today: datetime.date, translations: NullTranslations) -> Report:
    """Check the catalogue in ``root``, and compare it with ``base``, what it was before."""
    result = check(root, today, base=base)

    def text_of(problems: Sequence[Problem]) -> str:
        if not problems:
            return ""
        explanations = explain(problems, root, translations, site_url(root))
        return problem_text.as_text(explanations, len(result.collections.paths), translations)

    if result.catalogue is None:
        errors = [problem for problem in result.problems if problem.severity == "error"]
        return Report(problems=text_of(errors), refused=True)

    def same(path: str) -> bool:
        old = base.root / path
        return old.is_file() and filecmp.cmp(old, root / path, shallow=False)

    found = changes(base.collections, result.collections, same)
    touched = frozenset(name for change in found for name in (change.path, change.former))
    initiatives = result.catalogue.initiatives.values()
    pillars = {e.record.pillar for e in initiatives if e.path in touched and e.record.pillar}
    # Of what is gone or went to another pillar; it is written as a slug, or else it is left out.
    was = {e.record.pillar for e in of_kind(base.collections, Initiative) if e.path in touched}
    pillars |= was & result.catalogue.pillars.keys()
    files, read = differing(base.root, root), reader_of(base.root)
    return Report(
        problems=text_of([problem for problem in result.all if problem.touches(touched)]),
        refused=False,
        changes=tuple(found),
        pillars=tuple(sorted(pillars)),
        risks=risks_of(files, read, today),
        alike=alike_in(files, read, partial(likenesses_of, base.collections)),
    )


def reader_of(root: Path) -> Read:
    """What reads the files of a folder, by their paths from it; a link is no file of it."""

    def read(path: str) -> bytes | None:
        file = root / path
        return file.read_bytes() if file.is_file() and not file.is_symlink() else None

    return read


def likenesses_of(published: Collections) -> Likenesses:
    """The records of a catalogue, to compare new ones with."""
    # Slow to import, and only needed for a new record.
    from atelier.proposals.likeness import Likenesses

    return Likenesses(published)


def alike_in(files: Files, before: Read, published: Callable[[], Likenesses]) -> tuple[Alike, ...]:
    """Which new records of a proposal are like published ones.

    ``before`` reads what is published; ``published`` gives its records, if there is a new one to compare.
    """
    records = {record for path in files if (record := record_of(path))}
    versions = versions_of(records, files, before)
    new = [one.new for one in versions if one.old is None and isinstance(one.new, Entry)][:MOST_NEW]
    if not new:
        return ()
    likenesses = published()
    gone = {path for path in records if path in files and files[path] is None}
    return tuple(
        Alike(
            title=entry.title,
            path=like.entry.path,
            other=like.entry.title,
            partners=like.partners,
            places=like.places,
        )
        for entry in new
        for like in likenesses.of(entry, gone)
    )


def alike_to(root: Path, files: Files, texts: NullTranslations) -> str:
    """In Markdown, what new records of a proposal are like in the catalogue in ``root``; empty if nothing."""
    found = alike_in(files, reader_of(root), lambda: likenesses_of(read_collections(root)[0]))
    return alike_as_markdown(found, texts).strip()


def as_text(report: Report, translations: NullTranslations) -> str:
    """The report for a terminal: the text of the check, and a line for each change."""
    if report.refused:
        return report.problems
    lines = [_line(change, translations, shown, str) for change in report.changes]
    lines = lines or [translations.gettext("Nothing changes in the catalogue.")]
    lines += [_alike_line(alike, translations, shown) for alike in report.alike]
    lines += [_risk_line(report.risks, translations, str)] if report.risks else []
    return "\n".join([*lines, *(["", report.problems] if report.problems else [])])


def as_markdown(report: Report, translations: NullTranslations, limit: int = 60_000) -> str:
    """The report for GitHub, at most about ``limit`` characters.

    Text from files is in spans or blocks of code, so that none of it is a link, a mention, Markdown or HTML.
    """
    _ = translations.gettext
    if report.refused:
        title = _("Something needs mending")
        hint = _("Mend it in this proposal: then it is checked again. Each point says how.")
        return f"### {title}\n\n{hint}\n\n{code_block(report.problems, limit)}\n"
    title = _("All is well")
    said = _("This changes in the catalogue:") if report.changes else _("Nothing changes in the catalogue.")
    text = f"### {title}\n\n"
    text += _risk_line(report.risks, translations, "**{}**".format) + "\n\n" if report.risks else ""
    text += f"{said}\n"
    text += "\n" if report.changes else ""
    for number, change in enumerate(report.changes):
        line = f"- {_line(change, translations, code_span, '**{}**'.format)}\n"
        if len(text) + len(line) > limit // 2:
            text += "- " + _("and %(n)s more") % {"n": len(report.changes) - number} + "\n"
            break
        text += line
    if report.alike:
        text += f"\n{alike_as_markdown(report.alike, translations)}"
    if report.problems:
        said = _("This may be better:")
        text += f"\n{said}\n\n{code_block(report.problems, limit // 2)}\n"
    return text


def alike_as_markdown(found: Sequence[Alike], translations: NullTranslations) -> str:
    """What new records are like, for a comment or the text of a proposal; empty if they are like nothing."""
    said = translations.gettext("This is like what is there already. Is it the same?")
    lines = [f"- {_alike_line(alike, translations, code_span)}\n" for alike in found[:MOST_ALIKE]]
    return f"{said}\n\n{''.join(lines)}" if lines else ""


def _line(
    change: Change,
    translations: NullTranslations,
    quoted: Callable[[str], str],
    strong: Callable[[str], str],
) -> str:
    """One change, as ``New: initiative E-labs (initiatives/e-labs.md)``."""
    _ = translations.gettext
    word = _(RECORD_WORDS[change.collection]) if change.collection in RECORD_WORDS else _("page")
    line = f"{strong(_(CHANGE_LABELS[change.kind]))}: {word} {quoted(change.title)} ({quoted(change.path)})"
    if change.former:
        line += ", " + _("first %(path)s") % {"path": quoted(change.former)}
    if change.fields:
        kind = BY_COLLECTION.get(change.collection)
        labels = [field_label(key, kind, translations, PLACES) or quoted(key) for key in change.fields]
        line += ": " + ", ".join(labels)
    return line


def _risk_line(risks: Sequence[Risk], translations: NullTranslations, strong: Callable[[str], str]) -> str:
    """What a proposal touches, as ``Risk: money, new``."""
    _ = translations.gettext
    word = _("Risk")
    return f"{strong(word)}: {', '.join(_(risk.label) for risk in risks)}"


def _alike_line(alike: Alike, translations: NullTranslations, quoted: Callable[[str], str]) -> str:
    """One likeness, as ``Robots is like Robots in de klas (initiatives/robots.md): the name``."""
    _ = translations.gettext
    partners = (_("partner %(name)s") % {"name": quoted(name)} for name in alike.partners)
    places = (_("place %(name)s") % {"name": quoted(name)} for name in alike.places)
    values = {"title": quoted(alike.title), "other": quoted(alike.other), "path": quoted(alike.path)}
    line = _("%(title)s is like %(other)s (%(path)s)") % values
    name = _("the name")
    return f"{line}: {', '.join((name, *partners, *places))}"


FORMATS: dict[str, Callable[[Report, NullTranslations], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": lambda report, _: report.model_dump_json(indent=2),
}
