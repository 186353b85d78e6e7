"""Checks of the files of translations: their languages are those of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from atelier.content.editors_pages import package_pages
from atelier.content.reader import Collections
from atelier.content.translated import original_of
from atelier.i18n.translation import LANGUAGES
from atelier.model.settings import Settings
from atelier.problems.problem import Problem


def translation_problems(collections: Collections, settings: Settings | None) -> Iterator[Problem]:
    """Problems with translations in a language that the catalogue does not have besides its first.

    Of an editors' page the name counts as that of a translation only in a language that the site can have,
    and its original may be a page of the package.
    """
    if settings is None:
        return
    first = str(settings.theme.language)
    further = [str(language) for language in settings.extra.languages if language != first]
    pages = set(collections.editors_pages)
    for path in (*collections.paths, *collections.editors_pages):
        translates = original_of(path.rpartition("/")[2])
        if translates is None or (path in pages and translates[1] not in LANGUAGES):
            continue
        if translates[1] == first:
            yield Problem("translation-same", path, "file", values={"value": first})
        elif translates[1] not in further:
            choices = ", ".join((first, *further))
            yield Problem(
                "translation-language", path, "file", values={"value": translates[1], "choices": choices}
            )
        elif path in pages:
            original = f"{path.rpartition('/')[0]}/{translates[0]}"
            if original not in pages and original not in package_pages():
                yield Problem("translation-alone", path, "file", values={"name": translates[0]})
