"""By which customs dates and numbers are written in a language."""

from __future__ import annotations


def locale_of(language: str) -> str:
    """The name of the locale by which Babel writes dates and numbers; English is that of Britain."""
    return "en_GB" if language == "en" else str(language)
