"""A text as it stands in front matter: plain where that is safe beyond doubt, else between quotes.

The form in the browser writes by the same rule and the same pattern, so each way in gives the same file.
"""

from __future__ import annotations

import json
import re

NOTHING = frozenset({"", "~", "null"})
"""What an unquoted value says when it says nothing; the same as a field that is not there."""

PLAIN = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ(€„“‘](?:[^:#\u0000-\u001f]|:(?=[^ ]))*(?<! )")
"""A text that means itself without quotes; a browser reads it alike (``atelier.model.rules``)."""

CONTROL = re.compile("[\\u0000-\\u001f]")
"""What can only be written as an escape, between double quotes."""

FLOW = re.compile(r"[,\[\]{}]")
"""What ends a plain text in a list between brackets."""


def as_scalar(text: str, *, flow: bool = False) -> str:
    """A text on one line as the value of a field, quoted where it must be.

    ``flow`` is for an item of a list between brackets, where a comma or bracket ends a value.
    """
    if CONTROL.search(text):
        return json.dumps(text, ensure_ascii=False)
    if PLAIN.fullmatch(text) and text not in NOTHING and not (flow and FLOW.search(text)):
        return text
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
