"""Checks of references of initiatives: repeated ones, and circles of ``adapted_from``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from atelier.content.entry import Entry
from atelier.model.initiative import Initiative
from atelier.problems.problem import Problem, Related


def own_references(entry: Entry[Initiative]) -> Iterator[Problem]:
    """Problems with references that one initiative has twice, or to itself."""
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


def circles(initiatives: Sequence[Entry[Initiative]]) -> Iterator[Problem]:
    """A problem for each circle of ``adapted_from``: A after B, B after C, C after A.

    An initiative after itself is reported by ``own_references``. No recursion: a chain may be as long as the
    catalogue.
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
