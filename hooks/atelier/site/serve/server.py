"""The server of ``atelier serve``: sends the files of a built site, and tells open pages what changed."""

from __future__ import annotations

import json
import logging
import re
import socket
import socketserver
import sys
from collections.abc import Iterator, Mapping
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from mimetypes import MimeTypes
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, quote, unquote, urlsplit

from atelier.site.publish import path_of
from atelier.site.serve.error_page import error_page
from atelier.site.serve.live import Live, Shown, address_of

log = logging.getLogger("atelier")

OWN = "_serve/"
"""The folder of the server's own addresses. No page of a site can be there: no slug has an underscore."""

SCRIPT = f"{OWN}reload.js"
CHANGES = f"{OWN}changes"
NOT_FOUND = "404.html"
TEXT, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"

MEDIA_TYPES = MimeTypes(filenames=())
"""Those of Python itself: what a system's own table says differs."""
for extension, media_type in {
    ".js": "text/javascript",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".ics": "text/calendar",
    ".map": "application/json",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}.items():
    MEDIA_TYPES.add_type(media_type, extension)

POLICY = re.compile(rb"<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">")
BODY_END = b"</body>"

HEARTBEAT = 5.0
"""Seconds after which a page that listens is sent an empty line: so it shows that the page is gone."""

RECONNECT = 500
"""Milliseconds after which a page asks again when the server was away."""


class Files(Protocol):
    """The files of a site, by their path in it."""

    def has(self, name: str) -> bool:
        """Whether there is a file."""

    def read(self, name: str) -> bytes | None:
        """The content of a file; None if there is none."""


class Folder:
    """The files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, name: str) -> bool:
        """Whether there is a file."""
        # A drive or a backslash leads elsewhere on Windows, a null byte nowhere.
        inside = not (".." in name.split("/") or {*name} & {"\\", ":", "\0"} or name.startswith("/"))
        return inside and (self._folder / name).is_file()

    def read(self, name: str) -> bytes | None:
        """The content of a file; None if there is none."""
        return (self._folder / name).read_bytes() if self.has(name) else None


class Server(socketserver.ThreadingTCPServer):
    """A server of HTTP that answers every request in a thread. Raises OSError if the port is taken.

    Attributes:
        live: what is shown now.
        files: those of the site, by the beginning of their paths; the first that fits counts.
        hosts: the names by which the server may be asked; empty for any.

    """

    daemon_threads = True
    # On Windows two servers could have the same port.
    allow_reuse_address = sys.platform != "win32"
    request_queue_size = 128

    def __init__(self, host: str, port: int, live: Live) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.live = live
        self.hosts = hosts_of(host)
        self.files: Mapping[str, Files] = {}
        super().__init__((host, port), Handler)

    def has(self, name: str) -> bool:
        """Whether there is a file at a path in the site."""
        files, rest = self._files_with(name)
        return files.has(rest)

    def read(self, name: str) -> bytes | None:
        """The content of the file at a path in the site; None if there is none."""
        files, rest = self._files_with(name)
        return files.read(rest)

    def _files_with(self, name: str) -> tuple[Files, str]:
        """Where a file is, and its path there."""
        start = next(start for start in self.files if name.startswith(start))
        return self.files[start], name.removeprefix(start)

    def handle_error(self, request: object, client_address: object) -> None:
        """Log what went wrong, unless the browser just went away."""
        if not isinstance(sys.exception(), ConnectionError):
            log.exception("A request could not be answered.")


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    server: Server

    def do_GET(self) -> None:
        """Answer with a file, the script, the changes, or the error page at any other address."""
        if not self._well_addressed():
            self._send(HTTPStatus.FORBIDDEN, TEXT, b"This server is for this machine only.\n")
            return
        asked = urlsplit(self.path)
        if asked.path == f"/{SCRIPT}":
            script = Path(__file__).with_name("reload.js").read_bytes()
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", script)
        elif asked.path == f"/{CHANGES}":
            self._send_changes(parse_qs(asked.query).get("since", [""])[-1])
        else:
            self._send_file(unquote(asked.path))

    do_HEAD = do_GET  # noqa: N815 - the name that the base class asks for

    def _well_addressed(self) -> bool:
        """Whether the request names this server: a page of another site may lead a name of its own here."""
        hosts = self.server.hosts
        return not hosts or urlsplit(f"//{self.headers.get('Host', '')}").hostname in hosts

    def _send_file(self, path: str) -> None:
        # What is read after the number of the last change is as new, or newer.
        shown = self.server.live.now()
        if shown.error_page:
            # A program must see that this is not what it asked for.
            page = with_script(shown.error_page.encode(), shown, "")
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, HTML, page)
            return
        if not path.startswith(shown.path):
            self._redirect(shown.path + path.lstrip("/"))
            return
        name = path_of(path.removeprefix(shown.path))
        if not name.endswith("index.html") and self.server.has(f"{name}/index.html"):
            self._redirect(f"{path}/")
            return
        try:
            content = self.server.read(name)
            if content is None:
                name = self._lost(name)
                content = self.server.read(name)
        except Exception as error:
            log.exception("%s could not be made.", path)
            failed = shown._replace(error_page=error_page(f"{type(error).__name__}: {error}", shown.language))
            page = with_script(failed.error_page.encode(), failed, "")
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, HTML, page)
            return
        kind = MEDIA_TYPES.guess_type(name)[0] or "application/octet-stream"
        if kind == "text/html":
            content = with_script(content or b"", shown, address_of(name))
        status = HTTPStatus.NOT_FOUND if name.endswith(NOT_FOUND) else HTTPStatus.OK
        self._send(status, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, content or b"")

    def _lost(self, name: str) -> str:
        """The page for an address that leads nowhere: that of its language, if the site has several."""
        further = f"{name.partition('/')[0]}/{NOT_FOUND}"
        return further if self.server.has(further) else NOT_FOUND

    def _redirect(self, location: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(location))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def _send_changes(self, since: str) -> None:
        """Tell a page of every change, until it goes away."""
        since = self.headers.get("Last-Event-ID", since)
        if not since.isdecimal():
            self._send(HTTPStatus.BAD_REQUEST, TEXT, b"since must be a number.\n")
            return
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "GET":
            for event in events(self.server.live, int(since)):
                self.wfile.write(event)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing of each request."""


def events(live: Live, since: int) -> Iterator[bytes]:
    """Every change after a number as a server-sent event, without an end.

    See https://html.spec.whatwg.org/multipage/server-sent-events.html.
    """
    yield b"retry: %d\n\n" % RECONNECT
    while True:
        news = live.news(since, HEARTBEAT)
        if news is None:
            yield b":\n\n"
            continue
        since = news.number
        data = json.dumps({"everything": news.everything, "written": [*news.written]})
        yield f"id: {since}\ndata: {data}\n\n".encode()


def with_script(page: bytes, shown: Shown, address: str) -> bytes:
    """A page with the script that reloads it, unless its own policy lets no script run."""
    policy = POLICY.search(page)
    if policy and b"script-src" not in policy[1]:
        return page
    data = {"number": shown.number, "path": shown.path, "address": address, "errors": bool(shown.error_page)}
    attributes = " ".join(f'data-{name}="{escape(str(value))}"' for name, value in data.items())
    script = f'<script type="module" src="/{SCRIPT}" {attributes}></script>\n'.encode()
    before, end, after = page.rpartition(BODY_END)
    return before + script + end + after if end else page + script


def hosts_of(host: str) -> frozenset[str]:
    """The names by which a server at ``host`` may be asked: any, unless only this machine reaches it."""
    local = {"localhost", "127.0.0.1", "::1"}
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    return frozenset({*local, host}) if loopback else frozenset()
