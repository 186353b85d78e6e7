"""The e-mail addresses of senders who asked to be reminded: one file in the state folder, and nowhere else.

They stand in no log, no proposal and no repository. In links a key that says nothing stands for an address.
Who deletes the file, deletes all of them.
"""

from __future__ import annotations

import datetime
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock

from atelier.store.files import write_whole

FILE = "addresses.json"
MOST = 100_000
"""How many addresses are kept at most."""


@dataclass(frozen=True, slots=True)
class Sender:
    """An e-mail address, and what its owner may be reminded of.

    Attributes:
        key: what stands for the address in a link.
        address: the e-mail address.
        records: the day on which they last sent or confirmed a record, by its file from the root.

    """

    key: str
    address: str
    records: Mapping[str, datetime.date] = field(default_factory=dict)


class FullError(Exception):
    """There are as many addresses as are kept at most."""


class Addresses:
    """The file of addresses. Threads and processes change it one after the other."""

    def __init__(self, state: Path) -> None:
        """``state`` is the state folder, which exists."""
        self._file = state / FILE
        self._lock = FileLock(state / f".{FILE}.lock", mode=0o600)

    def __iter__(self) -> Iterator[Sender]:
        """Every sender, as the file has them now. Raises OSError, and ValueError if the file is damaged."""
        return iter(self._read())

    def of(self, record: str) -> Sequence[str]:
        """The addresses that may be reminded of a record, by its file from the root."""
        return [sender.address for sender in self if record in sender.records]

    def add(self, address: str, record: str, day: datetime.date) -> Sender:
        """Remember that an address may be reminded of a record; returns its entry.

        Raises FullError, and OSError if the file cannot be written: it then is as it was.
        """
        with self._lock:
            senders = self._read()
            old = next((one for one in senders if one.address == address), None)
            if old is None and len(senders) >= MOST:
                raise FullError
            sender = old or Sender(secrets.token_urlsafe(12), address)
            sender = replace(sender, records={**sender.records, record: day})
            self._write([*(one for one in senders if one is not old), sender])
        return sender

    def confirm(self, record: str, day: datetime.date) -> None:
        """Set the day of a record, for who may be reminded of it."""
        self._change(lambda path, old: (path, day if path == record else old))

    def move(self, record: str, to: str) -> None:
        """Follow a record whose file is called otherwise now."""
        self._change(lambda path, day: (to if path == record else path, day))

    def leave(self, record: str, key: str = "") -> None:
        """Forget who may be reminded of a record, or only the one with this key."""
        self._change(
            lambda path, day: None if path == record else (path, day),
            lambda sender: key in ("", sender.key),
        )

    def expire(self, before: datetime.date) -> None:
        """Forget what was last sent or confirmed before a day."""
        self._change(lambda path, day: (path, day) if day >= before else None)

    def forget(self, key: str) -> bool:
        """Remove an address, by its key; returns whether it was there."""
        with self._lock:
            senders = self._read()
            kept = [one for one in senders if one.key != key]
            if len(kept) < len(senders):
                self._write(kept)
        return len(kept) < len(senders)

    def _change(
        self,
        becomes: Callable[[str, datetime.date], tuple[str, datetime.date] | None],
        of: Callable[[Sender], bool] = lambda _: True,
    ) -> None:
        """Change every record of some senders, and its day; what becomes None is forgotten."""

        def changed(sender: Sender) -> Sender:
            new = (becomes(path, day) for path, day in sender.records.items())
            return replace(sender, records=dict(filter(None, new))) if of(sender) else sender

        with self._lock:
            before = self._read()
            after = [*map(changed, before)]
            if after != before:
                self._write(after)

    def _read(self) -> list[Sender]:
        try:
            data = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return []
        return [
            Sender(
                one["key"],
                one["address"],
                {path: datetime.date.fromisoformat(day) for path, day in one["records"].items()},
            )
            for one in data
        ]

    def _write(self, senders: Iterable[Sender]) -> None:
        """Write the file anew; an address of which nobody is reminded is no longer needed."""
        data = [
            {
                "key": one.key,
                "address": one.address,
                "records": {path: str(day) for path, day in one.records.items()},
            }
            for one in senders
            if one.records
        ]
        write_whole(self._file, json.dumps(data, indent=1, ensure_ascii=False) + "\n", mode=0o600)
