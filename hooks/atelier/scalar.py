"""A text as it stands in front matter: plain where YAML reads it back as it is, else between quotes."""

from __future__ import annotations

import json

import yaml

NOTHING = frozenset({"", "~", "null"})
"""What an unquoted value says when it says nothing; the same as a field that is not there."""


def as_scalar(text: str, *, flow: bool = False) -> str:
    """A text on one line as the value of a field, quoted where it must be.

    ``flow`` is for an item of a list between brackets, where a comma or bracket ends a value.
    """
    if not text.isprintable():
        return json.dumps(text)
    if text not in NOTHING and _reads_back(f"- [{text}]" if flow else f"- {text}", text):
        return text
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _reads_back(source: str, text: str) -> bool:
    """Whether YAML finds one plain scalar in the list ``source``, and it is ``text``."""
    try:
        events = list(yaml.parse(source, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return False
    nodes = [event for event in events if isinstance(event, yaml.NodeEvent)]
    last = nodes[-1]
    lists = 2 if source.startswith("- [") else 1
    return (
        isinstance(last, yaml.ScalarEvent)
        and len(nodes) == lists + 1
        and not (last.style or last.anchor or last.tag)
        and last.value == text
    )
