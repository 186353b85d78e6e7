"""Builds a site that is served: a file is only made when a browser asks for it.

So an edit costs to read the catalogue and to make the pages that are open, however many there are.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from atelier.content.settings import language, site_url
from atelier.i18n.translation import translations
from atelier.search.texts import EditorsPage
from atelier.site.building import BuildError, Options, explained, no_collection
from atelier.site.making import edition_of, looked_at
from atelier.site.serve.draft import Draft
from atelier.site.serve.live import Built
from atelier.site.serve.reindex import Reindexer
from atelier.store.store import MemoryStore

COLLECT_AFTER = 20
"""The builds after which garbage is collected, which takes a second among the objects of 5,000 initiatives.
Nearly all memory comes back without: of each build, 15 MB do not."""


class SiteBuilder:
    """Builds the site of the catalogue in ``root``, and makes its files when they are asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._store = MemoryStore(root)
        self._reindexer = Reindexer(root)
        self._draft: Draft | None = None
        self._former: list[Draft] = []
        self._tidied = 0
        # What the next indexes are made of, besides the catalogue, by language; None if they are up to date.
        self._editors: Mapping[str, Sequence[EditorsPage]] | None = None
        # By its path, what each file that was asked for followed from; empty if it was not there.
        self._asked: dict[str, str] = {}
        # Sections compute what their pages share when the first of them is made.
        self._one_at_a_time = threading.Lock()

    def build(self) -> Built:
        """Read and check the catalogue, and compare the files that were asked for."""
        path, said_in = urlsplit(site_url(self._root)).path, language(self._root)
        try:
            with no_collection(), explained(partial(translations, said_in)):
                found, engine = looked_at(self._root, self._store, Options())
                written = self._replace(Draft(edition_of(found, engine, self._store)))
        except BuildError as error:
            return Built(errors=str(error), path=path, language=said_in)
        self._editors = None
        if found.searched:
            self._editors = {one.language: one.editors for one in (engine, *engine.further)}
        remarks = "\n".join(filter(None, (found.report, *found.remarks, *engine.warnings)))
        return Built(written=written, remarks=remarks, path=path, language=said_in)

    def _replace(self, draft: Draft) -> list[str]:
        """Take the files of a new site; returns those that were asked for and changed."""
        with self._one_at_a_time:
            now = {name: made_of(draft, name) for name in self._asked}
            written = [name for name, before in self._asked.items() if now[name] != before]
            if self._draft:
                self._former.append(self._draft)
            self._asked, self._draft = now, draft
        return written

    def tidy(self) -> None:
        """Keep on the disk what is new, renew the search index, and give memory back."""
        with self._one_at_a_time:
            self._store.write()
            for draft in self._former:
                draft.close()
            self._former.clear()
        if self._editors is not None:
            self._reindexer.update(self._editors)
            self._editors = None
        self._tidied += 1
        if self._tidied % COLLECT_AFTER == 0:
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def has(self, name: str) -> bool:
        """Whether there is a file at a path in the site."""
        with self._one_at_a_time:
            return bool(self._draft and self._draft.part(name))

    def read(self, name: str) -> bytes | None:
        """The content of a file of the site, by its path in it; None if there is none."""
        with self._one_at_a_time:
            if self._draft is None:
                return None
            part = self._draft.part(name)
            self._asked[name] = part.made_of if part else ""
            content = part.make() if part else None
        if isinstance(content, Path):
            return content.read_bytes()
        return content.encode() if isinstance(content, str) else content

    def stop(self) -> None:
        """End what runs in the background."""
        self._reindexer.stop()


def made_of(draft: Draft, name: str) -> str:
    """What a file follows from; empty if there is none."""
    part = draft.part(name)
    return part.made_of if part else ""
