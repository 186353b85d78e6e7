"""What the service answers where it does not do what it is asked, and the headers of all that it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atelier.i18n.translation import N_

MESSAGES: Mapping[str, tuple[int, str]] = {
    "origin": (403, N_("This does not come from the form of this site.")),
    "malformed": (400, N_("This is not what the form sends. Load the page again.")),
    "too_much": (413, N_("This is too much: at most 256 kB of text and 8 MB of pictures.")),
    "too_often": (429, N_("From your connection a lot was sent just now. Try again in a while.")),
    "no_work": (403, N_("Your browser has not finished its calculation. Try again.")),
    "busy": (503, N_("A lot comes in just now. Try again in a moment.")),
    "full": (507, N_("Nothing can be kept just now. The editors have to make room first.")),
    "link": (403, N_("This private link does not work (any more).")),
    "gone": (410, N_("This is not here any more.")),
}


class AnswerError(Exception):
    """A request is refused, with a key of ``MESSAGES``."""

    def __init__(self, key: str, **headers: str) -> None:
        super().__init__(key)
        self.key, self.headers = key, headers
        self.status, self.message = MESSAGES[key]


class Headers:
    """Sets the headers that every answer has."""

    ALL = (
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"referrer-policy", b"no-referrer"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-robots-tag", b"noindex"),
    )

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer as the application does, with those headers that it does not set itself."""

        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                own = {name.lower() for name, _ in headers}
                message = {**message, "headers": headers + [one for one in self.ALL if one[0] not in own]}
            await send(message)

        await self._app(scope, receive, sent)
