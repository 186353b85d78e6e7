"""Work that a browser does before it may send: about a second for one post, hours for thousands.

The service hands out a challenge, signed and timed. A browser looks for numbers: the SHA-256 of the
challenge, a dot and the number begins with ``BITS`` zeros. Several small searches take a more even time
than one large one. ``theme/js/add/work.js`` does it.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
import threading
from collections import OrderedDict

from atelier.receive.links import LinkError, Links

BITS = 13
"""How many zeros each hash begins with: 8,192 tries on average."""
TIMES = 8
"""How many numbers are asked for: some 65,000 tries in all, a second on a phone."""
AGE = datetime.timedelta(minutes=30)
"""How long a challenge may be used."""
MOST = 100_000
"""How many used challenges are remembered; each took a second of work."""


class WorkError(Exception):
    """The work was not done, too long ago, or for another post."""


class Work:
    """Hands out challenges, and checks what was done with them."""

    def __init__(self, links: Links, bits: int = BITS) -> None:
        """``bits`` is how many zeros each hash begins with."""
        self.bits = bits
        self._links = links
        self._used: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def challenge(self) -> str:
        """A challenge that nobody else gets."""
        return self._links.make("work", {"n": secrets.token_urlsafe(12)})

    def check(self, done: str) -> str:
        """The challenge of ``CHALLENGE NUMBER …``, if its numbers are right. Raises WorkError."""
        challenge, *numbers = done.split(" ")
        right = len(set(numbers)) == len(numbers) == TIMES
        if not right or not all(_fits(challenge, number, self.bits) for number in numbers):
            raise WorkError
        try:
            self._links.read("work", challenge, AGE)
        except LinkError as error:
            raise WorkError from error
        return challenge

    def use(self, challenge: str, post: str) -> None:
        """Use a challenge up for one post, which may come again: its answer may have been lost.

        ``post`` is the digest of the post. Raises WorkError if it was used for another one.
        """
        with self._lock:
            if self._used.setdefault(challenge, post) != post:
                raise WorkError
            while len(self._used) > MOST:
                self._used.popitem(last=False)


def _fits(challenge: str, number: str, bits: int) -> bool:
    if not number.isascii() or not number.isdecimal() or len(number) > 12:
        return False
    digest = hashlib.sha256(f"{challenge}.{number}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - bits) == 0
