"""What people are told of each field, and that it is true."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from atelier.model.fields import Field, Group, field_at
from atelier.model.initiative import Initiative
from atelier.model.kinds import OURS

PERSONAL = {"contact.name", "image.credit", "thanks.name"}
"""Fields without an example: a name in one would be somebody's."""


def fields_of(group: Group, before: str = "") -> Iterator[tuple[str, Field]]:
    for key, field in group.fields.items():
        yield before + key, field
        if field.group:
            yield from fields_of(field.group, f"{before}{key}.")


EVERY = [
    (f"{name}: {path}", path, field)
    for name, group in OURS.shapes.items()
    for path, field in fields_of(group)
]


@pytest.mark.parametrize(("path", "field"), [row[1:] for row in EVERY], ids=[row[0] for row in EVERY])
def test_every_field_tells_what_it_is(path: str, field: Field) -> None:
    """A label, an explanation, and an example that its own rule accepts."""
    assert field.label
    assert field.explanation.endswith(".")
    if field.rule is None:
        assert field.group and not field.example
    elif path not in PERSONAL:
        field.rule.read(field.example)


def test_a_field_is_found_by_its_place() -> None:
    """Items of lists are passed over, and what is not there is None."""
    amount = field_at(Initiative, ("funding", 0, "amount"))
    assert amount and amount.label == "Amount"
    assert field_at(Initiative, ("ages", "from"))
    assert field_at(Initiative, ("ages", "start")) is None
    assert field_at(Initiative, ("title", "x")) is None
