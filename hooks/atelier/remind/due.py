"""What is due: the initiatives of which somebody should be asked whether they are still true, and why."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.currency import is_unanswered
from atelier.checks.advice import CONFIRMED_FOR, CONSENT_FOR, consents, is_personal
from atelier.content.entry import Entry
from atelier.model.initiative import ENDED, Initiative

IN_TIME = datetime.timedelta(days=60)
"""How long before it lapses a consent is asked for again."""

Dead = Mapping[str, Sequence[str]]
"""The links that do not work, by the path of the file in which they stand."""


@dataclass(frozen=True, slots=True)
class Due:
    """An initiative that is due. At least one reason is set.

    Attributes:
        entry: the initiative.
        long_ago: whether nobody said for a year that it is true.
        last_word: the day on which somebody last did, or on which it was added; None if that is not known.
        links: its links that do not work.
        consent: the day of the consent that lapses, or has lapsed; else None.
        unanswered: whether there was no answer in two years. Then it is no use to ask the same people again.

    """

    entry: Entry[Initiative]
    long_ago: bool
    last_word: datetime.date | None
    links: tuple[str, ...] = ()
    consent: datetime.date | None = None
    unanswered: bool = False


def due(catalogue: Catalogue, today: datetime.date, dead: Dead | None = None) -> list[Due]:
    """What is due on ``today``, in the order of lists."""
    found = (_due(entry, today, (dead or {}).get(entry.path, ())) for entry in catalogue.initiatives.values())
    return [one for one in found if one.long_ago or one.links or one.consent]


def _due(entry: Entry[Initiative], today: datetime.date, links: Iterable[str]) -> Due:
    record = entry.record
    lapsing = [agreed for _, agreed in consents(record) if today - agreed > CONSENT_FOR - IN_TIME]
    last_word = max(filter(None, (record.last_confirmed, record.added)), default=record.newest_word)
    # What has ended does not change: nobody need confirm it.
    long_ago = record.status not in ENDED and (last_word is None or today - last_word > CONFIRMED_FOR)
    return Due(
        entry,
        long_ago,
        last_word,
        tuple(dict.fromkeys(links)),
        min(lapsing, default=None),
        is_unanswered(record, today),
    )


def whom_to_ask(one: Due, known: Callable[[str], Sequence[str]]) -> Sequence[str]:
    """The e-mail addresses to ask about an initiative, in small letters; none where it is for the editors.

    ``known`` gives those that people left to be reminded of the record in a file. Without one it is that of
    the record, unless that is of a person: who lets it be shown did not ask for mail.
    """
    if one.unanswered:
        return ()
    record = one.entry.record
    address = record.contact.email if record.contact else None
    of_role = (address,) if address and not is_personal(address, record.places) else ()
    return tuple(dict.fromkeys(found.lower() for found in known(one.entry.path) or of_role))
