"""The forms of the site, the first one first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from atelier.i18n.translation import LANGUAGES, N_, Said, translations
from atelier.model.base import Record
from atelier.model.fields import shape_of
from atelier.model.kinds import Kinds
from atelier.model.parts import ALL_PARTS, Parts
from atelier.sections.add.description import STORY, Form, Step, Words
from atelier.sections.add.festival import FESTIVAL
from atelier.sections.add.initiative import INITIATIVE

FORMS: Sequence[Form] = (INITIATIVE, FESTIVAL)

OWN = "own"
"""The name of the step with a city's own fields."""


def forms_of(kinds: Kinds, parts: Parts = ALL_PARTS) -> Sequence[Form]:
    """The forms as a catalogue with these kinds of record, and of its parts only these, has them."""
    return [form_of(form, kinds).without(parts.fields) for form in FORMS if parts.shows(form.kind)]


def form_of(form: Form, kinds: Kinds) -> Form:
    """A form as a catalogue with these kinds of record has it.

    What its city needs besides is asked in the first step, and its other fields in a step of their own.
    """
    kind, companion = kinds[form.kind], form.companion
    if companion and kinds[companion.kind] is not companion.kind:
        keys = dict.fromkeys((*companion.keys, *_needed(companion.kind, kinds)))
        form = replace(form, companion=replace(companion, kind=kinds[companion.kind], keys=tuple(keys)))
    if kind is form.kind:
        return form
    needed = _needed(form.kind, kinds)
    known = shape_of(form.kind).fields
    further = [key for key in shape_of(kind).fields if key not in known and key not in needed]
    first, *others = form.steps
    steps = [replace(step, paths=[path for path in step.paths if path not in needed]) for step in others]
    if further:
        place = next((number for number, step in enumerate(steps) if STORY in step.paths), len(steps))
        steps.insert(place, Step(OWN, N_("What this catalogue asks besides"), further))
    first = replace(first, paths=[*first.paths, *(key for key in needed if key not in first.paths)])
    words = (
        {**form.words, "ages": _ages(kinds)} if kinds.choices.levels and "ages" in form.words else form.words
    )
    return replace(form, kind=kind, words=words, steps=[first, *(step for step in steps if step.paths)])


def _ages(kinds: Kinds) -> Words:
    """How ages are asked where schools have other groups, or none."""
    if not kinds.groups:
        return Words(N_("For which ages?"), N_("For example: 10 to 12 years."))
    hint, group = N_("For example: %(group)s, or 10 to 12 years."), kinds.groups[-1].name
    said = {
        language: (gettext := translations(language).gettext)(hint) % {"group": gettext(group)}
        for language in LANGUAGES
    }
    return Words(N_("For which age or group?"), Said.of(said))


def _needed(kind: type[Record], kinds: Kinds) -> list[str]:
    """The fields that a record must have in this catalogue, but not in others."""
    ours = shape_of(kind).fields
    needed = (key for key, field in shape_of(kinds[kind]).fields.items() if field.required)
    return [key for key in needed if key not in ours or not ours[key].required]
