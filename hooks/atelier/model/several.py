"""Several names written as one: ``robots, programmeren; drones`` or ``Zwolle, Assen en Leeuwarden``.

The patterns mean the same in Python and in a browser, because the form splits by them too. In each, group 1
is a name that is one although it looks like several; what else is found separates two names.
"""

from __future__ import annotations

import re

ONE_NAME = (
    "Beek en Donk|Berg en Dal|Dijk en Waard|Gooi en Vechtstreek|Kaag en Braassem|Mook en Middelaar|"
    "Nuenen, Gerwen en Nederwetten|Peel en Maas|Stad en Ommeland|West Maas en Waal"
)
"""Dutch municipalities and regions with an "en" in their name."""
SIGN = "[ ]*[;|•\t][ ]*|[ ]*,(?![0-9])[ ]*|[ ]+/[ ]+"
WORD = "[ ]+(?:en|and|EN|&|[+])[ ]+"

SIGNS = re.compile(f"({ONE_NAME})|{SIGN}")
"""What always separates two subjects or places: a comma, but not that of a number."""
WORDS = re.compile(f"({ONE_NAME})|{WORD}")
"""What separates the last two of several: "lezen en schrijven" alone is one subject."""
ANY = re.compile(f"({ONE_NAME})|{SIGN}|{WORD}|/")
"""What separates two names where each of them is known."""


def split(text: str, separator: re.Pattern[str]) -> tuple[str, ...]:
    """The parts of a text; one if nothing separates them."""
    parts, start = [], 0
    for match in separator.finditer(text):
        if match[1] is None:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return tuple(part.strip() for part in parts if part.strip())


def terms(text: str) -> tuple[str, ...]:
    """The subjects or places that a text names: of several, the last two may have a word between them."""
    *first, last = split(text, SIGNS) or (text,)
    return (*first, *split(last, WORDS)) if first else (last,)


def terms_meant(text: str) -> tuple[str, ...]:
    """As ``terms``, but for who answers a question: two names with a capital are two places, too."""
    parts = terms(text)
    named = split(text, WORDS) if len(parts) == 1 else ()
    return named if len(named) > 1 and all(part[0].isupper() for part in named) else parts
