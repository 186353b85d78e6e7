"""What a browser is shown now, and what changed since it last looked.

Every change of what is shown has a number, which only grows. A page carries the number at which it was sent,
so it can ask for all that came after: nothing is missed, however late it asks.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from atelier.i18n.translation import SOURCE_LANGUAGE
from atelier.site.serve.error_page import error_page


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build.

    Attributes:
        written: the files that a browser may have and that changed, by their path in the site.
        errors: the report of what is wrong; with it, the site is the one before.
        remarks: what else to say of the files.
        path: where the site is on its host, with slashes round it.
        language: of the site, so of the page that shows the errors.

    """

    written: Collection[str] = ()
    errors: str = ""
    remarks: str = ""
    path: str = "/"
    language: str = SOURCE_LANGUAGE


class Shown(NamedTuple):
    """What is shown.

    Attributes:
        number: of the last change.
        path: where the site is on its host, with slashes round it.
        error_page: its HTML; empty if the site is shown.
        language: of the site.

    """

    number: int
    path: str
    error_page: str
    language: str = SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class News:
    """What changed since a page was sent.

    Attributes:
        number: of the last change.
        everything: whether every page is out of date.
        written: the addresses that are out of date, a page as its folder; empty with ``everything``.

    """

    number: int
    everything: bool
    written: Collection[str] = ()


class Live:
    """What is shown: the site, or the error page in place of all of it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._errors = ""
        self._path = "/"
        self._page = ""
        self._language = SOURCE_LANGUAGE
        self._written: dict[str, int] = {}

    def show(self, built: Built) -> None:
        """Show the outcome of a build, and wake who waits for news."""
        with self._changed:
            if self._number and built.errors == self._errors and not built.written:
                return
            # By the clock, so that pages that a former server sent know that they are older.
            self._number = max(self._number + 1, time.time_ns() // 1_000)
            self._written |= dict.fromkeys(map(address_of, built.written), self._number)
            self._errors, self._path, self._language = built.errors, built.path, built.language
            self._page = error_page(built.errors, built.language) if built.errors else ""
            self._changed.notify_all()

    def now(self) -> Shown:
        """What is shown now; waits for the first build."""
        with self._changed:
            self._changed.wait_for(lambda: self._number)
            return Shown(self._number, self._path, self._page, self._language)

    def news(self, since: int, patience: float) -> News | None:
        """What changed after the number ``since``; None if nothing does within so many seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._number and self._number != since, patience):
                return None
            # A number from the future is of a server before the clock went back.
            everything = bool(self._errors) or since > self._number
            written = () if everything else [url for url, at in self._written.items() if at > since]
            return News(self._number, everything, written)


def address_of(file: str) -> str:
    """The address of a file of the site: that of a page is its folder."""
    return file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file
