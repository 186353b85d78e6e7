"""How far a build is: a bar on a terminal, lines elsewhere, and nothing for a build that is soon over."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from gettext import NullTranslations
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

PATIENCE = 2.0
"""The seconds after which somebody wants to see that something happens."""
EVERY = 10.0
"""The seconds between two lines of one step."""


class Progress(Protocol):
    """Is told how far a build is."""

    def step(self, what: str, total: int = 0) -> None:
        """A step begins: what it is, to be translated, and how many things it makes if that is known."""

    def advance(self) -> None:
        """One of those things is made."""

    def end(self) -> None:
        """The build is over."""


class Quiet:
    """Says nothing."""

    def step(self, what: str, total: int = 0) -> None:
        """Pass over it."""

    def advance(self) -> None:
        """Pass over it."""

    def end(self) -> None:
        """Pass over it."""


class Lines:
    """Writes a line for each step, and one every ten seconds while it lasts: for the log of a workflow."""

    def __init__(self, texts: Callable[[], NullTranslations], out: TextIO) -> None:
        self._texts = texts
        self._out = out
        self._start = time.monotonic()
        self._what, self._total, self._made = "", 0, 0
        self._next = self._start + PATIENCE

    def step(self, what: str, total: int = 0) -> None:
        """Write what begins, if the build takes long already."""
        self._what, self._total, self._made = what, total, 0
        if time.monotonic() >= self._start + PATIENCE:
            self._write()

    def advance(self) -> None:
        """Write how many are made, now and then."""
        self._made += 1
        if time.monotonic() >= self._next:
            self._write()

    def end(self) -> None:
        """The summary says the rest."""

    def _write(self) -> None:
        number = f" {self._made}/{self._total}" if self._total else ""
        print(f"{self._texts().gettext(self._what)}{number}", file=self._out, flush=True)
        self._next = time.monotonic() + EVERY


class Bar:
    """Draws a bar on a terminal, once the build takes longer than one waits without it."""

    def __init__(self, texts: Callable[[], NullTranslations], out: TextIO) -> None:
        self._texts = texts
        self._out = out
        self._start = time.monotonic()
        self._what, self._total, self._made = "", 0, 0
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None

    def step(self, what: str, total: int = 0) -> None:
        """Begin the bar anew."""
        self._what, self._total, self._made = what, total, 0
        if self._bar and self._task is not None:
            self._bar.reset(self._task, description=self._texts().gettext(what), total=total or None)
        else:
            self._perhaps()

    def advance(self) -> None:
        """Move the bar on."""
        self._made += 1
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=self._made)
        elif self._made % 16 == 0:
            self._perhaps()

    def end(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def _perhaps(self) -> None:
        """Draw the bar if it is time."""
        if time.monotonic() < self._start + PATIENCE:
            return
        from rich.console import Console
        from rich.progress import Progress as RichProgress

        self._bar = RichProgress(console=Console(file=self._out), transient=True)
        self._task = self._bar.add_task(
            self._texts().gettext(self._what), total=self._total or None, completed=self._made
        )
        self._bar.start()


def progress_to(out: TextIO = sys.stderr, *, texts: Callable[[], NullTranslations]) -> Progress:
    """What tells how far a build is, as fits where it is shown; ``texts`` is only asked if it is shown."""
    return Bar(texts, out) if out.isatty() else Lines(texts, out)
