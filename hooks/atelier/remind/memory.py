"""Who was asked, and who wants no mail: a folder of the state, which holds no address.

An address is known by its hash with a salt of this folder alone. The day is written down before the mail is
sent: a run that is killed in between does not ask twice.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import re
import secrets
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from atelier.store.files import write_whole

AGAIN_AFTER = datetime.timedelta(days=60)
"""How long nobody is asked again: as long as the links in a mail work."""
HASH = re.compile("[0-9a-f]{32}")


class DamagedError(Exception):
    """The file is not what was written, so that nobody knows whom not to mail. Holds its path."""


class _Asked(BaseModel):
    salt: str = Field(default_factory=lambda: secrets.token_hex(16), min_length=16)
    asked: dict[str, datetime.date] = {}


class Memory:
    """What is remembered below the folder of the state.

    Only one process at a time may ask; another, such as the service, may meanwhile say who wants no mail.
    """

    def __init__(self, state: Path) -> None:
        """Raises DamagedError, and OSError."""
        self._folder = state / "reminders"
        self._file = self._folder / "asked.json"
        try:
            self._written = _Asked.model_validate_json(self._file.read_bytes())
        except FileNotFoundError:
            self._written = _Asked()
        except ValidationError as error:
            raise DamagedError(str(self._file)) from error

    def whom(self, address: str) -> str:
        """What stands for an address."""
        salt = self._written.salt.encode()
        return hmac.new(salt, address.lower().encode(), hashlib.sha256).hexdigest()[:32]

    def may_ask(self, address: str, today: datetime.date) -> bool:
        """Whether it is long enough ago that an address was asked."""
        asked = self._written.asked.get(self.whom(address))
        return asked is None or today - asked >= AGAIN_AFTER

    def wants_none(self, address: str) -> bool:
        """Whether its owner wants no more mail."""
        return _stopped(self._folder, self.whom(address)).exists()

    def will_ask(self, address: str, today: datetime.date) -> None:
        """Write down that an address is asked, and leave out who may be asked again. Raises OSError."""
        asked = self._written.asked
        for whom in [whom for whom, day in asked.items() if today - day >= AGAIN_AFTER]:
            del asked[whom]
        asked[self.whom(address)] = today
        self._write()

    def was_not_asked(self, address: str) -> None:
        """Take it back, where the mail could not be sent. Raises OSError."""
        self._written.asked.pop(self.whom(address), None)
        self._write()

    def _write(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._file, self._written.model_dump_json(indent=1) + "\n", mode=0o600)


def stop(state: Path, whom: str) -> None:
    """Never mail again whom this stands for, as ``Memory.whom`` has it. Raises ValueError, and OSError."""
    if not HASH.fullmatch(whom):
        raise ValueError(whom)
    file = _stopped(state / "reminders", whom)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)


def _stopped(folder: Path, whom: str) -> Path:
    return folder / "no-mail" / whom
