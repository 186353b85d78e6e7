"""Builds a site that is served: what changed since the last time, in this process."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from atelier.content.settings import language, site_url
from atelier.site.building import BuildError, Options, build
from atelier.site.engine import rendered
from atelier.site.serve.live import Built
from atelier.site.serve.reindex import Reindexer
from atelier.store.store import Store

OPTIONS = Options(keep=0, index=False, durable=False)
"""There is no way back to a former site, and the power may fail: it is made again at the next start."""


class SiteBuilder:
    """Builds the site of the catalogue in ``root`` into the folder ``site``."""

    def __init__(self, root: Path, site: Path) -> None:
        self.root = root
        self.site = site
        self.store = Store(root)
        self.reindexer = Reindexer(root)

    def build(self) -> Built:
        """Bring the site up to date with the files. Where a file is wrong, the site stays as it is."""
        path, said_in = urlsplit(site_url(self.root)).path, language(self.root)
        try:
            built = build(self.root, self.site, self.store, OPTIONS)
        except BuildError as error:
            return Built(errors=str(error), path=path, language=said_in)
        if built.kept.searched:
            self.reindexer.update(said_in, rendered(self.root, self.store).editors)
        written = {*built.summary.written, *built.summary.removed}
        return Built(written=written, path=path, language=said_in)

    def stop(self) -> None:
        """End what runs in the background."""
        self.reindexer.stop()
