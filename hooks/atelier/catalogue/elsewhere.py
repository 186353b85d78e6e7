"""What neighbours have: their initiatives and questions, as they stand beside ours.

Nothing is fetched here: it follows from the files that ``atelier harvest`` wrote. Their texts are texts of
strangers, and fields only.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import NamedTuple

from atelier.catalogue.doubles import Telling, doubles
from atelier.content.entry import Entry
from atelier.exchange.model import Identifiers as StrangersIdentifiers
from atelier.exchange.model import StrangersInitiative, StrangersPartner, StrangersQuestion
from atelier.exchange.taken import Taken
from atelier.i18n.alphabet import in_alphabet
from atelier.model.addresses import host_of
from atelier.model.initiative import Initiative, Level
from atelier.model.neighbour import Neighbour
from atelier.model.partner import Identifiers, Partner
from atelier.store.fingerprint import fingerprint

REGISTERS = {
    "brin": re.compile(r"[0-9]{2}[a-z]{2}(?:[0-9]{2})?"),
    "kvk": re.compile("[0-9]{8}"),
    "ror": re.compile(r"https://ror\.org/0[a-z0-9]{8}"),
}
"""What a number looks like in each public register, in small letters."""


@dataclass(frozen=True, eq=False)
class Elsewhere:
    """An initiative of a neighbour.

    Attributes:
        neighbour: whose it is.
        record: its fields.
        language: the language of its texts.
        pillar: the slug of the pillar of ours that it fits; empty if none does.
        levels: those of its levels that we have too, in our order.
        also: the same initiative as other neighbours tell it.

    """

    neighbour: Entry[Neighbour]
    record: StrangersInitiative
    language: str
    pillar: str = ""
    levels: tuple[Level, ...] = ()
    also: tuple[Elsewhere, ...] = ()

    @property
    def id(self) -> str:
        """The address by which everyone knows it."""
        return self.record.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.record.title

    @property
    def city(self) -> str:
        """Whose it is, in a word or two."""
        return self.neighbour.record.city

    @property
    def is_at_home(self) -> bool:
        """Whether its id is an address at the site of its neighbour."""
        return self._is_there(self.id)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Its id, and the address of its page where that is at the site of its neighbour."""
        page = self.record.page_url
        return (self.id, page) if page and self._is_there(page) else (self.id,)

    def _is_there(self, address: str) -> bool:
        return host_of(address) == host_of(self.neighbour.record.url)

    @cached_property
    def face(self) -> str:
        """The fingerprint of all that is shown of it."""
        parts = (
            self.neighbour.face,
            self.record.model_dump_json(),
            self.language,
            self.pillar,
            repr(self.levels),
        )
        return fingerprint(*parts, *(one.face for one in self.also))


@dataclass(frozen=True, eq=False)
class AskedElsewhere:
    """A question of a neighbour.

    Attributes:
        neighbour: who asks.
        record: its fields.
        language: the language of its texts.
        pillar: the slug of the pillar of ours that it fits; empty if none does.

    """

    neighbour: Entry[Neighbour]
    record: StrangersQuestion
    language: str
    pillar: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return not self.record.answered_by

    @cached_property
    def face(self) -> str:
        """The fingerprint of all that is shown of it."""
        return fingerprint(self.neighbour.face, self.record.model_dump_json(), self.language, self.pillar)


class Gathered(NamedTuple):
    """All that neighbours have.

    Attributes:
        cards: the initiatives with a card of their own: of doubles the first, by neighbour and title.
        also: what neighbours tell of initiatives of ours, by our slug: one for each neighbour.
        told: every initiative, also doubles.
        same: by the id of each double the slug of ours, or the id of the first.
        asked: their questions, by neighbour and title.

    """

    cards: Sequence[Elsewhere] = ()
    also: Mapping[str, Sequence[Elsewhere]] = {}
    told: Sequence[Elsewhere] = ()
    same: Mapping[str, str] = {}
    asked: Sequence[AskedElsewhere] = ()


@dataclass(frozen=True)
class Ours:
    """What of ours decides how that of neighbours is shown.

    Attributes:
        urls: with which our addresses begin.
        language: that of the site.
        today: the date on which the site is made.
        levels: all of ours, in order.
        initiatives: ours.
        partners: ours, by slug.

    """

    urls: tuple[str, ...]
    language: str
    today: datetime.date
    levels: Iterable[Level] = ()
    initiatives: Sequence[Entry[Initiative]] = ()
    partners: Mapping[str, Entry[Partner]] = field(default_factory=dict)

    def has(self, address: str) -> bool:
        """Whether an id is one of ours."""
        return address.startswith(self.urls)


def ids_of(entry: Entry[Initiative], urls: Iterable[str]) -> list[str]:
    """Every address by which an initiative of ours is known, or was, by those where we are published."""
    return [f"{url}{entry.record.collection}/{slug}/" for url in urls for slug in entry.slugs]


def gathered(ours: Ours, neighbours: Iterable[Entry[Neighbour]], taken: Mapping[str, Taken]) -> Gathered:
    """What neighbours have, by what was taken of each."""
    found: list[Elsewhere] = []
    asked: list[AskedElsewhere] = []
    order = {level.value: level for level in ours.levels}
    for neighbour in neighbours:
        if neighbour.slug in taken:
            found += _initiatives(neighbour, taken[neighbour.slug], order, ours.today)
            asked += _questions(neighbour, taken[neighbour.slug])
    found = _each_once(found, ours)
    own = len(ours.initiatives)
    also: dict[str, Sequence[Elsewhere]] = {}
    same: dict[str, str] = {}
    cards, behind = [], []
    for first, *others in doubles(tellings(ours, found, taken)):
        doubled = [found[place - own] for place in others]
        # A neighbour is named once, however often it tells of the same.
        lines = [*{one.neighbour.slug: one for one in reversed(doubled)}.values()][::-1]
        behind += doubled
        if first < own:
            key = ours.initiatives[first].slug
            also |= {key: lines} if lines else {}
        else:
            head = found[first - own]
            key = head.id
            cards.append(replace(head, also=tuple(lines)) if lines else head)
        same |= {one.id: key for one in doubled}
    asked = [one for one in asked if not ours.has(one.record.id)]
    return Gathered(cards, also, [*cards, *behind], same, asked)


def tellings(ours: Ours, found: Iterable[Elsewhere], taken: Mapping[str, Taken]) -> list[Telling]:
    """What says whether two initiatives are the same: of each of ours, then of all that was found."""
    numbers = {slug: numbered(one.catalogue.partners) for slug, one in taken.items()}
    theirs = (_told(ours, one, numbers[one.neighbour.slug]) for one in found)
    return [*map(partial(_ours, ours), ours.initiatives), *theirs]


def _each_once(found: Sequence[Elsewhere], ours: Ours) -> list[Elsewhere]:
    """The initiatives without those that speak with the id of another, in their order.

    What has an address of ours is ours, and others only pass it on. Of two with one id it is the one at whose
    site that address is, else the first.
    """
    owners: dict[str, Elsewhere] = {}
    for one in found:
        owner = owners.setdefault(one.id, one)
        if owner is not one and one.is_at_home and not owner.is_at_home:
            owners[one.id] = one
    return [one for one in found if owners[one.id] is one and not ours.has(one.id)]


def _ours(ours: Ours, entry: Entry[Initiative]) -> Telling:
    record = entry.record
    partners = [ours.partners[slug].record for slug in record.taking_part if slug in ours.partners]
    return Telling(
        teller="",
        ids=ids_of(entry, ours.urls),
        title=record.title,
        same_as=record.same_as,
        adapted_from=record.adapted_from,
        places=record.places,
        partners=[partner.name for partner in partners],
        numbers=[number for partner in partners for number in registered(partner.identifiers)],
    )


def _told(ours: Ours, one: Elsewhere, partners: Mapping[str, tuple[str, Sequence[str]]]) -> Telling:
    record = one.record
    known = [partners.get(involved.partner, (involved.partner, ())) for involved in record.partners]
    language = one.language.partition("-")[0] == ours.language.partition("-")[0]
    changed = record.modified.toordinal() if record.modified else 0
    return Telling(
        teller=one.neighbour.slug,
        ids=one.addresses,
        title=record.title,
        same_as=record.same_as,
        adapted_from=record.adapted_from,
        places=record.places,
        partners=tuple(name for name, _ in known),
        numbers=tuple(number for _, numbers in known for number in numbers),
        rank=(not language, -changed),
    )


def numbered(partners: Iterable[StrangersPartner]) -> Mapping[str, tuple[str, Sequence[str]]]:
    """The name of each partner of a neighbour and its numbers, by what initiatives call it."""
    known: dict[str, tuple[str, Sequence[str]]] = {}
    by_name: dict[str, tuple[str, Sequence[str]]] = {}
    for partner in partners:
        known[partner.slug] = by_name[partner.name] = partner.name, [*registered(partner.identifiers)]
    return by_name | known


def registered(numbers: Identifiers | StrangersIdentifiers | None) -> Iterator[str]:
    """The numbers of a partner, each with its register; of strangers only what such a number looks like."""
    if numbers:
        for register, pattern in REGISTERS.items():
            number = (getattr(numbers, register) or "").strip().rstrip("/").lower()
            if pattern.fullmatch(number):
                yield f"{register} {number}"


def _initiatives(
    neighbour: Entry[Neighbour], taken: Taken, levels: Mapping[str, Level], today: datetime.date
) -> Iterator[Elsewhere]:
    pillars = _pillars(neighbour)
    for record in sorted(taken.catalogue.initiatives, key=_by_title):
        if record.modified and record.modified > today:
            # Who says to have changed tomorrow would always be the newest.
            record = record.model_copy(update={"modified": None})
        words = {*record.levels}
        kept = tuple(level for word, level in levels.items() if word in words)
        language = _language(neighbour, taken, record)
        yield Elsewhere(neighbour, record, language, pillars.get(record.pillar or "", ""), kept)


def _questions(neighbour: Entry[Neighbour], taken: Taken) -> Iterator[AskedElsewhere]:
    pillars = _pillars(neighbour)
    for record in sorted(taken.catalogue.questions, key=_by_title):
        language = _language(neighbour, taken, record)
        yield AskedElsewhere(neighbour, record, language, pillars.get(record.pillar or "", ""))


def _language(
    neighbour: Entry[Neighbour], taken: Taken, record: StrangersInitiative | StrangersQuestion
) -> str:
    """The language of a record: its own, else what the register says of the neighbour, or it of itself."""
    return record.language or neighbour.record.language or taken.catalogue.about.language


def _pillars(neighbour: Entry[Neighbour]) -> Mapping[str, str]:
    """The slug of a pillar of ours, by that of theirs."""
    return {match.theirs: match.ours for match in neighbour.record.pillars}


def _by_title(record: StrangersInitiative | StrangersQuestion) -> tuple[object, str]:
    return in_alphabet(record.title), record.id
