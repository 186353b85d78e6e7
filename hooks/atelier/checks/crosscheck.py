"""What one file cannot know: every reference resolved, and everything between files checked.

Checks that touch a file that cannot be read are withheld: mend that file first, and they come.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import chain

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.currency import currency
from atelier.catalogue.names import Names
from atelier.checks.addresses import address_problems, former_problems
from atelier.checks.festivals import programme_problems
from atelier.checks.funds import all_claims, unbalanced, years_twice
from atelier.checks.initiatives import circles, own_references
from atelier.checks.links import body_link_problems
from atelier.checks.questions import answer_problems
from atelier.checks.references import resolved
from atelier.content.entry import Entry
from atelier.content.history import History
from atelier.content.reader import Collections, of_kind
from atelier.images.picture import Picture
from atelier.model.festival import Festival
from atelier.model.fund import Fund
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from atelier.model.pillar import Pillar
from atelier.model.programme import days
from atelier.model.question import Question
from atelier.problems.problem import Problem


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
    funds = tuple(resolved(entry, names, problems) for entry in of_kind(collections, Fund))
    initiatives = tuple(resolved(entry, names, problems) for entry in of_kind(collections, Initiative))
    festivals = tuple(resolved(entry, names, problems) for entry in of_kind(collections, Festival))
    questions = tuple(resolved(entry, names, problems) for entry in of_kind(collections, Question))
    for broken in collections.broken:
        unknown = [r for r in broken.references if names.resolve(r) is None]
        problems += filter(None, (names.unknown(broken, reference) for reference in unknown))
    for entry in initiatives:
        problems += own_references(entry)
    problems += circles(initiatives)
    problems += chain.from_iterable(programme_problems(festival) for festival in festivals)
    problems += chain.from_iterable(answer_problems(question) for question in questions)
    claims = all_claims(initiatives, funds, problems)
    problems += chain.from_iterable(years_twice(fund) for fund in funds)
    problems += unbalanced(collections, funds, claims)
    problems += former_problems(collections)
    problems += address_problems(collections, initiatives)
    problems += body_link_problems(collections)
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


def _latest_first(entry: Entry[Festival]) -> tuple[bool, int, str]:
    known = days(entry.record)
    return known is not None, -known[0].toordinal() if known else 0, entry.slug


def _newest_first(entry: Entry[Question]) -> tuple[int, str, str]:
    date = entry.record.date
    return -date.last.toordinal() if date else 0, entry.record.title.casefold(), entry.slug
