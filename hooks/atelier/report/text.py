"""Problems as text for people, in a terminal with colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from gettext import NullTranslations

from atelier.problems.codes import CODES
from atelier.problems.problem import shown
from atelier.report.document import Edit
from atelier.report.explain import Explanation, Marked
from atelier.report.words import PLACES, counted, what_to_do

FEW = 3
"""Warnings of one kind that are each shown in full in a check of everything."""

Styled = tuple[str, str]
"""Text and the style, of rich, in which a terminal shows it."""


def as_text(explanations: Sequence[Explanation], checked: int, translations: NullTranslations) -> str:
    """The report as plain text: each problem explained, many warnings of one kind together, and a count."""
    return "".join(text for text, _ in styled(explanations, checked, translations, grouped=True))


def styled(
    explanations: Sequence[Explanation], checked: int, translations: NullTranslations, *, grouped: bool
) -> Iterator[Styled]:
    """The parts of the report with their styles; ``grouped`` shows many warnings of one kind together."""
    groups: dict[tuple[str, str], list[Explanation]] = {}
    for explanation in explanations:
        if explanation.problem.severity == "warning":
            groups.setdefault(_kind(explanation), []).append(explanation)
    together = (kind for kind in groups if grouped and not CODES[kind[0]].alone)
    many = {kind for kind in together if len(groups[kind]) > FEW}
    for explanation in explanations:
        if explanation.problem.severity != "warning" or _kind(explanation) not in many:
            yield from _explained(explanation)
    for kind in sorted(many):
        yield from _together(groups[kind])
    yield counted([e.problem for e in explanations], checked, translations), "bold"


def _kind(explanation: Explanation) -> tuple[str, str]:
    """What warnings have in common that are shown together."""
    code = explanation.problem.code
    return code, explanation.message if CODES[code].alike else ""


def _explained(explanation: Explanation) -> Iterator[Styled]:
    problem, gettext = explanation.problem, explanation.translations.gettext
    yield f"{shown(problem.path, 1000)}:{problem.line}:{problem.column}: ", "bold"
    if problem.severity == "warning":
        yield gettext("warning: "), "bold yellow"
    yield f"{_named(explanation)}\n", "bold cyan"
    if explanation.marked:
        yield from _line(explanation.marked, problem.severity == "warning")
    yield f"    {explanation.message}\n", ""
    for place in explanation.related:
        where = f"{shown(place.path, 1000)}:{place.line}"
        yield f"    {where}{f': {shown(place.label)}' if place.label else ''}\n", "dim"
    if explanation.meant:
        yield f"    {explanation.meant}\n", "green"
    if explanation.fix:
        yield from _fix(explanation.fix, gettext)
    yield f"    {explanation.hint}\n", ""
    yield _more(explanation), "dim"


def _named(explanation: Explanation) -> str:
    """The field in plain words, with its name in the file behind it where that says more."""
    field, label = shown(explanation.problem.field), explanation.label
    if label and field not in PLACES:
        return f"{label} ({field})"
    return label or field


def _more(explanation: Explanation) -> str:
    text = explanation.translations.gettext("More about this: %(url)s") % {"url": explanation.help}
    return f"    {text}\n\n"


def _line(marked: Marked, warning: bool) -> Iterator[Styled]:
    from rich.cells import cell_len  # takes long to import, and only a mistake needs it

    number = str(marked.number)
    yield f"\n    {number} | ", "dim"
    yield f"{marked.text}\n", ""
    yield f"    {' ' * len(number)} | ", "dim"
    carets = " " * cell_len(marked.before) + "^" * max(1, cell_len(marked.fault))
    yield f"{carets}\n\n", "bold yellow" if warning else "bold red"


def _fix(edit: Edit, gettext: Callable[[str], str]) -> Iterator[Styled]:
    sentence = what_to_do(edit, gettext)
    if sentence:
        yield f"    {sentence}\n", ""
    if edit.lines:
        yield "\n" + "".join(f"{line}\n" for line in edit.lines) + "\n", "green"
    if edit.safe:
        yield _by_itself(gettext), ""


def _by_itself(gettext: Callable[[str], str]) -> str:
    text = gettext("This does it for you: atelier check --fix")
    return f"    {text}\n"


def _together(group: Sequence[Explanation]) -> Iterator[Styled]:
    """Many warnings of one kind: what it is, and the first few places."""
    gettext = group[0].translations.gettext
    yield gettext("warning: "), "bold yellow"
    yield f"{_kind(group[0])[1] or group[0].general}\n", ""
    for explanation in group[:FEW]:
        yield f"    {shown(explanation.problem.path, 1000)}:{explanation.problem.line}\n", "dim"
    more = group[0].translations.ngettext(
        "and in %(n)s more place", "and in %(n)s more places", len(group) - FEW
    )
    yield f"    {more % {'n': len(group) - FEW}}\n", "dim"
    if group[0].fix and group[0].fix.safe:
        yield _by_itself(gettext), ""
    yield _more(group[0]), "dim"
