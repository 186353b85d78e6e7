"""How useful an initiative is to someone who looks for an example: the order of every list of initiatives.

A visitor comes to copy something. So points are given for what helps to copy it; in lists also where somebody
said in the last two years that it is true. They put the most points first, and among equals what is most
current (``Initiative.sort_key``). Ideas, and initiatives of which hardly
more than a name and an amount is known, come after all others, under a heading of their own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from atelier.catalogue.currency import is_current
from atelier.content.entry import Entry
from atelier.model.initiative import Contact, Initiative, Status

STEPS = 4
"""Points for steps to follow."""
RESULTS = 3
"""Points for results."""
STORY = (60, 120, 240)
"""A story gets a point for each of these numbers of words that it reaches. Below the first it is no story."""
CONTACT = 2
"""Points for a contact who can be reached."""
FACT = 1
"""Points for each fact that one decides by: see ``facts``."""
CURRENT = 5
"""Points for facts of the last two years: steps alone do not make up for nobody to explain them."""


def usefulness(entry: Entry[Initiative]) -> int:
    """The points of an initiative: for steps, results, its story, a contact, and facts."""
    record, words = entry.record, entry.words
    return (
        STEPS * has_steps(record)
        + RESULTS * bool(record.results)
        + sum(words >= enough for enough in STORY)
        + CONTACT * reachable(record.contact)
        + FACT * sum(facts(record))
    )


def little_known(entry: Entry[Initiative]) -> bool:
    """Whether it is an idea, or has nothing that helps to copy it: no steps, results, contact or story."""
    record = entry.record
    if record.status is Status.IDEA:
        return True
    helps = has_steps(record) or record.results or reachable(record.contact)
    return not helps and entry.words < STORY[0]


def by_usefulness(entries: Iterable[Entry[Initiative]], today: datetime.date) -> list[Entry[Initiative]]:
    """Initiatives in the order of lists: the most useful first, those of which little is known last."""
    return sorted(
        entries,
        key=lambda e: (
            little_known(e),
            -usefulness(e) - CURRENT * is_current(e.record, today),
            *e.record.sort_key(e.slug, today),
        ),
    )


def has_steps(record: Initiative) -> bool:
    """Whether it has steps to follow."""
    return bool(record.recipe and record.recipe.steps)


def reachable(contact: Contact | None) -> bool:
    """Whether the contact has an address or a number of its own, besides the organisation."""
    return contact is not None and bool(contact.email or contact.phone or contact.url)


def facts(record: Initiative) -> Iterator[bool]:
    """Whether each of these is known: for whom, when, where, for how much money, and what it takes."""
    recipe = record.recipe
    yield bool(record.levels or record.ages)
    yield bool(record.period)
    yield bool(record.places)
    yield any(line.amount for line in record.funding) or bool(recipe and recipe.cost is not None)
    yield bool(recipe and (recipe.time or recipe.group_size))
    yield bool(recipe and recipe.materials)
