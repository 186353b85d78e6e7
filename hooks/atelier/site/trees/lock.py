"""One build of a site at a time: a lock that the system gives back when its owner ends, however it ends."""

from __future__ import annotations

import datetime
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from atelier.i18n.translation import N_
from atelier.site.trees.errors import Message, ReleaseError, explained

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PAUSE = 0.1
"""The seconds between two attempts."""
FAR = 1 << 20
"""The byte that is locked on Windows, where nobody can read what is locked: beyond the text."""

WAITING = N_(
    "Another build of this site is busy: process %(process)s on %(host)s, since %(since)s. This one "
    "waits for it."
)
BUSY = N_(
    "Another build of this site is busy: process %(process)s on %(host)s, since %(since)s. Try again "
    "when it is done, or leave out --no-wait."
)


@contextmanager
def lock(file: Path, *, wait: bool, say: Callable[[Message], object]) -> Iterator[None]:
    """Hold the lock in ``file``.

    If another process holds it, ``say`` is called once with what to tell, and this one waits; without
    ``wait`` that is raised, as a ReleaseError.
    """
    with explained(file):
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _taken(descriptor):
            if not wait:
                raise ReleaseError(Message(BUSY, _owner(file)))
            say(Message(WAITING, _owner(file)))
            while not _taken(descriptor):
                time.sleep(PAUSE)
        _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    """Take the lock; False if another process holds it."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _sign(descriptor: int) -> None:
    """Write who holds the lock into it. A full disk does not matter here."""
    now = datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    text = json.dumps({"process": os.getpid(), "host": socket.gethostname(), "since": now})
    try:
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, text.encode())
    except OSError:
        pass


def _owner(file: Path) -> dict[str, str]:
    """Who holds a lock, as far as its file says; one that has just begun says nothing yet."""
    try:
        signed = json.loads(file.read_bytes())
        return {name: str(signed[name]) for name in ("process", "host", "since")}
    except (OSError, ValueError, KeyError, TypeError):
        return dict.fromkeys(("process", "host", "since"), "?")
