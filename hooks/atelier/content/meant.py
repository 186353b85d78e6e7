"""What people write where a file has one form: a choice by its name, an amount with a euro sign, a date."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from atelier.i18n.translation import LANGUAGES, translations
from atelier.model.labelled import Labelled, synonyms
from atelier.model.rules import LASTING_ADDRESS, Choice, RefersTo, Rule, Written


@cache
def labels(choices: type[Labelled]) -> Mapping[str, str]:
    """Every label of a choice, in each language, and the choice."""
    return {
        translations(language).gettext(choice.label).casefold(): choice.value
        for language in LANGUAGES
        for choice in choices
    }


def as_meant(text: str, rule: Rule | None) -> str:
    """A text as a file has it, if it is clear what was meant; else unchanged."""
    if isinstance(rule, Choice):
        return choice_of(text, rule) or text
    if isinstance(rule, RefersTo) and rule.leads_elsewhere(text):
        return as_meant(text, LASTING_ADDRESS)
    if isinstance(rule, Written) and not rule.pattern.fullmatch(text):
        return rule.meant(text) or text
    return text


def choice_of(text: str, rule: Choice) -> str:
    """The choice that a text stands for: its value, its label in a language, or another word; or none."""
    word = " ".join(text.split()).casefold()
    if word in {choice.value for choice in rule.of}:
        return word
    return labels(rule.of).get(word) or synonyms(rule.of).get(word, "")
