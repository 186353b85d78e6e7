"""The service itself: what it answers to whom (ASGI, Starlette)."""

from __future__ import annotations

import datetime
import functools
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import anyio
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from atelier.content.source import SETTINGS
from atelier.i18n.translation import N_
from atelier.receive.answers import MESSAGES, AnswerError, Headers
from atelier.receive.counts import Counts
from atelier.receive.desk import Desk, Taken
from atelier.receive.limits import BODY_LIMIT, Rate, TooMuchError, TooOftenError, read
from atelier.receive.links import LinkError
from atelier.receive.pages import page
from atelier.receive.work import TIMES, WorkError

log = logging.getLogger(__name__)

WORK = "Atelier-Work"
"""The header with the work that was done. It comes before the body, which is not read without it."""
LINK_AGE = datetime.timedelta(days=2 * 365)
"""How long a private link works."""
SMALL = 1024 * 1024
"""Up to how many bytes a post is a small one: those do not wait for large ones."""
SECONDS = 60
"""How long a body may take to come in."""
MOST_WAITING = 200
"""How many posts wait for their check at most."""


@dataclass(kw_only=True)
class Service:
    """What takes what the form sends.

    Attributes:
        site: the address of the site, with a slash at the end.
        origins: matches whose pages may ask, as a browser names them in ``Origin``.
        desk: takes what is sent, once it may come in.
        more: other addresses that it answers, such as those of the answers to reminders.
        posts: how often an address may post.
        counts: what was counted.

    """

    site: str
    origins: re.Pattern[str]
    desk: Desk
    more: Sequence[BaseRoute] = ()
    posts: Rate = field(default_factory=lambda: Rate(30, 600))
    asked: Rate = field(default_factory=lambda: Rate(600, 600))
    counts: Counts = field(default_factory=Counts)

    def __post_init__(self) -> None:
        self._small, self._large = CapacityLimiter(32), CapacityLimiter(3)
        # The copy of the catalogue is one tree; the others wait here and not in its lock.
        self._checks = CapacityLimiter(1)
        self._waiting = 0

    def app(self) -> Starlette:
        """What a server runs."""
        cors = Middleware(
            CORSMiddleware,
            allow_origin_regex=self.origins.pattern,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", WORK],
            expose_headers=["Retry-After"],
            max_age=3600,
        )
        routes = [
            Route("/challenge", self._guarded(self._challenge)),
            Route("/proposals", self._post, methods=["POST"]),
            Route("/status", self._guarded(self._status)),
            Route("/sent", self._guarded(self._sent)),
            Route("/preview", self._guarded(self._preview)),
            Route("/address", self._guarded(self._leave), methods=["DELETE"]),
            Route("/forget/{token}", self._forget, methods=["GET", "POST"]),
            Route("/health", self._health),
            Route("/counts", self._count),
            *self.more,
        ]
        return Starlette(routes=routes, middleware=[Middleware(Headers), cors])

    # What the form asks

    async def _challenge(self, _: Request) -> Response:
        asked = {"challenge": self.desk.work.challenge(), "bits": self.desk.work.bits, "times": TIMES}
        return JSONResponse({**asked, "mails": self.desk.mails})

    async def _post(self, request: Request) -> Response:
        start = time.monotonic()
        headers: Mapping[str, str] = {}
        try:
            taken = await self._taken(request)
        except AnswerError as error:
            taken, headers = Taken(error.key, error.status, self._refused(error)), error.headers
        except ClientDisconnect:
            taken = Taken("malformed", 400, {})
        self.counts.post(taken.outcome)
        ms = round((time.monotonic() - start) * 1000)
        about = {"id": taken.id} if taken.id else {}
        log.info("post", extra={"status": taken.status, "outcome": taken.outcome, "ms": ms, **about})
        return JSONResponse(taken.said, taken.status, headers)

    async def _taken(self, request: Request) -> Taken:
        """What becomes of a post. Raises AnswerError, and ClientDisconnect."""
        self._must_be_ours(request)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise AnswerError("malformed")
        self._count_one(self.posts, request)
        try:
            challenge = self.desk.work.check(request.headers.get(WORK, ""))
        except WorkError as error:
            raise AnswerError("no_work") from error
        about = self._about(request) if "authorization" in request.headers else {}
        length = _length(request)
        if length > BODY_LIMIT:
            raise AnswerError("too_much")
        if self._waiting >= MOST_WAITING:
            raise AnswerError("busy", **{"Retry-After": "5"})
        self._waiting += 1
        try:
            async with self._small if length <= SMALL else self._large:
                body = await self._body(request, SMALL if length <= SMALL else BODY_LIMIT)
                return await run_sync(self.desk.take, body, challenge, about, limiter=self._checks)
        finally:
            self._waiting -= 1

    async def _body(self, request: Request, limit: int) -> bytes:
        try:
            with anyio.fail_after(SECONDS):
                return await read(request.stream(), limit)
        except TooMuchError as error:
            raise AnswerError("too_much") from error
        except TimeoutError as error:
            raise AnswerError("malformed") from error

    async def _status(self, request: Request) -> Response:
        return JSONResponse(self.desk.status(self._about(request)))

    async def _sent(self, request: Request) -> Response:
        """What was sent, for the form to open with."""
        about = self._about(request)
        return JSONResponse(await run_sync(self.desk.opened, about, limiter=self._checks))

    async def _preview(self, request: Request) -> Response:
        """The content of the page that comes of what was sent, for a frame without scripts."""
        about = self._about(request)
        return HTMLResponse(await run_sync(self.desk.preview, about, limiter=self._checks))

    async def _leave(self, request: Request) -> Response:
        """Forget the e-mail address that was given with what was sent."""
        await run_sync(self.desk.leave, self._about(request))
        return Response(status_code=204)

    # What a browser shows

    async def _forget(self, request: Request) -> Response:
        language, gettext = self.desk.language, self.desk.texts.gettext
        try:
            about = self.desk.links.read("forget", request.path_params["token"])
        except LinkError:
            return page(language, gettext(MESSAGES["link"][1]), [], status=403)
        if request.method == "GET":
            text = gettext(N_("We then send you no mail any more: no private links, and no reminders."))
            return page(
                language,
                gettext(N_("Shall we delete your e-mail address?")),
                [text],
                gettext(N_("Delete it")),
            )
        await run_sync(self.desk.addresses.forget, about.get("key", ""))
        back = gettext(N_("What you sent stays as it is."))
        return page(language, gettext(N_("Your e-mail address is deleted")), [back])

    async def _health(self, _: Request) -> Response:
        """Whether it works: 503 where what is sent cannot be kept."""
        waiting = [sent for sent in self.desk.queue.all() if sent.due]
        refused = sum(sent.state == "refused" for sent in waiting)
        ready = (self.desk.clone.root / SETTINGS).is_file()
        said = {"ready": ready, "waiting": len(waiting), "refused": refused, "host": self.desk.sender.reached}
        return JSONResponse(said, 200 if ready else 503)

    async def _count(self, _: Request) -> Response:
        things = self.desk.queue.all()
        now = datetime.datetime.now(datetime.UTC)
        oldest = max(((now - sent.received).total_seconds() for sent in things if sent.due), default=0.0)
        text = self.counts.text(things, oldest, reached=self.desk.sender.reached)
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")

    # What they share

    def _guarded(
        self, ask: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """A route for the form alone, that may be asked so often."""

        @functools.wraps(ask)
        async def asked(request: Request) -> Response:
            try:
                self._must_be_ours(request)
                self._count_one(self.asked, request)
                return await ask(request)
            except AnswerError as error:
                return JSONResponse(self._refused(error), error.status, error.headers)

        return asked

    def _must_be_ours(self, request: Request) -> None:
        if not self.origins.fullmatch(request.headers.get("origin", "")):
            raise AnswerError("origin")

    def _count_one(self, rate: Rate, request: Request) -> None:
        try:
            rate.count(request.client.host if request.client else "")
        except TooOftenError as error:
            raise AnswerError("too_often", **{"Retry-After": str(error.after)}) from error

    def _about(self, request: Request) -> Mapping[str, str]:
        """What a private link is about. Raises AnswerError."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            about = self.desk.links.read("change", token.strip(), LINK_AGE)
        except LinkError as error:
            raise AnswerError("link") from error
        if scheme.lower() != "bearer" or not {"id", "record"} <= about.keys():
            raise AnswerError("link")
        return about

    def _refused(self, error: AnswerError) -> Mapping[str, str]:
        return {"error": error.key, "message": self.desk.texts.gettext(error.message)}


def _length(request: Request) -> int:
    """How long a body says it is; as long as it may be where it does not say it. Raises AnswerError."""
    said = request.headers.get("content-length")
    if said is None:
        return BODY_LIMIT
    if not said.isascii() or not said.isdecimal() or len(said) > 15:
        raise AnswerError("malformed")
    return int(said)
