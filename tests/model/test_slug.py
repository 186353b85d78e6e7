"""Slugs: different words have different addresses, which work everywhere and stay as they are."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.model.slug import RESERVED, SLUG, SLUG_LENGTH, full_slug, slugify

WORDS = st.text(st.characters(categories=("L", "N", "M")), min_size=1, max_size=80)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("foto’s & film", "fotos-film"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("F♯", "f-sharp"),
        (".NET", "dot-net"),
        ("Node.js", "node-js"),
        ("50+", "50-plus"),
        ("groep 7+8", "groep-7-8"),
        ("#robots", "robots"),
        ("Українська", "80aa2aboqjl0g5e"),
        ("العربية", "mgbcd4a2b0d2b"),
        ("Харків", "80aexxx9h"),
        ("日本語", "wgv71a119e"),
        ("हिन्दी में कृषि", "j2bd4cyah0f-i1b1g5c-11b2eyao"),
        ("Straße", "strae-oqa"),
        ("+++", ""),
    ],
)
def test_an_address_stays_what_it_is(text: str, slug: str) -> None:
    """These are published: a change of one would break links."""
    assert slug == slugify(text)


@pytest.mark.parametrize(
    "different",
    [
        ("C", "C+", "C++", "C#", "CPP"),
        ("NET", ".NET"),
        ("ї", "и", "й", "і"),
        ("हिन्दी", "हन्दी", "हिन्द"),
        ("Страсбург", "Страсбурк"),
        ("з" * 79 + "а", "з" * 79 + "б", "з" * 80),
        ("lang " * 15 + "een", "lang " * 15 + "twee"),
    ],
    ids=itertools.count(),
)
def test_different_words_have_different_addresses(different: tuple[str, ...]) -> None:
    """Also where only a sign, a mark or the last letter differs."""
    assert len(different) == len({slugify(text) for text in different})


def test_a_reserved_name_is_no_address_of_a_tag() -> None:
    """A page number of a list, or a folder that Windows cannot make."""
    assert not {slugify(name) for name in RESERVED} & RESERVED


@given(WORDS)
def test_every_word_has_an_address(word: str) -> None:
    """Whatever the script: of small ASCII letters, digits and hyphens, and not too long; the same in NFD."""
    slug = slugify(word)

    assert SLUG.fullmatch(slug) or all(unicodedata.category(letter)[0] == "M" for letter in word)
    assert len(slug) <= SLUG_LENGTH
    assert slug == slugify(unicodedata.normalize("NFD", word))


@given(st.lists(st.sampled_from("абвгдїй日本語عرب"), min_size=1, max_size=12), st.data())
def test_a_slug_of_another_script_holds_all_of_the_word(letters: list[str], data: st.DataObject) -> None:
    """So no two words share a page, as long as the slug is not cut."""
    word = "".join(letters)

    assert unicodedata.normalize("NFC", word) == full_slug(word).encode().decode("punycode")
