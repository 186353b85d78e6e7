"""An image of a contributor as a page shows it: in a few widths, for the browser to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

WIDTHS = (480, 960, 1440)
"""In pixels: a card or a phone, a column of text, and that column on a screen with twice the dots."""


class Rendition(NamedTuple):
    """A picture in one width.

    Attributes:
        file: where it is kept.
        name: what it is called on the site, beside the page of the file that names it.
        width: in pixels.
        height: in pixels.

    """

    file: str
    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of a contributor as it can be shown.

    Attributes:
        format: what the original is: ``PNG``, ``JPEG`` or ``WebP``.
        placed: whether the original holds the place where it was taken. No rendition does.
        renditions: from narrow to wide; none is wider than the original.

    """

    format: str
    placed: bool
    renditions: tuple[Rendition, ...]

    @property
    def smallest(self) -> Rendition:
        """The one for a card."""
        return self.renditions[0]

    @property
    def largest(self) -> Rendition:
        """The one whose size the page tells, so that nothing moves when the picture comes."""
        return self.renditions[-1]

    @property
    def srcset(self) -> str:
        """Every width, for the browser to choose from."""
        return ", ".join(f"{rendition.name} {rendition.width}w" for rendition in self.renditions)


def widths_of(widest: int) -> list[int]:
    """In which widths a picture is shown, from wide to narrow; never wider than it is."""
    widest = min(widest, WIDTHS[-1])
    return [widest, *(width for width in reversed(WIDTHS) if width < widest)]
