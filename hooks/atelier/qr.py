"""QR codes of short addresses, for print and screens.

All these addresses are as long as one another and differ in the characters of their code alone. A QR code of
one size and mask is linear in its bits (ISO/IEC 18004: data, then Reed-Solomon code words, then a fixed
mask), so a bit of the address turns the same modules whatever else is in it. The code of each address is put
together of the few that segno makes, one for each bit: made one by one, ten thousand take minutes.
"""

from __future__ import annotations

from functools import cache

import segno

from atelier.short_address import FOLDER, LENGTH

FILE = "qr.svg"
"""What the picture of a code is called, below the short address that it is of."""
MASK = 3
"""Any of the eight will do: readers find it in the code. It must be one for all."""
QUIET = 4
"""Modules that must stay empty around a code."""

ZERO = b"0" * LENGTH
BITS = tuple(1 << place for place in range(8))

Modules = tuple[int, ...]
"""Rows from the top, each as the bits of a number, the leftmost module the highest."""


class Codes:
    """The QR codes of the short addresses of one site.

    Attributes:
        size: how many modules a code is wide and high.

    """

    def __init__(self, site_url: str) -> None:
        self._before = f"{site_url}{FOLDER}".encode()
        self._zero = modules(self._address(bytearray(ZERO)))
        self.size = len(self._zero)
        self._turned = cache(self._turn)

    def _address(self, code: bytearray) -> bytes:
        return self._before + code + b"/"

    def _turn(self, place: int, bit: int) -> Modules:
        """The modules that turn when one bit of the code does."""
        code = bytearray(ZERO)
        code[place] ^= bit
        return _exclusive(self._zero, modules(self._address(code)))

    def modules(self, short: str) -> Modules:
        """The QR code of a short address, from the root of the site, such as ``i/c0akr/``."""
        found = self._zero
        code = short.removeprefix(FOLDER).rstrip("/").encode()
        for place, (character, zero) in enumerate(zip(code, ZERO, strict=True)):
            for bit in BITS:
                if (character ^ zero) & bit:
                    found = _exclusive(found, self._turned(place, bit))
        return found

    def svg(self, short: str) -> str:
        """The QR code as a picture: black on white in any colour scheme, with its quiet zone."""
        width = self.size + 2 * QUIET
        runs = "".join(
            f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z"
            for y, row in enumerate(self.modules(short))
            for x, length in _runs(row, self.size)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}" '
            f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{width}v{width}H0z"/>'
            f'<path d="{runs}"/></svg>'
        )


def _exclusive(one: Modules, other: Modules) -> Modules:
    return tuple(a ^ b for a, b in zip(one, other, strict=True))


def modules(address: bytes) -> Modules:
    """The QR code of any address: with correction M, which bears a stain on the paper."""
    made = segno.make(address, error="m", mask=MASK, micro=False, boost_error=False, mode="byte")
    return tuple(int("".join("1" if module else "0" for module in row), 2) for row in made.matrix)


def _runs(row: int, size: int) -> list[tuple[int, int]]:
    """Where black begins in a row, and how long it is."""
    found, x = [], 0
    for part in f"{row:0{size}b}".replace("01", "0 1").replace("10", "1 0").split(" "):
        if part[0] == "1":
            found.append((x, len(part)))
        x += len(part)
    return found
