"""The catalogue: everything that pages are made of.

``atelier.checks.check`` makes it: everything in it is checked, and every reference is a slug.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, TypeVar, cast

from atelier.catalogue.beside import Beside, beside
from atelier.catalogue.claims import Claim
from atelier.catalogue.doubles import Telling
from atelier.catalogue.elsewhere import AskedElsewhere, Elsewhere, Gathered, Ours, gathered, ids_of, tellings
from atelier.catalogue.same_partners import PartnersElsewhere
from atelier.catalogue.usefulness import little_known
from atelier.content.entry import Entry
from atelier.content.history import History
from atelier.content.synonyms import Synonyms
from atelier.content.translated import in_language
from atelier.exchange.taken import Taken
from atelier.i18n.alphabet import in_alphabet
from atelier.images.picture import Picture
from atelier.model.addresses import host_of, is_elsewhere, plain
from atelier.model.base import Record
from atelier.model.festival import Festival
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative, Level, Role
from atelier.model.kinds import OURS, Kinds
from atelier.model.neighbour import Neighbour
from atelier.model.partner import Partner
from atelier.model.pillar import Pillar
from atelier.model.question import Question
from atelier.model.records import BY_COLLECTION
from atelier.model.slug import slugify

K = TypeVar("K")
R = TypeVar("R", bound=Record)
V = TypeVar("V")


def heading(name: str) -> str:
    """A tag or a place as the title of a page: with a capital."""
    return name[:1].upper() + name[1:]


class Term(NamedTuple):
    """A tag or a place: its slug, and its most frequent spelling."""

    slug: str
    name: str

    @property
    def heading(self) -> str:
        """The name as the title of a page."""
        return heading(self.name)


class Involvement(NamedTuple):
    """An initiative that a partner takes part in, and its roles."""

    entry: Entry[Initiative]
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything that pages are made of. Once it is made, no file of a contributor is read.

    Attributes:
        today: the date on which the site is made; what is current depends on it.
        records: by kind and by slug, each kind in the order of its lists.
        claims: every line of funding of every initiative.
        pictures: every image that a file names, by its path from the root.
        history: when the files of initiatives were added and changed, as far as git knows.
        synonyms: the words that mean the same to who searches.
        kinds: of record, as the city chooses them.
        urls: with which its addresses begin: where it was published first, of which its ids are made, and
            where it is now, each with a slash at the end.
        language: the first one of its site.
        taken: what was taken over from neighbours, by their slugs.

    """

    today: datetime.date
    records: Mapping[type[Record], Mapping[str, Entry[Record]]] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    history: History = field(default_factory=dict)
    synonyms: Synonyms = field(default_factory=Synonyms)
    kinds: Kinds = OURS
    urls: tuple[str, ...] = ()
    language: str = ""
    taken: Mapping[str, Taken] = field(default_factory=dict)

    def in_language(self, language: str) -> Catalogue:
        """The catalogue in a further language: what is not translated stays in the first."""
        records = {
            kind: {slug: in_language(entry, language) for slug, entry in entries.items()}
            for kind, entries in self.records.items()
        }
        initiatives = cast("Mapping[str, Entry[Initiative]]", records.get(Initiative, {}))
        claims = tuple(replace(claim, entry=initiatives[claim.entry.slug]) for claim in self.claims)
        return replace(self, records=records, claims=claims)

    @property
    def entries(self) -> Iterator[Entry[Record]]:
        """Every record of every kind."""
        for entries in self.records.values():
            yield from entries.values()

    def of(self, kind: type[R]) -> Mapping[str, Entry[R]]:
        """The records of one kind, by slug, in their order."""
        return cast("Mapping[str, Entry[R]]", self.records.get(kind, {}))

    def titled(self, collections: Iterable[str], slug: str) -> str:
        """What the record with this slug is called, in the first of the collections that has it.

        Of what is elsewhere, and no neighbour tells of, it is the host of its address.
        """
        if is_elsewhere(slug):
            known = self.by_id(slug)
            return known.title if known else host_of(slug)
        kinds = (BY_COLLECTION[name] for name in collections)
        return next(self.of(kind)[slug].title for kind in kinds if slug in self.of(kind))

    @cached_property
    def initiatives(self) -> Mapping[str, Entry[Initiative]]:
        """Initiatives by slug, the most useful first (``usefulness``)."""
        return self.of(Initiative)

    @cached_property
    def little_known(self) -> Set[str]:
        """The slugs of the initiatives of which little is known: the last of ``initiatives``."""
        return {slug for slug, entry in self.initiatives.items() if little_known(entry)}

    @cached_property
    def pillars(self) -> Mapping[str, Entry[Pillar]]:
        """Pillars by slug, in the order of their field ``order``."""
        return self.of(Pillar)

    @cached_property
    def partners(self) -> Mapping[str, Entry[Partner]]:
        """Partners by slug, sorted by name."""
        return self.of(Partner)

    @cached_property
    def funds(self) -> Mapping[str, Entry[Fund]]:
        """Funds by slug, sorted by name."""
        return self.of(Fund)

    @cached_property
    def festivals(self) -> Mapping[str, Entry[Festival]]:
        """Festivals by slug, those without a day first, then the latest first."""
        return self.of(Festival)

    @cached_property
    def questions(self) -> Mapping[str, Entry[Question]]:
        """Questions by slug, the newest first."""
        return self.of(Question)

    def initiative(self, reference: str) -> Entry[Initiative] | Elsewhere | None:
        """The initiative that a slug or an address leads to; None if it is of nobody that we know."""
        return self.by_id(reference) if is_elsewhere(reference) else self.initiatives[reference]

    @cached_property
    def neighbours(self) -> Mapping[str, Entry[Neighbour]]:
        """Neighbours by slug, sorted by name."""
        return self.of(Neighbour)

    @property
    def elsewhere(self) -> Sequence[Elsewhere]:
        """The initiatives of neighbours that have a card of their own, by neighbour and title."""
        return self._gathered.cards

    @property
    def also_elsewhere(self) -> Mapping[str, Sequence[Elsewhere]]:
        """What neighbours tell of the same initiatives as we do, by our slug."""
        return self._gathered.also

    @cached_property
    def beside(self) -> Beside:
        """The initiatives of neighbours by pillar, level, subject and place."""
        return beside(self.elsewhere, self.today, self.tag_names.keys() | self.place_names.keys())

    @cached_property
    def told_by(self) -> Mapping[str, Sequence[Elsewhere]]:
        """All initiatives that a neighbour tells of, also doubles, by its slug, sorted by title."""
        every = sorted(self._gathered.told, key=lambda one: (in_alphabet(one.title), one.id))
        return group((one.neighbour.slug, one) for one in every)

    @cached_property
    def partners_elsewhere(self) -> PartnersElsewhere:
        """The partners of neighbours: what they are called, and which of ours they are."""
        return PartnersElsewhere(self.partners.values(), self.taken)

    @property
    def asked_elsewhere(self) -> Sequence[AskedElsewhere]:
        """The questions of neighbours, by neighbour and title."""
        return self._gathered.asked

    @cached_property
    def _gathered(self) -> Gathered:
        if not self.taken:
            return Gathered()
        return gathered(self._ours, self.neighbours.values(), self.taken)

    @property
    def _ours(self) -> Ours:
        initiatives = [*self.initiatives.values()]
        return Ours(self.urls, self.language, self.today, self.kinds.levels, initiatives, self.partners)

    def tellings(self) -> Sequence[tuple[Entry[Initiative] | Elsewhere, Telling]]:
        """All initiatives, ours first, each with what says whether it is the same as another."""
        told = self._gathered.told
        every: list[Entry[Initiative] | Elsewhere] = [*self.initiatives.values(), *told]
        return [*zip(every, tellings(self._ours, told, self.taken), strict=True)]

    def by_id(self, address: str) -> Entry[Initiative] | Elsewhere | None:
        """The initiative of which an address is the id, or was, or the address of its page.

        People copy it from a browser: the slash at its end may lack, and a part of the page may be named.
        """
        return self._by_id.get(plain(address))

    @cached_property
    def _by_id(self) -> Mapping[str, Entry[Initiative] | Elsewhere]:
        found: dict[str, Entry[Initiative] | Elsewhere] = {}
        for one in self._gathered.told:
            found |= dict.fromkeys(map(plain, one.addresses[1:]), one)
        found |= {plain(one.id): one for one in self._gathered.told}
        for entry in self.initiatives.values():
            found |= dict.fromkeys(map(plain, ids_of(entry, self.urls)), entry)
        return found

    @property
    def same(self) -> Mapping[str, str]:
        """Where a double of theirs is shown, by its id: the slug of ours, or the id of the first."""
        return self._gathered.same

    @cached_property
    def by_pillar(self) -> Mapping[str, Sequence[Entry[Initiative]]]:
        """Initiatives by the slug of their pillar."""
        return group((e.record.pillar, e) for e in self.initiatives.values() if e.record.pillar)

    @cached_property
    def by_level(self) -> Mapping[Level, Sequence[Entry[Initiative]]]:
        """Initiatives by level, in the order of a school career."""
        groups = group((level, e) for e in self.initiatives.values() for level in e.record.levels)
        return {level: groups[level] for level in self.kinds.levels if level in groups}

    @cached_property
    def by_place(self) -> Mapping[Term, Sequence[Entry[Initiative]]]:
        """Initiatives by place, sorted by name."""
        return by_term((place, e) for e in self.initiatives.values() for place in e.record.places)

    @cached_property
    def by_tag(self) -> Mapping[Term, Sequence[Entry[Initiative]]]:
        """Initiatives by tag, sorted by name."""
        return by_term((tag, e) for e in self.initiatives.values() for tag in e.record.tags)

    @cached_property
    def tag_names(self) -> Mapping[str, str]:
        """The name of each tag, by its slug."""
        return {term.slug: term.name for term in self.by_tag}

    @cached_property
    def place_names(self) -> Mapping[str, str]:
        """The name of each place of initiatives, by its slug."""
        return {term.slug: term.name for term in self.by_place}

    @cached_property
    def involvements(self) -> Mapping[str, Sequence[Involvement]]:
        """What each partner takes part in, by the partner's slug."""
        groups: dict[str, list[Involvement]] = {}
        for entry in self.initiatives.values():
            roles: dict[str, list[Role]] = {}
            for participation in entry.record.participations:
                roles.setdefault(participation.partner, []).append(participation.role)
            for partner, played in roles.items():
                groups.setdefault(partner, []).append(Involvement(entry, tuple(played)))
        return groups

    @cached_property
    def brought_in(self) -> Mapping[str, Sequence[Entry[Initiative]]]:
        """What each partner brought in without taking part, by the partner's slug."""
        return group((slug, e) for e in self.initiatives.values() for slug in e.record.brought_in_by)

    @cached_property
    def planned(self) -> Mapping[str, Sequence[Entry[Initiative]]]:
        """What each partner was to take part in, by the partner's slug."""
        return group((slug, e) for e in self.initiatives.values() for slug in e.record.planned_partners)

    @cached_property
    def claims_by_source(self) -> Mapping[str, Sequence[Claim]]:
        """Lines of funding by the slug of the fund or partner that pays."""
        return group((claim.source, claim) for claim in self.claims)

    @cached_property
    def granted(self) -> Mapping[str, Sequence[Entry[Fund]]]:
        """Funds by the slug of the partner whose money it is."""
        return group((fund.record.granter, fund) for fund in self.funds.values())

    def picture(self, entry: Entry[Initiative]) -> Picture | None:
        """The picture of an initiative, if it has one."""
        image = entry.record.image
        return self.pictures[f"{entry.record.folder}/{image.file}"] if image else None

    def payer(self, slug: str) -> Entry[Fund] | Entry[Partner]:
        """The fund or partner with this slug; they share one set of slugs."""
        return self.funds.get(slug) or self.partners[slug]


def group(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Values by key, in their own order."""
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def by_term(pairs: Iterable[tuple[str, V]]) -> dict[Term, list[V]]:
    """Values by term, by name: spellings with one slug are one term, called as most of them are."""
    pairs = list(pairs)
    times = Counter(name for name, _ in pairs)
    slugs = {name: slugify(name) for name in times}
    spellings = group((slug, name) for name, slug in slugs.items())
    groups = group((slugs[name], entry) for name, entry in pairs)
    terms = [
        Term(slug, min(names, key=lambda n: (-times[n], n.swapcase()))) for slug, names in spellings.items()
    ]
    terms.sort(key=lambda term: (in_alphabet(term.name), term.slug))
    return {term: groups[term.slug] for term in terms}
