"""What a search knows of words besides the texts: names of filters, and words that say nothing.

A level, a group or a cost that a visitor types is a filter rather than a word that must be in a text: texts
for *groep 7* hardly ever say so. The names come from the labels of choices and from the other words for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import NamedTuple

from atelier.catalogue.catalogue import Catalogue
from atelier.content.json_text import json_text
from atelier.content.synonyms import Group
from atelier.insights.money.per_pupil import CostBand
from atelier.model.kinds import Kinds
from atelier.model.labelled import Labelled
from atelier.render.wording import Wording
from atelier.search.facets import Facet, band_names, bands_of, facets
from atelier.search.letters import WORD, folded

AGES: Mapping[str, Sequence[str]] = {
    "peuter|peuters|baby": ("0-3",),
    "kleuter|kleuters|kleuterklas": ("group-1", "group-2"),
    "onderbouw basisschool": ("group-1", "group-2", "group-3", "group-4"),
    "bovenbouw basisschool": ("group-5", "group-6", "group-7", "group-8"),
    "puber|pubers": ("12-15",),
}
"""Words for ages in school, and the bands that they stand for; besides them each group has its number."""

IGNORED: Mapping[str, str] = {
    "nl": """aan alle als bij dan dat de deze die dit doen door een en er geen graag haar heb hebben het hoe
    hun iets ik in is je kan kun kunnen maar maken meer met mijn naar niet nog of om ons onze ook op over te
    tot uit van veel voor waar waarom wat we wel welke wie wij wil worden wordt ze zijn zo zonder zoek""",
    "en": """a about all an and any are as at be by can do for from has have how i in is it me my not of on or
    our that the their this to was we what where which who why with you your""",
}
"""Words that every text has, by language: a query is no less answered without them."""

MOST_SUBJECTS = 200
"""How many subjects a browser gets: enough to find a near one."""


@dataclass(frozen=True)
class Name:
    """A choice of a filter and the words that name it.

    Attributes:
        words: folded; several words are one name.
        facet: the name of the filter in an address.
        slugs: the choices in an address.
        label: what the filter is called.
        name: what the choices are called.
        count: how many initiatives have one of them.

    """

    words: Sequence[str]
    facet: str
    slugs: Sequence[str]
    label: str
    name: str
    count: int


def names(catalogue: Catalogue, wording: Wording) -> Sequence[Name]:
    """The names of levels, groups and costs. No word is in two of them: the more exact one comes first."""
    known = {facet.key: facet for facet in facets(catalogue, wording, ("age", *_named(catalogue.kinds)))}
    found: list[Name] = []
    taken: set[str] = set()
    for words, key, slugs, name in (*_ages(catalogue.kinds, wording), *_choices(catalogue.kinds, wording)):
        phrases = dict.fromkeys(" ".join(WORD.findall(folded(word))) for word in words)
        free = tuple(word for word in phrases if word and word not in taken)
        taken.update(free)
        facet = known[key]
        count = _count(facet, slugs)
        # What all initiatives have is no filter.
        if free and (not count or len(facet.options) > 1):
            found.append(Name(free, key, slugs, facet.label, name, count))
    return found


def _named(kinds: Kinds) -> Mapping[str, Sequence[Labelled]]:
    """The choices, by facet, that a visitor names in a query."""
    return {"level": tuple(kinds.levels), "cost": (CostBand.FREE,)}


def _ages(kinds: Kinds, wording: Wording) -> Iterator[tuple[Sequence[str], str, Sequence[str], str]]:
    labels, bands = band_names(kinds, wording), bands_of(kinds)
    for slug, label in labels.items():
        yield (_plain(label), *bands[slug].words), "age", (slug,), label
    if wording.language == "nl" and not kinds.choices.levels:
        for words, slugs, name in _several_groups():
            yield words, "age", slugs, name
        for words, slugs in AGES.items():
            yield words.split("|"), "age", slugs, wording.phrase(tuple(labels[slug] for slug in slugs))


def _several_groups() -> Iterator[tuple[Sequence[str], Sequence[str], str]]:
    """How two groups of a Dutch primary school are named together, and those between them."""
    for first, last in combinations(range(1, 9), 2):
        through = tuple(f"group-{group}" for group in range(first, last + 1))
        words = [f"groep {first} {link} {last}" for link in ("", "tot", "tm", "t m", "tot en met")]
        both = f"Groep {first} en {last}"
        yield words, through, f"Groep {first} t/m {last}" if last - first > 1 else both
        yield (both,), (through[0], through[-1]), both


def _choices(kinds: Kinds, wording: Wording) -> Iterator[tuple[Sequence[str], str, Sequence[str], str]]:
    for key, choices in _named(kinds).items():
        for choice in choices:
            label = wording.label(choice)
            yield (choice, _plain(label), *choice.words.split("|")), key, (choice,), label


def _plain(label: str) -> str:
    """A label without what it explains between brackets."""
    return re.sub(r"\s*\(.*\)", "", label)


def _count(facet: Facet, slugs: Sequence[str]) -> int:
    wanted = {number for number, (slug, _) in enumerate(facet.options) if slug in slugs}
    return sum(not wanted.isdisjoint(values) for values in facet.values)


def _plainly(words: Sequence[str]) -> Sequence[str]:
    """Words as a search compares them."""
    return [folded(word) for word in words]


class Terms(NamedTuple):
    """What a search knows of words besides the texts.

    Attributes:
        names: of choices of filters.
        groups: of words that mean the same, as the editors keep them.
        subjects: the address and the name of each subject, the most used first.

    """

    names: Sequence[Name] = ()
    groups: Sequence[Group] = ()
    subjects: Sequence[tuple[str, str]] = ()

    def file(self, language: str, pages: int, each: int, versions: Sequence[tuple[int, str]]) -> str:
        """The file that a search loads beside the list of words, for a number of pages.

        ``versions`` are those of the texts of neighbours, ``each`` is how many of these are in one file: see
        ``atelier.search.index``.
        """
        return json_text(
            {
                "pages": pages,
                "ignored": sorted(IGNORED.get(language, "").split()),
                "names": [asdict(name) for name in self.names],
                "groups": [
                    {"words": _plainly(group.words), "instead": _plainly(group.instead)}
                    for group in self.groups
                ],
                "subjects": self.subjects[:MOST_SUBJECTS],
                "each": each,
                "versions": versions,
            },
        )


def terms(catalogue: Catalogue, wording: Wording) -> Terms:
    """What a search of a catalogue knows of words besides its texts."""
    tags = sorted(catalogue.by_tag.items(), key=lambda tag: -len(tag[1]))
    return Terms(
        names(catalogue, wording),
        catalogue.synonyms.groups,
        tuple((term.slug, term.name) for term, _ in tags),
    )
