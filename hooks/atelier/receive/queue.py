"""What was sent, on disk: each thing is one file, from before its answer until its proposal is dealt with.

A file is written beside, brought to the disk and then given its name, so that whatever stops the service it
is there whole or not at all. Its name is also that of its branch: what is sent twice is one proposal.
"""

from __future__ import annotations

import base64
import datetime
import json
import logging
import os
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from atelier.store.files import TEMPORARY, write_whole

State = Literal["waiting", "open", "merged", "closed", "refused"]
"""What became of it: it waits for the host; is a proposal; is on the site; is not; or the host refused it."""

NAME = re.compile("[0-9a-f]{20}")
MOST = 10_000
"""How many things wait at most."""
MOST_BYTES = 1024**3
"""How many bytes of them."""
KEPT = datetime.timedelta(days=90)
"""How long it is remembered what became of a proposal that is dealt with."""


class QueueFullError(Exception):
    """As much waits as may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Something that was sent.

    Attributes:
        id: its name, by which its branch is called.
        record: the path of the file that it is about.
        title: of the record, only words.
        subject: the title of its proposal.
        files: every file by its path from the root; None for one that goes. Empty once it is dealt with.
        changes: whether it changes files that were there.
        received: when it was sent, or last changed.
        revision: how often it was sent, from 1.
        proposed: the revision that the host has; 0 for none.
        branch: of its proposal.
        number: of its proposal.
        address: of its proposal; empty while it has none.
        state: what became of it.
        sender: the key of the e-mail address to which its private link goes; empty for none.
        mailed: whether that was sent.

    """

    id: str
    record: str
    title: str
    subject: str
    files: Mapping[str, bytes | None] = field(repr=False)
    changes: bool
    received: datetime.datetime
    revision: int = 1
    proposed: int = 0
    branch: str = ""
    number: int = 0
    address: str = ""
    state: State = "waiting"
    sender: str = ""
    mailed: bool = False

    @property
    def due(self) -> bool:
        """Whether the host does not have it yet."""
        return self.revision > self.proposed

    @property
    def ended(self) -> bool:
        """Whether its proposal is dealt with."""
        return self.state in ("merged", "closed") and not self.due


class Queue:
    """The things that were sent, in a folder. Threads may use it together, processes may not."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made if it is not there. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = threading.Lock()
        for left in folder.glob(TEMPORARY):
            left.unlink()
        self._known: dict[str, Sent] = {}
        self._sizes: dict[str, int] = {}
        for file in sorted(folder.glob("*.json")):
            try:
                sent, size = _read(file)
            except (OSError, ValueError, KeyError, TypeError) as error:
                # It stays where it is, for somebody to look at.
                logging.getLogger(__name__).error("damaged", extra={"id": file.stem, "error": error})
                continue
            self._keep(sent, size)

    def _keep(self, sent: Sent, size: int) -> None:
        # Without its files: they stay on disk until they are needed.
        self._known[sent.id] = replace(sent, files={})
        self._sizes[sent.id] = size if sent.due else 0

    def put(self, sent: Sent) -> None:
        """Keep a thing, which is on disk when this returns. Raises QueueFullError and OSError."""
        with self._lock:
            waiting = [size for size in self._sizes.values() if size]
            if len(waiting) >= MOST or sum(waiting) >= MOST_BYTES:
                raise QueueFullError
            self._write(sent)

    def change(self, id_: str, **values: Any) -> Sent:
        """Set attributes of a thing as it is now. Raises KeyError and OSError."""
        with self._lock:
            sent = replace(self._whole(id_), **values)
            self._write(replace(sent, files={}) if sent.ended else sent)
        return sent

    def get(self, id_: str) -> Sent | None:
        """A thing without its files; None if it is not known (any more)."""
        return self._known.get(id_)

    def whole(self, id_: str) -> Sent:
        """A thing with its files. Raises KeyError and OSError."""
        with self._lock:
            return self._whole(id_)

    def all(self) -> Sequence[Sent]:
        """Every thing without its files, the oldest first."""
        known = tuple(self._known.values())  # in one step: another thread may add to it
        return sorted(known, key=lambda sent: (sent.received, sent.id))

    def expire(self, now: datetime.datetime) -> None:
        """Forget what was dealt with long ago. Raises OSError."""
        for sent in self.all():
            if sent.ended and now - sent.received > KEPT:
                with self._lock:
                    self._file(sent.id).unlink(missing_ok=True)
                    self._known.pop(sent.id), self._sizes.pop(sent.id)

    def _file(self, id_: str) -> Path:
        if not NAME.fullmatch(id_):
            raise KeyError(id_)
        return self._folder / f"{id_}.json"

    def _whole(self, id_: str) -> Sent:
        if id_ not in self._known:
            raise KeyError(id_)
        return _read(self._file(id_))[0]

    def _write(self, sent: Sent) -> None:
        data = json.dumps(
            {**asdict(sent), "files": _packed(sent.files), "received": sent.received.isoformat()}
        )
        write_whole(self._file(sent.id), data, mode=0o600)
        _sync(self._folder)
        self._keep(sent, len(data))


def _packed(files: Mapping[str, bytes | None]) -> Mapping[str, str | None]:
    return {path: None if data is None else base64.b64encode(data).decode() for path, data in files.items()}


def _read(file: Path) -> tuple[Sent, int]:
    text = file.read_bytes()
    data = json.loads(text)
    data["files"] = {
        path: None if packed is None else base64.b64decode(packed) for path, packed in data["files"].items()
    }
    data["received"] = datetime.datetime.fromisoformat(data["received"])
    sent = Sent(**data)
    if sent.id != file.stem:
        raise ValueError(file.stem)
    return sent, len(text)


def _sync(folder: Path) -> None:
    """Bring the names of a folder to the disk: a new name may else be lost when the power fails."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
