"""Builds a site that is served, by MkDocs in this process."""

from __future__ import annotations

import filecmp
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from atelier.content.settings import FILE as SETTINGS
from atelier.content.settings import read_settings
from atelier.model.settings import Settings
from atelier.site.serve.live import Built
from atelier.site.serve.reindex import Reindexer


class SiteBuilder:
    """Builds the site of the catalogue in ``root`` into the folder ``site``."""

    def __init__(self, root: Path, site: Path) -> None:
        self.root = root
        self.site = site
        self.reindexer = Reindexer(root)
        self.said: list[str] = []
        log = logging.getLogger("mkdocs")
        handler = logging.Handler(logging.ERROR)
        handler.emit = lambda record: self.said.append(record.getMessage())  # type: ignore[method-assign]
        log.addHandler(handler)
        log.propagate = False

    def build(self) -> Built:
        """Bring the site up to date with the files. Where a file is wrong, the site stays as it is."""
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        new = self.site.with_name(f"{self.site.name}.new")
        self.said.clear()
        settings, _ = read_settings(self.root / SETTINGS)
        language = settings.theme.language if settings else "nl"
        try:
            config = load_config(str(self.root / SETTINGS), site_dir=str(new))
            plugin: Any = config.plugins["atelier"]
            plugin.serving = True
            plugin.on_startup(command="build", dirty=False)
            build(config)
        except SystemExit as error:
            return Built(errors="\n".join(self.said) or str(error), path=path_of(settings), language=language)
        written = {*differing(self.site, new)}
        old = self.site.with_name(f"{self.site.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if self.site.exists():
            self.site.rename(old)
        new.rename(self.site)
        if plugin.build.searched:
            self.reindexer.update(language, plugin.rendered.editors)
        return Built(written=written, path=path_of(settings), language=language)

    def stop(self) -> None:
        """End what runs in the background."""
        self.reindexer.stop()


def path_of(settings: Settings | None) -> str:
    """The path of the address at which a site is published."""
    return urlsplit(settings.site_url).path if settings else "/"


def differing(old: Path, new: Path) -> Iterator[str]:
    """The files that are in one of two folders only, or differ, by their path in it."""
    for folder, other in ((old, new), (new, old)):
        for file in folder.rglob("*"):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and not (
                (other / name).is_file() and filecmp.cmp(file, other / name, shallow=False)
            ):
                yield name
