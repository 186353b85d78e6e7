"""Names as people look them up."""

from __future__ import annotations

from itertools import groupby

import pytest

from atelier.i18n.alphabet import NUMBERS, OTHER, in_alphabet, initial


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Alfa-college", "A"),
        ("élan", "E"),
        ("'t Koggeschip", "T"),
        ("“De Brug”", "D"),
        ("8sprong", NUMBERS),
        ("Čakovec", "C"),
        ("Харків", "Х"),
        ("???", OTHER),
    ],
)
def test_a_name_is_looked_up_under_its_first_letter(name: str, letter: str) -> None:
    """Accents and signs before it do not count; digits are together."""
    assert letter == initial(name)


def test_names_with_one_letter_stand_together() -> None:
    """Sorted, no letter begins twice."""
    names = sorted(
        ["Zon", "élan", "Eik", "'t Hout", "Tuin", "Ezel", "9 maanden", "Ängel", "Aap"], key=in_alphabet
    )
    letters = [initial(name) for name in names]

    assert [letter for letter, _ in groupby(letters)] == [*dict.fromkeys(letters)]
    assert ["9 maanden", "Aap", "Ängel", "Eik", "élan", "Ezel", "'t Hout", "Tuin", "Zon"] == names
