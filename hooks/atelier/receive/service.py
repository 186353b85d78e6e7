"""The service itself: what it answers to whom (ASGI, Starlette)."""

from __future__ import annotations

import base64
import datetime
import functools
import hashlib
import json
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Any

import anyio
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from atelier.checks.day import today
from atelier.content.settings import language
from atelier.contribute.submission import BY_KIND, NotTakenError, Outcome, Remark, Submission
from atelier.hosts.host import RefusedError, UnreachableError
from atelier.i18n.translation import N_, translations
from atelier.model.records import kind_of
from atelier.problems.problem import field_path, shown
from atelier.receive.addresses import Addresses, FullError
from atelier.receive.clone import Clone, fields
from atelier.receive.counts import Counts
from atelier.receive.limits import BODY_LIMIT, Rate, TooMuchError, TooOftenError, read
from atelier.receive.links import LinkError, Links
from atelier.receive.pages import page
from atelier.receive.posts import NoPostError, Post, read_post
from atelier.receive.queue import Queue, QueueFullError, Sent
from atelier.receive.sender import Sender
from atelier.receive.work import TIMES, Work, WorkError

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
FRESH = 5
"""For how many seconds it is believed what became of a proposal."""

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


@dataclass(kw_only=True)
class Service:
    """What takes what the form sends.

    Attributes:
        site: the address of the site, with a slash at the end.
        origins: whose pages may ask: as a browser names them in ``Origin``.
        queue: where what was accepted is kept.
        sender: what makes proposals of it.
        clone: the copy of the catalogue to check by.
        addresses: those of senders who gave one.
        links: makes private links.
        work: what a browser has to do first.
        more: other addresses that it answers, such as those of the answers to reminders.
        posts: how often an address may post.
        counts: what was counted.
        mails: whether it can send mail; else nobody is asked for an address.

    """

    site: str
    origins: frozenset[str]
    queue: Queue
    sender: Sender
    clone: Clone
    addresses: Addresses
    links: Links
    work: Work
    more: Sequence[BaseRoute] = ()
    posts: Rate = field(default_factory=lambda: Rate(30, 600))
    asked: Rate = field(default_factory=lambda: Rate(600, 600))
    counts: Counts = field(default_factory=Counts)
    mails: bool = False

    def __post_init__(self) -> None:
        self._small, self._large = CapacityLimiter(32), CapacityLimiter(3)
        # The copy of the catalogue is one tree; the others wait here and not in its lock.
        self._checks = CapacityLimiter(1)
        self._waiting = 0
        self._accepting = threading.Lock()
        self._looked: dict[str, float] = {}

    @property
    def language(self) -> str:
        """That of the site."""
        return language(self.clone.root)

    @property
    def texts(self) -> NullTranslations:
        """The texts in the language of the site."""
        return translations(self.language)

    def app(self) -> Starlette:
        """What a server runs."""
        cors = Middleware(
            CORSMiddleware,
            allow_origins=sorted(self.origins),
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
        asked = {"challenge": self.work.challenge(), "bits": self.work.bits, "times": TIMES}
        return JSONResponse({**asked, "mails": self.mails})

    async def _post(self, request: Request) -> Response:
        start = time.monotonic()
        id_ = ""
        try:
            answer, outcome, id_ = await self._taken(request)
        except AnswerError as error:
            answer, outcome = self._refusal(error), error.key
        except ClientDisconnect:
            answer, outcome = Response(status_code=400), "malformed"
        self.counts.post(outcome)
        ms = round((time.monotonic() - start) * 1000)
        about = {"id": id_} if id_ else {}
        log.info("post", extra={"status": answer.status_code, "outcome": outcome, "ms": ms, **about})
        return answer

    async def _taken(self, request: Request) -> tuple[Response, str, str]:
        """The answer to a post, its outcome, and the name of what was accepted. Raises AnswerError."""
        self._must_be_ours(request)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise AnswerError("malformed")
        self._count_one(self.posts, request)
        try:
            challenge = self.work.check(request.headers.get(WORK, ""))
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
                return await run_sync(
                    functools.partial(self._accepted, body, challenge, about), limiter=self._checks
                )
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

    def _accepted(self, body: bytes, challenge: str, about: Mapping[str, str]) -> tuple[Response, str, str]:
        """Check a post and keep it: it is on disk when this returns. Raises AnswerError."""
        try:
            post = read_post(body)
            self.work.use(challenge, hashlib.sha256(body).hexdigest())
        except NoPostError as error:
            raise AnswerError("malformed") from error
        except TooMuchError as error:
            raise AnswerError("too_much") from error
        except WorkError as error:
            raise AnswerError("no_work") from error
        record = about.get("record", "")
        submission = post.submission
        if record in submission.files and (self.clone.root / record).is_file():
            # What this link was for is on the site by now.
            submission = Submission(submission.files, submission.pictures, changes=True)
        try:
            outcome = self.clone.prepare(submission, today(), self.texts)
        except NotTakenError as error:
            said = {"error": "not_taken", "message": str(error)}
            return JSONResponse(said, 422), "not_taken", ""
        except OSError as error:
            raise AnswerError("full") from error
        if not outcome.well:
            wrong = [_told(remark) for remark in outcome.wrong]
            return JSONResponse({"error": "remarks", "problems": wrong}, 422), "remarks", ""
        try:
            sent = self._keep(post, outcome, submission, about.get("id", ""))
        except (QueueFullError, FullError, OSError) as error:
            log.error("full", extra={"error": error})
            raise AnswerError("full") from error
        self.sender.wake()
        token = self.links.make("change", {"id": sent.id, "record": sent.record})
        return JSONResponse({"token": token, **self._said(sent)}, 202), "accepted", sent.id

    def _keep(self, post: Post, outcome: Outcome, submission: Submission, before: str) -> Sent:
        """Put what is well into the queue: as new, or in place of what was sent before."""
        with self._accepting:
            known = self.queue.get(before) or self.queue.get(post.id)
            id_ = post.id
            if known and not known.ended:
                id_ = known.id
                if self.queue.whole(id_).files == outcome.files:
                    return known
            elif known and known.id == post.id:
                id_ = hashlib.sha256(f"{post.id} {known.revision}".encode()).hexdigest()[:20]
                known = self.queue.get(id_)
            else:
                known = None
            sender = known.sender if known else ""
            if post.mail and self.mails:
                sender = self.addresses.add(post.mail, outcome.record, today()).key
            sent = Sent(
                id=id_,
                record=outcome.record,
                title=outcome.title,
                subject=outcome.subject,
                files=outcome.files,
                changes=submission.changes,
                received=datetime.datetime.now(datetime.UTC),
                revision=known.revision + 1 if known else 1,
                proposed=known.proposed if known else 0,
                branch=known.branch if known else "",
                number=known.number if known else 0,
                address=known.address if known else "",
                state=known.state if known and known.state != "refused" else "waiting",
                sender=sender,
                mailed=bool(known and known.mailed and known.sender == sender),
            )
            self.queue.put(sent)
            return sent

    async def _status(self, request: Request) -> Response:
        about = self._about(request)
        sent = self.queue.get(about["id"])
        return JSONResponse(self._said(sent) if sent else self._gone(about))

    async def _sent(self, request: Request) -> Response:
        """What was sent, for the form to open with."""
        about = self._about(request)
        return JSONResponse(await run_sync(self._opened, about, limiter=self._checks))

    def _opened(self, about: Mapping[str, str]) -> Mapping[str, Any]:
        sent = self.queue.get(about["id"])
        if sent is None:
            return self._gone(about)
        sent = self._looked_at(sent)
        said = self._said(sent)
        if sent.ended:
            return said
        files = self.queue.whole(sent.id).files
        pictures = {
            path: base64.b64encode(data).decode()
            for path, data in files.items()
            if data is not None and not path.endswith(".md")
        }
        return {
            **said,
            "changes": sent.changes,
            "files": [json.loads(text) for text in fields(files).values()],
            "pictures": pictures,
            "mail": bool(sent.sender),
        }

    def _looked_at(self, sent: Sent) -> Sent:
        """The same, with what became of it by now."""
        now = time.monotonic()
        if sent.state == "open" and not sent.due and now - self._looked.get(sent.id, -FRESH) >= FRESH:
            if len(self._looked) > 10_000:
                self._looked.clear()
            self._looked[sent.id] = now
            try:
                return self.sender.look_at(sent)
            except (UnreachableError, RefusedError) as error:
                log.warning("unreachable", extra={"id": sent.id, "error": error})
        return sent

    async def _preview(self, request: Request) -> Response:
        """The content of the page that comes of what was sent, for a frame without scripts."""
        about = self._about(request)
        try:
            html = await run_sync(self._previewed, about["id"], limiter=self._checks)
        except (KeyError, StopIteration) as error:
            raise AnswerError("gone") from error
        return HTMLResponse(html)

    def _previewed(self, id_: str) -> str:
        sent = self.queue.whole(id_)
        kind = kind_of(sent.record)
        depth = BY_KIND[kind].url.count("/") if kind in BY_KIND else 1
        if not sent.files:
            raise KeyError(id_)
        return self.clone.preview(sent.files, sent.record, today(), "../" * depth)

    async def _leave(self, request: Request) -> Response:
        """Forget the e-mail address that was given with what was sent."""
        sent = self.queue.get(self._about(request)["id"])
        if sent and sent.sender:
            await run_sync(self.addresses.leave, sent.record, sent.sender)
            await run_sync(functools.partial(self.queue.change, sent.id, sender="", mailed=False))
        return Response(status_code=204)

    # What a browser shows

    async def _forget(self, request: Request) -> Response:
        gettext = self.texts.gettext
        try:
            about = self.links.read("forget", request.path_params["token"])
        except LinkError:
            return page(self.language, gettext(MESSAGES["link"][1]), [], status=403)
        if request.method == "GET":
            text = gettext(N_("We then send you no mail any more: no private links, and no reminders."))
            return page(
                self.language,
                gettext(N_("Shall we delete your e-mail address?")),
                [text],
                gettext(N_("Delete it")),
            )
        await run_sync(self.addresses.forget, about.get("key", ""))
        back = gettext(N_("What you sent stays as it is."))
        return page(self.language, gettext(N_("Your e-mail address is deleted")), [back])

    async def _health(self, _: Request) -> Response:
        """Whether it works: 503 where what is sent cannot be kept."""
        waiting = [sent for sent in self.queue.all() if sent.due]
        refused = sum(sent.state == "refused" for sent in waiting)
        ready = (self.clone.root / "mkdocs.yml").is_file()
        said = {"ready": ready, "waiting": len(waiting), "refused": refused, "host": self.sender.reached}
        return JSONResponse(said, 200 if ready else 503)

    async def _count(self, _: Request) -> Response:
        things = self.queue.all()
        now = datetime.datetime.now(datetime.UTC)
        oldest = max(((now - sent.received).total_seconds() for sent in things if sent.due), default=0.0)
        text = self.counts.text(things, oldest, reached=self.sender.reached)
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
                return self._refusal(error)

        return asked

    def _must_be_ours(self, request: Request) -> None:
        if request.headers.get("origin", "") not in self.origins:
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
            about = self.links.read("change", token.strip(), LINK_AGE)
        except LinkError as error:
            raise AnswerError("link") from error
        if scheme.lower() != "bearer" or not {"id", "record"} <= about.keys():
            raise AnswerError("link")
        return about

    def _refusal(self, error: AnswerError) -> Response:
        status, message = MESSAGES[error.key]
        said = {"error": error.key, "message": self.texts.gettext(message)}
        return JSONResponse(said, status, error.headers)

    def _said(self, sent: Sent) -> dict[str, Any]:
        """What the page says of a thing."""
        state = "waiting" if sent.due else sent.state
        return {"state": state, "address": sent.address, **_named(sent.record)}

    def _gone(self, about: Mapping[str, str]) -> dict[str, Any]:
        """The same of one that is no longer remembered: its page may be on the site."""
        there = (self.clone.root / about["record"]).is_file()
        return {"state": "merged" if there else "closed", "address": "", **_named(about["record"])}


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


def _length(request: Request) -> int:
    """How long a body says it is; as long as it may be where it does not say it. Raises AnswerError."""
    said = request.headers.get("content-length")
    if said is None:
        return BODY_LIMIT
    if not said.isascii() or not said.isdecimal() or len(said) > 15:
        raise AnswerError("malformed")
    return int(said)


def _named(record: str) -> dict[str, str]:
    folder, _, name = record.rpartition("/")
    return {"record": record, "kind": folder.rpartition("/")[2], "slug": name.removesuffix(".md")}


def _told(remark: Remark) -> dict[str, Any]:
    """A problem as the form tells it: by the file and the field that it is about."""
    problem = remark.explanation.problem
    return {
        "file": problem.path,
        "path": list(field_path(problem.field)),
        "code": problem.code,
        "values": {name: shown(value) for name, value in problem.values.items()},
        "place": remark.place,
        "message": remark.message,
        "hint": remark.hint,
    }
