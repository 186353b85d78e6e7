"""Compounds of Dutch: which words they are made of, and which words are none."""

from __future__ import annotations

import pytest

from atelier.search.compounds import Compounds, common_words
from atelier.search.letters import folded
from tests.fixtures.sites import RECALL
from tests.fixtures.waiting import at_most


@pytest.fixture(scope="module")
def compounds() -> Compounds:
    return Compounds(common_words())


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("wereldburgerschap", "burgerschap wereld"),
        ("burgerschapsvraag", "burgerschap vraag"),
        ("muziekonderwijs", "onderwijs muziek"),
        ("arbeidsmarkt", "arbeid markt"),
        ("arbeidsmarktregio", "arbeidsmarkt arbeid markt regio"),
        ("basisschoolleerlingen", "basisschool leerlingen school basis"),
        ("lerarentekort", "leraren tekort"),
        ("bloemenmarkt", "bloemen markt"),
        ("vervolgstappen", "stappen vervolg"),
        ("wetenschapswinkels", "wetenschap winkel"),
        ("suikerunieterrein", "terrein suiker unie"),
        ("rijksuniversiteit", "universiteit rijk"),
        ("robotles", "robot les"),
        ("vakdocenten", "docenten vak"),
        ("naschoolse", "school"),
        ("upschool", "school"),
        ("taalachterstand", "achterstand taal"),
    ],
)
def test_a_compound_is_taken_apart(word: str, parts: str, compounds: Compounds) -> None:
    """The parts of a compound are given whole, without linking letters."""
    assert sorted(parts.split()) == sorted(compounds.parts(word))


@pytest.mark.parametrize(
    "word",
    """digitaal totaal kapitaal betaalt onderwijs onderzoek onderdeel voorbeeld overleg achterstand belangrijk
    kinderen jongeren leerling leerlingen studenten vrijdag vandaag verschillende gezondheid burgemeester
    ondernemerschap techniek programmeren wethouders worsteling evenementen leeuwarden interview school taal
    zzzqq 2018 mbo""".split(),
)
def test_a_word_that_is_no_compound_stays_whole(word: str, compounds: Compounds) -> None:
    """No part is told that only happens to be in the letters: *taal* is not in *digitaal*."""
    assert () == compounds.parts(word)


def test_the_catalogue_knows_words_of_its_own(compounds: Compounds) -> None:
    """A word that Dutch lists do not know is a part too, once the catalogue uses it."""
    own = Compounds(common_words(), ["klodderbots"])

    assert () == compounds.parts("klodderbotsweek")
    assert ("klodderbots", "week") == own.parts("klodderbotsweek")


def test_a_long_known_word_counts_beside_an_unknown_one(compounds: Compounds) -> None:
    """A name before or behind a known word does not hide it."""
    assert ("onderwijs",) == compounds.parts("onderwijspluk")
    assert "hogeschool" in compounds.parts("zwoelinghogeschool")


def test_parts_are_in_the_word() -> None:
    """Over all long words of the catalogue: a part is a piece of the word, never more."""
    words = (RECALL / "long-words.txt").read_text(encoding="utf-8").split()
    compounds = Compounds(common_words(), map(folded, words))
    taken_apart = {word: compounds.parts(folded(word)) for word in words}

    assert [] == [
        (w, p) for w, parts in taken_apart.items() for p in parts if p not in folded(w) or len(p) < 3
    ]
    assert 100 < sum(map(bool, taken_apart.values()))


@pytest.mark.slow
def test_sixty_thousand_words_take_seconds() -> None:
    """The vocabulary of a large catalogue is taken apart while one waits."""
    words = list(common_words())
    with at_most(10):
        compounds = Compounds(common_words())
        for word in words:
            compounds.parts(word)

    assert len(words) > 59_000


@pytest.mark.parametrize("word", ["a" * 100_000, "onderwijs" * 1_000, "schoolschool" * 5])
def test_no_word_takes_long(word: str, compounds: Compounds) -> None:
    """A word that someone makes up to slow the index down does not."""
    with at_most(1):
        compounds.parts(word)


def test_accents_and_capitals_do_not_count() -> None:
    """A word is known however it is written."""
    assert "sudwest" == folded("Súdwest")
    assert "cafe" == folded("CAFÉ")
