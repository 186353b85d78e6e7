"""Fetches the data of another catalogue: one polite request, and nothing that is not on the internet.

Whoever gives an address may have us ask for anything. So only https is followed, the address of the computer
is looked at after the name was looked up and it is that very address that is connected to, at each redirect
anew. Size and time are limited, also of what was compressed.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from atelier.exchange.faults import Fault
from atelier.exchange.home import described_by
from atelier.exchange.limits import LARGEST

LONGEST = 60
"""How many seconds it may take in all."""
REDIRECTS = 5
PIECE = 64 * 1024
AGENT = "innovatieatelier"
"""What we call ourselves; the address of the site follows, for who wants to know more."""
ETAG = re.compile(r'(?:W/)?"[!#-~]{1,200}"')
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 addresses as a network without IPv4 knows them."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Ask:
    """How an address is asked for.

    Attributes:
        loopback: whether this machine is asked too, over http: to try catalogues out.
        site: the address of the site that asks; empty if there is none.
        etag: what the server called the version that is known; empty if none is.

    """

    loopback: bool = False
    site: str = ""
    etag: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What is said besides the address."""
        named = self.site.isascii() and self.site.isprintable() and self.site
        headers = {
            "User-Agent": f"{AGENT} (+{self.site})" if named else AGENT,
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
        return headers | ({"If-None-Match": self.etag} if self.etag else {})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gives.

    Attributes:
        content: the data; None if it is still the version that is known.
        url: where it came from in the end.
        etag: what the server calls this version; empty if it does not say.

    """

    content: bytes | None
    url: str
    etag: str = ""


class FetchError(Exception):
    """Nothing was fetched.

    Attributes:
        fault: why.

    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.fault = Fault(code, "", values)


def fetch(url: str, ask: Ask = Ask()) -> Fetched:
    """The data at an address. Raises FetchError."""
    return _fetched(url, ask, time.monotonic() + LONGEST)


def fetch_catalogue(url: str, ask: Ask = Ask()) -> Fetched:
    """The same; of a web page that says where the data of its site is, those. Raises FetchError."""
    ends = time.monotonic() + LONGEST
    found = _fetched(url, ask, ends)
    data = described_by(found.content) if found.content else ""
    if not data:
        return found
    # What a page is called says nothing of the data.
    return replace(_fetched(urljoin(found.url, data), replace(ask, etag=""), ends), etag="")


def _fetched(url: str, ask: Ask, ends: float) -> Fetched:
    """The data at an address, which must be there before a time. Raises FetchError."""
    for _ in range(REDIRECTS + 1):
        parts = _parts(url, ask.loopback)
        try:
            answer = _asked(parts, ends, ask)
        except TimeoutError:
            raise FetchError("slow", limit=LONGEST) from None
        except (OSError, http.client.HTTPException, zlib.error, UnicodeError) as error:
            if time.monotonic() >= ends:
                raise FetchError("slow", limit=LONGEST) from None
            raise FetchError("unreachable", host=parts.hostname, reason=error) from None
        if not isinstance(answer, str):
            content, etag = answer
            return Fetched(content, url, etag)
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


def _asked(parts: SplitResult, ends: float, ask: Ask) -> tuple[bytes | None, str] | str:
    """The content of an answer, None if it is known, and its etag; or else the address that it leads to."""
    host = str(parts.hostname)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    to = _computers(host, port, ends, loopback=ask.loopback, secure=secure)
    left = max(ends - time.monotonic(), 0.001)
    connection = _Connection(host, port, to=to, timeout=left, secure=secure)
    # One byte now and then keeps a connection alive: whatever it waits for, it ends in time.
    timer = Timer(left, connection.cut)
    timer.daemon = True
    timer.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers=ask.headers)
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308) and (elsewhere := answer.headers["Location"]):
            return str(elsewhere)
        if answer.status == http.client.NOT_MODIFIED and ask.etag:
            return None, ask.etag
        if answer.status != http.client.OK:
            raise FetchError("refused", host=host, status=answer.status)
        content = _content(answer)
        if time.monotonic() >= ends:
            raise FetchError("slow", limit=LONGEST)
        if answer.length:
            raise http.client.IncompleteRead(content, answer.length)
        etag = answer.headers.get("ETag", "").strip()
        return content, etag if ETAG.fullmatch(etag) else ""
    finally:
        timer.cancel()
        connection.close()


def _computers(host: str, port: int, ends: float, *, loopback: bool, secure: bool) -> list[str]:
    """The addresses of the computers that a name stands for; all of them must be on the internet."""
    found = _looked_up(host, port, ends)
    computers = [_plain(ipaddress.ip_address(one.partition("%")[0])) for one in found]
    own = loopback and all(one.is_loopback for one in computers)
    public = secure and all(one.is_global and not one.is_multicast for one in computers)
    if not found or not (own or public):
        raise FetchError("private", host=host)
    return found


def _looked_up(host: str, port: int, ends: float) -> list[str]:
    """The addresses that a name stands for. Raises TimeoutError, and OSError where it stands for none."""
    answers: SimpleQueue[list[str] | OSError | UnicodeError] = SimpleQueue()

    def look() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(where[4][0]) for where in found])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # The system takes the time that it wants for it, and cannot be stopped.
    Thread(target=look, daemon=True).start()
    try:
        answer = answers.get(timeout=max(ends - time.monotonic(), 0.001))
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, list):
        return answer
    raise answer


def _plain(address: Address) -> Address:
    """The IPv4 address that stands in one of IPv6, if one does."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)


class _Connection(http.client.HTTPConnection):
    """A connection to one of some computers, by the name that its certificate must have."""

    def __init__(self, host: str, port: int, *, to: Sequence[str], timeout: float, secure: bool) -> None:
        super().__init__(host, port, timeout=timeout)
        self._to, self._secure = to, secure
        # Kept apart: http.client forgets its own where the end of an answer is the end of the connection.
        self._held: socket.socket | None = None
        if secure:
            self.default_port = 443

    def connect(self) -> None:
        """Connect to a computer that was looked at, whatever its name stands for by now."""
        plain = self._connected()
        self.sock = self._held = plain
        if self._secure:
            context = ssl.create_default_context()
            # Greeted only once it can be cut off: a greeting can take forever too.
            secure = context.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self._held = secure
            secure.do_handshake()

    def _connected(self) -> socket.socket:
        """A connection to the first that answers: not every machine reaches IPv6. Raises OSError."""
        *others, last = self._to
        for to in others:
            with suppress(OSError):
                return socket.create_connection((to, self.port), (self.timeout or 0) / len(self._to))
        return socket.create_connection((last, self.port), self.timeout)

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


def _content(answer: http.client.HTTPResponse) -> bytes:
    """The content of an answer. Raises FetchError if it is too much."""
    content = io.BytesIO()
    for piece in _unpacked(answer):
        if content.tell() + len(piece) > LARGEST:
            raise FetchError("large", limit=LARGEST // 1024 // 1024)
        content.write(piece)
    return content.getvalue()
