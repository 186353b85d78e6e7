"""Problems as text, JSON or annotations of GitHub."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from gettext import NullTranslations
from pathlib import Path

from atelier.problems.problem import shown
from atelier.report.explain import PLACES, Explanation, Marked, Mended

FEW = 3
"""Warnings of one kind that are each told of in full in a check of everything."""

Styled = tuple[str, str]
"""Text and the style, of rich, in which a terminal shows it."""

Format = Callable[[Sequence[Explanation], int, NullTranslations], str]


# Text


def as_text(explanations: Sequence[Explanation], checked: int, translations: NullTranslations) -> str:
    """For people: every problem explained, many warnings of one kind together, and a closing count."""
    return "".join(text for text, _ in styled(explanations, checked, translations, grouped=True))


def styled(
    explanations: Sequence[Explanation], checked: int, translations: NullTranslations, *, grouped: bool
) -> Iterator[Styled]:
    """For people, in colours. ``grouped`` tells of many warnings of one kind together."""
    groups: dict[str, list[Explanation]] = {}
    for explanation in explanations:
        if explanation.problem.severity == "warning":
            groups.setdefault(explanation.problem.code, []).append(explanation)
    many = {code for code, group in groups.items() if grouped and len(group) > FEW}
    for explanation in explanations:
        if explanation.problem.code not in many:
            yield from _explained(explanation)
    for code in sorted(many):
        yield from _together(groups[code])
    yield _count(explanations, checked, translations), "bold"


def _explained(explanation: Explanation) -> Iterator[Styled]:
    problem, gettext = explanation.problem, explanation.translations.gettext
    yield f"{shown(problem.path, 1000)}:{problem.line}:{problem.column}: ", "bold"
    if problem.severity == "warning":
        yield gettext("warning: "), "bold yellow"
    yield f"{named(explanation)}\n", "bold cyan"
    if explanation.marked:
        yield from _line(explanation.marked, problem.severity == "warning")
    yield f"    {explanation.message}\n", ""
    for place in explanation.related:
        where = f"{shown(place.path, 1000)}:{place.line}"
        yield f"    {where}{f': {shown(place.label)}' if place.label else ''}\n", "dim"
    if explanation.meant:
        yield f"    {explanation.meant}\n", "green"
    if explanation.mended:
        yield from _mended(explanation.mended, gettext)
    yield f"    {explanation.hint}\n", ""
    yield _more(explanation), "dim"


def named(explanation: Explanation) -> str:
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


def what_to_do(mended: Mended, gettext: Callable[[str], str]) -> str:
    """The sentence above the lines of a mending."""
    values = {"first": mended.first, "last": mended.last, "next": mended.last + 1}
    if mended.last < mended.first:
        return gettext("Put this above line %(first)s:") % values if mended.lines else ""
    if not mended.lines:
        return gettext("Take line %(first)s out.") % values
    if mended.first == mended.last:
        return gettext("Write this on line %(first)s:") % values
    return gettext("Write this in place of lines %(first)s to %(last)s:") % values


def _mended(mended: Mended, gettext: Callable[[str], str]) -> Iterator[Styled]:
    sentence = what_to_do(mended, gettext)
    if sentence:
        yield f"    {sentence}\n", ""
    if mended.lines:
        yield "\n" + "".join(f"{line}\n" for line in mended.lines) + "\n", "green"
    if mended.safe:
        text = gettext("This does it for you: atelier check --fix")
        yield f"    {text}\n", ""


def _together(group: Sequence[Explanation]) -> Iterator[Styled]:
    """Many warnings of one kind: what it is, and the first few places."""
    gettext = group[0].translations.gettext
    yield gettext("warning: "), "bold yellow"
    yield f"{group[0].general}\n", ""
    for explanation in group[:FEW]:
        yield f"    {shown(explanation.problem.path, 1000)}:{explanation.problem.line}\n", "dim"
    more = group[0].translations.ngettext(
        "and in %(n)s more place", "and in %(n)s more places", len(group) - FEW
    )
    yield f"    {more % {'n': len(group) - FEW}}\n", "dim"
    yield _more(group[0]), "dim"


def _count(explanations: Sequence[Explanation], checked: int, translations: NullTranslations) -> str:
    ngettext = translations.ngettext
    errors = [e.problem for e in explanations if e.problem.severity == "error"]
    remarks = len(explanations) - len(errors)
    if errors:
        files = len({problem.path for problem in errors})
        count = ngettext("%(n)s thing to mend", "%(n)s things to mend", len(errors))
        where = ngettext("in %(n)s file", "in %(n)s files", files)
        text = f"{count % {'n': len(errors)}} {where % {'n': files}}."
    else:
        text = ngettext("%(n)s file checked, all well.", "%(n)s files checked, all well.", checked)
        text %= {"n": checked}
    if remarks:
        remark = ngettext("%(n)s remark, which stops nothing.", "%(n)s remarks, which stop nothing.", remarks)
        text += " " + remark % {"n": remarks}
    return text


# JSON


def as_json(explanations: Sequence[Explanation], checked: int, translations: NullTranslations) -> str:
    """For programs: the form is in the README, and does not change but for what is added."""
    rows = []
    for explanation in explanations:
        problem, mended = explanation.problem, explanation.mended
        rows.append(
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "field": problem.field,
                "label": explanation.label,
                "code": problem.code,
                "severity": problem.severity,
                "message": explanation.message,
                "hint": explanation.hint,
                "meant": problem.meant,
                "line_text": explanation.marked.text if explanation.marked else "",
                "corrected": list(mended.lines) if mended else None,
                "help": explanation.help,
                "related": [{"path": place.path, "line": place.line} for place in problem.related],
            }
        )
    return json.dumps({"checked": checked, "problems": rows}, ensure_ascii=True, indent=2)


# GitHub


def as_github(explanations: Sequence[Explanation], checked: int, translations: NullTranslations) -> str:
    """For GitHub Actions: an annotation on each line, and all problems in the summary of the job.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as opened:
            opened.write(as_markdown(explanations, checked, translations))
    lines = []
    for explanation in explanations:
        problem, gettext = explanation.problem, explanation.translations.gettext
        parts = [explanation.message]
        parts.append(explanation.meant)
        if explanation.mended:
            parts += [what_to_do(explanation.mended, gettext), *explanation.mended.lines]
        parts += [explanation.hint, explanation.help]
        properties = {
            "file": problem.path,
            "line": problem.line,
            "col": problem.column,
            "title": explanation.label or problem.field,
        }
        listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        lines.append(f"::{problem.severity} {listed}::{_data(chr(10).join(filter(None, parts)))}")
    return "\n".join(lines)


def _data(text: str) -> str:
    text = text.encode("utf-8", "backslashreplace").decode()
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")


# Markdown


def as_markdown(explanations: Sequence[Explanation], checked: int, translations: NullTranslations) -> str:
    """For GitHub's summary of a job and for comments: no text of a file becomes markup, link or mention."""
    gettext = translations.gettext
    parts = [f"**{markdown_text(_count(explanations, checked, translations))}**"]
    for explanation in explanations:
        problem, mended = explanation.problem, explanation.mended
        place = f"{shown(problem.path, 1000)}:{problem.line}"
        label = explanation.label or shown(problem.field)
        warning = gettext("warning: ") if problem.severity == "warning" else ""
        parts.append(f"### {markdown_text(f'{warning}{place}, {label}')}")
        if explanation.marked:
            parts.append(fenced([explanation.marked.text]))
        parts.append(markdown_text(explanation.message))
        if explanation.meant:
            parts.append(markdown_text(explanation.meant))
        if mended and what_to_do(mended, gettext):
            parts.append(markdown_text(what_to_do(mended, gettext)))
        if mended and mended.lines:
            parts.append(fenced(mended.lines))
        more = markdown_text(gettext("More about this"))
        parts.append(f"{markdown_text(explanation.hint)} [{more}]({explanation.help})")
    return "\n\n".join(parts) + "\n"


def fenced(lines: Sequence[str], language: str = "") -> str:
    """Lines as a block of code, whatever stands in them."""
    fence = fence_for("\n".join(lines), 3)
    return "\n".join([fence + language, *lines, fence])


def fence_for(text: str, least: int) -> str:
    """More backticks than stand together anywhere in a text (CommonMark 4.5 and 6.1)."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def markdown_text(text: str) -> str:
    """Text that means nothing in Markdown: no markup, and no link, mention or number of an issue.

    GitHub looks for those after Markdown is done, so an empty comment breaks them.
    """
    text = " ".join(text.encode("utf-8", "backslashreplace").decode().split())
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    return re.sub(r"(\\[@#]|(?<=\w)\\[.:-](?=[\w\\]))", r"\1<!-- -->", escaped)


FORMATS: Mapping[str, Format] = {"text": as_text, "json": as_json, "github": as_github}
