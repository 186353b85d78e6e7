"""QR codes are those that segno makes."""

from __future__ import annotations

from itertools import chain

import pytest
import segno

from atelier.catalogue.short_address import code
from atelier.render.qr import MASK, Codes, modules


@pytest.mark.parametrize("slug", ["robotles", "a", "zzz", "winkel-in-de-wijk", "oud-plan"])
@pytest.mark.parametrize(
    "site",
    ["https://klein.example/", "https://innovatieatelier.github.io/", "http://127.0.0.1:8000/een/map/"],
)
def test_a_code_is_the_one_that_segno_makes(slug: str, site: str) -> None:
    """Put together of the codes of single bits, it is the same to the module."""
    short = f"i/{code(slug)}/"
    made = segno.make(site + short, error="m", mask=MASK, micro=False, boost_error=False, mode="byte")
    expected = int("".join(map(str, chain.from_iterable(made.matrix))), 2)

    assert expected == Codes(site).modules(short)
    assert (len(made.matrix), expected) == modules((site + short).encode())
