"""The events of YAML in front matter, within limits: so a text is read in a moment, however often."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from atelier.content.source import FRONT_MATTER_LIMIT

DEEPEST = 32
"""More levels than front matter may have, so that what is too deep is told as such. libyaml takes time that
grows with the square of the depth: 120,000 brackets take 17 seconds."""

STEPS = {
    yaml.MappingStartEvent: 1,
    yaml.SequenceStartEvent: 1,
    yaml.MappingEndEvent: -1,
    yaml.SequenceEndEvent: -1,
}


def events(front: str) -> Iterator[yaml.Event]:
    """The events of front matter, one by one.

    Raises yaml.YAMLError where YAML cannot read on, and where the text is too long or too deep.
    """
    if len(front) > FRONT_MATTER_LIMIT or len(front.encode("utf-8", "replace")) > FRONT_MATTER_LIMIT:
        raise yaml.YAMLError
    loader = yaml.CSafeLoader(front)
    depth = 0
    for event in iter(loader.get_event, None):
        step = STEPS.get(type(event))
        if step:
            depth += step
            if depth > DEEPEST:
                raise yaml.YAMLError
        yield event
