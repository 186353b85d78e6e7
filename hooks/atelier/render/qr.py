"""QR codes of short addresses, for print and screens.

All these addresses are as long as one another and differ in the characters of their code alone. A QR code of
one size and mask is linear in its bits (ISO/IEC 18004: data, then Reed-Solomon code words, then a fixed
mask), so a bit of the address turns the same modules whatever else is in it. The code of each address is put
together of the few that segno makes, one for each bit: 0.1 ms a code, against 0.7 ms by segno alone with its
mask fixed (3.5 ms where it looks for the best), with which a build of 1,000 takes a fifth longer.
"""

from __future__ import annotations

from functools import cache

import segno

from atelier.catalogue.short_address import FOLDER, LENGTH

FILE = "qr.svg"
"""What the picture of a code is called, below the short address that it is of."""
MASK = 3
"""Any of the eight will do: readers find it in the code. It must be one for all."""
QUIET = 4
"""Modules that must stay empty around a code."""

ZERO = b"0" * LENGTH
BITS = tuple(1 << place for place in range(8))

Modules = int
"""A QR code as the bits of one number: its rows from the top one after the other, dark is 1."""


class Codes:
    """The QR codes of the short addresses of one site.

    Attributes:
        size: how many modules a code is wide and high.

    """

    def __init__(self, site_url: str) -> None:
        self._before = f"{site_url}{FOLDER}".encode()
        self.size, self._zero = modules(self._address(bytearray(ZERO)))
        self._turned = cache(self._turn)
        self._written = cache(self._write)

    def _address(self, code: bytearray) -> bytes:
        return self._before + code + b"/"

    def _turn(self, place: int, bit: int) -> Modules:
        """The modules that turn when one bit of the code does."""
        code = bytearray(ZERO)
        code[place] ^= bit
        return self._zero ^ modules(self._address(code))[1]

    def _write(self, place: int, character: int) -> Modules:
        """The modules that turn when a character of the code is not 0 but this one."""
        turned = 0
        for bit in BITS:
            if (character ^ ZERO[place]) & bit:
                turned ^= self._turned(place, bit)
        return turned

    def modules(self, short: str) -> Modules:
        """The QR code of a short address, from the root of the site, such as ``i/c0akr/``."""
        found = self._zero
        for place, character in enumerate(short.removeprefix(FOLDER).rstrip("/").encode()):
            found ^= self._written(place, character)
        return found

    def svg(self, short: str) -> str:
        """The QR code as a picture: black on white in any colour scheme, with its quiet zone."""
        size, width = self.size, self.size + 2 * QUIET
        bits = f"{self.modules(short):0{size * size}b}"
        rows = "".join(f"M{QUIET} {QUIET + y}.5{_line(bits[y * size : (y + 1) * size])}" for y in range(size))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}" '
            f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{width}v{width}H0z"/>'
            f'<path stroke="#000" d="{rows}"/></svg>'
        )


def modules(address: bytes) -> tuple[int, Modules]:
    """How wide the QR code of an address is, and the code; with correction M, which bears a stain."""
    made = segno.make(address, error="m", mask=MASK, micro=False, boost_error=False, mode="byte")
    bits = "".join("1" if module else "0" for row in made.matrix for module in row)
    return len(made.matrix), int(bits, 2)


def _line(row: str) -> str:
    """A row as a line of one module high: drawn where it is dark, and lifted in between."""
    parts = row.replace("01", "0 1").replace("10", "1 0").split(" ")
    return "".join(map(_stroke, parts))


@cache
def _stroke(run: str) -> str:
    return f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0"
