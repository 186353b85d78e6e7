"""When each file was added and last changed, read from git with one ``git log``.

What counts is the day on which a file came on the published branch. So the log follows first parents, and
takes the date of the committer. Git does not know this for a site that was unpacked from an archive, for a
file that is not committed, or for commits that a shallow clone left out: then ``atelier.insights.news`` uses
the dates in the file.
"""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from atelier.store.code import code_digest
from atelier.store.fingerprint import fingerprint
from atelier.store.store import Store

COMMIT = "\x02"
"""The first characters of a commit in the log. No path of a content folder starts with them."""

FOLDERS = ("docs", "hooks/atelier/problems")
"""Where files are that pages are made of, besides those of records; the last has the texts of help pages."""

LOG = (
    *("git", "log", "--first-parent", "-m", "--no-renames", "--name-status", "-z", "--relative"),
    # Of the names of commits only "grafted" is kept: git's word for the edge of a shallow clone.
    *("--no-show-signature", "--decorate-refs-exclude=*", f"--format={COMMIT}%ct %D"),
    "--",
)
"""What asks for the log of the paths that follow."""

STATE = ("git", "rev-parse", "HEAD", "--show-prefix", "--is-shallow-repository")
"""What the log follows from: the commit, the folder, and whether commits may come before it later."""

NAME = "history"
"""Under which the dates are kept."""


class Dates(NamedTuple):
    """The dates of a file, in UTC.

    Attributes:
        added: when it was added, if that is known.
        changed: when it last changed.
        gone: when it was taken away; None if it is there.

    """

    added: datetime.datetime | None
    changed: datetime.datetime
    gone: datetime.datetime | None = None


History = Mapping[str, Dates]
"""The dates of files by their paths from the root of the catalogue, including deleted files."""


def read_history(root: Path, today: datetime.date, store: Store | None = None) -> History:
    """The dates of the files in ``root``; empty if there is no git or no history.

    A date after ``today`` counts as today: the committer's clock was wrong. With a ``store``, the log is only
    read again when the commit or the day is another.
    """
    state = _git(STATE, root)
    if not state:
        return {}
    shallow = state.decode("utf-8", "replace").split()[-1] != "false"

    def made() -> History:
        # Imported here, as a build in which nothing changed needs no records, and they take long to load.
        from atelier.model.records import FOLDERS as RECORDS

        return _dates(_git((*LOG, *RECORDS, *FOLDERS), root).decode("utf-8", "replace"), today)

    # A shallow clone may be deepened, which leaves its commit as it is.
    if store is None or shallow:
        return made()
    return store.remember(NAME, fingerprint(code_digest(), state, today.isoformat()), made)


def _git(command: Sequence[str], root: Path) -> bytes:
    """What git says; nothing if there is no git, or nothing that it can say."""
    # Git must not fetch what a partial clone left out: a build needs no network.
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return b""
    return b"" if done.returncode else done.stdout


def _dates(log: str, today: datetime.date) -> History:
    """The dates of every path in a log."""
    dates: dict[str, Dates] = {}
    gone: dict[str, datetime.datetime] = {}
    for when, status, path in _steps(log, _last_second(today)):
        if status == "D":
            # The newest step comes first: what was brought back is not gone.
            if path not in dates:
                gone.setdefault(path, when)
            continue
        before = dates.get(path, Dates(None, when))
        added = min(when, before.added or when) if status == "A" else before.added
        dates[path] = Dates(added, max(when, before.changed))
    return dates | {
        path: dates.get(path, Dates(None, when))._replace(gone=when) for path, when in gone.items()
    }


def _steps(log: str, latest: int) -> Iterator[tuple[datetime.datetime, str, str]]:
    """Every change of a file: the date, git's letter for the kind of change, and the path."""
    tokens = (token.lstrip("\n") for token in log.split("\0"))
    when, whole = datetime.datetime.min, False
    for token in tokens:
        if token.startswith(COMMIT):
            seconds, _, name = token.removeprefix(COMMIT).partition(" ")
            when = datetime.datetime.fromtimestamp(max(0, min(int(seconds or 0), latest)), datetime.UTC)
            # At the edge of a shallow clone, every file that existed looks new.
            whole = "grafted" not in name
        elif token and whole:
            yield when, token, next(tokens, "")
        elif token:
            next(tokens, "")


def _last_second(today: datetime.date) -> int:
    midnight = datetime.datetime.combine(today, datetime.time.min, datetime.UTC)
    return int(midnight.timestamp()) + 24 * 60 * 60 - 1
