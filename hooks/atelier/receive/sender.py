"""What waits in the queue becomes proposals: one thread, which backs off while the host cannot be reached."""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections.abc import Callable
from gettext import NullTranslations

from atelier.checks.day import today
from atelier.hosts.host import (
    NOTHING_CHANGES,
    Host,
    Proposal,
    Proposed,
    RefusedError,
    TakenOverError,
    UnreachableError,
)
from atelier.i18n.translation import N_
from atelier.proposals.labels import keep
from atelier.receive.addresses import Addresses
from atelier.receive.clone import Clone, CloneError
from atelier.receive.queue import Queue, Sent
from atelier.report.markdown import markdown_text

log = logging.getLogger(__name__)

FIRST, LONGEST = 5.0, 15 * 60.0
"""Seconds until what failed is tried again: twice as many each time, at most a quarter of an hour."""
AGAIN = 6 * 3600.0
"""Seconds until what the host refused is tried again: somebody may have put a setting right."""
UPDATE = 60.0
"""Seconds between two looks at whether the catalogue changed."""
LOOK = 15 * 60.0
"""Seconds between two looks at what became of proposals."""
ADDRESS_KEPT = datetime.timedelta(days=2 * 365)
"""How long an e-mail address is kept after its owner last sent or confirmed something."""
MOST_BRANCHES = 20
"""How many proposals one sender can make of one thing, of which the earlier ones are dealt with."""

SAID = N_("Sent with the form on the site, without an account, and checked: nothing is wrong with it.")
MORE = N_("It changes what was sent before, which is dealt with by now or was changed by the editors.")


class Sender:
    """Brings what waits to the host, and the copy of the catalogue up to date."""

    def __init__(
        self,
        queue: Queue,
        host: Host,
        clone: Clone,
        addresses: Addresses,
        texts: NullTranslations,
        mailed: Callable[[Sent], bool] | None = None,
        pace: float = 1.0,
    ) -> None:
        """``mailed`` mails a private link, and returns whether that need not be tried again.

        ``texts`` are in the language of the site. All times are taken ``pace`` times as long.
        """
        self._queue, self._host, self._clone = queue, host, clone
        self._addresses, self._texts, self._pace = addresses, texts, pace
        self._mailed = mailed or (lambda _: True)
        self._wake, self._end = threading.Event(), threading.Event()
        self._failures = 0
        self._not_before = 0.0
        self._refused: dict[str, float] = {}
        self._updated = self._looked = float("-inf")
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)

    @property
    def reached(self) -> bool:
        """Whether the host could be reached the last time."""
        return not self._failures

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()

    def wake(self) -> None:
        """Tell that something waits."""
        self._wake.set()

    def stop(self) -> None:
        """End after what is being sent; returns when it has ended, or does not in half a minute."""
        self._end.set()
        self._wake.set()
        self._thread.join(30)

    def _run(self) -> None:
        while not self._end.is_set():
            self._wake.clear()
            try:
                self.work()
            except Exception as error:
                # Whatever it is, what waits stays on disk and is tried again.
                self._back_off(None)
                log.error("worker", extra={"error": error})
            self._wake.wait(max(0.05, self._pace * min(UPDATE, FIRST)))

    def work(self) -> None:
        """Do once all that is due."""
        now = time.monotonic()
        if now - self._updated >= UPDATE * self._pace:
            self._updated = now
            self._update()
        if now < self._not_before:
            return
        for sent in self._queue.all():
            if self._end.is_set() or time.monotonic() < self._not_before:
                return
            if sent.due and self._refused.get(sent.id, 0.0) <= time.monotonic():
                self._send(sent.id)
        if now - self._looked >= LOOK * self._pace:
            self._looked = now
            self._look()
        for sent in self._queue.all():
            if sent.sender and not sent.mailed and self._mailed(sent):
                self._queue.change(sent.id, mailed=True)

    def _update(self) -> None:
        try:
            self._clone.update()
        except (CloneError, OSError) as error:
            log.warning("catalogue", extra={"error": error})

    def _send(self, id_: str) -> None:
        try:
            sent = self._queue.whole(id_)
            proposed = self._propose(sent)
        except UnreachableError as error:
            self._back_off(error.after)
            log.warning("unreachable", extra={"id": id_, "error": error})
        except RefusedError as error:
            if str(error) == NOTHING_CHANGES and not sent.proposed:
                # The site says it already.
                self._queue.change(id_, proposed=sent.revision, state="merged")
                return
            self._refused[id_] = time.monotonic() + AGAIN * self._pace
            self._queue.change(id_, state="refused")
            log.error("refused", extra={"id": id_, "error": error})
        else:
            self._failures = 0
            self._refused.pop(id_, None)
            self._note(sent, proposed)
            log.info("proposed", extra={"id": id_})

    def _propose(self, sent: Sent) -> Proposed:
        """Make the proposal, or bring it up to date; on another branch where that is no longer possible."""
        for number in range(1, MOST_BRANCHES):
            branch = f"inzending/{sent.id}{f'-{number}' if number > 1 else ''}"
            proposal = self._proposal(sent, branch, number)
            try:
                proposed = self._host.propose(proposal)
            except TakenOverError:
                continue
            if proposed.state == "open":
                keep(self._host, proposed, proposal.labels, self._texts)
            # One that is dealt with is not changed. It may hold this already: then the answer was lost.
            if proposed.state == "open" or not sent.proposed or self._holds(sent, proposed):
                return proposed
        raise RefusedError("too many proposals")

    def _holds(self, sent: Sent, proposed: Proposed) -> bool:
        at = "" if proposed.state == "merged" else proposed.commit
        return all(self._host.read(path, at) == data for path, data in sent.files.items())

    def _proposal(self, sent: Sent, branch: str, number: int) -> Proposal:
        gettext = self._texts.gettext
        said = [gettext(SAID), *([gettext(MORE)] if number > 1 else [])]
        paths = "\n".join(f"- {markdown_text(path)}" for path in sent.files)
        labels, alike = self._clone.judge(sent.files, today(), self._texts)
        verb = "Change" if sent.changes else "Add"
        return Proposal(
            branch=branch,
            title=sent.subject,
            text="\n\n".join(filter(None, [" ".join(map(markdown_text, said)), paths, alike])),
            message=f"{verb} what was sent as {sent.id}",
            files=sent.files,
            labels=labels,
        )

    def _note(self, sent: Sent, proposed: Proposed) -> None:
        """Keep what the host has; what was sent again meanwhile stays due."""
        self._queue.change(
            sent.id,
            proposed=sent.revision,
            branch=proposed.branch,
            number=proposed.number,
            address=proposed.address,
            state=proposed.state,
        )

    def _back_off(self, after: float | None) -> None:
        wait = min(FIRST * 2**self._failures, LONGEST) if after is None else min(after, 3600.0)
        self._failures = min(self._failures + 1, 20)
        self._not_before = time.monotonic() + wait * self._pace

    def _look(self) -> None:
        """Learn what became of proposals; forget what is no longer needed."""
        open_ = [sent for sent in self._queue.all() if sent.state == "open" and not sent.due]
        try:
            waiting = {proposed.branch for proposed in self._host.waiting()} if open_ else set()
            for sent in open_:
                if sent.branch not in waiting:
                    self.look_at(sent)
        except UnreachableError as error:
            self._back_off(error.after)
        except RefusedError as error:
            log.error("refused", extra={"error": error})
        now = datetime.datetime.now(datetime.UTC)
        self._queue.expire(now)
        self._addresses.expire(now.date() - ADDRESS_KEPT)

    def look_at(self, sent: Sent) -> Sent:
        """Learn what became of one proposal. Raises UnreachableError and RefusedError."""
        proposed = self._host.find(sent.branch)
        if proposed is None or proposed.state == "open":
            return sent
        if proposed.state == "merged":
            # Whoever changes its page now is checked with that page there.
            self._update()
        if proposed.state == "closed" and sent.sender:
            # Nobody needs to be reminded of what is not on the site.
            self._addresses.leave(sent.record, sent.sender)
        return self._queue.change(sent.id, state=proposed.state)
