"""Dutch verb forms that another form of the word must not find.

Endings of nouns and of verbs look alike: *klassen* is several times *klas*, and *lezen* is what one does who
*lees*. A search for *lezen* (a subject) must not find every "hier lees je meer". Frequency tells them apart:
of a noun the short form is used more than the long one, of a verb less, and a verb has a third form on *t*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

MARGIN = 0.05
"""How much more the infinitive must be used, on the Zipf scale."""

USED = 3.0
"""The frequency, on the Zipf scale, from which the form on *t* exists."""

LONG_VOWEL = re.compile(r"(.*)([aeou])\2([^aeiou])")
SHORT_VOWEL = re.compile(r".*[^aeiou][aeiou]([bdfgklmnprst])")
VOICED = {"s": "z", "f": "v"}


def infinitives(form: str) -> Iterator[str]:
    """The ways to write the infinitive of a short form: *leez* gives *lezen*, *zit* gives *zitten*."""
    stems = [form, form[:-1] + VOICED[form[-1]]] if form[-1:] in VOICED else [form]
    for stem in stems:
        if long := LONG_VOWEL.fullmatch(stem):
            yield f"{long[1]}{long[2]}{long[3]}en"
        elif short := SHORT_VOWEL.fullmatch(stem):
            yield f"{stem}{short[1]}en"
        else:
            yield f"{stem}en"


def is_verb_form(word: str, common: Mapping[str, float]) -> bool:
    """Whether a word is the short form of a verb, rather than a noun. ``common`` is ``common_words()``."""
    if common.get(f"{word}t", 0) < USED or not word.isalpha():
        return False
    used = common.get(word, 0) + MARGIN
    return any(common.get(infinitive, 0) > used for infinitive in infinitives(word))
