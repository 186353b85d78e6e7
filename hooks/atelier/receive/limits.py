"""How much one sender may send, and how much is read."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterable, Callable

TEXT_LIMIT = 256 * 1024
"""The bytes of all texts of a post."""
PICTURE_LIMIT = 8 * 1024 * 1024
"""The bytes of all pictures of a post."""
FILES = 8
"""The files of a post, pictures along."""
BODY_LIMIT = 2 * TEXT_LIMIT + (PICTURE_LIMIT + 2) // 3 * 4
"""The bytes of a post: JSON writes some signs of a text longer, and pictures in base64."""


class TooMuchError(Exception):
    """A post is longer than it may be."""


class TooOftenError(Exception):
    """Somebody sends too often.

    Attributes:
        after: in how many seconds the next one is taken.

    """

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after


class Rate:
    """How often each address may ask for something, in a window of time that slides.

    The table is bounded: the address that was quiet for longest goes first. It is in memory alone.
    """

    def __init__(
        self, times: int, seconds: float, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``times`` in ``seconds`` for an address; ``most`` addresses are remembered."""
        self._times, self._seconds, self._most, self._clock = times, seconds, most, clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def count(self, address: str) -> None:
        """Count one more. Raises TooOftenError, and then does not count it."""
        now, key = self._clock(), network_of(address)
        seen = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        while len(self._seen) > self._most:
            self._seen.popitem(last=False)
        while seen and seen[0] <= now - self._seconds:
            seen.popleft()
        if len(seen) >= self._times:
            raise TooOftenError(int(seen[0] + self._seconds - now) + 1)
        seen.append(now)

    def __len__(self) -> int:
        return len(self._seen)


def network_of(address: str) -> str:
    """The address, or the network of an IPv6 address: one home has 2 to the power of 64 of those."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    return str(known.ipv4_mapped or ipaddress.ip_network((known, 64), strict=False))


async def read(chunks: AsyncIterable[bytes], limit: int = BODY_LIMIT) -> bytes:
    """A body, counted while it comes in. Raises TooMuchError as soon as it is longer than ``limit``."""
    body = bytearray()
    async for chunk in chunks:
        if len(body) + len(chunk) > limit:
            raise TooMuchError
        body += chunk
    return bytes(body)
