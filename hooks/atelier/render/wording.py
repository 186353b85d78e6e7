"""Values in words: a status, a period or an amount as text on a page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, cached_property
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal, get_decimal_symbol

from atelier.i18n.locales import locale_of
from atelier.i18n.translation import translations
from atelier.i18n.words import currency_of, with_sign
from atelier.model.dates import PartialDate
from atelier.model.initiative import Ages, Period, within
from atelier.model.kinds import OURS, Kinds
from atelier.model.labelled import Labelled

NBSP = "\u00a0"


class Wording:
    """Values in the words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(locale_of(language))
        # Cached: tens of thousands of values, few of them different.
        self._pair: str = self.locale.list_patterns["standard"]["2"]
        self.label = cache(self._label)
        self.date = cache(self._date)
        self.number = cache(self._number)

    @cached_property
    def decimal(self) -> str:
        """What stands before the decimals of a number."""
        return get_decimal_symbol(self.locale)

    @cached_property
    def texts(self) -> NullTranslations:
        """The translations of the language."""
        return translations(self.language)

    def _label(self, value: Labelled) -> str:
        """The label of a choice."""
        return self.texts.gettext(value.label)

    def labels(self, values: Iterable[Labelled]) -> str:
        """Several values in one phrase."""
        return self.phrase(tuple(map(self.label, values)))

    def phrase(self, parts: tuple[str, ...]) -> str:
        """Words as a phrase: ``a, b en c``."""
        if len(parts) < 2:
            return "".join(parts)
        *first, last = parts
        return self._pair.format(", ".join(first), last)

    def _date(self, date: PartialDate | datetime.date) -> str:
        if isinstance(date, datetime.date):
            return format_date(date, "long", locale=self.locale)
        if date.month is None:
            return str(date.year)
        if date.day is None:
            return format_skeleton("yMMMM", date.first, locale=self.locale)
        return format_date(date.first, "long", locale=self.locale)

    def between(self, after: PartialDate | None, before: PartialDate | None) -> str:
        """Between when something without a date was written: ``na mei 2018 en voor 2020``."""
        values = {"after": after and self.date(after), "before": before and self.date(before)}
        if after and before:
            text = self.texts.gettext("after %(after)s and before %(before)s")
        elif after:
            text = self.texts.gettext("after %(after)s")
        else:
            text = self.texts.gettext("before %(before)s") if before else ""
        return text % values

    def days(self, known: tuple[datetime.date, datetime.date]) -> str:
        """A day, or a first and a last."""
        first, last = known
        if first == last:
            return format_date(first, "full", locale=self.locale)
        return format_interval(first, last, "yMMMEd", locale=self.locale)

    def day(self, date: datetime.date) -> str:
        """A day with the day of the week."""
        return format_date(date, "full", locale=self.locale)

    def _number(self, amount: Decimal | int) -> str:
        whole = amount == int(amount)
        return format_decimal(amount, "#,##0" if whole else "#,##0.00", locale=self.locale)

    def cell(self, amount: Decimal | None) -> str:
        """An amount in a table: p.m. if it is not known yet, – for 0."""
        if amount is None:
            return "p.m."
        return self.number(amount) if amount else "–"

    def money(self, amount: Decimal) -> str:
        """An amount in a sentence, in the money of the city."""
        return with_sign(self.number(amount), self.language, currency_of(self.language))

    def period(self, period: Period, *, runs: bool) -> str:
        """A period as text, as far as it is known."""
        if period.start and period.end:
            start, end = self.date(period.start), self.date(period.end)
            return start if start == end else f"{start} – {end}"
        if period.end:
            return self.texts.gettext("until %(end)s") % {"end": self.date(period.end)}
        if period.start and runs:
            return self.texts.gettext("since %(start)s") % {"start": self.date(period.start)}
        if period.start:
            start = self.date(period.start)
            return self.texts.gettext("started in %(start)s, end not known") % {"start": start}
        return ""

    def years(self, ages: Ages) -> str:
        """Ages in years; empty if none is known."""
        if ages.start is None and ages.to is None:
            return ""
        if ages.to is None:
            return self.texts.gettext("from %(start)s years") % {"start": ages.start}
        if ages.start is None:
            return self.texts.gettext("up to %(to)s years") % {"to": ages.to}
        if ages.start == ages.to:
            return self.texts.gettext("%(to)s years") % {"to": ages.to}
        return self.texts.gettext("%(start)s to %(to)s years") % {"start": ages.start, "to": ages.to}

    def ages(self, ages: Ages, kinds: Kinds = OURS) -> str:
        """Ages in years, and the groups of the schools of a catalogue that they are in."""
        years = self.years(ages)
        if not years:
            return ""
        if kinds.choices.levels:
            names = [self.texts.gettext(group.name) for group in kinds.groups_for(ages)]
            return f"{years} ({' – '.join(dict.fromkeys((names[0], names[-1])))})" if names else years
        groups = school_groups(ages)
        if not groups:
            return years
        numbers = str(groups[0]) if len(groups) == 1 else f"{groups[0]}–{groups[-1]}"
        text = self.texts.ngettext(
            "%(years)s (group %(groups)s)", "%(years)s (groups %(groups)s)", len(groups)
        )
        return text % {"years": years, "groups": numbers}


def school_groups(ages: Ages) -> list[int]:
    """The groups of the Dutch primary school for ages: group 1 is 4–5, group 7 is 10–11.

    Those within the ages; for one or a few ages, those that overlap them.
    """
    return [index + 1 for index in within(ages, [(group + 3, group + 4) for group in range(1, 9)])]


def dialled(number: str) -> str:
    """A telephone number as a telephone dials it: ``+31 (0)50 123 45 67`` is ``+31501234567``."""
    number = number.replace("(0)", "") if number.startswith("+") else number
    return re.sub(r"[^+\d]", "", number)
