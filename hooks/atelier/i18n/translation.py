"""Texts in the reader's language: a gettext catalogue for each language, dates and money by Babel.

Every text that a visitor or a contributor reads is written in English in the code and marked with
``N_`` (or ``_`` in a template), so English needs no catalogue; every other language has a ``.po`` file.
These files are read directly, so there is no compiled copy that could be out of date.

``python -m atelier.i18n.translation`` brings new and changed texts into the ``.po`` files.
"""

from __future__ import annotations

import gettext
import io
import locale
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

from atelier.i18n.words import InWords, Spoken
from atelier.store.code import code_digest
from atelier.store.store import Store

SOURCE_LANGUAGE = "en"
"""The language of the texts in the code."""

HERE = Path(__file__).parent
PACKAGE = HERE.parent

LANGUAGES = (SOURCE_LANGUAGE, *sorted(file.stem for file in HERE.glob("*.po")))
"""Every language the site and the messages can be read in: each other one has a file."""

WHOLE = (SOURCE_LANGUAGE, "nl")
"""The languages in which every text must be there."""

NEAREST = {"fy": "nl"}
"""The language that most who read another one read too; for all others that is English."""


class Said(str):
    """A text of a city's own, which is in its settings: it says itself in each language.

    As a text it is what is said in a language that it does not know. It is translated as every other text,
    by ``translations``.
    """

    __slots__ = ("by_language",)
    by_language: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Said:
        """A text, given by language; one for every other language has no name."""
        said = cls(texts.get("") or next(iter(texts.values()), ""))
        said.by_language = tuple(texts.items())
        return said

    def within(self, language: str) -> str:
        """The text in a language."""
        said = dict(self.by_language)
        return next((said[near] for near in _near(language) if said.get(near)), str(self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and self.by_language == other.by_language

    def __hash__(self) -> int:
        return hash(self.by_language)

    def __repr__(self) -> str:
        return f"Said.of({dict(self.by_language)!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return Said.of, (dict(self.by_language),)


class _Source(gettext.NullTranslations):
    """The texts as they are in the code."""

    def gettext(self, message: str) -> str:
        """The text itself."""
        return message.within(SOURCE_LANGUAGE) if isinstance(message, Said) else message


class _Translated(gettext.GNUTranslations):
    """The texts in a language."""

    def __init__(self, language: str, tables: bytes) -> None:
        super().__init__(io.BytesIO(tables))
        self._language = language

    def gettext(self, message: str) -> str:
        """The text in the language; the text itself if it is not known there."""
        return message.within(self._language) if isinstance(message, Said) else super().gettext(message)


def system_language(environ: Mapping[str, str] = os.environ) -> str:
    """The language of the system if the messages are in it, else that of the code."""
    named = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    # Windows names a language by its English name.
    name = (named or locale.getlocale()[0] or "").partition("_")[0]
    spoken = locale.normalize(name).partition("_")[0].lower()
    return spoken if spoken in LANGUAGES else SOURCE_LANGUAGE


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark a text for translation and return it unchanged."""
    return message


def read_in(language: str) -> tuple[str, ...]:
    """The languages in which a text is looked for on a site in ``language``, the best first."""
    return tuple(dict.fromkeys((*_near(language), SOURCE_LANGUAGE)))


def _near(language: str) -> tuple[str, ...]:
    """A language, and the one that is read in its place where a text is not there."""
    return (language, NEAREST[language]) if language in NEAREST else (language,)


def po_file(language: str) -> Path:
    """The file with the texts in a language other than ``SOURCE_LANGUAGE``."""
    return HERE / f"{language}.po"


def source_of(language: str) -> bytes:
    """The bytes of the texts in a language; empty for the language of the code."""
    return b"" if language == SOURCE_LANGUAGE else po_file(language).read_bytes()


def translations(language: str) -> gettext.NullTranslations:
    """The texts of the site and of the messages in ``language``, one of ``LANGUAGES``.

    They are read again when the file has changed, because ``atelier serve`` keeps running. With the words
    of a city, if the language has them (``Spoken``).
    """
    if isinstance(language, Spoken):
        return InWords(translations(str(language)), str(language), language.words)
    if language == SOURCE_LANGUAGE:
        return _Source()
    return _translations(language, *(po_file(near).stat().st_mtime_ns for near in _near(language)))


@cache
def _translations(language: str, *_changed: int) -> gettext.NullTranslations:
    return _of_tables(language, [compiled(near) for near in _near(language)])


def _of_tables(language: str, tables: Sequence[bytes]) -> gettext.NullTranslations:
    """The texts in a language; what is not in its own tables is looked for in the next."""
    made = _Translated(language, tables[0])
    for further in tables[1:]:
        made.add_fallback(_Translated(language, further))
    return made


def compiled(language: str) -> bytes:
    """The texts in a language other than ``SOURCE_LANGUAGE`` as tables of gettext."""
    # Imported here, as to import it takes as long as to read the texts; a build may have kept these tables.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po_file(language).open("rb") as source:
        catalog = read_po(source, locale=language)
    tables = io.BytesIO()
    write_mo(tables, catalog)
    return tables.getvalue()


def kept_translations(language: str, store: Store) -> gettext.NullTranslations:
    """The texts in a language, as ``translations``; ``store`` keeps what takes long."""
    if language == SOURCE_LANGUAGE:
        return _Source()
    near = _near(language)
    tables = [store.remember(f"texts-{name}", code_digest(), partial(compiled, name)) for name in near]
    return _of_tables(language, tables)


def extract() -> Catalog:
    """Every text that the code, the templates and the overrides of the theme mark for translation."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    methods = [("**.py", "python"), ("**.html", "jinja2")]
    options = {"**.html": {"trimmed": "true", "silent": "false"}}
    keywords = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
    catalog = Catalog(project="innovatieatelier", version="", charset="utf-8")
    # By default, Babel skips folders that begin with an underscore.
    found = extract_from_dir(PACKAGE, methods, options, keywords=keywords, directory_filter=lambda _: True)
    for filename, line, message, _comments, context in found:
        catalog.add(message, None, [(filename, line)], context=context)
    return catalog


def main(begun: Sequence[str] = ()) -> None:
    """Bring the marked texts into every ``.po`` file, and remove those that are no longer used.

    A file of a language that needs not be whole keeps only what is translated, unless it is named in
    ``begun``: then all that is still to be translated stands in it, and the file is made if it is not there.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    template = extract()
    for language in sorted({*LANGUAGES, *begun} - {SOURCE_LANGUAGE}):
        file = po_file(language)
        catalog = Catalog(locale=language)
        if file.is_file():
            with file.open("rb") as source:
                catalog = read_po(source, locale=language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if language not in (*WHOLE, *begun):
            for message in [*catalog]:
                if message.id and not any(message.string or ()):
                    catalog.delete(message.id)
        with file.open("wb") as target:
            write_po(target, catalog, width=100, sort_output=True, omit_header=True, no_location=True)


if __name__ == "__main__":
    main(sys.argv[1:])
