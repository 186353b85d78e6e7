"""Values that are kept from one run to the next, in ``.cache/store/``.

A value is kept under a name, and is only given back for the key that it was kept with: the ``fingerprint`` of
all that it follows from, among which ``code_digest()``.

A value is kept as a pickle, and to load a pickle is to run what it says. So each file begins with a code that
only who has this user's key can make. The key is kept outside the catalogue. A file that is damaged, or that
came with a checkout or from somebody else, is never loaded.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import hmac
import os
import pickle
import secrets
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from atelier.store.files import TEMPORARY, write_whole

T = TypeVar("T")

FOLDER = ".cache/store"
"""Where values are kept, from the root."""
KEY_BYTES = 32
MAC_BYTES = 32
ABANDONED = 60 * 60
"""The seconds after which a file that was not written to its end is removed."""


class Store:
    """The values that are kept for one catalogue.

    Where nothing can be kept (a folder may not be written, the disk is full, the user has no home folder),
    nothing is, and nothing fails. Two processes may use one store at the same time: the last value stays.
    """

    def __init__(self, root: Path) -> None:
        """``root`` is the folder with ``mkdocs.yml``."""
        self._folder = root / FOLDER

    def get(self, name: str, key: str) -> object | None:
        """The value of a name if it was kept with this key; else None."""
        secret = user_key()
        try:
            data = memoryview((self._folder / name).read_bytes())
        except OSError:
            return None
        code, body = data[:MAC_BYTES], data[MAC_BYTES:]
        if not secret or not hmac.compare_digest(code, _code(secret, name, key, body)):
            return None
        try:
            with _no_collection():
                kept: object = pickle.loads(body)  # noqa: S301 - this user wrote it: see _code
        except Exception:  # whatever the class of a value says; its key should have told that it changed
            return None
        return kept

    def put(self, name: str, key: str, value: object) -> None:
        """Keep a value in place of the one with the same name. ``None`` cannot be told from no value."""
        secret = user_key()
        if not secret:
            return
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        file = self._folder / name
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            _sweep(file.parent)
            # What is lost with the power is made again.
            write_whole(file, _code(secret, name, key, body) + body, lasting=False)

    def within(self, name: str) -> Store:
        """A store of its own in this one: the same names stand for other values in it."""
        return Shelf(self, name)

    def remember(self, name: str, key: str, make: Callable[[], T]) -> T:
        """The value of a name and a key: the one that is kept, or else what ``make`` returns."""
        kept = self.get(name, key)
        if kept is not None:
            return kept  # type: ignore[return-value]  # the key says what made it
        made = make()
        self.put(name, key, made)
        return made


class Shelf(Store):
    """A store in another."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name

    def get(self, name: str, key: str) -> object | None:
        """The value of a name if it was kept with this key; else None."""
        return self._store.get(f"{self._name}/{name}", key)

    def put(self, name: str, key: str, value: object) -> None:
        """Keep a value in place of the one with the same name."""
        self._store.put(f"{self._name}/{name}", key, value)


class MemoryStore(Store):
    """A store whose values stay in memory too, for a process that builds again and again.

    A value is only written by ``write``, when there is time. Nobody may change a value that was kept.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._values: dict[str, tuple[str, object]] = {}
        self._unwritten: set[str] = set()

    def get(self, name: str, key: str) -> object | None:
        """The value of a name if it was kept with this key; else None."""
        known = self._values.get(name)
        if known and known[0] == key:
            return known[1]
        value = super().get(name, key)
        if value is not None:
            self._values[name] = key, value
        return value

    def put(self, name: str, key: str, value: object) -> None:
        """Keep a value in memory in place of the one with the same name."""
        self._values[name] = key, value
        self._unwritten.add(name)

    def write(self) -> None:
        """Write what was kept since the last time."""
        while self._unwritten:
            name = self._unwritten.pop()
            super().put(name, *self._values[name])


def remember_each(
    store: Store | None, name: str, key: str, makers: Mapping[str, Callable[[], T]]
) -> dict[str, T]:
    """What each maker returns, by what it follows from: as it was kept under ``name``, or made now.

    Values that no maker is given for are kept no longer. Without a store, all are made.
    """
    known = cast("Mapping[str, T]", store.get(name, key) if store else None) or {}
    values = {follows: known[follows] if follows in known else make() for follows, make in makers.items()}
    if store and values.keys() != known.keys():
        store.put(name, key, values)
    return values


@cache
def user_key() -> bytes:
    """The secret key of this user, made if there is none; empty where it cannot be kept.

    It is in ``atelier/key`` below ``$XDG_CACHE_HOME``, or else ``~/.cache``.
    """
    try:
        file = _cache_home() / "atelier" / "key"
        return _read_key(file) or _new_key(file)
    except (OSError, RuntimeError):  # the latter: there is no home folder
        return b""


def _cache_home() -> Path:
    """See https://specifications.freedesktop.org/basedir-spec/: a relative path is not valid."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


def _read_key(file: Path) -> bytes:
    """The key in a file; empty if it is damaged, or if another user could have read or written it."""
    try:
        with file.open("rb") as opened:
            status = os.fstat(opened.fileno())
            key = opened.read(KEY_BYTES + 1)
    except FileNotFoundError:
        return b""
    private = os.name == "nt" or (status.st_uid == os.getuid() and not stat.S_IMODE(status.st_mode) & 0o077)
    return key if private and len(key) == KEY_BYTES else b""


def _new_key(file: Path) -> bytes:
    """Keep a new key.

    Of two processes that do so at once, one uses a key that is lost. Nothing that it kept is used again.
    """
    key = secrets.token_bytes(KEY_BYTES)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.unlink(missing_ok=True)
    write_whole(file, key, mode=0o600)
    return key


def _code(secret: bytes, name: str, key: str, body: bytes | memoryview) -> bytes:
    """What proves that this user kept a value with this name and this key."""
    code = hashlib.blake2b(key=secret, digest_size=MAC_BYTES)
    for part in (name.encode(), key.encode()):
        code.update(b"%d:" % len(part))
        code.update(part)
    code.update(body)
    return code.digest()


def _sweep(folder: Path) -> None:
    """Remove files that a process left when it was killed."""
    for file in folder.glob(TEMPORARY):
        with contextlib.suppress(OSError):
            if time.time() - file.stat().st_mtime > ABANDONED:
                file.unlink()


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Do not look for garbage meanwhile: where only new objects are made, that takes half of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
