"""The form covers what an initiative can say and what can be wrong with it."""

from __future__ import annotations

from atelier.model.fields import shape_of
from atelier.model.initiative import Initiative
from atelier.sections.add.form import PARTS, rest


def test_every_field_stands_in_the_form_once() -> None:
    """Each field of the model is in one part of the form."""
    keys = [key for part in PARTS for key in part.keys] + list(rest())

    assert sorted(SHAPE.fields) == sorted(keys)


SHAPE = shape_of(Initiative)
