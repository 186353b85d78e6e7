"""Choices with a label."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Self


class Labelled(StrEnum):
    """The choices of a field. Each is declared with its value, its label and other words for it.

    Attributes:
        label: what the choice is called on a page, to be translated.
        words: other words that people write for it, in small letters, with ``|`` between them.

    """

    label: str
    words: str

    def __new__(cls, value: str, label: str = "", words: str = "") -> Self:
        """Make a choice; pass the label through ``N_``."""
        choice = str.__new__(cls, value)
        choice._value_ = value
        choice.label = label
        choice.words = words
        return choice


@cache
def synonyms(choices: type[Labelled]) -> Mapping[str, str]:
    """Every other word for a choice, in small letters, and the value of the choice it stands for."""
    return {word: choice.value for choice in choices for word in choice.words.split("|") if word}
