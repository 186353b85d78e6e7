"""Every text can be read in every language."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from atelier.i18n.translation import LANGUAGES, SOURCE_LANGUAGE, WHOLE, extract, po_file, translations
from atelier.problems.codes import CODES

TRANSLATED = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_missing(language: str) -> None:
    """Each text of templates and messages stands in the catalogue, if that must be whole; none is left over."""
    with po_file(language).open("rb") as source:
        catalog = read_po(source, locale=language)
    translated = {message.id for message in catalog if message.id and _complete(message)}

    marked = {message.id for message in extract() if message.id}

    assert translated <= marked
    assert marked == translated or language not in WHOLE


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_same_values(language: str) -> None:
    """A translation leaves out no value, and asks for none that is not there."""
    with po_file(language).open("rb") as source:
        catalog = read_po(source, locale=language)

    for message in catalog:
        forms = texts(message.id)
        for number, string in enumerate(texts(message.string) if message.id else ()):
            assert values_in(forms[min(number, len(forms) - 1)]) == values_in(string)


def texts(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


def values_in(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


def test_every_message_is_marked() -> None:
    """No text of a problem is left out of the catalogues."""
    marked = {message.id for message in extract()}

    assert marked >= {code.message for code in CODES.values()} | {code.hint for code in CODES.values()}


def _complete(message: Message) -> bool:
    return all(texts(message.string)) and not message.fuzzy


def test_a_text_that_is_not_there_is_said_in_the_nearest_language() -> None:
    """Frisian is begun: what is not in it yet is in Dutch."""
    texts = translations("fy")

    assert "Sykje" == texts.gettext("Search")
    assert translations("nl").gettext("Check and go on") == texts.gettext("Check and go on")
    assert "What nobody marked" == texts.gettext("What nobody marked")
