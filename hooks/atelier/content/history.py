"""When each initiative came and when it last changed, as git tells: one ``git log`` for all of them.

What counts is the day on which a file came on the branch that is published, so the history is followed
along first parents, with the date of the committer. Git cannot tell it of a site that was unpacked from an
archive, of a file that is not committed, or of what lies before the commit at which a shallow clone was cut
off: ``atelier.insights.news`` goes by what the file itself says then.
"""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from atelier.model.initiative import Initiative

COMMIT = "\x02"
"""Starts what is told of a commit. No path of a content folder starts so."""

LOG = (
    *("git", "log", "--first-parent", "-m", "--no-renames", "--name-status", "-z", "--relative"),
    # Of all names of commits only "grafted" is left, which is what git calls the edge of a shallow clone.
    *("--no-show-signature", "--decorate-refs-exclude=*", f"--format={COMMIT}%ct %D"),
    *("--", Initiative.folder),
)


class Dates(NamedTuple):
    """When a file came, if that is known, and when it last changed; in UTC."""

    added: datetime.datetime | None
    changed: datetime.datetime


History = Mapping[str, Dates]
"""The dates of files by their paths from the root of the catalogue, those of files that are gone too."""


def read_history(root: Path, today: datetime.date) -> History:
    """What git knows of the initiatives in ``root``; nothing where there is no git or no history.

    A commit by a clock that is ahead of ``today`` counts as one of today.
    """
    # Where a clone left things out, it is not asked for them: a build needs no network.
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(LOG, cwd=root, env=environment, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return {}
    return _dates(done.stdout.decode("utf-8", "replace"), today) if done.returncode == 0 else {}


def _dates(log: str, today: datetime.date) -> History:
    """The dates of every path in a log."""
    dates: dict[str, Dates] = {}
    for when, status, path in _steps(log, _last_second(today)):
        if status == "D":
            continue
        before = dates.get(path, Dates(None, when))
        added = min(when, before.added or when) if status == "A" else before.added
        dates[path] = Dates(added, max(when, before.changed))
    return dates


def _steps(log: str, latest: int) -> Iterator[tuple[datetime.datetime, str, str]]:
    """Every change of a file: when, git's letter for what happened, and the path."""
    tokens = (token.lstrip("\n") for token in log.split("\0"))
    when, whole = datetime.datetime.min, False
    for token in tokens:
        if token.startswith(COMMIT):
            seconds, _, name = token.removeprefix(COMMIT).partition(" ")
            when = datetime.datetime.fromtimestamp(max(0, min(int(seconds or 0), latest)), datetime.UTC)
            # The edge of a shallow clone seems to add everything that was there already.
            whole = "grafted" not in name
        elif token and whole:
            yield when, token, next(tokens, "")
        elif token:
            next(tokens, "")


def _last_second(today: datetime.date) -> int:
    midnight = datetime.datetime.combine(today, datetime.time.min, datetime.UTC)
    return int(midnight.timestamp()) + 24 * 60 * 60 - 1
