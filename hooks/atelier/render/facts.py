"""The facts of a record that its page lists by themselves: fields that the model marks so (``Published``)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from atelier.model.base import Record
from atelier.model.dates import PartialDate
from atelier.model.fields import Field, published_fields, values_at
from atelier.model.rules import Choice, Date, Sluggable, Whole, Written
from atelier.model.slug import slugify
from atelier.render.wording import Wording


class Said(NamedTuple):
    """A value of a fact.

    Attributes:
        text: the value in words.
        found: where the list of all with this value is, from the root of the site; empty without one.
        url: the address that the value itself is; empty if it is none.

    """

    text: str
    found: str = ""
    url: str = ""


class Fact(NamedTuple):
    """A fact of a record.

    Attributes:
        key: the name of its field.
        label: what that is called.
        values: those that the record has.
        is_text: whether they are text in the language of the record.

    """

    key: str
    label: str
    values: Sequence[Said]
    is_text: bool


def facts_of(record: Record, wording: Wording, *, card: bool = False) -> Sequence[Fact]:
    """The facts for the page of a record; of ``card``, those for its card."""
    return list(_facts(record, wording, card=card))


def facts_in(kind: type[Record], wording: Wording) -> Sequence[tuple[str, str]]:
    """The facts that pages of a kind can list: the name of each field, and what it is called."""
    gettext = wording.texts.gettext
    return [(field.key, gettext(field.label)) for field, mark in published_fields(kind) if mark.facts]


def _facts(record: Record, wording: Wording, *, card: bool) -> Iterator[Fact]:
    for field, mark in published_fields(type(record)):
        if mark.card if card else mark.facts:
            values = tuple(values_at(record, field.key))
            if values:
                said = [_said(value, field, mark.filter, wording) for value in values]
                yield Fact(field.key, wording.texts.gettext(field.label), said, field.is_text)


def _said(value: Any, field: Field, filtered: str, wording: Wording) -> Said:
    rule = field.rule
    found = f"initiatives/?{filtered}={slugify(str(value))}" if filtered else ""
    if isinstance(rule, Choice):
        return Said(wording.label(value), found)
    if isinstance(value, PartialDate | datetime.date) and isinstance(rule, Date):
        return Said(wording.date(value))
    if isinstance(rule, Whole) and rule.code != "year":
        return Said(wording.number(value))
    if isinstance(rule, Written) and rule.code == "url":
        return Said(str(value).partition("://")[2].rstrip("/"), url=str(value))
    return Said(str(value), found if isinstance(rule, Sluggable | Whole) else "")
