"""The filters of lists: the options of each facet, and which of them each initiative has.

What is not known of an initiative is an option too, so that no filter drops initiatives silently.

The page counts in columns: the values of a facet, one after another, in the order of the catalogue: ours
first, then those of neighbours. Numbers are written as digits of base 64, with a string for every digit. So
the files are small, also after compression.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from zlib import crc32

from atelier.catalogue.catalogue import Catalogue, by_term
from atelier.catalogue.currency import years_running
from atelier.catalogue.elsewhere import Elsewhere
from atelier.catalogue.names import former_names
from atelier.catalogue.usefulness import has_steps
from atelier.content.entry import Entry
from atelier.content.json_text import json_text
from atelier.i18n.alphabet import in_alphabet
from atelier.i18n.translation import N_
from atelier.insights.money.per_pupil import CostBand, cost_band
from atelier.model.base import Record
from atelier.model.choices import Grade
from atelier.model.fields import Field, published_fields, values_at
from atelier.model.initiative import OF_ANY_AGE, Ages, Initiative, Level, Status
from atelier.model.kinds import Kinds, span
from atelier.model.partner import Partner
from atelier.model.records import BY_COLLECTION
from atelier.model.rules import Choice, RefersTo, Whole
from atelier.model.slug import slugify
from atelier.render.wording import Wording, school_groups

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Band(NamedTuple):
    """Ages as schools group them.

    Attributes:
        start: the youngest.
        to: the oldest.
        name: with ``%(group)s`` for the number in its slug, to be translated; empty where it has a ``group``.
        words: other words for it.
        group: the group of a city's own that it is, if it is one.

    """

    start: int
    to: int
    name: str
    words: Sequence[str] = ()
    group: Grade | None = None


AGE_BANDS: Mapping[str, Band] = {
    "0-3": Band(0, 3, N_("0 to 3 years")),
    **{f"group-{n}": Band(n + 3, n + 4, N_("Group %(group)s (%(start)s–%(to)s years)")) for n in range(1, 9)},
    "12-15": Band(12, 15, N_("12 to 15 years")),
    "16-18": Band(16, 18, N_("16 to 18 years")),
    "19": Band(19, 120, N_("19 years and older")),
}
"""Those of Dutch schools. Group 7 is 10–11 years."""

SCHOOL_GROUPS = tuple(slug for slug in AGE_BANDS if slug.startswith("group-"))

PLAIN_BANDS = ((0, 3), (4, 7), (8, 11), (12, 15), (16, 18), (19, 120))
"""The youngest and the oldest of each, where a city's own levels have no groups."""


@cache
def bands_of(kinds: Kinds) -> Mapping[str, Band]:
    """The bands of a catalogue, by their name in an address."""
    if not kinds.choices.levels:
        return AGE_BANDS
    groups = {group.slug: Band(*span(group.ages), "", group.synonyms, group) for group in kinds.groups}
    if not groups:
        return dict(map(_years, PLAIN_BANDS))
    youngest, oldest = min(band.start for band in groups.values()), max(band.to for band in groups.values())
    below = [_years((0, youngest - 1))] if youngest > 0 else []
    above = [_years((oldest + 1, OF_ANY_AGE[1]))] if oldest < OF_ANY_AGE[1] else []
    return dict((*below, *groups.items(), *above))


def _years(ages: tuple[int, int]) -> tuple[str, Band]:
    start, to = ages
    if to == OF_ANY_AGE[1]:
        return str(start), Band(start, to, N_("%(start)s years and older"))
    return f"{start}-{to}", Band(start, to, N_("%(start)s to %(to)s years"))


def band_names(kinds: Kinds, wording: Wording) -> Mapping[str, str]:
    """What each band is called, by its name in an address."""
    gettext, names = wording.texts.gettext, {}
    for slug, band in bands_of(kinds).items():
        values = {"group": slug.rpartition("-")[2], "start": band.start, "to": band.to}
        if band.group:
            names[slug] = f"{gettext(band.group.name)} ({wording.years(band.group.ages)})"
        else:
            names[slug] = gettext(band.name) % values
    return names


NOT_KNOWN = "-"
"""The option, in every facet, of initiatives of which nothing is known there. No slug looks like it."""

COLUMNS = "find/columns.json"
"""The file that a page reads first."""

APART = 16_000
"""The most digits of a facet that stand in that file; a longer one has a file of its own, which a page reads
when it needs that facet."""

SHARD_SIZE = 24
"""How many cards are in one file: a page of results needs a few of these files."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter.

    Attributes:
        key: its name in an address.
        label: what it is called.
        options: the slug and the name of each, as they are offered; what is not known comes last.
        values: for every initiative, ours first, the indexes of its options: one at least.
        former: the option of today for each former name in an address.
        ours: how many of the initiatives are ours.

    """

    key: str
    label: str
    options: tuple[tuple[str, str], ...]
    values: tuple[tuple[int, ...], ...]
    former: Mapping[str, str]
    ours: int

    @property
    def unknown(self) -> int:
        """Of how many initiatives of ours nothing is known there."""
        place = next((number for number, (slug, _) in enumerate(self.options) if slug == NOT_KNOWN), None)
        return sum(place in values for values in self.values[: self.ours])


class Filters(NamedTuple):
    """What lists of initiatives can be filtered and sorted by.

    Attributes:
        facets: all of them, because any may stand in an address.
        sorts: the name in an address and the label of each order that makes a difference.
        elsewhere: whether they find initiatives of neighbours too.

    """

    facets: Sequence[Facet]
    sorts: Sequence[tuple[str, str]]
    elsewhere: bool

    @property
    def offered(self) -> Sequence[Facet]:
        """The facets with something to choose."""
        return [facet for facet in self.facets if len(facet.options) > 1]


Values = Callable[[Entry[Initiative], Catalogue], Iterable[str]]
ValuesElsewhere = Callable[[Elsewhere, Catalogue], Iterable[str]]
Options = Callable[[Catalogue, Wording], Mapping[str, str]]
Former = Callable[[Catalogue], Mapping[str, str]]


class Choosable(NamedTuple):
    """How a facet is made.

    Attributes:
        label: what it is called, to be translated.
        options: the slug and the name of each option, in the order in which they are offered.
        values: the slugs of the options that an initiative has; none if that is not known.
        former: the slug of today for each former one.
        elsewhere: the slugs that an initiative of a neighbour has; none if that is not known of any.

    """

    label: str
    options: Options
    values: Values
    former: Former = lambda _: {}
    elsewhere: ValuesElsewhere | None = None


def _of_records(
    label: str, kinds: Sequence[type[Record]], values: Values, elsewhere: ValuesElsewhere | None = None
) -> Choosable:
    """A facet whose options are the records of some kinds."""
    return Choosable(
        label,
        lambda catalogue, _: {slug: e.title for kind in kinds for slug, e in catalogue.of(kind).items()},
        values,
        lambda catalogue: {
            old: slug for kind in kinds for old, slug in former_names(catalogue.of(kind).values()).items()
        },
        elsewhere,
    )


HERE = "_here"
"""The option of initiatives of this catalogue, beside those of neighbours. No slug looks like it."""


def _catalogue_options(catalogue: Catalogue, wording: Wording) -> Mapping[str, str]:
    cities = {slug: entry.record.city for slug, entry in catalogue.neighbours.items()}
    return {HERE: wording.texts.gettext("This catalogue"), **cities}


def _bands_elsewhere(one: Elsewhere, catalogue: Catalogue) -> Iterable[str]:
    said = one.record.ages
    ages = Ages.model_construct(start=said.start, to=said.to) if said else None
    return age_bands(ages, one.levels, catalogue.kinds)


def _partners_elsewhere(one: Elsewhere, catalogue: Catalogue) -> Iterable[str]:
    """Those of our partners that take part in an initiative of a neighbour."""
    partners, neighbour = catalogue.partners_elsewhere, one.neighbour.slug
    return filter(None, (partners.named(neighbour, each.partner).ours for each in one.record.partners))


def _told_here(entry: Entry[Initiative], catalogue: Catalogue) -> Iterable[str]:
    return HERE, *(one.neighbour.slug for one in catalogue.also_elsewhere.get(entry.slug, ()))


def _age_options(catalogue: Catalogue, wording: Wording) -> Mapping[str, str]:
    return band_names(catalogue.kinds, wording)


def _year_options(catalogue: Catalogue, _: Wording) -> Mapping[str, str]:
    known = (years_running(entry.record, catalogue.today) for entry in catalogue.initiatives.values())
    return {
        str(year): str(year) for year in sorted({year for years in known for year in years}, reverse=True)
    }


COMPUTED: Mapping[str, Choosable] = {
    "age": Choosable(
        N_("Age or group"),
        _age_options,
        lambda entry, catalogue: age_bands(entry.record.ages, entry.record.levels, catalogue.kinds),
        elsewhere=_bands_elsewhere,
    ),
    "catalogue": Choosable(
        N_("Catalogue"),
        _catalogue_options,
        _told_here,
        lambda catalogue: former_names(catalogue.neighbours.values()),
        lambda one, _: [same.neighbour.slug for same in (one, *one.also)],
    ),
    "partner": _of_records(
        N_("Partner"),
        [Partner],
        lambda entry, _: entry.record.taking_part,
        elsewhere=_partners_elsewhere,
    ),
    "cost": Choosable(
        N_("Cost"),
        lambda _, wording: {band: wording.label(band) for band in CostBand},
        lambda entry, _: filter(None, (cost_band(entry.record),)),
        lambda _: {"not-stated": NOT_KNOWN},
    ),
    "year": Choosable(
        N_("Runs in the year"),
        _year_options,
        lambda entry, catalogue: map(str, years_running(entry.record, catalogue.today)),
    ),
    "recipe": Choosable(
        N_("How to do it yourself"),
        lambda _, wording: {"1": wording.texts.gettext("With steps to follow")},
        lambda entry, _: ("1",) if has_steps(entry.record) else (),
    ),
}
"""Facets that are computed from several fields."""


def _of_field(field: Field, label: str) -> Choosable:
    """The facet of a field: its options are records, choices or terms."""
    rule = field.rule
    if isinstance(rule, RefersTo):
        kinds = [BY_COLLECTION[name] for name in rule.collections]
        return _of_records(
            label, kinds, lambda entry, _: values_at(entry.record, field.key), _elsewhere(field)
        )
    if isinstance(rule, Choice):
        choices = rule.of
        return Choosable(
            label,
            lambda _, wording: {choice: wording.label(choice) for choice in choices},
            lambda entry, _: values_at(entry.record, field.key),
            elsewhere=_elsewhere(field),
        )
    if isinstance(rule, Whole):
        return Choosable(
            label,
            lambda catalogue, _: {str(number): str(number) for number in _numbers(field, catalogue)},
            lambda entry, _: map(str, values_at(entry.record, field.key)),
        )
    told = TOLD.get(field.key)
    return Choosable(
        label,
        lambda catalogue, _: _terms(field, catalogue),
        lambda entry, _: map(slugify, values_at(entry.record, field.key)),
        elsewhere=(lambda one, _: map(slugify, told(one))) if told else None,
    )


STATUSES = frozenset(map(str, Status))

TOLD: Mapping[str, Callable[[Elsewhere], Iterable[str]]] = {
    "pillar": lambda one: filter(None, (one.pillar,)),
    "levels": lambda one: one.levels,
    "places": lambda one: one.record.places,
    "tags": lambda one: one.record.tags,
    "status": lambda one: (one.record.status if one.record.status in STATUSES else Status.UNKNOWN,),
}
"""What a neighbour tells of an initiative, by the field of ours that says the same."""


def _elsewhere(field: Field) -> ValuesElsewhere | None:
    """The options of a field that an initiative of a neighbour has."""
    told = TOLD.get(field.key)
    return None if told is None else lambda one, _: told(one)


MOST_TERMS = 2000
"""How many subjects or places one can choose that only neighbours have, the most frequent: the finder loads
all of them, and one neighbour can have millions. The search finds the others too."""


def _terms(field: Field, catalogue: Catalogue) -> Mapping[str, str]:
    """The terms of a field by name, called as most initiatives of ours call them."""
    entries, told = catalogue.initiatives.values(), TOLD.get(field.key)
    terms = {*by_term((value, None) for entry in entries for value in values_at(entry.record, field.key))}
    if told and catalogue.elsewhere:
        known = {term.slug for term in terms}
        others = by_term((value, None) for one in catalogue.elsewhere for value in told(one))
        new = [term for term in others if term.slug and term.slug not in known]
        new.sort(key=lambda term: (-len(others[term]), term.slug))
        terms |= {*new[:MOST_TERMS]}
    return {
        term.slug: term.name for term in sorted(terms, key=lambda term: (in_alphabet(term.name), term.slug))
    }


def _numbers(field: Field, catalogue: Catalogue) -> Sequence[int]:
    """The numbers that initiatives have in a field, the highest first: they are years."""
    entries = catalogue.initiatives.values()
    found = {number for entry in entries for number in values_at(entry.record, field.key)}
    return sorted(found, reverse=True)


def _added(record: Initiative) -> object:
    return record.added


def _cost(record: Initiative) -> object:
    return record.recipe.cost if record.recipe else None


def _title(record: Initiative) -> object:
    return record.title


SORTS: Sequence[tuple[str, str, Callable[[Initiative], object]]] = (
    ("newest", N_("Newest in the catalogue"), _added),
    ("title", N_("Title"), _title),
    ("cost", N_("Cost, low to high"), _cost),
)
"""Orders besides that by usefulness: the name in an address, the label, and what is sorted by."""

OFFERED = (
    "pillar",
    "level",
    "age",
    "place",
    "catalogue",
    "partner",
    "tag",
    "status",
    "cost",
    "year",
    "recipe",
)
"""The order in which facets are offered; others come after these."""


@cache
def choosable(kinds: Kinds) -> Mapping[str, Choosable]:
    """Every facet by its name in an address: those that the model marks, and those that are computed."""
    marked = {
        mark.filter: _of_field(field, mark.label or field.label)
        for field, mark in published_fields(kinds[Initiative])
        if mark.filter
    }
    found = {**marked, **COMPUTED}
    return {key: found[key] for key in dict.fromkeys((*OFFERED, *found))}


def filters(catalogue: Catalogue, wording: Wording) -> Filters:
    """What the lists of a catalogue can be filtered and sorted by."""
    sorts = [
        (key, wording.texts.gettext(label))
        for key, label, value in SORTS
        if len({value(entry.record) for entry in catalogue.initiatives.values()}) > 1
    ]
    return Filters(facets(catalogue, wording), sorts, bool(catalogue.elsewhere))


def facets(catalogue: Catalogue, wording: Wording, keys: Iterable[str] = ()) -> Sequence[Facet]:
    """The facets of a catalogue with these keys, or all, with the options that some initiative has.

    Without initiatives of neighbours there is no facet of catalogues.
    """
    found = {**choosable(catalogue.kinds)}
    if not catalogue.elsewhere and not catalogue.also_elsewhere:
        del found["catalogue"]
    return [_facet(catalogue, wording, key, found[key]) for key in keys or found]


def _facet(catalogue: Catalogue, wording: Wording, key: str, facet: Choosable) -> Facet:
    offered = facet.options(catalogue, wording)
    chosen = [tuple(dict.fromkeys(facet.values(e, catalogue))) for e in catalogue.initiatives.values()]
    if facet.elsewhere:
        told = facet.elsewhere
        theirs = (dict.fromkeys(told(one, catalogue)) for one in catalogue.elsewhere)
        # A neighbour may say what we do not know, such as a status of its own.
        chosen += (tuple(slug for slug in slugs if slug in offered) for slugs in theirs)
    else:
        chosen += [()] * len(catalogue.elsewhere)
    # Many initiatives have the same options.
    different = set(chosen)
    present = {slug for slugs in different for slug in slugs}
    options = [(slug, name) for slug, name in offered.items() if slug in present]
    if not all(chosen):
        options.append((NOT_KNOWN, wording.texts.gettext("Not known")))
    index = {slug: number for number, (slug, _) in enumerate(options)}
    numbers = {slugs: tuple(sorted(index[slug] for slug in slugs or (NOT_KNOWN,))) for slugs in different}
    values = tuple(numbers[slugs] for slugs in chosen)
    former = {old: slug for old, slug in facet.former(catalogue).items() if slug in index}
    label, ours = wording.texts.gettext(facet.label), len(catalogue.initiatives)
    return Facet(key, label, tuple(options), values, former, ours)


def age_bands(ages: Ages | None, levels: Collection[str], kinds: Kinds) -> Sequence[str]:
    """The bands that the ages of an initiative are in.

    Without ages, the level po stands for its eight groups: 4 to 12 years. A level of a city's own stands for
    the ages that it says.
    """
    own = kinds.choices.levels
    if ages is not None and (ages.start is not None or ages.to is not None):
        return _bands_for(ages, kinds)
    if not own:
        return SCHOOL_GROUPS if Level.PO in levels else ()
    known = (level.ages for level in own if level.ages and level.slug in levels)
    return [band for ages in known for band in _bands_for(ages, kinds)]


def _bands_for(ages: Ages, kinds: Kinds) -> Sequence[str]:
    low, high = span(ages)
    if kinds.choices.levels:
        groups = {group.slug for group in kinds.groups_for(ages)}
        among = {group.slug for group in kinds.groups}
    else:
        groups, among = {f"group-{group}" for group in school_groups(ages)}, {*SCHOOL_GROUPS}
    return [
        slug
        for slug, band in bands_of(kinds).items()
        if (slug in groups if slug in among else low <= band.to and band.start <= high)
    ]


# The files that the page reads


def card_shards(catalogue: Catalogue) -> Sequence[Sequence[Entry[Initiative] | Elsewhere]]:
    """The initiatives whose cards are in one file, file by file."""
    entries = list(catalogue.initiatives.values())
    ours = [entries[start : start + SHARD_SIZE] for start in range(0, len(entries), SHARD_SIZE)]
    return [*ours, *_elsewhere_shards(catalogue.elsewhere)]


def _elsewhere_shards(elsewhere: Iterable[Elsewhere]) -> Iterator[Sequence[Elsewhere]]:
    """The same of neighbours. Where a file ends follows from what is in it: one more changes one file."""
    shard: list[Elsewhere] = []
    for one in elsewhere:
        shard.append(one)
        if len(shard) == 2 * SHARD_SIZE or not crc32(one.id.encode()) % SHARD_SIZE:
            yield shard
            shard = []
    if shard:
        yield shard


def cards_file(cards: Iterable[str]) -> str:
    """A file of cards, each the HTML of one with links from the root."""
    return json_text(list(cards))


def titles_file(catalogue: Catalogue) -> str:
    """The file with the titles of all initiatives of ours, and what they are sorted by."""
    entries = list(catalogue.initiatives.values())
    return json_text(
        {
            "slugs": [entry.slug for entry in entries],
            "titles": [entry.record.title for entry in entries],
            "added": _ranked([_added(entry.record) for entry in entries]),
            "cost": _ranked([_cost(entry.record) for entry in entries]),
        }
    )


def elsewhere_file(catalogue: Catalogue) -> str:
    """The file with the titles and the addresses of all initiatives of neighbours."""
    return json_text(
        {
            "titles": [one.title for one in catalogue.elsewhere],
            "pages": [one.record.page for one in catalogue.elsewhere],
        }
    )


class Names(NamedTuple):
    """The names of the files beside the columns: each is called by its content (``file_name``).

    Attributes:
        titles: that of the titles of ours.
        elsewhere: that of the titles of neighbours.
        cards: those of the shards.
        facets: those of the facets that have a file of their own, by key.

    """

    titles: str
    elsewhere: str
    cards: Sequence[str]
    facets: Mapping[str, str]


def columns_file(catalogue: Catalogue, made: Sequence[Facet], names: Names) -> str:
    """The file with the columns of the facets ``made``, and the names of the other files."""
    sizes = [len(shard) for shard in card_shards(catalogue)]
    apart = names.facets
    return json_text(
        {
            "titles": names.titles,
            "elsewhere": names.elsewhere,
            "cards": names.cards,
            "ours": len(catalogue.initiatives),
            "count": len(catalogue.initiatives) + len(catalogue.elsewhere),
            # Those of which little is known come after these.
            "known": len(catalogue.initiatives) - len(catalogue.little_known),
            "sizes": digits(sizes),
            "facets": [
                {"key": facet.key, "label": facet.label, "file": apart[facet.key]}
                if facet.key in apart
                else _columns(facet)
                for facet in made
            ],
        }
    )


def facet_files(made: Iterable[Facet], most: int = APART) -> Mapping[str, str]:
    """The files of the facets with more than so many digits, by key."""
    # Of most catalogues no facet is that long, which is known without writing the digits.
    long = (facet for facet in made if len(facet.values) + sum(map(len, facet.values)) > most)
    return {facet.key: json_text(_columns(facet)) for facet in long}


def file_name(content: str) -> str:
    """The name of a file of titles or cards, of its content: an old page never mixes two builds."""
    return hashlib.sha256(content.encode()).hexdigest()[:10]


def _columns(facet: Facet) -> Mapping[str, object]:
    return {
        "key": facet.key,
        "label": facet.label,
        "slugs": [slug for slug, _ in facet.options],
        "names": [name for _, name in facet.options],
        "counts": digits([len(values) for values in facet.values]),
        "values": digits([value for values in facet.values for value in values]),
        "former": facet.former,
    }


def _ranked(values: Sequence[object]) -> Mapping[str, object]:
    """The sorted different values, and for every entry the place of its value from 1, or 0 without one."""
    known = sorted({value for value in values if value is not None})  # type: ignore[type-var]
    index = {value: number for number, value in enumerate(known, 1)}
    return {
        "known": [str(value) for value in known],
        "values": digits([index[value] if value is not None else 0 for value in values]),
    }


def digits(numbers: Sequence[int]) -> Sequence[str]:
    """Integers from 0 on as digits of base 64: the last digit of each, then the one before, and so on."""
    planes = []
    while numbers:
        planes.append("".join([DIGITS[number & 63] for number in numbers]))
        numbers = [number >> 6 for number in numbers]
        if not any(numbers):
            break
    return planes
