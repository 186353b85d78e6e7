"""The form covers what an initiative can say and what can be wrong with it."""

from __future__ import annotations

from atelier.model.fields import shape_of
from atelier.model.initiative import Initiative
from atelier.problems.codes import CODES
from atelier.sections.add.form import NOT_TYPABLE, PARTS, TYPABLE, rest


def test_every_code_can_be_typed_or_says_why_not() -> None:
    """A new code is either shown by the form or has a reason why typing cannot cause it."""
    assert not set(TYPABLE) & set(NOT_TYPABLE)
    assert set(CODES) == set(TYPABLE) | set(NOT_TYPABLE)


def test_every_field_stands_in_the_form_once() -> None:
    """Each field of the model is in one part of the form."""
    keys = [key for part in PARTS for key in part.keys] + list(rest())

    assert sorted(SHAPE.fields) == sorted(keys)


SHAPE = shape_of(Initiative)
