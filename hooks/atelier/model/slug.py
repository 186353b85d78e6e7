"""Slugs: the part of an address that names one record, tag or place.

A slug has only small letters a to z, digits and hyphens, so it works on every host and every file system.
Letters of other scripts are written in Punycode (RFC 3492): no two words become the same, and a slug depends
on no table of a library, so an address stays what it is.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 80
RESERVED = frozenset(
    {"index", "page", "con", "prn", "aux", "nul"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in range(10)}
)
"""Names that are pages of the site itself, and device names that Windows keeps for itself
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""

IMAGE_TYPES = ("png", "jpg", "jpeg", "webp")
IMAGE_NAME = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,79}}\.(?:{'|'.join(IMAGE_TYPES)})")

SIGNS = {"+": "-plus", "#": "-sharp", "♯": "-sharp"}
LAST_SIGNS = re.compile(r"(?<=[^\W_])[+#♯]+(?![^\W_])")
"""Signs that end a word: C, C++ and C# are three subjects."""
FIRST_DOT = re.compile(r"(?<![^ ])[.](?=[^\W_])")
"""A dot that begins a word, such as .NET."""
BREAK = re.compile(r"[\x00-/:-@\[-`{-\x7f]+")
"""What ends a word: any sign of ASCII. Other signs are left out of it."""


@lru_cache(maxsize=1 << 17)
def slugify(text: str) -> str:
    """The slug of a tag or place: ``Súdwest-Fryslân`` is ``sudwest-fryslan``; empty without letter or digit.

    One that is too long, or reserved, ends in a number of its own, made of all of the text.
    """
    slug = full_slug(text)
    if len(slug) <= SLUG_LENGTH and slug not in RESERVED:
        return slug
    number = hashlib.sha256(slug.encode()).hexdigest()[:8]
    return f"{slug[: SLUG_LENGTH - len(number) - 1].strip('-')}-{number}"


def full_slug(text: str) -> str:
    """The slug of a text, however long, and also if it is reserved."""
    text = LAST_SIGNS.sub(lambda match: "".join(SIGNS[sign] for sign in match[0]), text)
    words = BREAK.split(unicodedata.normalize("NFKD", FIRST_DOT.sub("dot-", text)).lower())
    return "-".join(filter(None, map(_word, words)))


def _word(word: str) -> str:
    """A word in ASCII: without accents if it then is, else in Punycode."""
    if word.isascii():
        return word
    letters = [letter for letter in word if unicodedata.category(letter)[0] in "LNM"]
    if all(letter.isascii() or unicodedata.category(letter)[0] == "M" for letter in letters):
        return "".join(filter(str.isascii, letters))
    return unicodedata.normalize("NFC", "".join(letters)).encode("punycode").decode()
