"""The words of a city in the place of ours in every text: for pillars, and for its money."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from atelier.i18n.locales import locale_of

OURS: Mapping[str, tuple[str, ...]] = {
    "nl": ("pijler",),
    "en": ("pillar",),
    "fy": ("pylder", "pijler"),  # what is not in Frisian yet is in Dutch
}
"""Our word in each language; several of them have an s behind it."""

WORD = r"(?<![(“{{.])(?P<word>{word}s?)\b(?![)”}}])"
"""Our word in a text: not in the name of a value, and not in quotes, where it is the name of a field."""

NEUTER: Mapping[str, str] = {
    "de": "het",
    "deze": "dit",
    "die": "dat",
    "elke": "elk",
    "iedere": "ieder",
    "welke": "welk",
    "onze": "ons",
    "andere": "ander",
}
"""What stands before a Dutch word with the article "het" instead."""
BEFORE = "|".join(NEUTER)
VOWELS = "aeiou"

EURO = "EUR"
NBSP = "\u00a0"
EUROS = re.compile(r"\beuro(?:s|['’]s)?\b", re.IGNORECASE)
AMOUNT = re.compile(r"€[ \u00a0]?([0-9][0-9.,]*[0-9]|[0-9])")


@dataclass(frozen=True, slots=True)
class Words:
    """What a city calls pillars in one language, and its money.

    Attributes:
        one: pillar; empty for our word.
        many: several pillars.
        neuter: whether the Dutch article of that word is "het".
        currency: the code of its money in ISO 4217.

    """

    one: str = ""
    many: str = ""
    neuter: bool = False
    currency: str = EURO


class Spoken(str):
    """A language, as a city speaks it.

    It is the language itself, with the city's words beside it: whoever asks for texts in it gets them with
    those words (``atelier.i18n.translation.translations``).
    """

    __slots__ = ("words",)
    words: Words

    @classmethod
    def with_words(cls, language: str, words: Words) -> Spoken:
        """A language with words of a city."""
        spoken = cls(language)
        spoken.words = words
        return spoken

    def __repr__(self) -> str:
        return f"{str(self)!r} with {self.words!r}"

    def __reduce__(self) -> tuple[object, ...]:
        return Spoken.with_words, (str(self), self.words)


def currency_of(language: str) -> str:
    """The code of the money of a city that speaks a language."""
    return language.words.currency if isinstance(language, Spoken) else EURO


def in_words(text: str, language: str, words: Words) -> str:
    """A text in a language with the city's words in the place of ours, and what goes with them."""
    if words.currency != EURO and ("€" in text or "euro" in text.lower()):
        text = in_currency(text, language, words.currency)
    if not words.one:
        return text
    for ours in OURS.get(language, ("pillar",)):
        if ours in text.lower():
            text = _called(text, ours, words, neuter=language == "nl" and words.neuter)
    if language == "en" and words.one[:1].lower() in VOWELS:
        text = re.sub(rf"\b([Aa]) (?={re.escape(words.one)}\b)", r"\1n ", text, flags=re.IGNORECASE)
    return text


def in_currency(text: str, language: str, currency: str) -> str:
    """A text in a language that speaks of euros, with another currency.

    Amounts get its sign. Its name would have other articles than euro has, so its code stands there.
    """
    text = AMOUNT.sub(lambda found: with_sign(found[1], language, currency), text)
    return EUROS.sub(currency, text)


def signs_of(language: str) -> frozenset[str]:
    """How people who speak a language write the money of their city: its code, and its signs."""
    from babel.numbers import get_currency_symbol

    code = currency_of(language)
    locales = (locale_of(language), "en")
    return frozenset({code, *(get_currency_symbol(code, locale=locale) for locale in locales)})


def with_sign(number: str, language: str, currency: str) -> str:
    """A number, as it is written in a language, with the sign of a currency where that language has it."""
    before, after = _signs(str(language), currency)
    return f"{before}{number}{after}"


@lru_cache
def _signs(language: str, currency: str) -> tuple[str, str]:
    """What stands before and behind a number of a currency in a language."""
    from babel import Locale
    from babel.numbers import get_currency_symbol

    locale = Locale.parse(locale_of(language))
    pattern = locale.currency_formats["standard"]
    sign = get_currency_symbol(currency, locale=locale)
    before, after = (
        part.replace("¤", sign).replace(" ", NBSP) for part in (pattern.prefix[0], pattern.suffix[0])
    )
    # A sign of letters is no part of a number.
    return before + (NBSP if before and before[-1].isalpha() else ""), after


def _called(text: str, ours: str, words: Words, *, neuter: bool) -> str:
    """A text with the city's word in the place of one of ours."""
    text = _neuter(text, ours) if neuter else text

    def put(found: re.Match[str]) -> str:
        written = found["word"]
        word = words.many if written[-1] == "s" else words.one
        return word[:1].upper() + word[1:] if written[0].isupper() else word[:1].lower() + word[1:]

    return re.sub(WORD.format(word=ours), put, text, flags=re.IGNORECASE)


def _neuter(text: str, ours: str) -> str:
    """A Dutch text in which our word has the article "het"; several of them keep theirs."""

    def put(found: re.Match[str]) -> str:
        new = NEUTER[found["before"].lower()]
        new = new[:1].upper() + new[1:] if found["before"][0].isupper() else new
        return f"{new} {found['word']}{' dat ' if found['which'] else ''}"

    pattern = rf"\b(?P<before>{BEFORE}) (?P<word>{ours}\b)(?P<which> die )?"
    return re.sub(pattern, put, text, flags=re.IGNORECASE)


class InWords(gettext.NullTranslations):
    """The texts in a language, with the words of a city."""

    def __init__(self, texts: gettext.NullTranslations, language: str, words: Words) -> None:
        super().__init__()
        self._texts = texts
        self._put = lru_cache(4096)(lambda text: in_words(text, language, words))

    def gettext(self, message: str) -> str:
        """The text in the language."""
        return self._put(self._texts.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text in the language, for a number of things."""
        return self._put(self._texts.ngettext(msgid1, msgid2, n))
