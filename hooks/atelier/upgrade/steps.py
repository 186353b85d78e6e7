"""What an upgrade does with one file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from atelier.i18n.translation import N_


class Fate(Enum):
    """What happens to a file, and the words for it, to be translated."""

    RENAMED = N_("fields and settings by their names of today")
    MIGRATED = N_("brought to its present form")
    ADDED = N_("new in the package: added")
    REPLACED = N_("changed in the package, not by you: replaced")
    MERGED = N_("changed in the package and by you: both are in it now")
    REMOVED = N_("no longer used, and not changed by you: removed")
    TAKEN = N_("replaced by that of the package, as you asked")
    KEPT = N_("left as it is, as you asked")
    GONE = N_("removed by you: stays away")
    CHANGED = N_("changed in the package and by you: left as it is")
    UNUSED = N_("no longer used, but changed by you: left as it is")


@dataclass(frozen=True, slots=True)
class Step:
    """What an upgrade does with one file.

    Attributes:
        path: from the root of the catalogue.
        fate: what happens to it.
        before: its content; None if it is not there.
        after: its content after the upgrade; None if it is not there then.
        package: what the package would write, where the file is left as it is; else None.
        does: what the migrations of it do, to be translated.

    """

    path: str
    fate: Fate
    before: bytes | None
    after: bytes | None
    package: bytes | None = None
    does: tuple[str, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether something changes on the disk."""
        return self.before != self.after
