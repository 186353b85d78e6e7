"""A picture that somebody sent, made small and without what a camera writes along."""

from __future__ import annotations

from atelier.images.header import EXTENSIONS, Refusal, read_header

SIDE = 1600
"""The longest side in pixels, as the form makes it: a page shows at most 1,440."""


def smaller(name: str, data: bytes) -> bytes | Refusal:
    """A picture made small anew, in the format of its name, or why it is refused."""
    header = read_header(data)
    if isinstance(header, Refusal):
        return header
    # Pillow is slow to import, and most have no picture.
    from atelier.images.renditions import made_small

    extension = name.rpartition(".")[2]
    kind = next((kind for kind, extensions in EXTENSIONS.items() if extension in extensions), header.format)
    return made_small(data, header, SIDE, kind) or Refusal("image-broken")
