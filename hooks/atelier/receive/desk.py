"""What the service does with what the form asks, without the web: check, keep, and say what became of it."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Any, NamedTuple

from atelier.checks.day import today
from atelier.content.settings import language
from atelier.contribute.submission import BY_KIND, NotTakenError, Outcome, Remark, Submission
from atelier.hosts.host import RefusedError, UnreachableError
from atelier.i18n.translation import translations
from atelier.model.records import kind_of
from atelier.problems.problem import field_path, shown
from atelier.receive.addresses import Addresses, FullError
from atelier.receive.answers import AnswerError
from atelier.receive.clone import Clone, fields
from atelier.receive.limits import TooMuchError
from atelier.receive.links import Links
from atelier.receive.posts import NoPostError, Post, read_post
from atelier.receive.queue import Queue, QueueFullError, Sent
from atelier.receive.sender import Sender
from atelier.receive.work import Work, WorkError

log = logging.getLogger(__name__)

FRESH = 5
"""For how many seconds it is believed what became of a proposal."""


class Taken(NamedTuple):
    """What became of a post.

    Attributes:
        outcome: in a word, to count it.
        status: of the answer.
        said: what is told.
        id: the name of what was accepted; empty if nothing was.

    """

    outcome: str
    status: int
    said: Mapping[str, Any]
    id: str = ""


@dataclass(kw_only=True)
class Desk:
    """Takes what is sent. Its methods may take a while: they read the catalogue, the disk or the host.

    Attributes:
        queue: where what was accepted is kept.
        sender: what makes proposals of it.
        clone: the copy of the catalogue to check by.
        addresses: those of senders who gave one.
        links: makes private links.
        work: what a browser has to do first.
        mails: whether mail can be sent; else nobody is asked for an address, and none is kept.

    """

    queue: Queue
    sender: Sender
    clone: Clone
    addresses: Addresses
    links: Links
    work: Work
    mails: bool
    _accepting: threading.Lock = field(default_factory=threading.Lock)
    _looked: dict[str, float] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """That of the site."""
        return language(self.clone.root)

    @property
    def texts(self) -> NullTranslations:
        """The texts in the language of the site."""
        return translations(self.language)

    def take(self, body: bytes, challenge: str, about: Mapping[str, str]) -> Taken:
        """Check a post and keep it: it is on disk when this returns. Raises AnswerError.

        ``about`` is what the private link is about by which it came; empty without one.
        """
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
            return Taken("not_taken", 422, said)
        except OSError as error:
            raise AnswerError("full") from error
        if not outcome.well:
            wrong = [_told(remark) for remark in outcome.wrong]
            return Taken("remarks", 422, {"error": "remarks", "problems": wrong})
        try:
            sent = self._keep(post, outcome, submission, about.get("id", ""))
        except (QueueFullError, FullError, OSError) as error:
            log.error("full", extra={"error": error})
            raise AnswerError("full") from error
        self.sender.wake()
        token = self.links.make("change", {"id": sent.id, "record": sent.record})
        return Taken("accepted", 202, {"token": token, **_said(sent)}, sent.id)

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

    def status(self, about: Mapping[str, str]) -> Mapping[str, Any]:
        """What became of what was sent."""
        sent = self.queue.get(about["id"])
        return _said(sent) if sent else self._gone(about)

    def opened(self, about: Mapping[str, str]) -> Mapping[str, Any]:
        """What was sent, for the form to open with. Raises OSError."""
        sent = self.queue.get(about["id"])
        if sent is None:
            return self._gone(about)
        sent = self._looked_at(sent)
        said = _said(sent)
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
            "changes": (self.clone.root / sent.record).is_file(),
            "files": [json.loads(text) for text in fields(files, self.clone.root).values()],
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

    def preview(self, about: Mapping[str, str]) -> str:
        """The content of the page that comes of what was sent. Raises AnswerError, and OSError."""
        try:
            sent = self.queue.whole(about["id"])
            kind = kind_of(sent.record)
            depth = BY_KIND[kind].url.count("/") if kind in BY_KIND else 1
            return self.clone.preview(sent.files, sent.record, today(), "../" * depth)
        except KeyError as error:
            raise AnswerError("gone") from error

    def leave(self, about: Mapping[str, str]) -> None:
        """Forget the e-mail address that was given with what was sent. Raises OSError."""
        sent = self.queue.get(about["id"])
        if sent and sent.sender:
            self.addresses.leave(sent.record, sent.sender)
            self.queue.change(sent.id, sender="", mailed=False)

    def _gone(self, about: Mapping[str, str]) -> dict[str, Any]:
        """The same of one that is no longer remembered: its page may be on the site."""
        there = (self.clone.root / about["record"]).is_file()
        return {"state": "merged" if there else "closed", "address": "", **_named(about["record"])}


def _said(sent: Sent) -> dict[str, Any]:
    """What the page says of a thing."""
    state = "waiting" if sent.due else sent.state
    return {"state": state, "address": sent.address, **_named(sent.record)}


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
