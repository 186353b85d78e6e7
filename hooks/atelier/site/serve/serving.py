"""Serve a catalogue: build its site, show it, and do both again after every change of a file."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path
from typing import NoReturn, Protocol

from atelier.content.source import SETTINGS
from atelier.i18n.translation import LANGUAGES, po_file
from atelier.model.records import RECORDS
from atelier.render.page import prefix_of
from atelier.search.index import FOLDER as INDEX_ADDRESS
from atelier.site.engine_inputs import watched as engine_reads
from atelier.site.serve.live import Built, Live
from atelier.site.serve.reindex import index_folder
from atelier.site.serve.server import Files, Folder, Server
from atelier.site.serve.watch import Watch
from atelier.site.theme_files import THEME

log = logging.getLogger("atelier")

IDLE = 2.0
"""Seconds without a change after which there is time for what can wait."""


class Builder(Files, Protocol):
    """Builds a site, again and again."""

    def build(self) -> Built:
        """Bring the site up to date with the files. Where a file is wrong, the site stays as it is."""

    def tidy(self) -> None:
        """Do what can wait until there is time."""

    def stop(self) -> None:
        """End what runs in the background."""


class Serving:
    """A catalogue that is served. Raises OSError if its port is taken.

    Attributes:
        address: where it is served, with a slash at the end.

    """

    def __init__(self, root: Path, host: str, port: int) -> None:
        self.root = root
        self._live = Live()
        self._server = Server(host, port, self._live)
        port = self._server.server_address[1]
        self.address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"

    def run(self, builder: Builder, texts: NullTranslations, say: Callable[[str], None]) -> NoReturn:
        """Build after every change, until the program is interrupted; ``say`` shows a line."""
        # The indexes are made in the background.
        indexes = {f"{INDEX_ADDRESS}/": Folder(self.root / index_folder())}
        for language in LANGUAGES:
            further = f"{prefix_of(language)}{INDEX_ADDRESS}/"
            indexes[further] = Folder(self.root / index_folder(language))
        self._server.files = {**indexes, "": builder}
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        # From before the first build, so that no change is lost.
        watch = Watch(*watched(self.root))
        before = Built()
        try:
            while True:
                started = time.monotonic()
                built = attempted(builder)
                self._live.show(built)
                for text, former in ((built.errors, before.errors), (built.remarks, before.remarks)):
                    if text and text != former:
                        say(text)
                if not built.errors:
                    say(done(time.monotonic() - started, texts))
                before = built
                if not watch.wait(IDLE):
                    builder.tidy()
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


def done(seconds: float, texts: NullTranslations) -> str:
    """A line about a build that succeeded."""
    message = texts.gettext("%(time)s  The site is up to date, in %(seconds)s s.")
    return message % {"time": time.strftime("%H:%M:%S"), "seconds": f"{seconds:.2f}"}


def watched(root: Path) -> tuple[set[Path], set[Path]]:
    """The folders and the files from which a site follows."""
    kinds = {kind.folder.partition("/")[0] for kind in RECORDS}
    read = engine_reads(root)
    files = {path for path in read if path.is_file()}
    ours = {THEME.with_name(name) for name in ("theme", "templates")} | {po_file("nl").parent}
    return {root / name for name in kinds} | (read - files) | ours, {root / SETTINGS} | files
