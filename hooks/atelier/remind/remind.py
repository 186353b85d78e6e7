"""One run of reminders: who gets a mail, what is for the editors, and the mails sent."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from atelier.receive.post import NotTakenError, Post, PostError
from atelier.remind.buttons import Buttons
from atelier.remind.due import Due, whom_to_ask
from atelier.remind.mail import Catalog, mail_of
from atelier.remind.memory import Memory

PAGES = 20
"""The most pages in one mail; the others come in the next."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does.

    Attributes:
        mails: the pages to ask about, by address.
        editors: what is for the editors: nobody else is known, or wants mail.
        waiting: how many addresses were asked so short a time ago that they are left in peace.

    """

    mails: Mapping[str, Sequence[Due]]
    editors: Sequence[Due]
    waiting: int


def plan_of(
    dues: Iterable[Due],
    known: Callable[[str], Sequence[str]],
    memory: Memory,
    today: datetime.date,
    *,
    has_post: bool,
) -> Plan:
    """Who gets a mail today. Without a server for mail, all is for the editors.

    ``known`` gives the addresses that people left, as in ``whom_to_ask``.
    """
    mails: dict[str, list[Due]] = {}
    editors: list[Due] = []
    for one in dues:
        addresses = [a for a in whom_to_ask(one, known) if has_post and not memory.wants_none(a)]
        for address in addresses:
            mails.setdefault(address, []).append(one)
        if not addresses:
            editors.append(one)
    now = {address: of_it[:PAGES] for address, of_it in mails.items() if memory.may_ask(address, today)}
    return Plan(now, editors, len(mails) - len(now))


@dataclass(slots=True)
class Sent:
    """What became of the mails.

    Attributes:
        sent: how many were taken by the server.
        failed: why each other was not, and what it was about; the next run tries those again.

    """

    sent: int
    failed: list[tuple[str, Sequence[Due]]]


def send(
    plan: Plan, post: Post, memory: Memory, catalog: Catalog, buttons: Buttons, now: datetime.datetime
) -> Sent:
    """Send the mails, and remember it. Raises PostError where the server fails, OSError where the disk does.

    Who was asked is written down first: if this is killed halfway, some may get no mail, but none gets two.
    """
    done = Sent(0, [])
    for address, dues in plan.mails.items():
        mail = mail_of(dues, address, memory.whom(address), catalog, buttons, now)
        memory.will_ask(address, now.date())
        try:
            post.send(mail)
            done.sent += 1
        except NotTakenError as error:
            memory.was_not_asked(address)
            done.failed.append((str(error), dues))
        except PostError:
            memory.was_not_asked(address)
            raise
    return done
