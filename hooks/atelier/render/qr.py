"""QR codes of short addresses, for print and screens.

All these addresses have the same length and differ only in the characters of their code. A QR code of one
size and mask is linear in its bits (ISO/IEC 18004: data, then Reed-Solomon code words, then a fixed mask). So
a bit of the address always inverts the same modules. segno makes one QR code for each bit, and the QR code of
an address is the XOR of those: 0.1 ms each, against 0.7 ms by segno with a fixed mask (3.5 ms if it looks for
the best mask), with which a build of 1,000 takes a fifth longer.
"""

from __future__ import annotations

from functools import cache

from atelier.catalogue.short_address import FOLDER, LENGTH

FILE = "qr.svg"
"""The name of the picture of a QR code, in the folder of its short address."""
MASK = 3
"""Any of the eight masks works: the QR code says which. All QR codes must have the same."""
QUIET = 4
"""Modules that must stay empty around a code."""

ZERO = b"0" * LENGTH
BITS = tuple(1 << place for place in range(8))

Modules = int
"""A QR code as the bits of one number: its rows from the top, dark is 1."""


class Codes:
    """The QR codes of the short addresses of one site.

    Attributes:
        size: the width and height of a code, in modules.

    """

    def __init__(self, site_url: str) -> None:
        self._before = f"{site_url}{FOLDER}".encode()
        self.size, self._zero = modules(self._address(bytearray(ZERO)))
        self._turned = cache(self._turn)
        self._written = cache(self._write)

    def _address(self, code: bytearray) -> bytes:
        return self._before + code + b"/"

    def _turn(self, place: int, bit: int) -> Modules:
        """The modules that are inverted when one bit of the address is."""
        code = bytearray(ZERO)
        code[place] ^= bit
        return self._zero ^ modules(self._address(code))[1]

    def _write(self, place: int, character: int) -> Modules:
        """The modules that are inverted when a character of the code is this one instead of 0."""
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
    """The width of the QR code of an address, and the code; with error correction M."""
    import segno  # which loads a client for HTTP, and is needed for new codes only

    made = segno.make(address, error="m", mask=MASK, micro=False, boost_error=False, mode="byte")
    bits = "".join("1" if module else "0" for row in made.matrix for module in row)
    return len(made.matrix), int(bits, 2)


def _line(row: str) -> str:
    """The path of a row: a line one module high where it is dark."""
    parts = row.replace("01", "0 1").replace("10", "1 0").split(" ")
    return "".join(map(_stroke, parts))


@cache
def _stroke(run: str) -> str:
    return f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0"
