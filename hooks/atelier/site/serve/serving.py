"""Serve a catalogue: build its site, show it, and do both again after every change of a file."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path
from typing import NoReturn, Protocol

from atelier.content.settings import FILE as SETTINGS
from atelier.content.synonyms import FILE as SYNONYMS
from atelier.i18n.translation import po_file
from atelier.model.records import RECORDS
from atelier.search.index import FOLDER as INDEX_ADDRESS
from atelier.site.serve.live import Built, Live
from atelier.site.serve.reindex import CACHE as SEARCH_CACHE
from atelier.site.serve.reindex import INDEX
from atelier.site.serve.server import Server
from atelier.site.serve.watch import Watch
from atelier.site.theme_files import THEME

log = logging.getLogger("atelier")

CACHE = ".cache/serve"
"""The folder of sites that are served, one for each port: two servers do not disturb each other."""

OVERRIDES = "overrides"
"""The folder of a city's own templates."""

IDLE = 2.0
"""Seconds without a change after which there is time to collect garbage."""


class Builder(Protocol):
    """Builds a site, again and again."""

    def build(self) -> Built:
        """Bring the site up to date with the files. Where a file is wrong, the site stays as it is."""

    def stop(self) -> None:
        """End what runs in the background."""


class Serving:
    """A catalogue that is served. Raises OSError if its port is taken.

    Attributes:
        address: where it is served, with a slash at the end.
        site: the folder of the site that is built.

    """

    def __init__(self, root: Path, host: str, port: int) -> None:
        self.root = root
        self._live = Live()
        server = Server(host, port, self._live)
        port = server.server_address[1]
        self.address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        self.site = root / CACHE / str(port)
        # The index is made in the background, and stays where it is when a site is built.
        server.folders = {f"{INDEX_ADDRESS}/": root / SEARCH_CACHE / INDEX, "": self.site}
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def run(self, builder: Builder, texts: NullTranslations, say: Callable[[str], None]) -> NoReturn:
        """Build after every change, until the program is interrupted; ``say`` shows a line."""
        # From before the first build, so that no change is lost.
        watch = Watch(*watched(self.root))
        shown = Built()
        try:
            while True:
                started = time.monotonic()
                built = attempted(builder)
                self._live.show(built)
                if built.errors and built.errors != shown.errors:
                    say(built.errors)
                elif not built.errors:
                    say(done(built, time.monotonic() - started, texts))
                shown = built
                if not watch.wait(IDLE):
                    gc.collect()
                    watch.wait()
        finally:
            watch.stop()
            builder.stop()


def attempted(builder: Builder) -> Built:
    """The outcome of a build; whatever goes wrong in it is an error that is shown."""
    try:
        return builder.build()
    except Exception as error:
        log.exception("The site could not be made.")
        return Built(errors=str(error) or repr(error))


def done(built: Built, seconds: float, texts: NullTranslations) -> str:
    """A line about a build that succeeded."""
    count = len(built.written)
    return texts.ngettext(
        "%(time)s  %(count)d file of the site changed, in %(seconds)s s.",
        "%(time)s  %(count)d files of the site changed, in %(seconds)s s.",
        count,
    ) % {"time": time.strftime("%H:%M:%S"), "count": count, "seconds": f"{seconds:.2f}"}


def watched(root: Path) -> tuple[set[Path], set[Path]]:
    """The folders and the files from which a site follows."""
    kinds = {kind.folder.partition("/")[0] for kind in RECORDS}
    folders = {root / name for name in (*kinds, SYNONYMS.partition("/")[0], OVERRIDES)}
    ours = {THEME.with_name(name) for name in ("theme", "templates")} | {po_file("nl").parent}
    return folders | ours, {root / SETTINGS}
