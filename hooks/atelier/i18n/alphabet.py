"""Names in the order of the alphabet, as people look them up: without accents and signs."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

NUMBERS = "0–9"
"""Stands for names that begin with a digit."""
OTHER = "#"
"""Stands for names without a letter or digit."""


@lru_cache(maxsize=20_000)
def in_alphabet(name: str) -> str:
    """A name as it is sorted: ``'t Élan`` as ``t elan``."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    start = next((place for place, letter in enumerate(plain) if letter.isalnum()), 0)
    return plain[start:]


def initial(name: str) -> str:
    """The letter under which a name is looked up."""
    first = in_alphabet(name)[:1]
    if first.isdigit():
        return NUMBERS
    return first.upper() if first.isalpha() else OTHER
