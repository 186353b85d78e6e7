"""Slugs: the part of an address that names one record, tag or place."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 80
RESERVED = frozenset(
    {"index", "page", "con", "prn", "aux", "nul"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in range(10)}
)
"""Names that are pages of the site itself, and device names that Windows keeps for itself
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""

IMAGE_TYPES = ("png", "jpg", "jpeg", "webp")
IMAGE_NAME = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,79}}\.(?:{'|'.join(IMAGE_TYPES)})")


@lru_cache(maxsize=10_000)
def slugify(text: str) -> str:
    """The address of a tag, place or heading: ``Súdwest-Fryslân`` is ``sudwest-fryslan``; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
