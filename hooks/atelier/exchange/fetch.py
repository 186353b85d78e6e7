"""Fetches the data of another catalogue: one polite request, and nothing that is not on the internet.

Whoever gives an address may have us ask for anything. So only https is followed, the address of the computer
is looked at after the name was looked up and it is that very address that is connected to, at each redirect
anew. Size and time are limited, also of what was compressed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from threading import Timer
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from atelier.exchange.faults import Fault
from atelier.exchange.read import LARGEST

LONGEST = 60
"""How many seconds it may take in all."""
REDIRECTS = 5
PIECE = 64 * 1024
AGENT = "innovatieatelier"
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 addresses as a network without IPv4 knows them."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Fetched(NamedTuple):
    """What an address gives.

    Attributes:
        content: the data.
        url: where it came from in the end.

    """

    content: bytes
    url: str


class FetchError(Exception):
    """Nothing was fetched.

    Attributes:
        fault: why.

    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.fault = Fault(code, "", values)


def fetch(url: str, *, loopback: bool = False) -> Fetched:
    """The data at an address. Raises FetchError.

    With ``loopback`` this machine is asked too, over http: to try out catalogues before they are published.
    """
    ends = time.monotonic() + LONGEST
    for _ in range(REDIRECTS + 1):
        parts = _parts(url, loopback)
        try:
            answer = _asked(parts, ends, loopback)
        except TimeoutError:
            raise FetchError("slow", limit=LONGEST) from None
        except (OSError, http.client.HTTPException, zlib.error, UnicodeError) as error:
            if time.monotonic() >= ends:
                raise FetchError("slow", limit=LONGEST) from None
            raise FetchError("unreachable", host=parts.hostname, reason=error) from None
        if isinstance(answer, bytes):
            return Fetched(answer, url)
        url = urljoin(url, answer)
    raise FetchError("redirects", limit=REDIRECTS)


def _parts(url: str, loopback: bool) -> SplitResult:
    """The parts of an address that may be asked for."""
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname) and (parts.port or 1) > 0 and url.isascii() and url.isprintable()
    except ValueError:
        raise FetchError("address", value=url) from None
    schemes = ("https", "http") if loopback else ("https",)
    if not known or parts.scheme not in schemes or parts.username is not None or " " in url:
        raise FetchError("address", value=url)
    return parts


def _asked(parts: SplitResult, ends: float, loopback: bool) -> bytes | str:
    """The content of an answer, or the address that it leads to."""
    host = str(parts.hostname)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    to = _computer(host, port, loopback=loopback, secure=secure)
    left = max(ends - time.monotonic(), 0.001)
    connection = _Connection(host, port, to=to, timeout=left, secure=secure)
    # One byte now and then keeps a connection alive: whatever it waits for, it ends in time.
    timer = Timer(left, connection.cut)
    timer.daemon = True
    timer.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": AGENT, "Accept": "application/json", "Accept-Encoding": "gzip"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308) and (elsewhere := answer.headers["Location"]):
            return str(elsewhere)
        if answer.status != http.client.OK:
            raise FetchError("refused", host=host, status=answer.status)
        content = b"".join(_limited(_unpacked(answer)))
        if time.monotonic() >= ends:
            raise FetchError("slow", limit=LONGEST)
        if answer.length:
            raise http.client.IncompleteRead(content, answer.length)
        return content
    finally:
        timer.cancel()
        connection.close()


def _computer(host: str, port: int, *, loopback: bool, secure: bool) -> str:
    """The address of the computer that a name stands for; all that it stands for must be on the internet."""
    found = [str(where[4][0]) for where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    computers = [_plain(ipaddress.ip_address(one.partition("%")[0])) for one in found]
    own = loopback and all(one.is_loopback for one in computers)
    public = secure and all(one.is_global and not one.is_multicast for one in computers)
    if not found or not (own or public):
        raise FetchError("private", host=host)
    return found[0]


def _plain(address: Address) -> Address:
    """The IPv4 address that stands in one of IPv6, if one does."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)


class _Connection(http.client.HTTPConnection):
    """A connection to one computer, by the name that its certificate must have."""

    def __init__(self, host: str, port: int, *, to: str, timeout: float, secure: bool) -> None:
        super().__init__(host, port, timeout=timeout)
        self._to, self._secure = to, secure
        # Kept apart: http.client forgets its own where the end of an answer is the end of the connection.
        self._held: socket.socket | None = None
        if secure:
            self.default_port = 443

    def connect(self) -> None:
        """Connect to the computer that was looked at, whatever its name stands for by now."""
        plain = socket.create_connection((self._to, self.port), self.timeout)
        self.sock = self._held = plain
        if self._secure:
            context = ssl.create_default_context()
            # Greeted only once it can be cut off: a greeting can take forever too.
            secure = context.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self._held = secure
            secure.do_handshake()

    def cut(self) -> None:
        """End it, whatever it waits for."""
        if self._held:
            with suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)


def _unpacked(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """The content of an answer in pieces, each of limited size."""
    if answer.headers.get("Content-Encoding", "").strip().lower() not in ("gzip", "x-gzip"):
        while piece := answer.read(PIECE):
            yield piece
        return
    unpacking = zlib.decompressobj(wbits=31)
    while not unpacking.eof and (piece := answer.read(PIECE)):
        while piece:
            yield unpacking.decompress(piece, PIECE)
            piece = unpacking.unconsumed_tail
    if not unpacking.eof:
        raise zlib.error("it ends too early")


def _limited(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, as long as they are not too much together."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise FetchError("large", limit=LARGEST // 1024 // 1024)
        yield piece
