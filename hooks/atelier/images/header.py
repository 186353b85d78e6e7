"""The header of an image, read without decoding: its format, its size, and whether it has a location.

A file name proves nothing, and a decoder is not safe: a picture of 100 bytes can unpack to gigabytes. So the
header decides which decoder may read the file, and how many pixels it may make.

Pillow's own lazy opening is not safe enough (measured with Pillow 13): it allocates 1.3 GB for an animated
WebP of 258 bytes, decodes a PNG to find its Exif (7 ms a file, against 0.01), counts no scans, and takes two
seconds for eight megabytes of empty segments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from atelier.i18n.translation import N_
from atelier.problems.problem import Word

BYTE_LIMIT = 8 * 1024 * 1024
PIXEL_LIMIT = 24_000_000
SIDE_LIMIT = 16_383
"""The longest side that WebP can hold: https://developers.google.com/speed/webp/faq."""
PART_LIMIT = 5_000
"""The most segments or chunks in one file; a photo of 8 MB has some hundreds."""
SCAN_LIMIT = 100
"""The most scans in a progressive JPEG. Each is a pass over all pixels; encoders make about ten, and many
more are an attack: https://libjpeg-turbo.org/pmwiki/uploads/About/TwoIssueswiththeJPEGStandard.pdf."""


class Header(NamedTuple):
    """What the header of an image says.

    Attributes:
        format: ``PNG``, ``JPEG`` or ``WebP``.
        width: in pixels, before it is turned upright.
        height: likewise.
        placed: whether it holds the place where it was taken.

    """

    format: str
    width: int
    height: int
    placed: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file cannot be shown: a code of a problem, and the values that its texts need."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class Part(NamedTuple):
    """A chunk of a PNG or WebP, or a segment of a JPEG: its name and its bytes."""

    name: bytes
    content: bytes


EXTENSIONS: Mapping[str, tuple[str, ...]] = {"PNG": ("png",), "JPEG": ("jpg", "jpeg"), "WebP": ("webp",)}
"""The extensions of each format that can be shown."""

SIGNATURES: Mapping[str, re.Pattern[bytes]] = {
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "WebP": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    "GIF": re.compile(rb"GIF8[79]a"),
    "AVIF": re.compile(rb".{4}ftypavi[fs]", re.DOTALL),
    "HEIC": re.compile(rb".{4}ftyp(?:he(?:ic|ix|im|is|vc|vx)|mif1|msf1)", re.DOTALL),
    "JPEG XL": re.compile(rb"\xff\x0a|\0\0\0\x0cJXL "),
    "TIFF": re.compile(rb"II\*\0|MM\0\*"),
    "BMP": re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL),
    "PDF": re.compile(rb"%PDF-"),
    "SVG": re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:[?!].{0,4000}?<)?svg\b", re.DOTALL),
}
"""How files of each format start. All but the first three are only named in a message."""


def format_of(data: bytes) -> str | None:
    """The format of an image by its first bytes, whatever the file is called."""
    start = data[:4096]
    return next((name for name, signature in SIGNATURES.items() if signature.match(start)), None)


def read_header(data: bytes) -> Header | Refusal:
    """The header of a PNG, JPEG or WebP, or why the image is refused. Nothing is decoded."""
    name = format_of(data)
    if name is None or name not in EXTENSIONS:
        other = Word(N_("something else") if data else N_("an empty file"))
        return Refusal("image-content", {"kind": name or other})
    parts = list(_PARTS[name](data))
    size = _SIZES[name](parts)
    scans = sum(part.name == START_OF_SCAN for part in parts)
    if size is None or 0 in size or len(parts) == PART_LIMIT or scans > SCAN_LIMIT:
        return Refusal("image-broken")
    width, height = size
    if width * height > PIXEL_LIMIT or max(size) > SIDE_LIMIT:
        limit = PIXEL_LIMIT // 1_000_000
        return Refusal("image-pixels", {"width": width, "height": height, "limit": limit, "side": SIDE_LIMIT})
    return Header(name, width, height, any(_placed(part) for part in parts))


# The parts of a file


def _png_parts(data: bytes) -> Iterator[Part]:
    """https://www.w3.org/TR/png-3/#5Chunk-layout."""
    at = 8
    for _ in range(PART_LIMIT):
        if at + 8 > len(data):
            return
        length = int.from_bytes(data[at : at + 4], "big")
        yield Part(data[at + 4 : at + 8], data[at + 8 : at + 8 + length])
        at += 12 + length


def _webp_parts(data: bytes) -> Iterator[Part]:
    """https://www.rfc-editor.org/rfc/rfc9649#section-2.3."""
    at = 12
    for _ in range(PART_LIMIT):
        if at + 8 > len(data):
            return
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        yield Part(data[at : at + 4], data[at + 8 : at + 8 + length])
        at += 8 + length + length % 2


MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
"""A marker, but not those inside a scan: a stuffed byte and a restart."""
END_OF_IMAGE = b"\xd9"
START_OF_SCAN = b"\xda"
WITHOUT_LENGTH = (b"\xd8", b"\x01")


def _jpeg_parts(data: bytes) -> Iterator[Part]:
    """https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1.1."""
    at = 2
    for _ in range(PART_LIMIT):
        marker = MARKER.search(data, at)
        if not marker or marker[1] == END_OF_IMAGE:
            return
        at = marker.end()
        if marker[1] in WITHOUT_LENGTH:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        yield Part(marker[1], data[at + 2 : at + length])
        at += length


_PARTS: Mapping[str, Callable[[bytes], Iterator[Part]]] = {
    "PNG": _png_parts,
    "JPEG": _jpeg_parts,
    "WebP": _webp_parts,
}


# The size, as each format says it


def _png_size(parts: list[Part]) -> tuple[int, int] | None:
    if not parts or parts[0].name != b"IHDR" or len(parts[0].content) != 13:
        return None
    content = parts[0].content
    return int.from_bytes(content[:4], "big"), int.from_bytes(content[4:8], "big")


START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Three of these numbers mean something else: tables, an extension and conditioning."""


def _jpeg_size(parts: list[Part]) -> tuple[int, int] | None:
    for part in parts:
        if part.name[0] in START_OF_FRAME and len(part.content) >= 6:
            height, width = (int.from_bytes(part.content[at : at + 2], "big") for at in (1, 3))
            return width, height
    return None


def _webp_size(parts: list[Part]) -> tuple[int, int] | None:
    if not parts:
        return None
    name, content = parts[0]
    if name == b"VP8 " and content[3:6] == b"\x9d\x01\x2a" and len(content) >= 10:
        width, height = (int.from_bytes(content[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        return width, height
    if name == b"VP8L" and content[:1] == b"\x2f" and len(content) >= 5:
        bits = int.from_bytes(content[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8X" and len(content) >= 10:
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (4, 7))
        return width, height
    return None


_SIZES: Mapping[str, Callable[[list[Part]], tuple[int, int] | None]] = {
    "PNG": _png_size,
    "JPEG": _jpeg_size,
    "WebP": _webp_size,
}

# The place

EXIF_PARTS = (b"\xe1", b"eXIf", b"EXIF")
XMP_PLACE = b"exif:GPSLatitude"
GPS_POINTER = 0x8825
GPS_LATITUDE = 2
ENTRY_LENGTH = 12
"""The bytes of a tag in a directory. Only tags that fit in the data are read: thousands of directories with a
false count would take seconds."""


def _placed(part: Part) -> bool:
    """Whether a part of a file has the place where the picture was taken, as Exif or as XMP."""
    if part.name in EXIF_PARTS:
        return _exif_placed(part.content.removeprefix(b"Exif\0\0")) or XMP_PLACE in part.content
    return part.name in (b"XMP ", b"iTXt") and XMP_PLACE in part.content


def _exif_placed(exif: bytes) -> bool:
    """Whether Exif has a latitude: Exif 3.0 (CIPA DC-008), 4.6."""
    if exif[:4] not in (b"II*\0", b"MM\0*"):
        return False
    order: Literal["little", "big"] = "little" if exif[:1] == b"I" else "big"

    def number(at: int, length: int) -> int:
        return int.from_bytes(exif[at : at + length], order)

    def entries(start: int) -> dict[int, int]:
        """The tags of a directory, each with the place of its value."""
        count = min(number(start, 2), (len(exif) - start) // ENTRY_LENGTH)
        places = [start + 2 + ENTRY_LENGTH * n for n in range(count)]
        return {number(place, 2): place + 8 for place in places}

    pointer = entries(number(4, 4)).get(GPS_POINTER)
    return pointer is not None and GPS_LATITUDE in entries(number(pointer, 4))
