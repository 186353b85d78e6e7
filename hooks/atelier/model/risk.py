"""What can go wrong with a change of a field: a mark in its annotation, or in that of its kind of value."""

from __future__ import annotations

from atelier.i18n.translation import N_
from atelier.model.labelled import Labelled


class Risk(Labelled):
    """What a change touches, the highest risk first. A field without a mark holds facts.

    A mark of a group of fields holds for each field in it; a field can have several.
    """

    OTHER = "other", N_("other files")
    ADDRESSES = "addresses", N_("addresses and links")
    CONTACT = "contact", N_("contact or consent")
    MONEY = "money", N_("money")
    NEW = "new", N_("new")
    FACTS = "facts", N_("facts")
    DATE = "date", N_("date only")
