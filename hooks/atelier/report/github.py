"""Problems as annotations of GitHub Actions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from gettext import NullTranslations
from pathlib import Path

from atelier.report.explain import Explanation
from atelier.report.markdown import as_markdown
from atelier.report.words import what_to_do


def as_github(explanations: Sequence[Explanation], checked: int, translations: NullTranslations) -> str:
    """An annotation for each problem, one a line; also adds the report to the summary of the job.

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
        if explanation.fix:
            parts += [what_to_do(explanation.fix, gettext), *explanation.fix.lines]
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
    # A log is shown on terminals too, which obey some characters.
    text = "".join(c if c.isprintable() or c in "\r\n" else f"\\u{ord(c):04x}" for c in text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
