"""The service's own copy of the catalogue, by which it checks what is sent, and which nobody else changes."""

from __future__ import annotations

import contextlib
import datetime
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from gettext import NullTranslations
from pathlib import Path

from atelier.checks.check import check
from atelier.checks.standing import Standing
from atelier.content.edit_file import file_data
from atelier.content.entry import Entry
from atelier.content.reader import read_collections
from atelier.content.settings import kinds_in
from atelier.contribute.submission import Outcome, Submission, prepare
from atelier.model.base import Record
from atelier.proposals.labels import labels_of
from atelier.proposals.likeness import Likenesses
from atelier.proposals.report import alike_as_markdown, alike_in, reader_of
from atelier.receive.preview import preview
from atelier.site.making import site_of
from atelier.store.files import write_whole
from atelier.store.store import Store

WAIT = 300
"""How many seconds a command of git may take."""
SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.symlinks": "false",
    "core.autocrlf": "false",
    "gc.auto": "0",
    "protocol.ext.allow": "never",
}

Files = Mapping[str, bytes | None]


class CloneError(Exception):
    """The catalogue cannot be had from where it is kept; the text is what git says."""


class Clone:
    """A working copy of the main branch. One thread at a time uses it."""

    def __init__(self, source: str, folder: Path) -> None:
        """``source`` is the address or the folder of the repository; ``folder`` is where the copy is kept."""
        self._source = source
        self.root = folder
        self._lock = threading.Lock()
        self._standing = Standing(folder)
        self._likenesses: Likenesses | None = None

    def update(self) -> bool:
        """Bring it up to date; returns whether anything changed. Raises CloneError, and OSError."""
        with self._lock:
            if not (self.root / ".git").is_dir():
                self.root.mkdir(parents=True, exist_ok=True)
                self._git("init", "--quiet")
            self._git("fetch", "--quiet", "--depth=1", "--no-tags", "--", self._source, "HEAD")
            new = self._git("rev-parse", "FETCH_HEAD")
            with contextlib.suppress(CloneError):
                if new == self._git("rev-parse", "--verify", "--quiet", "HEAD"):
                    return False
            self._git("checkout", "--quiet", "--force", "--detach", new)
            self._git("clean", "-ffdq")
        return True

    def prepare(self, submission: Submission, day: datetime.date, texts: NullTranslations) -> Outcome:
        """What a submission comes to. Raises NotTakenError, and OSError."""
        with self._lock:
            return prepare(submission, self.root, day, texts, self._standing)

    def judge(self, files: Files, day: datetime.date, texts: NullTranslations) -> tuple[tuple[str, ...], str]:
        """The labels of a proposal of some files, and in Markdown what it is like. Raises OSError."""
        with self._lock:
            read = reader_of(self.root)
            alike = alike_in(files, read, partial(self._published, day))
            return labels_of(files, read, day, texts), alike_as_markdown(alike, texts)

    def _published(self, day: datetime.date) -> Likenesses:
        """The records of the catalogue to compare with, as long as they are the same."""
        collections = self._standing.collections(day)
        if self._likenesses is None or self._likenesses.collections is not collections:
            self._likenesses = Likenesses(collections)
        return self._likenesses

    def preview(self, files: Files, record: str, day: datetime.date, up: str) -> str:
        """The page of a record with some files over the catalogue; see ``preview`` for ``up``.

        Raises KeyError if they have no such record, and OSError.
        """
        with self._with(files):
            result = check(self.root, day, store=Store(self.root))
            entries = result.catalogue.entries if result.catalogue else ()
            entry = next((entry for entry in entries if entry.path == record), None)
            if entry is None or result.catalogue is None:
                raise KeyError(record)
            site = site_of(self.root, result.settings)
            return preview(entry, result.catalogue, site, self.root, files, up)

    @contextlib.contextmanager
    def _with(self, files: Files) -> Iterator[None]:
        """The copy with some files over it, which are taken away afterwards."""
        with self._lock:
            before = {path: _content(self.root / path) for path in files}
            try:
                _put(files, self.root)
                yield
            finally:
                _put(before, self.root)

    def _git(self, *command: str) -> str:
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and no text of a sender is an option
                ["git", *settings, *command],  # noqa: S607 - whichever git this machine has
                cwd=self.root,
                env={**ours, "GIT_TERMINAL_PROMPT": "0", "GIT_CEILING_DIRECTORIES": str(self.root.parent)},
                capture_output=True,
                timeout=WAIT,
                check=False,
            )
        except subprocess.SubprocessError as error:
            raise CloneError(f"git {command[0]}: {type(error).__name__}") from error
        if done.returncode:
            raise CloneError(f"git {command[0]}: {done.stderr.decode('utf-8', 'replace').strip()}")
        return done.stdout.decode().strip()


def fields(files: Files, root: Path) -> Mapping[str, str]:
    """For each file of a record in the catalogue in ``root`` what its form begins with, as JSON.

    Raises OSError.
    """
    with tempfile.TemporaryDirectory(prefix="atelier-") as name:
        _put(files, Path(name))
        collections, _ = read_collections(Path(name), kinds=kinds_in(root))
        entries: list[Entry[Record]] = [entry for of in collections.entries.values() for entry in of]
        return {entry.path: file_data(entry) for entry in entries}


def _put(files: Files, root: Path) -> None:
    """Write files below a folder; those without content are removed."""
    for path, data in files.items():
        file = root / path
        if data is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, data, lasting=False)


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
