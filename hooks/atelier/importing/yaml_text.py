"""YAML of others, within limits: so that it is read in a moment, and holds no more than its text."""

from __future__ import annotations

import yaml

from atelier.content.yaml.events import DEEPEST, STEPS

LIMIT = 1024 * 1024
"""How many characters are read."""


def composed(text: str) -> yaml.Node | None:
    """The node of a text; None if it is empty. Raises yaml.YAMLError, also for aliases and many levels."""
    if len(text) > LIMIT:
        raise yaml.YAMLError
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += STEPS.get(type(event), 0)
        # An alias of an alias of an alias stands for more than any memory holds.
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem_mark=event.start_mark)  # type: ignore[arg-type]
    return yaml.compose(text, Loader=yaml.CSafeLoader)
