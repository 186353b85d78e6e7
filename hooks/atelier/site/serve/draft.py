"""The files of a site, found and made one by one: what nobody asks for costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from atelier.sections.section import Section
from atelier.site.publish import (
    PILLARS_CSS,
    Edition,
    Maker,
    Part,
    colours,
    files_of,
    parts,
    ready,
    shown_renditions,
)

T = TypeVar("T")

Found = Iterator[tuple[str, Callable[[], Part]]]
"""Files by their path, each with what says how it is made."""


class Draft:
    """Every file of a site by its path in it, as ``parts`` has them."""

    def __init__(self, edition: Edition) -> None:
        self._publication = publication = edition.publication
        self._renderer = edition.renderer
        self._make = Maker(publication, edition.renderer)
        self._prefix = publication.site.prefix
        self._further = {one.publication.site.prefix: Draft(one) for one in publication.further}
        self._found = dict(self._at_hand())
        # A page is first looked for in the section that its address begins with.
        self._pages = {section.name: self._pages_of(section) for section in publication.book.sections}
        self._files: Sequence[Found] = (self._beside(), self._renditions())
        self._whole: dict[str, Part] | None = None

    def part(self, path: str) -> Part | None:
        """The file at a path; None if there is none."""
        for prefix, further in self._further.items():
            if path.startswith(prefix):
                return further.part(path)
        if path not in self._found:
            own = path.removeprefix(self._prefix).partition("/")[0]
            for name in sorted(self._pages, key=lambda name: name != own):
                self._look(path, self._pages[name])
            for files in self._files:
                self._look(path, files)
        if path in self._found:
            return self._found[path]()
        # Those that follow from all others, such as the sitemap, are in no folder.
        return None if "/" in path else self._all().get(path)

    def close(self) -> None:
        """Forget all files: they hold each other, so their memory would only come back as garbage."""
        self._found.clear()
        self._pages.clear()
        self._files = ()
        for further in self._further.values():
            further.close()

    def _look(self, path: str, files: Found) -> None:
        """Take files until the one at a path is found."""
        if path in self._found:
            return
        for name, part in files:
            self._found[name] = part
            if name == path:
                return

    def _all(self) -> dict[str, Part]:
        if self._whole is None:
            self._whole = parts(self._publication, self._renderer, {})
        return self._whole

    def _at_hand(self) -> Found:
        """What the engine rendered, and the colours that every page loads."""
        rendered = self._publication.rendered
        for name, digest in rendered.files.items():
            yield name, partial(Part, digest, partial(rendered.content, name))
        for document in rendered.documents:
            yield self._make.path(document.url), self._one(self._make.document, document)
        if not self._prefix:
            made = colours(self._publication.catalogue, self._publication.site)
            yield PILLARS_CSS, partial(ready, made)

    def _pages_of(self, section: Section) -> Found:
        for page in section.pages():
            yield self._make.path(page.url), self._one(self._make.page, page)

    def _beside(self) -> Found:
        for file in files_of(self._publication, self._renderer):
            yield self._make.path(file.url), self._one(self._make.file, file)

    def _renditions(self) -> Found:
        for kept, url in shown_renditions(self._publication):
            yield url, partial(Part, kept, partial(Path, kept))

    @staticmethod
    def _one(make: Callable[[T], tuple[str, Part]], of: T) -> Callable[[], Part]:
        return lambda: make(of)[1]
