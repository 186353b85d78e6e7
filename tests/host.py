"""A host for a built site, as those that publish it.

What it sends is compressed, of the right kind, and has the site's own headers; an address that leads nowhere
gets the site's page for that. Where several rules of ``_headers`` match, it does as one of two kinds of hosts do.
"""

from __future__ import annotations

import enum
import gzip
import http.server
import mimetypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

KINDS = {
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".xml": "application/xml",
    ".js": "text/javascript",
}
"""Kinds that the system's table may not know or names otherwise."""

COMPRESSED = re.compile(r"text/.*|application/(?:json|javascript|xml|wasm|geo\+json)|image/svg\+xml")


class Same(enum.Enum):
    """What a host makes of a header that several rules give to one address.

    ``JOINED``, with commas: Cloudflare Pages (https://developers.cloudflare.com/pages/configuration/headers/).
    ``LAST``, what the later rule says: Netlify (``headersForPath`` in https://github.com/netlify/primitives).
    """

    JOINED = "joined"
    LAST = "last"


class Answer(NamedTuple):
    """What a host sends for an address."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Host:
    """What a built site answers, held in memory once it was asked for."""

    def __init__(self, site: Path, same: Same = Same.JOINED) -> None:
        self.site = site
        self.same = same
        self.rules = header_rules(site)
        self.kept: dict[tuple[str, bool], Answer] = {}

    def answer(self, address: str, gzipped: bool) -> Answer:
        """The answer for a path, compressed if the browser takes that."""
        key = (address, gzipped)
        if key not in self.kept:
            self.kept[key] = self._answer(unquote(urlsplit(address).path), gzipped)
        return self.kept[key]

    def _answer(self, path: str, gzipped: bool) -> Answer:
        status = HTTPStatus.OK
        file = (self.site / path.lstrip("/")).resolve()
        inside = file.is_relative_to(self.site.resolve())
        if file.is_dir() and inside and not path.endswith("/"):
            return Answer(HTTPStatus.MOVED_PERMANENTLY, (("Location", path + "/"),), b"")
        if file.is_dir():
            file /= "index.html"
        if not inside or not file.is_file():
            status, file = HTTPStatus.NOT_FOUND, self.site / "404.html"
        body = file.read_bytes()
        kind = KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = [("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)]
        if gzipped and COMPRESSED.fullmatch(kind):
            body = gzip.compress(body, 6, mtime=0)
            headers.append(("Content-Encoding", "gzip"))
        return Answer(status, (*headers, *self._own_headers(path)), body)

    def _own_headers(self, path: str) -> Iterator[tuple[str, str]]:
        """What the site's own file says of an address: each header once."""
        said: dict[str, list[str]] = {}
        for pattern, (name, value) in self.rules:
            if pattern.fullmatch(path):
                said.setdefault(name, []).append(value)
        for name, values in said.items():
            yield name, ", ".join(values) if self.same is Same.JOINED else values[-1]


def header_rules(site: Path) -> list[tuple[re.Pattern[str], tuple[str, str]]]:
    """The headers of a site by the addresses that get them, out of its ``_headers`` file."""
    rules = []
    pattern = re.compile("")
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            pattern = re.compile(".*".join(map(re.escape, line.strip().split("*"))))
        elif line.strip() and not line.lstrip().startswith("#"):
            name, _, value = line.strip().partition(": ")
            rules.append((pattern, (name, value)))
    return rules


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: Host, *arguments: object) -> None:
        self.host = host
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        answer = self.host.answer(self.path, "gzip" in self.headers.get("Accept-Encoding", ""))
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815 - and this

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing of each request."""


@contextmanager
def hosted(site: Path, same: Same = Same.JOINED) -> Iterator[str]:
    """The address, with a slash at the end, at which a built site is served meanwhile."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, Host(site, same)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
