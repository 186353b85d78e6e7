"""What an image is, told by its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.images.header import Header, Refusal, format_of, read_header
from tests.fixtures.pictures import (
    ODD,
    XMP,
    chunk,
    empty_png,
    exif,
    photo,
    saved,
    segments,
)
from tests.fixtures.waiting import at_most


@pytest.mark.parametrize("name", ODD)
def test_header_tells_kind_and_size(name: str) -> None:
    """Whatever variant of the three kinds an image is, its size is known without decoding it."""
    kind, data = ODD[name]

    assert Header(kind, 60, 40, placed=False) == read_header(data)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("SVG", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("SVG", b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by hand -->\n<svg></svg>'),
        ("GIF", saved(photo(8, 8, "P"), "GIF")),
        ("AVIF", saved(photo(8, 8), "AVIF")),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        ("TIFF", saved(photo(8, 8), "TIFF")),
        ("BMP", saved(photo(8, 8), "BMP")),
        ("PDF", b"%PDF-1.7\n"),
        ("something else", b"<!DOCTYPE html><title>x</title>"),
        ("something else", b"PK\x03\x04"),
        ("an empty file", b""),
    ],
)
def test_other_kinds_are_refused_by_name(kind: str, data: bytes) -> None:
    """Nothing but PNG, JPEG and WebP is let in, and the contributor hears what it is instead."""
    assert Refusal("image-content", {"kind": kind}) == read_header(data)


@pytest.mark.parametrize(
    ("width", "height", "refused"),
    [
        (6000, 4000, False),
        (6025, 4000, True),  # 24.1 megapixels
        (100_000, 100_000, True),
        (16_384, 1, True),
        (16_383, 1, False),
    ],
)
def test_too_many_pixels_are_refused(width: int, height: int, *, refused: bool) -> None:
    """At most 24 megapixels, and no side that WebP cannot hold; told by the header alone."""
    found = read_header(empty_png(width, height))

    assert refused == (isinstance(found, Refusal) and found.code == "image-pixels")


@pytest.mark.parametrize("data", [empty_png(0, 10), saved(photo(9, 9), "JPEG")[:100], b"\x89PNG\r\n\x1a\n"])
def test_a_header_without_a_size_is_broken(data: bytes) -> None:
    """A file that starts well and says no size is damaged."""
    assert Refusal("image-broken") == read_header(data)


def test_a_scan_bomb_is_refused() -> None:
    """A JPEG of a thousand passes over its pixels is told by counting them."""
    data = saved(photo(64, 64), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    bomb = data[:last] + data[last:-2] * 1000 + data[-2:]

    assert isinstance(read_header(data), Header)
    assert Refusal("image-broken") == read_header(bomb)


@pytest.mark.parametrize(
    "data",
    [
        saved(photo(9, 9), "JPEG", exif=exif(place=True)),
        saved(photo(9, 9), "PNG", exif=exif(place=True)),
        saved(photo(9, 9), "WEBP", exif=exif(place=True)),
        saved(photo(9, 9), "JPEG", xmp=XMP),
        saved(photo(9, 9), "WEBP", xmp=XMP),
        segments(saved(photo(9, 9), "JPEG"), b"Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0"
                 b"\0\0\0\0\x01\0\x02\0\x05\0\x03\0\0\0\0\0\0\0\0\0\0\0"),
    ],
)  # fmt: skip
def test_a_place_is_seen(data: bytes) -> None:
    """Exif and XMP that say where a picture was taken are found in each kind of file."""
    header = read_header(data)

    assert isinstance(header, Header)
    assert header.placed


STARTS = [
    b"",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"RIFF\0\0\0\0WEBP",
    b"RIFF\0\0\0\0WEBPVP8X",
    b"\xff\xd8\xff\xe1\0\x40Exif\0\0II*\0",
]


@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_any_bytes_have_a_header_or_a_refusal(start: bytes, rest: bytes) -> None:
    """Bytes of any kind are decided, never by a traceback."""
    found = read_header(start + rest)

    assert isinstance(found, Header | Refusal)
    assert isinstance(found, Refusal) or format_of(start) == found.format


@given(st.sampled_from(sorted(ODD)), st.integers(0, 2000), st.binary(max_size=8))
def test_any_damage_has_a_header_or_a_refusal(name: str, at: int, damage: bytes) -> None:
    """Images with a few bytes overwritten are decided too."""
    data = ODD[name][1]

    assert isinstance(read_header(data[:at] + damage + data[at + len(damage) :]), Header | Refusal)


@pytest.mark.parametrize(
    "data",
    [
        saved(photo(9, 9), "JPEG")[:20] + b"\xff\xe1\0\2" * 2_000_000,
        b"\xff\xd8" + b"\xff" * 8_000_000,
        b"\xff\xd8\xff\xda" + b"\xff\0" * 4_000_000,
        empty_png(9, 9)[:33] + chunk(b"tEXt", b"") * 600_000,
        b"RIFF\0\0\0\0WEBP" + b"EXIF\0\0\0\0" * 1_000_000,
        b"<?xml " + b"<" * 8_000_000,
        segments(saved(photo(9, 9), "JPEG"), *[b"Exif\0\0II*\0\x08\0\0\0\xff\xff"] * 4900),
    ],
    ids=["segments", "fill-bytes", "stuffing", "chunks", "webp-chunks", "xml", "tags"],
)
def test_a_header_is_read_in_time(data: bytes) -> None:
    """Eight megabytes that are made to take long are decided within a second."""
    with at_most(1):
        read_header(data)
