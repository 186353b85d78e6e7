"""Tells when a file of a catalogue, or of the generator's theme, templates and texts, changed."""

from __future__ import annotations

import contextlib
import logging
import os
import time
from collections.abc import Iterable
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

log = logging.getLogger("atelier")

CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
"""That a file is opened is none: a build opens them all."""

QUIET = 0.05
"""Seconds without another change after which an edit is complete: editors write a file in several steps."""

LONGEST = 0.5
"""Seconds after which changes are told though there is no end to them."""

POLLING = 1.0
"""Seconds between two looks where the system cannot tell of changes."""


class Watch(FileSystemEventHandler):
    """Watches folders with all that is in them, and single files; they may come later, or come back.

    What they lie in must be there.
    """

    def __init__(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        self._folders = frozenset(folder.absolute() for folder in folders)
        self._files = frozenset(file.absolute() for file in files)
        self._above = frozenset(path.parent for path in self._folders | self._files)
        self._changed: SimpleQueue[Path] = SimpleQueue()
        self._watched: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self._observer: BaseObserver = Observer()
        try:
            self._observer.start()
            self._renew()
        except OSError as error:
            log.warning("The system cannot tell of changes (%s): files are looked at every second.", error)
            self._observer.stop()
            self._watched.clear()
            self._observer = PollingObserver(timeout=POLLING)
            self._observer.start()
            self._renew()

    def wait(self, patience: float | None = None) -> bool:
        """Whether something changed since the last call: as soon as it did and no more does.

        False if nothing changes within ``patience`` seconds.
        """
        try:
            self._changed.get(timeout=patience)
        except Empty:
            return False
        latest = time.monotonic() + LONGEST
        with contextlib.suppress(Empty):
            while time.monotonic() < latest:
                self._changed.get(timeout=QUIET)
        # Before the caller reads the folders: what is made in a new one after that is told.
        self._renew()
        return True

    def stop(self) -> None:
        """Watch no longer."""
        self._observer.stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take an event of the system, in a thread of its own."""
        for name in (event.src_path, event.dest_path):
            path = Path(name if isinstance(name, str) else os.fsdecode(bytes(name)))
            if name and self._counts(path):
                self._changed.put(path)

    def _counts(self, path: Path) -> bool:
        if path in self._folders or path in self._files:
            return True
        # Editors keep hidden files and copies beside the one that is edited.
        if path.name.startswith(".") or path.name.endswith("~"):
            return False
        return not self._folders.isdisjoint(path.parents)

    def _renew(self) -> None:
        """Watch the folders that are there now: one that was made again is another. Raises OSError."""
        for folder in self._above | self._folders:
            try:
                stat = folder.stat()
                place = (stat.st_dev, stat.st_ino)
            except FileNotFoundError:
                place = None
            known, watch = self._watched.get(folder, (None, None))
            if place == known:
                continue
            if watch:
                del self._watched[folder]
                self._observer.unschedule(watch)
            if place:
                watch = self._observer.schedule(
                    self, str(folder), recursive=folder in self._folders, event_filter=CHANGES
                )
                self._watched[folder] = (place, watch)
