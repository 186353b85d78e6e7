"""What is taken over of a neighbour, compared with what was taken before, and why it may not be.

Nothing is fetched or written here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlsplit

from atelier.exchange.faults import Fault
from atelier.exchange.licences import forbids, is_open, same_licence
from atelier.exchange.model import LONGEST_LINE, StrangersInitiative, StrangersQuestion
from atelier.exchange.read import MOST_FAULTS, Reading, Strangers
from atelier.exchange.taken import Taken, leading_here, ordered
from atelier.problems.problem import field_name

GONE_AT_MOST = 1 / 5
"""Which part of the initiatives may be gone at once: more looks like a mistake."""
WHOLE_AGAIN = datetime.timedelta(days=28)
"""After how long a neighbour is asked for all of it where nothing changed: we may read more of it by now.

Then the day on which it was taken is renewed too: a proposal every week of a day alone would cost time."""

Item = StrangersInitiative | StrangersQuestion


class Owner(NamedTuple):
    """A catalogue, and where its records stand.

    Attributes:
        name: what it is called.
        place: the address with which the ids of its records begin.

    """

    name: str
    place: str


class Seen(NamedTuple):
    """Where and when a catalogue was seen, and what its server calls this version."""

    url: str
    date: datetime.date
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from what was taken before: initiatives and questions, in the order of their ids."""

    new: Sequence[Item] = ()
    changed: Sequence[Item] = ()
    gone: Sequence[Item] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of one look at a neighbour.

    Attributes:
        taken: what is to be kept: the former, if nothing changed or nothing may be taken; None without one.
        change: what differs from the former.
        faults: why nothing is taken, or as remarks: what is not taken with the rest.

    """

    taken: Taken | None
    change: Change = Change()
    faults: Sequence[Fault] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing is taken."""
        return any(not fault.remark for fault in self.faults)


def compare(old: Taken | None, new: Strangers) -> Change:
    """What a catalogue has that it did not have before, has otherwise, and has no more."""
    before = {one.id: one for one in _items(old.catalogue)} if old else {}
    after = {one.id: one for one in _items(new)}
    return Change(
        [one for id_, one in after.items() if id_ not in before],
        [one for id_, one in after.items() if id_ in before and before[id_] != one],
        [one for id_, one in before.items() if id_ not in after],
    )


def known_as(old: Taken | None, url: str, day: datetime.date) -> str:
    """What the server of a neighbour calls the version that is known; empty if all is to be asked for."""
    return old.etag if old and old.url == url and day - old.date < WHOLE_AGAIN else ""


def taking(old: Taken | None, seen: Seen, reading: Reading, owners: Sequence[Owner]) -> Outcome:
    """What comes of a catalogue that was read.

    ``owners`` are whose it is, and then all others, also we: what has an address of theirs is not taken.
    """
    wrong = [fault for fault in reading.faults if not fault.remark]
    if reading.catalogue is None or wrong:
        return Outcome(old, faults=wrong)
    local = leading_here(seen.url, reading.catalogue)
    if local:
        return Outcome(old, faults=[local])
    licence = reading.catalogue.about.licence
    former = old.catalogue.about.licence if old else licence
    if not is_open(licence):
        code = "licence-forbids" if forbids(licence) else "licence-unknown"
        return Outcome(old, faults=[Fault(code, "licence", {"value": licence})])
    if not same_licence(former, licence):
        return Outcome(old, faults=[Fault("licence-other", "licence", {"old": former, "new": licence})])
    catalogue, foreign = _without_foreign(reading.catalogue, owners)
    catalogue = ordered(_with_ids(catalogue))
    change = compare(old, catalogue)
    if old:
        count = len(old.catalogue.initiatives)
        gone = sum(isinstance(one, StrangersInitiative) for one in change.gone)
        if gone > count * GONE_AT_MOST:
            shrunk = Fault("shrunk", "initiatives", {"gone": gone, "count": count})
            return Outcome(old, change, [shrunk, *foreign])
        if old.catalogue == catalogue and old.url == seen.url and seen.date - old.date < WHOLE_AGAIN:
            return Outcome(old, faults=foreign)
    return Outcome(Taken(seen.url, seen.date, seen.etag, catalogue), change, foreign)


def place_of(url: str) -> str:
    """Where the records of a catalogue stand, by the address of its data or of its site."""
    base = url.partition("#")[0].partition("?")[0]
    if base.count("/") < 3:
        return f"{base}/"
    return base.rpartition("/")[0].removesuffix("/data") + "/"


def _without_foreign(catalogue: Strangers, owners: Sequence[Owner]) -> tuple[Strangers, list[Fault]]:
    """A catalogue without what has an address of another one, and a remark for each of these."""
    own = owners[0]
    # The longest first, as one catalogue can stand below another; of two at one place the one that was asked.
    places = sorted(((_parts(one.place), one) for one in owners), key=lambda pair: -len(pair[0][1]))
    faults: list[Fault] = []

    def well(key: str, number: int, id_: str) -> bool:
        host, path = _parts(id_)
        owner = next((one for (at, above), one in places if at == host and path.startswith(above)), own)
        if owner != own and len(faults) < MOST_FAULTS:
            place = field_name((key, number, "id"))
            faults.append(Fault("foreign", place, {"value": id_, "owner": owner.name}))
        return owner == own

    kept = replace(
        catalogue,
        initiatives=tuple(
            one for n, one in enumerate(catalogue.initiatives) if well("initiatives", n, one.id)
        ),
        questions=tuple(one for n, one in enumerate(catalogue.questions) if well("questions", n, one.id)),
        removed=tuple(one for n, one in enumerate(catalogue.removed) if well("removed", n, one.id)),
    )
    return kept, faults


def _parts(url: str) -> tuple[tuple[str, int], str]:
    """The computer and the path of an address."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".").removeprefix("www.")
    return (host, parts.port or (443 if parts.scheme.lower() == "https" else 80)), parts.path or "/"


def _with_ids(catalogue: Strangers) -> Strangers:
    """A catalogue that calls examples and answers by their ids, which mean the same elsewhere."""
    ids = {one.slug: one.id for one in catalogue.initiatives if one.slug and len(one.id) <= LONGEST_LINE}

    def id_of(name: str) -> str:
        return name if "://" in name else ids.get(name, "")

    def example(one: StrangersInitiative) -> StrangersInitiative:
        if all("://" in name for name in one.adapted_from):
            return one
        return one.model_copy(update={"adapted_from": [*filter(None, map(id_of, one.adapted_from))]})

    def question(one: StrangersQuestion) -> StrangersQuestion:
        if not one.answered_by:
            return one
        named = [
            answer.model_copy(update={"initiative": id_of(answer.initiative) or None})
            if answer.initiative
            else answer
            for answer in one.answered_by
        ]
        return one.model_copy(update={"answered_by": [a for a in named if a.initiative or a.url]})

    return replace(
        catalogue,
        initiatives=tuple(map(example, catalogue.initiatives)),
        questions=tuple(map(question, catalogue.questions)),
    )


def _items(catalogue: Strangers) -> Iterable[Item]:
    yield from catalogue.initiatives
    yield from catalogue.questions
