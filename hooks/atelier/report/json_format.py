"""Problems as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from gettext import NullTranslations

from atelier.report.explain import Explanation


def as_json(explanations: Sequence[Explanation], checked: int, translations: NullTranslations) -> str:
    """The report as JSON. Its form stands in the README; keys may be added, but none changes or goes."""
    rows = []
    for explanation in explanations:
        problem, fix = explanation.problem, explanation.fix
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
                "corrected": list(fix.lines) if fix else None,
                "help": explanation.help,
                "related": [{"path": place.path, "line": place.line} for place in problem.related],
            }
        )
    return json.dumps({"checked": checked, "problems": rows}, ensure_ascii=True, indent=2)
