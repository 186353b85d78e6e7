"""What initiatives can be chosen by: a facet's options, and which of them each initiative has.

The facets leave the build as columns (one value after another, in the order of the catalogue), from which
the page counts by itself. Numbers are written as digits of base 64, a string for every digit: an
entry costs what it tells and little more, also after compression.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from atelier.catalogue.catalogue import Catalogue
from atelier.catalogue.currency import years_running
from atelier.content.entry import Entry
from atelier.i18n.translation import N_
from atelier.insights.money.per_pupil import CostBand, cost_band
from atelier.model.initiative import Initiative, Level, Status
from atelier.model.slug import slugify
from atelier.render.wording import Wording, school_groups

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

AGE_BANDS: Mapping[str, tuple[int, int, str]] = {
    "0-3": (0, 3, N_("0 to 3 years")),
    **{f"group-{n}": (n + 3, n + 4, N_("Group %(group)s (%(start)s–%(to)s years)")) for n in range(1, 9)},
    "12-15": (12, 15, N_("12 to 15 years")),
    "16-18": (16, 18, N_("16 to 18 years")),
    "19": (19, 120, N_("19 years and older")),
}
"""Ages as people in schools say them: the youngest, the oldest and the name. Group 7 is 10–11 years."""

SCHOOL_GROUPS = tuple(slug for slug in AGE_BANDS if slug.startswith("group-"))

FACETS: Mapping[str, str] = {
    "pillar": N_("Pillar"),
    "level": N_("Level"),
    "age": N_("Age or group"),
    "place": N_("Place"),
    "partner": N_("Partner"),
    "tag": N_("Subject"),
    "status": N_("Status"),
    "cost": N_("Cost"),
    "year": N_("Runs in the year"),
    "recipe": N_("How to do it yourself"),
}
"""Every facet by its name in an address, in the order in which they are offered."""

SHARD_SIZE = 24
"""Cards in one file: a page of results needs a few of them."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to choose by.

    Attributes:
        key: its name in an address.
        label: what it is called.
        options: the slug and the name of each, in the order in which they are offered.
        values: for every initiative the places of its options.

    """

    key: str
    label: str
    options: tuple[tuple[str, str], ...]
    values: tuple[tuple[int, ...], ...]


def facets(catalogue: Catalogue, wording: Wording) -> Sequence[Facet]:
    """Every facet of a catalogue, with the options that some initiative has."""
    gettext = wording.texts.gettext

    def age_name(slug: str) -> str:
        start, to, name = AGE_BANDS[slug]
        return gettext(name) % {"group": slug.rpartition("-")[2], "start": start, "to": to}

    offered: Mapping[str, Mapping[str, str]] = {
        "pillar": {slug: entry.record.name for slug, entry in catalogue.pillars.items()},
        "level": {level: wording.label(level) for level in Level},
        "age": {slug: age_name(slug) for slug in AGE_BANDS},
        "place": {term.slug: term.name for term in catalogue.by_place},
        "partner": {slug: entry.record.name for slug, entry in catalogue.partners.items()},
        "tag": {term.slug: term.name for term in catalogue.by_tag},
        "status": {status: wording.label(status) for status in Status},
        "cost": {band: wording.label(band) for band in CostBand},
        "year": {},
        "recipe": {"1": gettext("With steps to follow")},
    }
    return [_facet(catalogue, key, gettext(label), offered[key]) for key, label in FACETS.items()]


def _facet(catalogue: Catalogue, key: str, label: str, offered: Mapping[str, str]) -> Facet:
    chosen = [tuple(dict.fromkeys(VALUES[key](entry, catalogue))) for entry in catalogue.initiatives.values()]
    present = {slug for slugs in chosen for slug in slugs}
    if key == "year":
        offered = {year: year for year in sorted(present, reverse=True)}
    options = tuple((slug, name) for slug, name in offered.items() if slug in present)
    index = {slug: number for number, (slug, _) in enumerate(options)}
    return Facet(key, label, options, tuple(tuple(sorted(index[slug] for slug in slugs)) for slugs in chosen))


Values = Callable[[Entry[Initiative], Catalogue], Iterable[str]]

VALUES: Mapping[str, Values] = {
    "pillar": lambda entry, _: (entry.record.pillar,),
    "level": lambda entry, _: entry.record.levels,
    "age": lambda entry, _: age_bands(entry.record),
    "place": lambda entry, _: map(slugify, entry.record.places),
    "partner": lambda entry, _: (participation.partner for participation in entry.record.partners),
    "tag": lambda entry, _: map(slugify, entry.record.tags),
    "status": lambda entry, _: (entry.record.status,),
    "cost": lambda entry, _: (cost_band(entry.record),),
    "year": lambda entry, catalogue: map(str, years_running(entry.record, catalogue.today)),
    "recipe": lambda entry, _: ("1",) if entry.record.recipe and entry.record.recipe.steps else (),
}
"""The options that an initiative has in each facet."""


def age_bands(initiative: Initiative) -> Sequence[str]:
    """The bands that an initiative's ages are in.

    Without ages the primary school stands for its eight groups: po is 4 to 12 years.
    """
    ages = initiative.ages
    if ages is None or (ages.start is None and ages.to is None):
        return SCHOOL_GROUPS if Level.PO in initiative.levels else ()
    low = ages.start if ages.start is not None else 0
    high = ages.to if ages.to is not None else 120
    groups = {f"group-{group}" for group in school_groups(ages)}
    return [
        slug
        for slug, (start, to, _) in AGE_BANDS.items()
        if (slug in groups if slug.startswith("group-") else low <= to and start <= high)
    ]


# The files that the page reads


def filter_files(
    catalogue: Catalogue, wording: Wording, card: Callable[[Entry[Initiative]], str]
) -> Mapping[str, str]:
    """What the page needs to filter, by address: ``columns.json``, and what that one leads to.

    ``card`` gives the HTML of an initiative's card, with links from the root of the site. All but the columns
    stand in a folder named after their content, so that an old page never mixes two states.
    """
    entries = list(catalogue.initiatives.values())
    shown = _json(
        {
            "slugs": [entry.slug for entry in entries],
            "titles": [entry.record.title for entry in entries],
            "added": _ranked([entry.record.added for entry in entries]),
            "cost": _ranked([e.record.recipe.cost if e.record.recipe else None for e in entries]),
        }
    )
    shards = [
        _json([card(entry) for entry in entries[start : start + SHARD_SIZE]])
        for start in range(0, len(entries), SHARD_SIZE)
    ]
    columns = {
        "count": len(entries),
        "shard": SHARD_SIZE,
        "facets": [_columns(facet) for facet in facets(catalogue, wording)],
    }
    digest = hashlib.sha256()
    for text in (shown, *shards, _json(columns)):
        digest.update(text.encode())
    version = digest.hexdigest()[:10]
    files = {f"find/{version}/cards-{number}.json": text for number, text in enumerate(shards)}
    files[f"find/{version}/titles.json"] = shown
    files["find/columns.json"] = _json({"version": version, **columns})
    return files


def _columns(facet: Facet) -> Mapping[str, object]:
    return {
        "key": facet.key,
        "label": facet.label,
        "slugs": [slug for slug, _ in facet.options],
        "names": [name for _, name in facet.options],
        "counts": digits([len(values) for values in facet.values]),
        "values": digits([value for values in facet.values for value in values]),
    }


def _ranked(values: Sequence[object]) -> Mapping[str, object]:
    """Values to sort by: each different one once, in order, and for every entry its place from 1, or 0."""
    known = sorted({value for value in values if value is not None})  # type: ignore[type-var]
    index = {value: number for number, value in enumerate(known, 1)}
    return {
        "known": [str(value) for value in known],
        "values": digits([index[value] if value is not None else 0 for value in values]),
    }


def digits(numbers: Sequence[int]) -> Sequence[str]:
    """Whole numbers from 0 on as digits of base 64: the last digits of all, then those before them."""
    planes = []
    while numbers:
        planes.append("".join([DIGITS[number & 63] for number in numbers]))
        numbers = [number >> 6 for number in numbers]
        if not any(numbers):
            break
    return planes


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
