"""Image files of every kind, made when a test asks for them."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

GRONINGEN = {1: "N", 2: (53.0, 13.0, 9.0), 3: "E", 4: (6.0, 34.0, 0.0)}
"""Where the Martinitoren stands, as the GPS directory of Exif."""
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="53,13.1N"/>'
    b"</rdf:RDF></x:xmpmeta>"
)


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Something to see: light from left to right, so that one can tell which side is up."""
    band = Image.linear_gradient("L").rotate(90).resize((width, height))
    return Image.merge("RGB", [band, band.transpose(Image.Transpose.FLIP_LEFT_RIGHT), band]).convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """An image as the bytes of a file."""
    with io.BytesIO() as file:
        image.save(file, kind, **options)
        return file.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def empty_png(width: int, height: int) -> bytes:
    """A PNG of a hundred bytes that says how large it is, and has no pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def exif(*, orientation: int = 1, place: bool = False) -> Image.Exif:
    """What a telephone writes into a photo."""
    written = Image.Exif()
    written[271] = "Telefoonmaker"
    written[274] = orientation
    written[315] = "Robin Maker"
    if place:
        written[0x8825] = GRONINGEN
    return written
