"""Initiatives of two cities that are alike and of which nobody said that they are the same.

Likeness decides nothing: editors read the two, and say in ``same_as`` of ours what they found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Set
from gettext import NullTranslations
from typing import Any, NamedTuple

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.doubles import Telling
from atelier.catalogue.elsewhere import Elsewhere
from atelier.content.entry import Entry
from atelier.model.addresses import plain
from atelier.model.initiative import Initiative
from atelier.model.slug import slugify
from atelier.problems.problem import shown
from atelier.proposals.likeness import ALIKE, Face, Index, stems_of

LEAST = round(ALIKE * 100)
"""The score below which two are not alike."""
LONGEST = 2000
"""How many characters of an address are shown: all that one may have."""


class Pair(NamedTuple):
    """Two initiatives that are alike.

    Attributes:
        one: ours, or the first of two of neighbours.
        other: that of a neighbour.
        score: how alike they are, up to 100.
        partners: what the partners that both name are called, or their numbers in a register.
        places: the places that both name.

    """

    one: Entry[Initiative] | Elsewhere
    other: Elsewhere
    score: int
    partners: tuple[str, ...]
    places: tuple[str, ...]


def alike(catalogue: Catalogue, least: int = LEAST, new: Set[str] | None = None) -> list[Pair]:
    """What may be the same, the most alike first, and of those ours before what others have.

    ``least`` is the lowest score, from ``LEAST``; with ``new``, one of these ids is in each pair. Left out
    is what is the same already, copies of each other, and what one city tells of twice.
    """
    every = catalogue.tellings()
    cards = [_card(catalogue, one) for one, _ in every]
    examples = [frozenset(map(plain, telling.adapted_from)) for _, telling in every]
    addresses = [frozenset(map(plain, telling.ids)) for _, telling in every]

    def besides(place: int, other: int) -> bool:
        (_, one), (_, two) = every[place], every[other]
        return bool(
            one.teller == two.teller
            or cards[place] == cards[other]
            or (new is not None and not new & {one.ids[0], two.ids[0]})
            or examples[place] & addresses[other]
            or examples[other] & addresses[place]
        )

    found = []
    for place, near in Index([_face(telling) for _, telling in every]).pairs(besides):
        (one, telling), (other, _) = every[place], every[near.place]
        score = min(100, int(near.likeness * 100))
        if score >= least and isinstance(other, Elsewhere):
            found.append(Pair(one, other, score, (*_called(telling, near.partners),), near.places))
    # What we can say ourselves comes before what only others can.
    found.sort(key=lambda pair: (-pair.score, isinstance(pair.one, Elsewhere), pair.one.title, pair.other.id))
    return found


def _card(catalogue: Catalogue, one: Entry[Initiative] | Elsewhere) -> str:
    """On whose card it stands: the slug of ours, or an id."""
    return catalogue.same.get(one.id, one.id) if isinstance(one, Elsewhere) else one.slug


def _face(telling: Telling) -> Face:
    partners = {*filter(None, map(slugify, telling.partners)), *telling.numbers}
    places = {slugify(place): place for place in telling.places}
    return Face([stems_of(telling.title)], frozenset(partners), places)


def _called(telling: Telling, shared: Iterable[str]) -> Iterator[str]:
    """Partners by their names; those of which only the number is the same by that."""
    names = {slugify(name): name for name in telling.partners}
    named = [names[key] for key in shared if key in names]
    return iter(named or shared)


def as_text(pairs: Iterable[Pair], texts: NullTranslations) -> str:
    """Each pair with its score, both titles and addresses, why, and the line to add to our file."""
    return "\n\n".join("\n".join(_lines(pair, texts)) for pair in pairs) or texts.gettext("Nothing is alike.")


def _lines(pair: Pair, texts: NullTranslations) -> Iterator[str]:
    gettext, one, other = texts.gettext, pair.one, pair.other
    city = gettext("ours") if isinstance(one, Entry) else one.city
    where = one.path if isinstance(one, Entry) else one.record.page
    yield f"{pair.score:3} {shown(one.title)} ({shown(city)})"
    yield f"    {shown(where, LONGEST)}"
    yield f"    {shown(other.title)} ({shown(other.city)})"
    yield f"    {shown(other.record.page, LONGEST)}"
    if pair.partners:
        yield "    " + gettext("Both name: %(names)s") % {"names": ", ".join(map(shown, pair.partners))}
    if pair.places:
        yield "    " + gettext("Both in: %(names)s") % {"names": ", ".join(map(shown, pair.places))}
    if isinstance(one, Entry):
        yield "    " + gettext("If it is the same, add it in %(file)s:") % {"file": one.path}
        if not one.record.same_as:
            yield "    same_as:"
        yield f"      - {shown(other.id, LONGEST)}"
    else:
        yield "    " + gettext("If it is the same, one of the two can say so.")


def as_json(pairs: Iterable[Pair]) -> str:
    """The same for programs; keys may be added."""
    return json.dumps([*map(_data, pairs)], ensure_ascii=False, indent=2)


def _data(pair: Pair) -> dict[str, Any]:
    one = pair.one
    ours = {"file": one.path, "title": one.title} if isinstance(one, Entry) else _theirs(one)
    return {
        "score": pair.score,
        "one": ours,
        "other": _theirs(pair.other),
        "partners": [*pair.partners],
        "places": [*pair.places],
    }


def _theirs(one: Elsewhere) -> dict[str, Any]:
    return {"id": one.id, "neighbour": one.neighbour.slug, "title": one.title, "page": one.record.page}
