"""Private links: what somebody without an account may do, as a signed text in an address.

A token says what it is for and about what, and is signed (HMAC, SHA-256). Nothing of it is kept: there is no
database and no cookie. It is readable by who has it, so it never holds an e-mail address or a name.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from atelier.i18n.translation import N_
from atelier.store.files import create

Purpose = Literal["change", "confirm", "stop", "forget", "work"]
"""What a link is for. A token for one is none for another."""

VARIABLE = "ATELIER_SECRETS"
FILE = "secrets"
"""The file of the state folder that holds the secret where the environment does not."""
SHORTEST = 32
"""How many characters a secret has at least."""
LONGEST = 2000
"""How many characters of a token are read at most."""


class LinkError(Exception):
    """A token that was not made here, or for something else."""


class OldLinkError(LinkError):
    """A token that was made here, too long ago."""


class Links:
    """Makes and reads tokens."""

    def __init__(self, known: Sequence[str], clock: Callable[[], float] = time.time) -> None:
        """``known`` are the secrets, the newest first: that one signs, and all are read by.

        ``clock`` gives the seconds since 1970.
        """

        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock())

        self._serializers: Mapping[Purpose, URLSafeTimedSerializer] = {
            purpose: URLSafeTimedSerializer(
                list(reversed(known)),  # of several keys the last one signs
                salt=f"atelier/{purpose}",
                signer=Signer,
                signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
            )
            for purpose in get_args(Purpose)
        }

    def make(self, purpose: Purpose, about: Mapping[str, str]) -> str:
        """A token, of letters, digits and ``-_.``."""
        return str(self._serializers[purpose].dumps(dict(about)))

    def read(
        self, purpose: Purpose, token: str, at_most: datetime.timedelta | None = None
    ) -> Mapping[str, str]:
        """What a token is about. Raises LinkError, and OldLinkError if it is older than ``at_most``."""
        seconds = None if at_most is None else int(at_most.total_seconds())
        if len(token) > LONGEST:
            raise LinkError(purpose)
        try:
            data: Any = self._serializers[purpose].loads(token, max_age=seconds)
        except SignatureExpired as error:
            raise OldLinkError(purpose) from error
        except (BadData, UnicodeError) as error:
            raise LinkError(purpose) from error
        return {str(key): str(value) for key, value in data.items()}


def secrets_of(state: Path, environment: Mapping[str, str] = os.environ) -> Sequence[str]:
    """The secrets by which links are signed, the newest first.

    Those of ``ATELIER_SECRETS``, with commas between; else the lines of a file in the state folder, which is
    made at the first start. Raises ValueError if one is shorter than 32 characters, and OSError.
    """
    given = [one.strip() for one in environment.get(VARIABLE, "").split(",") if one.strip()]
    if not given:
        file = state / FILE
        state.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            create(file, f"{secrets.token_urlsafe(SHORTEST)}\n", mode=0o600)
        given = file.read_text(encoding="ascii").split()
    if not given or min(map(len, given)) < SHORTEST:
        raise ValueError(N_("A secret has at least 32 characters."))
    return given
