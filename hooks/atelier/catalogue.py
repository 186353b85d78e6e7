"""The whole catalogue: every reference resolved, everything that one file cannot know checked.

A reference may be a slug, a name or an alias, whatever the case; here it becomes the slug. Checks that
touch a file that cannot be read are withheld: mend that file first, and they come.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeVar

from atelier.books import Claim, balance
from atelier.collection import Broken, Collections, Entry, of_kind, problem_at
from atelier.frontmatter import Value
from atelier.markdown import page_of
from atelier.model import (
    RECORDS,
    Fund,
    Initiative,
    Level,
    Partner,
    Pillar,
    Record,
    Reference,
    Role,
    Status,
    nearest,
    replaced,
)
from atelier.problems import FieldPath, Problem, Related
from atelier.source import slugify

OLD_AFTER = datetime.timedelta(days=2 * 365)
"""How old the newest word on an initiative may be before its page says how old."""


K = TypeVar("K")
R = TypeVar("R", bound=Record)
V = TypeVar("V")


class Term(NamedTuple):
    """A tag or a place: its slug, and the way it is written most."""

    slug: str
    name: str


class Involvement(NamedTuple):
    """An initiative that a partner takes part in, and its roles."""

    entry: Entry[Initiative]
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything that pages are made of. Nothing reads the disk after it.

    Attributes:
        today: the one date that everything is seen from.
        initiatives: by slug, what is current first.
        pillars: by slug, in their order.
        partners: by slug, by name.
        funds: by slug, by name.
        claims: every line of funding of every initiative.

    """

    today: datetime.date
    initiatives: Mapping[str, Entry[Initiative]]
    pillars: Mapping[str, Entry[Pillar]]
    partners: Mapping[str, Entry[Partner]]
    funds: Mapping[str, Entry[Fund]]
    claims: tuple[Claim, ...]

    @cached_property
    def by_pillar(self) -> Mapping[str, Sequence[Entry[Initiative]]]:
        """Initiatives by the slug of their pillar."""
        return _group((entry.record.pillar, entry) for entry in self.initiatives.values())

    @cached_property
    def by_level(self) -> Mapping[Level, Sequence[Entry[Initiative]]]:
        """Initiatives by level, in the order of a school career."""
        groups = _group((level, e) for e in self.initiatives.values() for level in e.record.levels)
        return {level: groups[level] for level in Level if level in groups}

    @cached_property
    def by_place(self) -> Mapping[Term, Sequence[Entry[Initiative]]]:
        """Initiatives by place, by name."""
        return _by_term((place, e) for e in self.initiatives.values() for place in e.record.places)

    @cached_property
    def by_tag(self) -> Mapping[Term, Sequence[Entry[Initiative]]]:
        """Initiatives by tag, by name."""
        return _by_term((tag, e) for e in self.initiatives.values() for tag in e.record.tags)

    @cached_property
    def involvements(self) -> Mapping[str, Sequence[Involvement]]:
        """What each partner takes part in, by the partner's slug."""
        groups: dict[str, list[Involvement]] = {}
        for entry in self.initiatives.values():
            roles: dict[str, list[Role]] = {}
            for participation in entry.record.partners:
                roles.setdefault(participation.partner, []).append(participation.role)
            for partner, played in roles.items():
                groups.setdefault(partner, []).append(Involvement(entry, tuple(played)))
        return groups

    @cached_property
    def claims_by_source(self) -> Mapping[str, Sequence[Claim]]:
        """Lines of funding by the slug of the fund or partner that pays."""
        return _group((claim.source, claim) for claim in self.claims)

    @cached_property
    def adaptations(self) -> Mapping[str, Sequence[Entry[Initiative]]]:
        """Initiatives by the slug of the one that they were adapted from."""
        return _group((o, entry) for entry in self.initiatives.values() for o in entry.record.adapted_from)

    def payer(self, slug: str) -> Entry[Fund] | Entry[Partner]:
        """The fund or partner with this slug; they share one set of slugs."""
        return self.funds.get(slug) or self.partners[slug]


def _group(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _by_term(pairs: Iterable[tuple[str, Entry[Initiative]]]) -> dict[Term, list[Entry[Initiative]]]:
    written: dict[str, Counter[str]] = {}
    groups: dict[str, list[Entry[Initiative]]] = {}
    slugs: dict[str, str] = {}
    for name, entry in pairs:
        slug = slugs.get(name) or slugs.setdefault(name, slugify(name))
        written.setdefault(slug, Counter())[name] += 1
        groups.setdefault(slug, []).append(entry)
    terms = [
        Term(slug, min(names, key=lambda n: (-names[n], n.swapcase()))) for slug, names in written.items()
    ]
    terms.sort(key=lambda term: (term.name.casefold(), term.slug))
    return {term: groups[term.slug] for term in terms}


# What is current


def runs(initiative: Initiative, today: datetime.date) -> bool:
    """Whether an initiative runs today: without an end only if it is active or a pilot."""
    period = initiative.period
    if initiative.status not in (Status.ACTIVE, Status.PILOT):
        return False
    if period is None:
        return True
    started = period.start is None or period.start.first <= today
    return started and (period.end is None or period.end.last >= today)


def newest_word(initiative: Initiative) -> datetime.date | None:
    """The last date on which someone said something about it: a source, or a confirmation."""
    dates = [source.date.last for source in initiative.sources if source.date]
    if initiative.last_confirmed:
        dates.append(initiative.last_confirmed)
    return max(dates, default=None)


def facts_from(initiative: Initiative, today: datetime.date) -> int | None:
    """The year of the facts, where the newest source is old and nobody confirmed it since."""
    newest = newest_word(initiative)
    return newest.year if newest and today - newest > OLD_AFTER else None


CURRENCY = (Status.ACTIVE, Status.PILOT, Status.IDEA, Status.UNKNOWN, Status.COMPLETED, Status.STOPPED)


def currency(entry: Entry[Initiative], today: datetime.date) -> tuple[object, ...]:
    """The key by which lists put what is current first."""
    initiative = entry.record
    newest = newest_word(initiative) or datetime.date.min
    return (
        not runs(initiative, today),
        CURRENCY.index(initiative.status),
        -newest.toordinal(),
        initiative.title.casefold(),
        entry.slug,
    )


# Putting it together


def build_catalogue(collections: Collections, today: datetime.date) -> tuple[Catalogue | None, list[Problem]]:
    """Resolve and check everything that is between files.

    Returns the catalogue, or None where there is an error, and the problems.
    """
    problems: list[Problem] = []
    names = Names(collections)
    problems += names.problems
    pillars = of_kind(collections, Pillar)
    partners = of_kind(collections, Partner)
    funds = tuple(_resolved(entry, names, problems) for entry in of_kind(collections, Fund))
    initiatives = tuple(_resolved(entry, names, problems) for entry in of_kind(collections, Initiative))
    for broken in collections.broken:
        unknown = [r for r in broken.references if names.resolve(r) is None]
        problems += filter(None, (names.unknown(broken, reference) for reference in unknown))
    for entry in initiatives:
        problems += _own_references(entry)
    claims = _claims(initiatives, funds, problems)
    problems += _unbalanced(collections, funds, claims)
    problems += _address_problems(collections, initiatives)
    problems += _body_link_problems(collections)
    if any(problem.severity == "error" for problem in problems) or collections.broken:
        return None, problems
    return Catalogue(
        today,
        {e.slug: e for e in sorted(initiatives, key=lambda e: currency(e, today))},
        {e.slug: e for e in sorted(pillars, key=lambda e: (e.record.order, e.record.name.casefold()))},
        {e.slug: e for e in sorted(partners, key=lambda e: (e.record.name.casefold(), e.slug))},
        {e.slug: e for e in sorted(funds, key=lambda e: (e.record.name.casefold(), e.slug))},
        claims,
    ), problems


def folded(name: str) -> str:
    """A name as it is compared: in NFC, whatever the case and the spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


COLLECTIONS: Mapping[str, type[Record]] = {kind.collection: kind for kind in RECORDS}

NAMESPACES: Mapping[type[Record], str] = {
    Pillar: "pillar",
    Partner: "payer",
    Fund: "payer",
    Initiative: "initiative",
}
"""Records whose slugs, names and aliases must differ: partners and funds share theirs."""


class Names:
    """Every slug, name and alias, and the slug that it stands for.

    Attributes:
        problems: names that are used twice.

    """

    def __init__(self, collections: Collections) -> None:
        self.problems: list[Problem] = []
        self._slugs: dict[type[Record], dict[str, str]] = {kind: {} for kind in NAMESPACES}
        self._known_broken: dict[type[Record], set[str]] = {kind: set() for kind in NAMESPACES}
        self._unreadable: set[type[Record]] = set()
        self._owners: dict[tuple[str, str], tuple[Entry[Record], FieldPath]] = {}
        for broken in collections.broken:
            self._keep_broken(broken)
        for kind in NAMESPACES:
            for entry in collections.entries[kind]:
                self._add(kind, entry)

    def _keep_broken(self, broken: Broken) -> None:
        known = self._known_broken[broken.kind]
        known.add(folded(broken.slug))
        if broken.data is None:
            self._unreadable.add(broken.kind)
            return
        for key in ("name", "title", "aliases", "former_slugs"):
            known.update(folded(text) for text in _texts(broken.data.get(key)))

    def _add(self, kind: type[Record], entry: Entry[Record]) -> None:
        seen = set()
        for field, name in names_of(entry):
            key = folded(name)
            if key in seen:
                continue
            seen.add(key)
            owner, at = self._owners.setdefault((NAMESPACES[kind], key), (entry, field))
            if owner is not entry and kind is not Initiative:
                problem = entry.problem("name-taken", *field, value=name, other=owner.path)
                self.problems.append(replace(problem, related=(Related(owner.path, owner.line(*at)),)))
            elif owner is not entry and ("title",) in (field, at):
                # Titles need not be unique; a title that two initiatives share refers to neither.
                self._slugs[kind].pop(key, None)
                continue
            self._slugs[kind].setdefault(key, entry.slug)

    def resolve(self, reference: Reference) -> str | None:
        """The slug that a reference stands for, if it is known."""
        key = folded(reference.text)
        slugs = (self._slugs[COLLECTIONS[name]].get(key) for name in reference.collections)
        return next((slug for slug in slugs if slug is not None), None)

    def unknown(self, file: Entry[Record] | Broken, reference: Reference) -> Problem | None:
        """What is wrong with a reference that stands for nothing; None where that cannot be known yet."""
        key = folded(reference.text)
        kinds = [COLLECTIONS[name] for name in reference.collections]
        if any(key in self._known_broken[kind] or kind in self._unreadable for kind in kinds):
            return None
        slugs = {name: slug for kind in kinds for name, slug in self._slugs[kind].items()}
        return problem_at(
            file,
            "reference-unknown",
            *reference.field,
            value=reference.text,
            nearest=slugs.get(nearest(key, slugs), ""),
            folder=", ".join(kind.folder for kind in kinds),
        )


def _texts(value: Value | None) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def names_of(entry: Entry[Record]) -> Iterator[tuple[FieldPath, str]]:
    """What a record can be referred to by, and the field that says so; its slug comes last."""
    record = entry.record
    if isinstance(record, Initiative):
        yield ("title",), record.title
        for index, slug in enumerate(record.former_slugs):
            yield ("former_slugs", index), slug
    else:
        assert isinstance(record, Pillar | Partner | Fund)  # noqa: S101 - for the type checker
        yield ("name",), record.name
        for index, alias in enumerate(getattr(record, "aliases", ())):
            yield ("aliases", index), alias
    yield (), entry.slug


def _resolved(entry: Entry[R], names: Names, problems: list[Problem]) -> Entry[R]:
    """The entry with a slug in every reference; one that is unknown stays and adds a problem."""
    record = entry.record
    for reference in entry.references:
        slug = names.resolve(reference)
        if slug is None:
            problem = names.unknown(entry, reference)
            problems += [problem] if problem else []
        elif slug != reference.text:
            record = replaced(record, reference.field, slug)
    return entry if record is entry.record else replace(entry, record=record)


def _own_references(entry: Entry[Initiative]) -> Iterator[Problem]:
    """References within one initiative that cannot both be meant."""
    partners = entry.record.partners
    for index, participation in enumerate(partners):
        if participation in partners[:index]:
            yield entry.problem("duplicate-item", "partners", index, value=participation.partner)
    for index, origin in enumerate(entry.record.adapted_from):
        if origin == entry.slug:
            yield entry.problem("reference-self", "adapted_from", index)


# Money


def _claims(
    initiatives: Sequence[Entry[Initiative]],
    funds: Sequence[Entry[Fund]],
    problems: list[Problem],
) -> tuple[Claim, ...]:
    by_slug = {fund.slug: fund for fund in funds}
    claims = []
    for entry in initiatives:
        for index, line in enumerate(entry.record.funding):
            fund = by_slug.get(line.source)
            claims.append(Claim(entry, index, line.year, line.amount, line.source))
            if fund and line.year not in {year.year for year in fund.record.years}:
                problems.append(
                    entry.problem(
                        "fund-year", "funding", index, "year",
                        fund=fund.record.name, year=line.year, path=fund.path,
                    )
                )  # fmt: skip
    return tuple(claims)


def _unbalanced(
    collections: Collections, funds: Sequence[Entry[Fund]], claims: Sequence[Claim]
) -> Iterator[Problem]:
    """Books that do not balance; not those that a broken initiative may claim from."""
    by_source = _group((claim.source, claim) for claim in claims)
    for fund in funds:
        if not any(_may_claim(broken, fund) for broken in collections.broken):
            yield from balance(fund, by_source.get(fund.slug, []))


def _may_claim(broken: Broken, fund: Entry[Fund]) -> bool:
    if broken.kind is not Initiative:
        return False
    if broken.data is None:
        return True
    funding = broken.data.get("funding", [])
    names = {folded(name) for _, name in names_of(fund)}
    if not isinstance(funding, list):
        return True
    sources = [line.get("source") if isinstance(line, dict) else None for line in funding]
    return any(not isinstance(source, str) or folded(source) in names for source in sources)


# Addresses


def _address_problems(
    collections: Collections, initiatives: Sequence[Entry[Initiative]]
) -> Iterator[Problem]:
    """Two pages on one address, and former addresses that hide a page."""
    slugs = {entry.slug: entry.path for entry in initiatives}
    slugs |= {b.slug: f"initiatives/{b.slug}.md" for b in collections.broken if b.kind is Initiative}
    for entry in initiatives:
        for index, slug in enumerate(entry.record.former_slugs):
            other = slugs.setdefault(slug, entry.path)
            if other != entry.path or slug == entry.slug:
                problem = entry.problem("former-slug-taken", "former_slugs", index, value=slug, other=other)
                yield replace(problem, related=(Related(other, 1),))
    taken = {f"initiatives/{slug}/": path for slug, path in slugs.items()}
    for kind, entries in collections.entries.items():
        taken |= {entry.url: entry.path for entry in entries if kind is not Initiative}
    for entry in initiatives:
        record = entry.record
        taken |= {f"levels/{level}/": entry.path for level in record.levels}
        taken |= {f"places/{slugify(place)}/": entry.path for place in record.places}
        taken |= {f"tags/{slugify(tag)}/": entry.path for tag in record.tags}
    for path in collections.editors_pages:
        url = page_of(path)
        other = taken.setdefault(url, path)
        if other != path:
            yield Problem(
                "url-taken", path, "file", values={"url": url, "other": other}, related=(Related(other, 1),)
            )


def _body_link_problems(collections: Collections) -> Iterator[Problem]:
    """Links in bodies to files that do not exist."""
    exist = set(collections.paths) | set(collections.editors_pages)
    by_folder = _group((path.rpartition("/")[0], path) for path in exist)
    files: list[Entry[Record] | Broken] = [*chain.from_iterable(collections.entries.values())]
    for file in [*files, *collections.broken]:
        for link in file.body.links:
            if link.path not in exist:
                folder, _, name = link.path.rpartition("/")
                near = nearest(name, [path.rpartition("/")[2] for path in by_folder.get(folder, [])])
                values = {"value": link.path, "nearest": near}
                yield Problem("body-link-missing", file.path, "body", link.line, values=values)
