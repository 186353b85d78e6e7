"""Pictures made anew for the site: WebP in a few widths, upright, in sRGB, without metadata.

Nothing of the original is published: no metadata on camera, place or maker, and no hidden bytes. Only the
decoder of the format in the header reads a file, and any error in it means "this picture is broken".
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from PIL import Image, ImageCms

from atelier.images.header import Header
from atelier.images.picture import Size, sizes_of

QUALITY = 80
METHOD = 4
"""How hard libwebp tries, from 0 to 6."""

ORIENTATION = 274
UPRIGHT: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""The operation that makes a picture upright, by its orientation: Exif 3.0 (CIPA DC-008), tag 274."""
ON_ITS_SIDE = (5, 6, 7, 8)


class Encoded(NamedTuple):
    """A picture in one width: its size in pixels, and the bytes of a WebP file."""

    width: int
    height: int
    webp: bytes


def upright_size(data: bytes, header: Header) -> Size | None:
    """The size of a picture set upright, or None if it cannot be decoded or has a false header.

    It is fully decoded, in the same way as for its renditions, but to one pixel: only this shows whether they
    can be made, and it takes about a quarter of the time.
    """
    try:
        with _opened(data, header) as opened:
            size = _seen_size(opened)
            _upright(opened, (1, 1))
    except Exception:  # a decoder can raise any exception for a stranger's bytes
        return None
    return size


def make_renditions(data: bytes, header: Header) -> list[Encoded]:
    """Every width of a picture, from wide to narrow; none if it cannot be decoded or has a false header.

    ``header`` is what ``atelier.images.header.read_header`` found: it limits how many pixels are decoded. Of
    what moves it is the first frame. The same bytes always give the same renditions.
    """
    try:
        with _opened(data, header) as opened:
            sizes = sizes_of(_seen_size(opened))
            picture = _upright(opened, sizes[0])
    except Exception:  # as above
        return []
    made = []
    for size in sizes:
        if picture.size != size:
            picture = picture.resize(size, Image.Resampling.LANCZOS)
        with io.BytesIO() as file:
            picture.save(file, "WEBP", quality=QUALITY, method=METHOD)
            made.append(Encoded(*size, file.getvalue()))
    return made


def made_small(data: bytes, header: Header, side: int, kind: str) -> bytes | None:
    """A picture as a file of a format, with no side longer than ``side``; None if it cannot be decoded.

    Nothing of the original but what is seen is left: no place, no camera, no hidden bytes.
    """
    try:
        with _opened(data, header) as opened:
            width, height = _seen_size(opened)
            scale = min(1.0, side / max(width, height))
            picture = _upright(opened, (max(1, round(width * scale)), max(1, round(height * scale))))
        if kind == "JPEG" and picture.mode == "RGBA":
            white = Image.new("RGBA", picture.size, "white")
            picture = Image.alpha_composite(white, picture).convert("RGB")
        with io.BytesIO() as file:
            picture.save(file, kind, quality=QUALITY)
            return file.getvalue()
    except Exception:  # as above
        return None


def _opened(data: bytes, header: Header) -> Image.Image:
    """A picture that is not decoded yet; raises ValueError if it is not as large as its header says."""
    opened = Image.open(io.BytesIO(data), formats=[header.format])
    if opened.size != (header.width, header.height):
        raise ValueError(opened.size)
    return opened


def _seen_size(opened: Image.Image) -> Size:
    """The size of a picture once it is set upright."""
    return opened.size[::-1] if _orientation(opened) in ON_ITS_SIDE else opened.size


def _upright(opened: Image.Image, target: Size) -> Image.Image:
    """The picture decoded, in a certain size, as it should be seen, in RGB or RGBA."""
    orientation = _orientation(opened)
    target = target[::-1] if orientation in ON_ITS_SIDE else target
    # A JPEG is decoded much faster at a half or a quarter; with twice the target no difference is visible.
    opened.draft(None, (target[0] * 2, target[1] * 2))
    opened.load()
    profile = opened.info.get("icc_profile")
    picture = _without_palette(opened)
    if picture.size != target:
        picture = picture.resize(target, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if orientation in UPRIGHT:
        picture = picture.transpose(UPRIGHT[orientation])
    picture = _in_srgb(picture, profile)
    # Pillow would write this metadata.
    picture.info = {}
    return picture


def _orientation(opened: Image.Image) -> int:
    """The orientation in Exif; 1 if there is none, or it cannot be read."""
    try:
        return int(opened.getexif().get(ORIENTATION, 1))
    except Exception:  # Exif is by a stranger too, and can raise anything
        return 1


def _without_palette(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller: L, RGB, RGBA or CMYK."""
    if picture.mode.startswith("I"):
        # 16 bits of grey: Pillow would clip values above 255.
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in the colours of the web; a profile that cannot be used is left out."""
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    if alpha is not None:
        picture = picture.convert("RGB")
    if profile:
        # The profile may be damaged, or made for other colours than the picture has.
        with suppress(Exception):
            source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            picture = ImageCms.profileToProfile(picture, source, target, outputMode="RGB") or picture
    picture = picture.convert("RGB")
    if alpha is not None:
        picture.putalpha(alpha)
    return picture
