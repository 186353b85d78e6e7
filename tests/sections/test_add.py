"""A form covers what a record can say, in one order, and asks for what is needed first."""

from __future__ import annotations

import pytest

from atelier.model.fields import shape_of
from atelier.sections.add.description import ADDED, ADDRESS, STORY, Form
from atelier.sections.add.forms import FORMS

KINDS = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind.collection)


@KINDS
def test_every_field_stands_in_the_form_once(form: Form) -> None:
    """Each field of the model is asked in one step, as a whole or by its fields."""
    asked = [path for path in form.paths if path not in (STORY, ADDRESS, ADDED)]
    whole = {path for path in asked if "." not in path}
    parts = {path.partition(".")[0] for path in asked} - whole
    inner = {f"{key}.{name}" for key in parts for name in form.field(key).group.fields}  # type: ignore[union-attr]

    assert len(asked) == len(set(asked))
    assert shape_of(form.kind).fields.keys() == whole | parts
    assert inner == {path for path in asked if "." in path}


@KINDS
def test_what_is_needed_is_asked_first(form: Form) -> None:
    """The first step alone makes a file."""
    shape = shape_of(form.kind)
    needed = {key for key, field in shape.fields.items() if field.required}

    assert needed <= {path.partition(".")[0] for path in form.steps[0].paths}


@KINDS
def test_the_words_of_a_form_are_for_fields_that_exist(form: Form) -> None:
    """And a field that is needed says what to fill in."""
    for path in form.words:
        assert form.field(path)
    for path in form.steps[0].paths:
        if path not in (STORY, ADDRESS, ADDED) and form.field(path).required:
            assert path in form.words
            assert form.words[path].missing
