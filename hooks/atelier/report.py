"""Problems as text, JSON or annotations of GitHub."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from gettext import NullTranslations
from pathlib import Path

from atelier.problems import Problem, shown


def as_text(problems: Sequence[Problem], checked: int, translations: NullTranslations) -> str:
    """For people: place, message and hint of each problem, and a closing count."""
    lines = []
    for problem in problems:
        message, hint = problem.texts(translations)
        place = f"{shown(problem.path, 1000)}:{problem.line}:{problem.column}"
        label = translations.gettext("warning: ") if problem.severity == "warning" else ""
        lines += [f"{place}: {shown(problem.field)}: {label}{message}", f"    {hint}"]
        lines += [
            f"    {shown(place.path, 1000)}:{place.line}" + (f": {shown(place.label)}" if place.label else "")
            for place in problem.related
        ]
    files = len({problem.path for problem in problems})
    if problems:
        count = translations.ngettext("%(n)s thing to mend", "%(n)s things to mend", len(problems))
        where = translations.ngettext("in %(n)s file", "in %(n)s files", files)
        lines += ["", f"{count % {'n': len(problems)}} {where % {'n': files}}."]
    else:
        text = translations.ngettext(
            "%(n)s file checked, all well.", "%(n)s files checked, all well.", checked
        )
        lines.append(text % {"n": checked})
    return "\n".join(lines)


def as_json(problems: Sequence[Problem], checked: int, translations: NullTranslations) -> str:
    """For programs: the form is in the README, and does not change."""
    rows = []
    for problem in problems:
        message, hint = problem.texts(translations)
        rows.append(
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "field": problem.field,
                "code": problem.code,
                "severity": problem.severity,
                "message": message,
                "hint": hint,
                "related": [{"path": place.path, "line": place.line} for place in problem.related],
            }
        )
    return json.dumps({"checked": checked, "problems": rows}, ensure_ascii=True, indent=2)


def as_github(problems: Sequence[Problem], checked: int, translations: NullTranslations) -> str:
    """For GitHub Actions: an annotation on each line, and all problems in the summary of the job.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        text = as_text(problems, checked, translations)
        with Path(summary).open("a", encoding="utf-8") as opened:
            opened.write("".join(f"    {line}\n" for line in text.split("\n")) + "\n")
    lines = []
    for problem in problems:
        message, hint = problem.texts(translations)
        properties = {
            "file": problem.path,
            "line": problem.line,
            "col": problem.column,
            "title": problem.field,
        }
        listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        lines.append(f"::{problem.severity} {listed}::{_data(f'{message} {hint}')}")
    return "\n".join(lines)


def _data(text: str) -> str:
    text = text.encode("utf-8", "backslashreplace").decode()
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Problem], int, NullTranslations], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
