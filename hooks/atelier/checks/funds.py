"""Checks of the books of a fund, which must balance year by year.

Reservations + what initiatives claim = committed, and committed + other expenses + remaining = budget +
carried over, each if it is stated; the rows never exceed what is available. An amount that is not
known yet (p.m.) counts as 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from atelier.catalogue.catalogue import group
from atelier.catalogue.claims import NOTHING, Claim, claims_of, total
from atelier.catalogue.names import folded, names_of
from atelier.content.entry import Broken, Entry
from atelier.content.reader import Collections, of_kind
from atelier.model.fund import Fund, FundYear
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.problems.problem import Problem, Related


def euros(amount: Decimal) -> str:
    """An amount as in a file: digits, with two decimals or none."""
    return f"{amount:.2f}".removesuffix(".00")


def years_twice(fund: Entry[Fund]) -> Iterator[Problem]:
    """Problems with years that a fund has more than once."""
    seen: set[int] = set()
    for number, year in enumerate(fund.record.years):
        if year.year in seen:
            yield fund.problem("fund-year-twice", "years", number, "year", year=year.year)
        seen.add(year.year)


def balance(fund: Entry[Fund], claims: Sequence[Claim]) -> Iterator[Problem]:
    """A problem for each year of a fund in which the books do not balance.

    Its place is in the file of the fund; the rows of the sum are related places.
    """
    by_year: dict[int, list[Claim]] = {}
    for claim in claims:
        by_year.setdefault(claim.year, []).append(claim)
    for number, year in enumerate(fund.record.years):
        yield from _balance_year(fund, number, year, by_year.get(year.year, []))


def _balance_year(
    fund: Entry[Fund], number: int, year: FundYear, claims: Sequence[Claim]
) -> Iterator[Problem]:
    rows = total([r.amount for r in year.reservations] + [c.amount for c in claims])

    def off(code: str, field: str, sum_: Decimal, stated: Decimal, **values: object) -> Problem:
        problem = fund.problem(
            code,
            "years",
            number,
            field,
            fund=fund.record.name,
            year=year.year,
            difference=euros(abs(sum_ - stated)),
            **values,
        )
        return replace(problem, related=tuple(_rows(fund, number, year, claims)))

    committed, available = year.committed, year.available
    if committed is not None and rows != committed:
        yield off(
            "books-committed", "committed", rows, committed, rows=euros(rows), committed=euros(committed)
        )
    other = year.other_expenses or NOTHING
    if available is None:
        return
    if committed is not None and year.remaining is not None:
        spent = committed + other + year.remaining
        if spent != available:
            yield off(
                "books-available", "budget", spent, available, spent=euros(spent), available=euros(available)
            )
    # Rows that differ from their stated total are reported above: do not report them twice.
    if committed in (None, rows) and rows + other > available:
        yield off(
            "books-exceeded", "budget", rows + other, available,
            rows=euros(rows + other), available=euros(available),
        )  # fmt: skip


def _rows(fund: Entry[Fund], number: int, year: FundYear, claims: Sequence[Claim]) -> Iterator[Related]:
    for index, reservation in enumerate(year.reservations):
        place = fund.line("years", number, "reservations", index, "amount")
        amount = "p.m." if reservation.amount is None else euros(reservation.amount)
        yield Related(fund.path, place, f"{reservation.title}: {amount}")
    for claim in claims:
        place = claim.entry.line("funding", claim.index, "amount")
        amount = "p.m." if claim.amount is None else euros(claim.amount)
        yield Related(claim.entry.path, place, f"{claim.entry.record.title}: {amount}")


def all_claims(
    initiatives: Sequence[Entry[Initiative]],
    funds: Sequence[Entry[Fund]],
    problems: list[Problem],
) -> tuple[Claim, ...]:
    """Every claim of the initiatives; a claim on a year without books adds a problem."""
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


def unbalanced(
    collections: Collections, funds: Sequence[Entry[Fund]], claims: Sequence[Claim]
) -> Iterator[Problem]:
    """Problems with books that do not balance. Books to which a wrong line may belong are left out."""
    by_source = group((claim.source, claim) for claim in claims)
    payers = {fund.slug for fund in funds} | {partner.slug for partner in of_kind(collections, Partner)}
    if not by_source.keys() <= payers:
        return  # a line of funding has an unknown source: it may belong to any fund
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
