"""Files written from their fields: the reverse of ``front_matter``.

The form in the browser writes the same bytes for the same fields. That is why python-frontmatter does not
write: PyYAML chooses how it breaks lines and quotes, and a script could not do the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from atelier.content.front_matter import Value
from atelier.content.yaml.scalar import as_scalar
from atelier.model.fields import Group


def file_text(group: Group, data: Mapping[str, Value], body: str = "") -> str:
    """The text of a file: front matter with the fields in the order of the model, and the body below it.

    ``data`` holds every scalar as text, as ``read_front_matter`` returns it; empty fields are left out.
    """
    lines = ["---", *_fields(group, data), "---"]
    body = body.strip("\n")
    return "\n".join([*lines, "", body, ""] if body else [*lines, ""])


def lines_of(key: str, group: Group | None, value: Value | None) -> Iterator[str]:
    """The lines of one field; ``group`` are the fields in it or in its items, if it has any."""
    if not _says(value):
        return
    if isinstance(value, str):
        yield f"{key}: {as_scalar(value)}"
        return
    yield f"{key}:"
    if isinstance(value, list):
        yield from _items(group, value)
    elif group and value is not None:
        yield from (f"  {line}" for line in _fields(group, value))


def _fields(group: Group, data: Mapping[str, Value]) -> Iterator[str]:
    for key, field in group.fields.items():
        yield from lines_of(key, field.group, data.get(key))


def _items(group: Group | None, items: Sequence[Value]) -> Iterator[str]:
    for item in filter(_says, items):
        if isinstance(item, str):
            yield f"  - {as_scalar(item)}"
        elif group and isinstance(item, dict):
            for number, line in enumerate(_fields(group, item)):
                yield f"    {line}" if number else f"  - {line}"


def _says(value: Value | None) -> bool:
    """Whether a value is not an empty text, list or group."""
    if isinstance(value, dict):
        return any(map(_says, value.values()))
    if isinstance(value, list):
        return any(map(_says, value))
    return bool(value)
