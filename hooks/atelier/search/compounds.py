"""Dutch compounds: the words that a longer word is made of.

A search for *burgerschap* should also find *wereldburgerschap*, but a search index only knows full words. So
the parts of compounds are added to the index. A word is split only if known words explain all of it, with at
most a linking letter between two of them: *arbeid-s-markt*.

Known words are those of the catalogue itself and the most frequent words of Dutch, from wordfreq
(https://github.com/rspeer/wordfreq). Some words look like two others by chance (*onder-wijs*, *digi-taal*).
Frequency excludes them: a true compound is rarer than each of its parts (Koehn and Knight 2003,
https://aclanthology.org/E03-1076/).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from atelier.i18n.translation import N_
from atelier.problems.failed import FailedError
from atelier.search.letters import folded

COMMON = 60_000
"""How many of the most frequent words of Dutch are known. More would add names and foreign words."""

LINKS = ("", "s", "e", "en")
"""Letters between two parts (Algemene Nederlandse Spraakkunst, 12.5.2)."""

SHORTEST = 4
SHORT_WORDS = frozenset("app bos bus dag gym hbo ict lab les mbo vak vwo web".split())
"""The allowed parts of three letters; others are mostly chance."""

LONGEST = 60
"""Letters of the longest word that is split: the time grows with the square."""

PARTICLES = frozenset(
    """achter alle ander beneden best bijeen binnen boven buiten daar door eruit even gelijk heen hier ineen
    langs mede midden mijn naar naast neer niet onder over recht rond samen sinds tegen terug toen tussen
    vast verder volgens voor voort voorop waar weder weer zelf zijn""".split()
)
"""Words that make verbs and adverbs, not compounds of nouns: *onder-zoek*, *voor-beeld*."""

_BEFORE_NOUNS = "achter binnen boven buiten mede na onder over samen tussen up voor"
BEFORE_NOUNS = tuple(_BEFORE_NOUNS.split())
"""Particles before a noun in new words: *na-schools*, *up-school*."""

ENDINGS = frozenset(
    """aard achtig achtige aren arende atie aties baar bare eerd eerde eerden elen elijk elijke ende
    enden ender enen eren erend erende erij erijen ering eringen esse essen gaan ging gingen heden
    heid ieve inge ingen isch ische iteit kundig kundige lijk lijke lijker ling lingen loos loze
    matig matige ment menten ning ningen rijk rijke rijker ring ringen schap schappen ster sters
    sting tale taties teit teiten ters ting tingen zaam zame""".split()
)
"""Endings that are words by chance, or are in word lists because texts break words at line ends."""


WHOLE = frozenset("maandag dinsdag donderdag vrijdag zaterdag zondag vandaag".split())
"""Words that nobody reads as a compound."""

LINK_COST = 0.5
"""What a linking letter costs on the Zipf scale: *vervolg-stappen* rather than *vervolg-s-tappen*."""

LEXICALISED = 3.5
"""The frequency, on the Zipf scale, from which a word with a particle has a meaning of its own."""

WELL_KNOWN = 4.0
"""The frequency, on the Zipf scale, from which a part counts even if the rest of the compound is unknown."""

LONG = 6
"""Letters from which a word is not an ending or prefix by chance."""


NOT_INSTALLED = N_(
    "To search in Dutch, a list of Dutch words is needed: pip install 'innovatieatelier[dutch]'. Without it, "
    "search: false under extra in mkdocs.yml builds the site without search."
)


class WordsMissingError(FailedError):
    """No list of Dutch words is installed; the message says how to get one."""

    def __init__(self) -> None:
        super().__init__(NOT_INSTALLED)


class Split(NamedTuple):
    """A way to split the end of a word: the best is the smallest."""

    number: int
    cost: float
    parts: tuple[str, ...]


class Compounds:
    """Splits words by a vocabulary."""

    def __init__(self, common: Mapping[str, float], own: Iterable[str] = ()) -> None:
        """``common`` are words with how often they are used (see ``common_words``), ``own`` further words.

        All are lower case and without accents, as ``folded`` makes them.
        """
        self._common = common
        self._parts = {word for word in (*common, *own) if self._may_be_part(word, common.get(word))}
        self.parts = cache(self._find)

    @staticmethod
    def _may_be_part(word: str, frequency: float | None) -> bool:
        """Whether a word may be a part: short words only if they are frequent: rare ones are names."""
        if word in SHORT_WORDS:
            return True
        if len(word) < SHORTEST or word in PARTICLES or not word.isalpha():
            return False
        known = frequency or 0
        return known >= {4: 3.5, 5: 3.0}.get(len(word), 0)

    def _find(self, word: str) -> tuple[str, ...]:
        """The words that ``word`` is made of, longest first; none if it is no compound.

        Parts that are compounds themselves are followed by their own parts.
        """
        if not 6 <= len(word) <= LONGEST or not word.isalpha() or word in WHOLE:
            return ()
        found = set(map(self._plain, self._split(word)))
        if not found and self._used(word) < LEXICALISED:
            found = self._after_particle(word) or self._at_ends(word)
        for part in tuple(found):
            found.update(self.parts(part))
        return tuple(sorted(found, key=lambda part: (-len(part), part)))

    def _split(self, word: str) -> tuple[str, ...]:
        """The best way to split a word: in few parts, of frequent words; none if there is no way."""
        rarest = self._used(word)
        best = {len(word): Split(0, 0.0, ())}
        for start in range(len(word) - 3, -1, -1):
            ways = [
                way
                for end in range(start + 3, len(word) + 1)
                if end - start < len(word)
                for way in self._ways(word, start, end, rarest, best)
            ]
            if ways:
                best[start] = min(ways)
        return best[0].parts if 0 in best else ()

    def _ways(
        self, word: str, start: int, end: int, rarest: float, best: Mapping[int, Split]
    ) -> Iterable[Split]:
        """The ways to split a word from ``start`` with a first part that ends at ``end``."""
        part = word[start:end]
        if part not in self._parts or (start and part in ENDINGS) or self._common.get(part, rarest) < rarest:
            return
        for link in LINKS:
            rest = best.get(end + len(link))
            if rest is None or (link and (end + len(link) == len(word) or not word.startswith(link, end))):
                continue
            cost = rest.cost - self._used(part) + (LINK_COST if link else 0)
            yield Split(rest.number + 1, cost, (part, *rest.parts))

    def _plain(self, part: str) -> str:
        """A part without the ending that it has in the compound: *arbeids* is *arbeid*, *schoolse* school."""
        for ending in ("se", "s"):
            base = part.removesuffix(ending)
            if base != part and base in self._parts and self._used(base) > self._used(part):
                return base
        return part

    def _used(self, word: str) -> float:
        return self._common.get(word, 0.0)

    def _after_particle(self, word: str) -> set[str]:
        """The noun after a particle, if the word is rare enough to have no other meaning."""
        for particle in BEFORE_NOUNS:
            if word.startswith(particle):
                noun = self._plain(word.removeprefix(particle))
                if self._is_well_known(noun):
                    return {noun}
        return set()

    def _at_ends(self, word: str) -> set[str]:
        """Long frequent words at the start or end of a rare word of which the rest is unknown."""
        sizes = range(len(word) - 3, LONG - 1, -1)
        # Not the word before an ending, *burger-schap*, and not a word by chance after a particle,
        # *achter-s-tanden*.
        starts = (word[:size] for size in sizes if not word.endswith(tuple(ENDINGS)))
        ends = (word[-size:] for size in sizes if not word.startswith(tuple(PARTICLES)))
        found = (next(filter(self._is_well_known, side), "") for side in (starts, ends))
        return {self._plain(part) for part in found if part}

    def _is_well_known(self, part: str) -> bool:
        return part in self._parts and self._used(part) >= WELL_KNOWN


@cache
def common_words() -> Mapping[str, float]:
    """The most frequent words of Dutch, and how often each is used: on the Zipf scale, from 0 to 8.

    The scale is the logarithm of the frequency in a billion words (van Heuven et al. 2014). Raises
    WordsMissingError.
    """
    # Loaded on demand: it takes half a second, and only an index of Dutch texts needs its 60 MB.
    try:
        from wordfreq import get_frequency_dict
    except ImportError:
        raise WordsMissingError from None

    frequencies = get_frequency_dict("nl")
    most = sorted(frequencies, key=lambda word: (-frequencies[word], word))[:COMMON]
    words: dict[str, float] = {}
    for word in most:
        words.setdefault(folded(word), math.log10(frequencies[word]) + 9)
    return words
