"""The search indexes of a site that is served, made in another process, so that no edit waits for them.

``python -m atelier.site.serve.reindex ROOT`` reads the catalogue and makes its indexes, one a language, but
for those that were made of the same texts. They are in ``.cache/search``, from where they are served.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from atelier.checks.check import check
from atelier.checks.day import today
from atelier.content.settings import language
from atelier.i18n.translation import translations
from atelier.problems.failed import FailedError
from atelier.search.index import Searched, make_index, searched
from atelier.search.texts import EditorsPage
from atelier.store.files import write_whole
from atelier.store.store import Store

log = logging.getLogger("atelier")

CACHE = ".cache/search"
INDEX = "text"
"""The folder of the index in the first language; one in a further language has its code behind it."""
MADE_OF = "made-of"
"""How the files begin with the fingerprint of the texts in the last indexes."""

PAGES = "pages.json"
"""The file with the editors' pages, which the engine rendered, by language: the first of the site first."""

NICENESS = 19
"""The lowest priority."""


class Reindexer:
    """Keeps the index up to date, in one process at a time."""

    def __init__(self, root: Path) -> None:
        self.cache = root / CACHE
        self.root = root
        self._running: subprocess.Popen[str] | None = None

    def update(self, pages: Mapping[str, Sequence[EditorsPage]]) -> None:
        """Start to make the indexes of a site that was just built, of its editors' pages by language."""
        self.stop()
        self.cache.mkdir(parents=True, exist_ok=True)
        text = json.dumps(pages, ensure_ascii=False)
        write_whole(self.cache / PAGES, text)
        self._running = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-X", "utf8", "-m", "atelier.site.serve.reindex", str(self.root)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        threading.Thread(target=self._wait, args=(self._running,), daemon=True).start()

    def stop(self) -> None:
        """End the process that makes an index, if there is one: its index is out of date."""
        running, self._running = self._running, None
        if running:
            running.terminate()
            running.wait()

    def _wait(self, running: subprocess.Popen[str]) -> None:
        _, output = running.communicate()
        # Unless a newer one has started.
        if running is self._running and running.returncode:
            log.warning("The search index could not be renewed; the last one stays.\n%s", output.strip())


def reindex(root: Path) -> bool:
    """Make the indexes for the catalogue in ``root`` whose texts changed; returns whether any did.

    Raises IndexingFailedError or WordsMissingError.
    """
    handed = json.loads((root / CACHE / PAGES).read_text(encoding="utf-8"))
    store = Store(root)
    catalogue = check(root, today(), store=store).catalogue
    if catalogue is None:
        return False  # there are errors now: once they are fixed, the build starts this again
    made = []
    for number, (code, pages) in enumerate(handed.items()):
        texts = [EditorsPage(*page) for page in pages]
        if number == 0:
            made.append(_reindex(root, searched(catalogue, code, texts, store), ""))
        else:
            translated = searched(catalogue.in_language(code), code, texts, store.within(code))
            made.append(_reindex(root, translated, code))
    return any(made)


def index_folder(language: str = "") -> str:
    """The folder of an index, from the root: of the first language, or of a further one."""
    return f"{CACHE}/{INDEX}{language and f'-{language}'}"


def _reindex(root: Path, source: Searched, language: str) -> bool:
    """Make one index if its texts changed; returns whether they did."""
    folder = root / index_folder(language)
    known = folder.with_name(f"{MADE_OF}{language and f'-{language}'}.txt")
    if folder.is_dir() and known.is_file() and known.read_text(encoding="utf-8") == source.made_of:
        return False
    make_index(source, folder)
    write_whole(known, source.made_of)
    return True


def main() -> int:
    """Run it once, at the lowest priority. A failure is exit code 1 and one line."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    # A signal becomes a normal exit, which ends Pagefind and removes unfinished files.
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: sys.exit(0))
    root = Path(sys.argv[1])
    try:
        reindex(root)
    except FailedError as error:
        sys.exit(error.text(translations(language(root))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
