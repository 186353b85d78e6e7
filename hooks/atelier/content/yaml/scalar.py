"""A text as a value in front matter: plain if that is certainly safe, else between quotes.

The form in the browser uses the same rule and pattern, so both write the same file.
"""

from __future__ import annotations

import json
import re

NOTHING = frozenset({"", "~", "null"})
"""Unquoted values that mean: empty. The same as a missing field."""

PLAIN = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ(€„“‘](?:[^:#\u0000-\u001f]|:(?=[^ ]))*(?<! )")
"""A text that is safe without quotes; the pattern means the same in a browser (``atelier.model.rules``)."""

CONTROL = re.compile("[\\u0000-\\u001f]")
"""Characters that must be written as an escape, between double quotes."""

FLOW = re.compile(r"[,\[\]{}]")
"""Characters that end a plain text in a list between brackets."""


def as_scalar(text: str, *, flow: bool = False) -> str:
    """A text on one line as the value of a field, quoted if needed.

    ``flow`` is for an item of a list between brackets, where a comma or bracket ends a value.
    """
    if CONTROL.search(text):
        return json.dumps(text, ensure_ascii=False)
    if PLAIN.fullmatch(text) and text not in NOTHING and not (flow and FLOW.search(text)):
        return text
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
