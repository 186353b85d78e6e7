"""The word of a city for what we call pillars, in the place of ours in every text."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

OURS: Mapping[str, str] = {"nl": "pijler", "en": "pillar"}
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


@dataclass(frozen=True, slots=True)
class Words:
    """What a city calls pillars in one language.

    Attributes:
        one: of them.
        many: several of them.
        neuter: whether its Dutch article is "het".

    """

    one: str
    many: str
    neuter: bool = False


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


def in_words(text: str, language: str, words: Words) -> str:
    """A text in a language with the city's word in the place of ours, and what goes with it."""
    ours = OURS.get(language)
    if not ours or ours not in text.lower():
        return text
    if language == "nl" and words.neuter:
        text = _neuter(text, ours)

    def put(found: re.Match[str]) -> str:
        written = found["word"]
        word = words.many if written[-1] == "s" else words.one
        return word[:1].upper() + word[1:] if written[0].isupper() else word[:1].lower() + word[1:]

    text = re.sub(WORD.format(word=ours), put, text, flags=re.IGNORECASE)
    if language == "en" and words.one[:1].lower() in VOWELS:
        text = re.sub(rf"\b([Aa]) (?={re.escape(words.one)}\b)", r"\1n ", text, flags=re.IGNORECASE)
    return text


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
