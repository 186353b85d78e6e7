"""What an address can lead to: the data, and nothing that is not on the internet, too large or without end."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from atelier.exchange import fetch as fetching
from atelier.exchange.fetch import Ask, FetchError, fetch, fetch_catalogue

BOMB = zlib.compressobj(9, wbits=31)
BOMBED = b"".join(BOMB.compress(b"\0" * 1024 * 1024) for _ in range(60)) + BOMB.flush()
"""A packed file of 60 kB that is 60 MB."""

LINK = '<link href="{}" type="application/json" rel="alternate describedby">'
PAGES = {
    "page": f"<!doctype html><link rel=stylesheet href=x.css>{LINK.format('/named')}<body>",
    "page-to-page": f"<html>{LINK.format('/page')}",
    "page-to-file": f"<html>{LINK.format('file:///etc/passwd')}",
    "page-body": f"<html><head></head><body>{LINK.format('/named')}",
    "page-feed": '<html><link rel="describedby" type="text/turtle" href="/named">',
}
"""Home pages, by path: what they say of where their data is."""


class Answers(BaseHTTPRequestHandler):
    """Answers of all kinds, by the path."""

    def do_GET(self) -> None:
        kind = self.path.strip("/")
        if kind.startswith("to="):
            self._head(302, Location=kind.removeprefix("to="))
        elif kind == "round":
            self._head(302, Location="/round")
        elif kind == "gone":
            self._head(404)
        elif kind == "named" and self.headers["If-None-Match"] == '"v1"':
            self._head(304)
        elif kind == "named":
            self._head(200, ETag='"v1"')
            self.wfile.write(b"{}")
        elif kind == "strange-name":
            self._head(200, ETag="v1\u00e9")
            self.wfile.write(b"{}")
        elif kind == "always-known":
            self._head(304)
        elif kind.startswith("page"):
            self._head(200, **{"Content-Type": "text/html", "ETag": '"page"'})
            self.wfile.write(PAGES[kind].encode())
        elif kind == "packed":
            self._head(200, **{"Content-Encoding": "gzip"})
            self.wfile.write(gzip.compress(b'{"a": 1}'))
        elif kind == "bomb":
            self._head(200, **{"Content-Encoding": "gzip"})
            self.wfile.write(BOMBED)
        elif kind == "cut":
            self._head(200, **{"Content-Length": "100"})
            self.wfile.write(b"{")
        elif kind in ("drip", "endless"):
            self._head(200)
            piece, pause = (b" ", 0.05) if kind == "drip" else (b" " * 1024 * 1024, 0)
            try:
                while True:
                    self.wfile.write(piece)
                    time.sleep(pause)
            except OSError:
                return
        else:
            self._head(200)
            self.wfile.write(f"{self.headers['User-Agent']} {self.headers['Host']}".encode())

    def _head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server has it
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as made:
        made.daemon_threads = True
        Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}/"
        made.shutdown()


def code_of(url: str, *, loopback: bool = False) -> str:
    with pytest.raises(FetchError) as raised:
        fetch(url, Ask(loopback=loopback))
    return raised.value.fault.code


def test_the_data_comes_with_where_it_came_from(server: str) -> None:
    """Packed or not, and after it moved; the other sees who asks."""
    host = server.removeprefix("http://").strip("/")

    assert f"innovatieatelier {host}".encode() == fetch(server, Ask(loopback=True)).content
    assert b'{"a": 1}' == fetch(server + "packed", Ask(loopback=True)).content
    assert server + "packed" == fetch(f"{server}to={server}packed", Ask(loopback=True)).url


def test_a_neighbour_sees_who_asks(server: str) -> None:
    """With the address of the site, so that its people can find ours."""
    told = fetch(server, Ask(loopback=True, site="https://ours.example/")).content

    assert told
    assert told.startswith(b"innovatieatelier (+https://ours.example/) ")
    assert Ask(site="https://x/\r\nX: y").headers["User-Agent"] == "innovatieatelier"


def test_what_is_known_is_not_sent_again(server: str) -> None:
    """The server's name for a version is given back to it; a name that is none is not kept."""
    first = fetch(server + "named", Ask(loopback=True))

    assert (b"{}", '"v1"') == (first.content, first.etag)
    assert fetch(server + "named", Ask(loopback=True, etag=first.etag)).content is None
    assert "" == fetch(server + "strange-name", Ask(loopback=True)).etag
    assert "refused" == code_of(server + "always-known", loopback=True)


def test_the_address_of_a_site_will_do(server: str) -> None:
    """Its page says where the data is: that is followed once, and no further than any address."""
    ask = Ask(loopback=True, etag='"v1"')

    assert (b"{}", server + "named") == (
        fetch_catalogue(server + "page", ask).content,
        fetch_catalogue(server + "page", ask).url,
    )
    for page in ("page-to-page", "page-body", "page-feed"):
        content = fetch_catalogue(server + page, ask).content
        assert content
        assert content.startswith(b"<")
    with pytest.raises(FetchError) as raised:
        fetch_catalogue(server + "page-to-file", ask)
    assert "address" == raised.value.fault.code


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("gone", "refused"),
        ("round", "redirects"),
        ("bomb", "large"),
        ("endless", "large"),
        ("cut", "unreachable"),
        ("to=file:///etc/passwd", "address"),
        ("to=ftp://127.0.0.1/", "address"),
        ("to=https://10.0.0.1/", "private"),
        ("to=https://169.254.169.254/latest/meta-data/", "private"),
    ],
)
def test_what_a_neighbour_can_do_is_told_and_ends(path: str, code: str, server: str) -> None:
    """A circle, a bomb, no end, and ways to what is not on the internet."""
    assert code == code_of(server + path, loopback=True)


def test_a_byte_now_and_then_does_not_keep_us(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time is counted over all of it."""
    monkeypatch.setattr(fetching, "LONGEST", 0.3)
    began = time.monotonic()

    assert "slow" == code_of(server + "drip", loopback=True)
    assert time.monotonic() - began < 3


def test_a_name_that_is_looked_up_forever_does_not_keep_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system gives no end to it."""

    def wait(*_: object, **__: object) -> list[object]:
        time.sleep(1)
        return []

    monkeypatch.setattr(fetching, "LONGEST", 0.2)
    monkeypatch.setattr(socket, "getaddrinfo", wait)

    assert "slow" == code_of("https://slow.example/")


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 localhost 2130706433 127.1 0.0.0.0 10.1.2.3 192.168.1.1 169.254.1.1 100.64.0.1 224.0.0.1 "
    "[::1] [fe80::1] [fc00::1] [::ffff:127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::]".split(),
)
def test_only_the_internet_is_asked(host: str) -> None:
    """However the address of this machine or of a network behind it is written."""
    assert code_of(f"https://{host}/data/catalogue.json") in ("private", "unreachable")


@pytest.mark.parametrize(
    "url",
    [
        "http://school.example/",
        "file:///etc/passwd",
        "https://",
        "https://a:b@school.example/",
        "https://a b/",
        "https://school.example:99999/",
        "https://school.example/\r\nX: y",
    ],
)
def test_only_https_is_asked(url: str) -> None:
    """And nothing that hides another address or another line."""
    assert "address" == code_of(url)


def test_a_name_that_becomes_another_address_is_not_followed(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is looked up once, and what was looked at is what is connected to."""
    asked: list[str] = []
    connected: list[object] = []

    def looked_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        where = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (where, port))]

    def refuse(address: object, *_: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket, "create_connection", refuse)

    assert "unreachable" == code_of("https://changing.example/")
    assert (["changing.example"], [("93.184.215.14", 443)]) == (asked, connected)


def test_a_machine_without_ipv6_asks_the_other_address(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names often stand for one of each kind."""
    port = int(server.rsplit(":", 1)[1].strip("/"))

    def both(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 6, "", (where, port)) for where in ("::1", "127.0.0.1")]

    def only_one(address: tuple[str, int], timeout: float) -> socket.socket:
        if address[0] == "::1":
            raise OSError("Network is unreachable")
        made = socket.socket()
        made.settimeout(timeout)
        made.connect(address)
        return made

    monkeypatch.setattr(socket, "getaddrinfo", both)
    monkeypatch.setattr(socket, "create_connection", only_one)

    assert fetch(server, Ask(loopback=True)).content


def test_a_name_with_one_address_within_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that a name stands for must be on the internet."""

    def both(_: str, port: int, **__: object) -> list[tuple[object, ...]]:
        computers = ("93.184.215.14", "10.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (where, port)) for where in computers]

    monkeypatch.setattr(socket, "getaddrinfo", both)

    assert "private" == code_of("https://both.example/")
