"""Words that all reports share: what places and fields are called, what to do, and how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from gettext import NullTranslations

from atelier.i18n.translation import N_
from atelier.model.base import Fields
from atelier.model.fields import field_at
from atelier.problems.codes import CODES
from atelier.problems.problem import Problem, field_path
from atelier.report.document import Edit

PLACES: Mapping[str, str] = {
    "file": N_("the file itself"),
    "encoding": N_("how the file is saved"),
    "front matter": N_("the fields at the top"),
    "body": N_("the text below the fields"),
}
"""What the problem is about where it is not about a field."""


def field_label(
    field: str, kind: type[Fields] | None, translations: NullTranslations, places: Mapping[str, str] = PLACES
) -> str:
    """What a field such as ``funding[0].amount`` is called in plain words; empty for an unknown field.

    ``kind`` is the record, or the settings, that have it; ``places`` are the words for what is no field.
    """
    if field in places:
        return translations.gettext(places[field])
    found = field_at(kind, field_path(field)) if kind else None
    return translations.gettext(found.label) if found and found.label else ""


def generic(code: str, translations: NullTranslations) -> tuple[str, str]:
    """The message and the hint of a code for no file in particular: an ellipsis for each value."""
    texts = CODES[code]
    any_value: dict[str, str] = defaultdict(lambda: "…")
    return translations.gettext(texts.message) % any_value, translations.gettext(texts.hint) % any_value


def what_to_do(edit: Edit, gettext: Callable[[str], str]) -> str:
    """The sentence above the lines of an edit."""
    values = {"first": edit.first, "last": edit.last, "next": edit.last + 1}
    if edit.last < edit.first:
        return gettext("Put this above line %(first)s:") % values if edit.lines else ""
    if not edit.lines:
        return gettext("Take line %(first)s out.") % values
    if edit.first == edit.last:
        return gettext("Write this on line %(first)s:") % values
    return gettext("Write this in place of lines %(first)s to %(last)s:") % values


def counted(problems: Sequence[Problem], checked: int, translations: NullTranslations) -> str:
    """The closing sentence: how many things to fix, or else how many files are all well."""
    ngettext = translations.ngettext
    errors = [problem for problem in problems if problem.severity == "error"]
    remarks = len(problems) - len(errors)
    if errors:
        files = len({problem.path for problem in errors})
        count = ngettext("%(n)s thing to mend", "%(n)s things to mend", len(errors))
        where = ngettext("in %(n)s file", "in %(n)s files", files)
        text = f"{count % {'n': len(errors)}} {where % {'n': files}}."
    else:
        text = ngettext("%(n)s file checked, all well.", "%(n)s files checked, all well.", checked)
        text %= {"n": checked}
    if remarks:
        remark = ngettext("%(n)s remark, which stops nothing.", "%(n)s remarks, which stop nothing.", remarks)
        text += " " + remark % {"n": remarks}
    return text
