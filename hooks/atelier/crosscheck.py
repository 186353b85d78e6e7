"""What one file cannot know: every reference resolved, and everything between files checked.

Checks that touch a file that cannot be read are withheld: mend that file first, and they come.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from atelier.books import balance, years_twice
from atelier.catalogue.catalogue import Catalogue, group
from atelier.catalogue.claims import Claim, claims_of
from atelier.catalogue.currency import currency
from atelier.catalogue.names import Names, folded, names_of
from atelier.catalogue.short_address import clashes, short_addresses
from atelier.content.entry import Broken, Entry
from atelier.content.history import History
from atelier.content.links import page_of
from atelier.content.nearest import nearest
from atelier.content.reader import Collections, of_kind
from atelier.content.references import replaced
from atelier.content.source import REPLACED
from atelier.images.picture import Picture
from atelier.model.base import Record
from atelier.model.festival import Festival
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.model.pillar import Pillar
from atelier.model.programme import days
from atelier.model.question import Question
from atelier.model.slug import slugify
from atelier.problems.problem import FieldPath, Problem, Related
from atelier.programme import programme_problems

R = TypeVar("R", bound=Record)


def build_catalogue(
    collections: Collections, pictures: Mapping[str, Picture], today: datetime.date, history: History
) -> tuple[Catalogue | None, list[Problem]]:
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
    festivals = tuple(_resolved(entry, names, problems) for entry in of_kind(collections, Festival))
    questions = tuple(_resolved(entry, names, problems) for entry in of_kind(collections, Question))
    for broken in collections.broken:
        unknown = [r for r in broken.references if names.resolve(r) is None]
        problems += filter(None, (names.unknown(broken, reference) for reference in unknown))
    for entry in initiatives:
        problems += _own_references(entry)
    problems += _circles(initiatives)
    problems += chain.from_iterable(programme_problems(festival) for festival in festivals)
    problems += chain.from_iterable(_answer_problems(question) for question in questions)
    claims = _claims(initiatives, funds, problems)
    problems += chain.from_iterable(years_twice(fund) for fund in funds)
    problems += _unbalanced(collections, funds, claims)
    problems += _former_problems(collections)
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
        {e.slug: e for e in sorted(festivals, key=_latest_first)},
        {e.slug: e for e in sorted(questions, key=_newest_first)},
        claims,
        pictures,
        history,
    ), problems


def _resolved(entry: Entry[R], names: Names, problems: list[Problem]) -> Entry[R]:
    """The entry with a slug in every reference; one that is unknown, or twice in a list, adds a problem."""
    record = entry.record
    seen: set[FieldPath] = set()
    for reference in entry.references:
        slug = names.resolve(reference)
        if slug is None:
            problem = names.unknown(entry, reference)
            problems += [problem] if problem else []
            continue
        *list_, index = reference.field
        if isinstance(index, int):
            key: FieldPath = (*list_, slug)
            if key in seen:
                problems.append(entry.problem("duplicate-item", *reference.field, value=slug))
            seen.add(key)
        if slug != reference.text:
            record = replaced(record, reference.field, slug)
    return entry if record is entry.record else replace(entry, record=record)


def _own_references(entry: Entry[Initiative]) -> Iterator[Problem]:
    """References within one initiative that cannot both be meant."""
    seen = set()
    for index, participation in enumerate(entry.record.partners):
        key = (participation.partner, participation.role)
        if key in seen:
            yield entry.problem("duplicate-item", "partners", index, value=participation.partner)
        seen.add(key)
    for index, origin in enumerate(entry.record.adapted_from):
        if origin == entry.slug:
            yield entry.problem("reference-self", "adapted_from", index)

    users = [use.partner for use in entry.record.used_by]
    for index, user in enumerate(users):
        if user in users[:index]:
            yield entry.problem("duplicate-item", "used_by", index, value=user)


def _circles(initiatives: Sequence[Entry[Initiative]]) -> Iterator[Problem]:
    """Examples that lead back to where they began: one problem for each such circle.

    Who is its own example is told elsewhere. A chain may be as long as the catalogue: no recursion.
    """
    entries = {entry.slug: entry for entry in initiatives}
    done: set[str] = set()
    for start in entries:
        way: dict[str, Iterator[tuple[int, str]]] = {}
        here: str | None = start if start not in done else None
        while here is not None:
            origins = way.setdefault(here, enumerate(entries[here].record.adapted_from))
            index, origin = next(origins, (0, ""))
            if not origin:
                done.add(here)
                del way[here]
                here = next(reversed(way), None)
            elif origin in way and origin != here:
                circle = list(way)[list(way).index(origin) :]
                related = tuple(Related(entries[slug].path, 1) for slug in circle if slug != here)
                titles = " → ".join(entries[slug].title for slug in (*circle, origin))
                problem = entries[here].problem("reference-circle", "adapted_from", index, value=titles)
                yield replace(problem, related=related)
            elif origin in entries and origin not in done:
                here = origin


def _answer_problems(entry: Entry[Question]) -> Iterator[Problem]:
    """Answers that are not one initiative or one page elsewhere, or say the same twice."""
    seen = set()
    for index, answer in enumerate(entry.record.answered_by):
        said = answer.initiative or answer.url
        elsewhere = (answer.title is not None, answer.url is not None)
        if elsewhere != ((False, False) if answer.initiative else (True, True)):
            yield entry.problem("answer-empty", "answered_by", index)
        elif said in seen:
            yield entry.problem("duplicate-item", "answered_by", index, value=said)
        seen.add(said)


def _latest_first(entry: Entry[Festival]) -> tuple[bool, int, str]:
    known = days(entry.record)
    return known is not None, -known[0].toordinal() if known else 0, entry.slug


def _newest_first(entry: Entry[Question]) -> tuple[int, str, str]:
    date = entry.record.date
    return -date.last.toordinal() if date else 0, entry.record.title.casefold(), entry.slug


# Money


def _claims(
    initiatives: Sequence[Entry[Initiative]],
    funds: Sequence[Entry[Fund]],
    problems: list[Problem],
) -> tuple[Claim, ...]:
    years = {fund.slug: {year.year for year in fund.record.years} for fund in funds}
    by_slug = {fund.slug: fund for fund in funds}
    claims = []
    for entry in initiatives:
        for claim in claims_of(entry):
            claims.append(claim)
            if claim.year not in years.get(claim.source, {claim.year}):
                fund = by_slug[claim.source]
                values = {"fund": fund.record.name, "year": claim.year, "path": fund.path}
                problems.append(entry.problem("fund-year", "funding", claim.index, "year", **values))
    return tuple(claims)


def _unbalanced(
    collections: Collections, funds: Sequence[Entry[Fund]], claims: Sequence[Claim]
) -> Iterator[Problem]:
    """Books that do not balance; not those that a line which has to be mended first may belong to."""
    by_source = group((claim.source, claim) for claim in claims)
    payers = {fund.slug for fund in funds} | {partner.slug for partner in of_kind(collections, Partner)}
    if not by_source.keys() <= payers:
        return  # a line of funding names no fund and no partner: it may be any fund's
    for fund in funds:
        if any(years_twice(fund)):
            continue
        own = by_source.get(fund.slug, [])
        misplaced = {claim.year for claim in own} - {year.year for year in fund.record.years}
        if not misplaced and not any(_may_claim(broken, fund) for broken in collections.broken):
            yield from balance(fund, own)


def _may_claim(broken: Broken, fund: Entry[Fund]) -> bool:
    if broken.kind is not Initiative:
        return False
    if broken.data is None:
        return True
    funding = broken.data.get("funding", [])
    names = {folded(name) for _, name in names_of(fund)} | {*map(folded, fund.record.former_slugs)}
    if not isinstance(funding, list):
        return True
    sources = [line.get("source") if isinstance(line, dict) else None for line in funding]
    return any(not isinstance(source, str) or folded(source) in names for source in sources)


# Addresses


def _former_problems(collections: Collections) -> Iterator[Problem]:
    """Former addresses that hide a page, or that two files say they had."""
    for kind, entries in collections.entries.items():
        slugs = {entry.slug: entry.path for entry in entries}
        slugs |= {broken.slug: broken.path for broken in collections.broken if broken.kind is kind}
        for entry in entries:
            for index, slug in enumerate(entry.record.former_slugs):
                other = slugs.setdefault(slug, entry.path)
                if other != entry.path or slug == entry.slug:
                    values = {"value": slug, "other": other}
                    problem = entry.problem("former-slug-taken", "former_slugs", index, **values)
                    yield replace(problem, related=(Related(other, 1),))


def _address_problems(
    collections: Collections, initiatives: Sequence[Entry[Initiative]]
) -> Iterator[Problem]:
    """Two pages on one address."""
    for problem in clashes(initiatives):
        yield replace(problem, related=(Related(str(problem.values["other"]), 1),))
    taken = {f"{b.kind.collection}/{b.slug}/": b.path for b in collections.broken}
    taken |= {entry.url: entry.path for entries in collections.entries.values() for entry in entries}
    taken |= {
        f"{kind.collection}/{slug}/": entry.path
        for kind, entries in collections.entries.items()
        for entry in entries
        for slug in entry.record.former_slugs
    }
    taken |= {address: entry.path for entry in initiatives for address in short_addresses(entry)}
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
    by_folder = group((path.rpartition("/")[0], path) for path in exist)
    # As in the fields, a former name leads on.
    exist |= {
        f"{kind.folder}/{slug}.md"
        for kind, entries in collections.entries.items()
        for entry in entries
        for slug in entry.record.former_slugs
    }
    files: list[Entry[Record] | Broken] = [*chain.from_iterable(collections.entries.values())]
    for file in [*files, *collections.broken]:
        for link in file.body.links:
            if link.path not in exist and REPLACED not in link.path:
                folder, _, name = link.path.rpartition("/")
                near = nearest(name, [path.rpartition("/")[2] for path in by_folder.get(folder, [])])
                values = {"value": link.path, "meant": near}
                yield Problem("body-link-missing", file.path, "body", link.line, values=values)
