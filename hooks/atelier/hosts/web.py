"""Requests to the API of a host: what it answers, and whether trying again may help if it does not."""

from __future__ import annotations

import datetime
import email.utils
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import IO, Any
from urllib.parse import urlencode

from atelier.hosts.host import RefusedError, UnreachableError

ANSWER_LIMIT = 16 * 1024 * 1024
SAID_LIMIT = 300
"""How many characters of what a host says are repeated."""
SILENCE = 30
"""After how many seconds without a byte an answer is given up."""
LONGEST = 120
"""How many seconds one answer may take in all."""
PAGE_SIZE = 50
PAGES = 200
LATER = frozenset({408, 425, 429})
"""What a host answers, besides 500 and up, if trying again may help."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows only where it was asked to, and never sends data or the token along."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The next request; none where an answer elsewhere is not the answer to this."""
        if req.get_method() != "GET" or not getattr(req, "follows", False):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_OPENER = urllib.request.build_opener(_NoRedirect)


@dataclass(frozen=True, slots=True)
class Web:
    """The API of a host.

    Attributes:
        address: of the API, without a slash at the end.
        authorization: the header by which the host knows us.
        token: the secret in it, which no message repeats.
        headers: other headers.

    """

    address: str
    authorization: str
    token: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)

    def ask(
        self,
        method: str,
        path: str,
        data: object = None,
        *,
        limit: int = ANSWER_LIMIT,
        follows: bool = False,
    ) -> bytes:
        """The answer, at most ``limit`` bytes. Raises RefusedError or UnreachableError.

        With ``follows`` it may come from another address, which does not get the token.
        """
        request = urllib.request.Request(  # noqa: S310 - the address is set by who runs this
            f"{self.address}/{path}",
            method=method,
            data=None if data is None else json.dumps(data).encode(),
            headers={"Content-Type": "application/json", "User-Agent": "innovatieatelier", **self.headers},
        )
        request.add_unredirected_header("Authorization", self.authorization)
        request.follows = follows  # type: ignore[attr-defined]
        where = f"{method} {path}"
        try:
            with _OPENER.open(request, timeout=SILENCE) as answer:
                body = _body(answer, limit)
        except urllib.error.HTTPError as error:
            with error:
                raise self._error(where, error) from None
        except (OSError, http.client.HTTPException) as error:
            raise UnreachableError(self._hidden(f"{where}: {error}")) from error
        except ValueError as error:
            raise RefusedError(self._hidden(f"{where}: {error}")) from error
        if len(body) > limit:
            raise RefusedError(f"{where}: more than {limit} bytes")
        return body

    def json(self, method: str, path: str, data: object = None, **query: object) -> Any:
        """The answer as JSON. Raises RefusedError or UnreachableError."""
        body = self.ask(method, f"{path}?{urlencode(query)}" if query else path, data)
        try:
            return json.loads(body) if body else None
        except (ValueError, RecursionError) as error:
            # It ended too early, or came from something between us and the host.
            raise UnreachableError(f"{method} {path}: the answer is no JSON") from error

    def maybe(self, path: str, **query: object) -> Any:
        """The answer to a GET as JSON; None if the host knows nothing there."""
        try:
            return self.json("GET", path, **query)
        except NotFoundError:
            return None

    def pages(self, path: str, **query: object) -> Iterator[Any]:
        """Every item of a list that comes in pages."""
        for number in range(1, PAGES + 1):
            # Gitea calls it limit, and gives at most fifty; the others know no such word.
            items = self.json("GET", path, **query, per_page=PAGE_SIZE, limit=PAGE_SIZE, page=number)
            yield from items
            if len(items) < PAGE_SIZE:
                return

    def _error(self, where: str, error: urllib.error.HTTPError) -> RefusedError | UnreachableError:
        message = self._hidden(f"{where}: {error.code} {_said(error)}")
        after = _after(error.headers)
        # GitHub refuses with 403 who asked too much.
        too_much = error.code == 403 and (after is not None or error.headers["X-RateLimit-Remaining"] == "0")
        if error.code >= 500 or error.code in LATER or too_much:
            return UnreachableError(message, after)
        return (NotFoundError if error.code == 404 else RefusedError)(message)

    def _hidden(self, text: str) -> str:
        return text.replace(self.token, "***") if self.token else text


class NotFoundError(RefusedError):
    """The host knows nothing at an address, or does not show it to us."""


def _body(answer: IO[bytes], limit: int) -> bytes:
    """The first bytes of an answer, at most one more than ``limit``. Raises OSError if it takes too long."""
    until = time.monotonic() + LONGEST
    parts, left = [], limit + 1
    while left and (part := answer.read(min(left, 1 << 16))):
        parts.append(part)
        left -= len(part)
        if time.monotonic() > until:
            raise TimeoutError("the answer takes too long")
    return b"".join(parts)


def _said(error: urllib.error.HTTPError) -> str:
    """What a host says of a refusal, on one line."""
    try:
        said = error.read(1 << 16).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        said = ""
    try:
        data = json.loads(said)
        parts = [data.get("message") or data.get("error"), data.get("errors")]
        said = " ".join(part if isinstance(part, str) else json.dumps(part) for part in parts if part)
    except (ValueError, AttributeError, RecursionError):
        said = error.reason if "<" in said or not said else said
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())[:SAID_LIMIT]


def _after(headers: Message) -> float | None:
    """The seconds that a host asks to wait."""
    said = headers["Retry-After"]
    if said and said.strip().isdecimal():
        return float(said)
    if said:
        try:
            moment = email.utils.parsedate_to_datetime(said)
            return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())
        except (TypeError, ValueError):
            return None
    reset = headers["X-RateLimit-Reset"] or headers["RateLimit-Reset"]
    if reset and reset.isdecimal() and headers["X-RateLimit-Remaining"] == "0":
        return max(0.0, float(reset) - time.time())
    return None
