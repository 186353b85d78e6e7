"""Letters as they are compared: the same in the index, in its list of words and in what a visitor types.

``theme/js/lib/marks.js`` does the same in a browser; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata

LETTERS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`", "'"),
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ς": "σ",
    }
)
"""Hyphens and apostrophes of word processors, and letters that do not come apart into a letter and a mark."""

UNSEEN = ("M", "Cf")
"""The categories of Unicode that are left out: marks on letters, and signs that only shape a text, such as
soft hyphens and joiners."""

SIGNS = re.compile(r"(?<![^\W_])([a-z])(\+\+|#)(?![^\W_])")
SIGN_NAMES = {"++": "plusplus", "#": "sharp"}
"""The signs that belong to a name of one letter: C++ and C# are words of their own."""

WORD = re.compile(r"[^\W_]+")
JOINED = re.compile(r"[^\W_]+(?:[-'][^\W_]+)+")


def folded(text: str) -> str:
    """A text without capitals, accents, ligatures and unseen signs; with plain hyphens and apostrophes."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(LETTERS))
        text = "".join(c for c in text if not unicodedata.category(c).startswith(UNSEEN))
        text = unicodedata.normalize("NFC", text.lower().translate(LETTERS))
    else:
        text = text.lower().replace("`", "'")
    return SIGNS.sub(lambda match: match[1] + SIGN_NAMES[match[2]], text)


def words_of(text: str) -> list[str]:
    """Every word, folded; a word with a hyphen or an apostrophe in parts and joined, as ``mbo-school``."""
    text = folded(text)
    words = WORD.findall(text)
    if "-" in text or "'" in text:
        words += ["".join(WORD.findall(joined)) for joined in JOINED.findall(text)]
    return words
