"""An image of a contributor as a page shows it: in a few widths, for the browser to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

WIDTHS = (480, 960, 1440)
"""In pixels: a card or a phone, a column of text, and that column on a screen with twice the dots."""

Size = tuple[int, int]
"""Width and height in pixels."""


class Rendition(NamedTuple):
    """A picture in one width.

    Attributes:
        name: its file name on the site, in the folder of the page.
        width: in pixels.
        height: in pixels.

    """

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of a contributor as it can be shown.

    Attributes:
        format: of the original: ``PNG``, ``JPEG`` or ``WebP``.
        placed: whether the original has the place where it was taken. No rendition has it.
        digest: the hash of the original's bytes.
        renditions: from narrow to wide; none is wider than the original. A build makes their files.

    """

    format: str
    placed: bool
    digest: str
    renditions: tuple[Rendition, ...]

    @property
    def smallest(self) -> Rendition:
        """The rendition for a card."""
        return self.renditions[0]

    @property
    def largest(self) -> Rendition:
        """The rendition whose size is in the HTML, so that nothing moves when it has loaded."""
        return self.renditions[-1]

    def srcset(self, folder: str = "") -> str:
        """Every width, for the browser to choose from; ``folder`` is where they are, from the page."""
        return ", ".join(f"{folder}{rendition.name} {rendition.width}w" for rendition in self.renditions)


def sizes_of(original: Size) -> list[Size]:
    """The sizes in which an upright picture is shown, from wide to narrow; none is wider than it is."""
    widest = min(original[0], WIDTHS[-1])
    sizes = [_scaled(original, widest)]
    for width in reversed(WIDTHS):
        if width < widest:
            # Each is made of the one before.
            sizes.append(_scaled(sizes[-1], width))
    return sizes


def _scaled(size: Size, width: int) -> Size:
    return width, max(1, round(size[1] * width / size[0]))
