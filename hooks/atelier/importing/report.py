"""What an import came to, in words: for a terminal and for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import NullTranslations

from atelier.i18n.translation import N_
from atelier.importing.built import Trouble
from atelier.importing.grid import Note
from atelier.importing.plan import Plan
from atelier.importing.run import Outcome
from atelier.importing.table import Column, Table
from atelier.model.base import Record
from atelier.model.fields import field_at
from atelier.model.rules import Choice
from atelier.problems.problem import Problem, field_name, field_path, shown
from atelier.render.wording import Wording
from atelier.report.words import field_label

HINTS = {
    "reference-unknown": N_(
        "Write the name as the catalogue has it, or say in the mapping under “words” what it means."
    ),
    "not-a-choice": N_("Choose from: %(choices)s. Or say in the mapping under “words” what it means."),
}
"""What to do about a problem of a file, where the sheet and its mapping are what can be mended."""
MISSING = {
    True: N_("This cell is empty, but it is needed. Fill it in."),
    False: N_("This is needed here, and no column says it. Fill it in, or name a column for it."),
}
"""What is said of a field that is missing, by whether there is a column for it."""
FEW = 12
"""The rows with one and the same trouble that are named."""


def what_and_how(trouble: Trouble, kind: type[Record], wording: Wording) -> tuple[str, str]:
    """What is wrong, and what to do; the second is empty where the first says both."""
    texts = wording.texts
    if isinstance(trouble.what, Note):
        return trouble.what.text(texts), ""
    problem = trouble.what
    message, hint = problem.texts(texts, asked=True)
    if problem.code in HINTS:
        hint = texts.gettext(HINTS[problem.code]) % {"choices": _choices(problem, kind, wording)}
    if problem.code == "missing":
        message, hint = MISSING[trouble.column is not None], ""
        return texts.gettext(message), hint
    if problem.meant:
        hint = texts.gettext("Probably meant: %(meant)s") % {"meant": shown(problem.meant)} + f". {hint}"
    return message, hint


def _choices(problem: Problem, kind: type[Record], wording: Wording) -> str:
    """The choices of a field, as they are called."""
    field = field_at(kind, field_path(problem.field))
    rule = field.rule if field else None
    return ", ".join(wording.label(choice) for choice in rule.of) if isinstance(rule, Choice) else ""


def place_of(column: Column | None, trouble: Trouble, kind: type[Record], texts: NullTranslations) -> str:
    """The column that a trouble is about, or the field where no column is."""
    if column:
        return texts.gettext("column %(column)s (%(head)s)") % {
            "column": column.letter,
            "head": shown(column.head, 60),
        }
    name = field_name(trouble.field)
    return field_label(name, kind, texts) or name


def reasons_of(troubles: Sequence[Trouble], kind: type[Record], wording: Wording) -> list[str]:
    """What is wrong with a row, a line each, for the rest."""
    found = []
    for trouble in troubles:
        what, how = what_and_how(trouble, kind, wording)
        head = trouble.column.head if trouble.column else place_of(None, trouble, kind, wording.texts)
        found.append(f"{head}: {what} {how}".strip() if head else f"{what} {how}".strip())
    return found


def troubles_text(table: Table, outcome: Outcome, plan: Plan, wording: Wording) -> Iterator[str]:
    """What is wrong, from the first row on; the same in several rows once."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for trouble in outcome.troubles:
        where = place_of(trouble.column, trouble, plan.kind, wording.texts)
        groups.setdefault((where, *what_and_how(trouble, plan.kind, wording)), []).append(trouble.row)
    for (where, what, how), rows in groups.items():
        yield f"{_sheet(table)}, {_rows(rows, wording.texts)}{f', {where}' if where else ''}"
        yield f"    {what}"
        if how:
            yield f"    {how}"
        yield ""


def _sheet(table: Table) -> str:
    return shown(f"{table.file}, {table.sheet}" if table.sheet else table.file)


def _rows(rows: Sequence[int], texts: NullTranslations) -> str:
    numbers = ", ".join(map(str, rows[:FEW]))
    text = texts.ngettext("row %(rows)s", "rows %(rows)s", len(rows)) % {"rows": numbers}
    more = len(rows) - FEW
    return text + (" " + texts.gettext("and %(n)s more") % {"n": more} if more > 0 else "")


def rows_text(table: Table, outcome: Outcome, plan: Plan, texts: NullTranslations) -> Iterator[str]:
    """What each row comes to, a line each."""
    called = {filler.column for filler in plan.fillers if filler.target.name == plan.kind.called_by}
    for row in table.rows:
        title = shown(next((row.at(column).text for column in called), ""), 50)
        yield f"{row.number:>5}  {title:<50}  {_comes_to(row.number, outcome, texts)}".rstrip()
    for partner in outcome.partners:
        yield f"{'':>5}  {shown(partner.name, 50):<50}  {partner.path} ({partner.kind})"


def _comes_to(number: int, outcome: Outcome, texts: NullTranslations) -> str:
    if number in outcome.new:
        return outcome.new[number]
    if number in outcome.changed:
        return texts.gettext("%(path)s, changed") % {"path": outcome.changed[number]}
    if number in outcome.same:
        return texts.gettext("%(path)s, there already") % {"path": outcome.same[number]}
    return texts.gettext("not yet: see above")


def count_text(table: Table, outcome: Outcome, texts: NullTranslations) -> str:
    """How many rows come to what. All of them are counted, each once."""
    ngettext = texts.ngettext
    rows = len(table.rows)
    parts = [ngettext("%(n)s row:", "%(n)s rows:", rows) % {"n": rows}]
    new, changed, same, wrong = (
        len(found) for found in (outcome.new, outcome.changed, outcome.same, outcome.wrong)
    )
    counts = [ngettext("%(n)s becomes a file", "%(n)s become files", new) % {"n": new}]
    if changed:
        counts.append(ngettext("%(n)s changes a file", "%(n)s change files", changed) % {"n": changed})
    if same:
        counts.append(ngettext("%(n)s is there already", "%(n)s are there already", same) % {"n": same})
    counts.append(ngettext("%(n)s needs mending", "%(n)s need mending", wrong) % {"n": wrong})
    parts.append(", ".join(counts) + ".")
    if outcome.partners:
        partners = len(outcome.partners)
        parts.append(
            ngettext("%(n)s new partner comes along.", "%(n)s new partners come along.", partners)
            % {"n": partners}
        )
    return " ".join(parts)
