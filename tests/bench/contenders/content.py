"""The files of a catalogue as Hugo and Eleventy want them: the same texts, and fields by the names that they know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frontmatter
import yaml

PARTICIPANT = "participant"
"""The role of a partner who is named without one."""


def initiative(text: str) -> str:
    """The file of an initiative with its day of addition as date, and lists of pillars and partners."""
    fields, body = _parsed(text)
    fields["date"] = fields.pop("added")
    fields["pillars"] = [fields.pop("pillar")]
    fields["participations"] = list(_participations(fields["partners"]))
    fields["partners"] = [each["partner"] for each in fields["participations"]]
    return page(fields, body)


def _participations(partners: list[Any]) -> Iterator[dict[str, str]]:
    for partner in partners:
        yield partner if isinstance(partner, dict) else {"partner": partner, "role": PARTICIPANT}


def record(text: str, **more: object) -> str:
    """The file of a pillar or a partner, with its name as title."""
    fields, body = _parsed(text)
    return page({"title": fields.pop("name"), **fields, **more}, body)


def _parsed(text: str) -> tuple[dict[str, Any], str]:
    fields, body = frontmatter.parse(text)
    return fields, body


def page(fields: dict[str, Any], body: str) -> str:
    front_matter = yaml.dump(fields, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return f"---\n{front_matter}---\n\n{body}\n"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
