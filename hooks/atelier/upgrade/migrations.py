"""What a version asks of the files of a city, besides other names of fields (``model.base.Formerly``).

A migration is a function from the text of a file to its text. To add one:
``contributing/change-what-cities-have.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atelier.store.changelog import as_number


@dataclass(frozen=True, kw_only=True, slots=True)
class Migration:
    """A change of the files of a city.

    Attributes:
        version: the first that needs it.
        does: what it does, in the third person; to be translated.
        files: which files, as a pattern from the root, such as ``docs/festivals/*.md``.
        change: from the text of a file to its text, with lines that end in a line feed. A text that has its
            new form already comes back as it is, because an upgrade that was cut off is done again. Fields
            have their names of today.

    """

    version: str
    does: str
    files: str
    change: Callable[[str], str]

    def changed(self, data: bytes) -> bytes:
        """The bytes of a file after the change; its line ends stay. What is no UTF-8 stays as it is.

        Raises ValueError if the function would change its own result again.
        """
        try:
            written = data.decode("utf-8")
        except UnicodeDecodeError:
            return data
        windows = "\r\n" in written and "\n" not in written.replace("\r\n", "")
        text = written.replace("\r\n", "\n") if windows else written
        after = self.change(text)
        if self.change(after) != after:
            raise ValueError(f"The migration of {self.version} of {self.files} is not stable")
        return (after.replace("\n", "\r\n") if windows else after).encode()


MIGRATIONS: tuple[Migration, ...] = ()
"""Every one, the oldest first."""

DROPPED: frozenset[str] = frozenset()
"""The paths of files that followed the package, and that it does not write any more."""


def between(migrations: Sequence[Migration], since: str, until: str) -> Sequence[Migration]:
    """Those that a catalogue needs that was brought up to date with one version, and now is with another.

    All, if the first is not known.
    """
    first, last = as_number(since), as_number(until)
    return [migration for migration in migrations if first < as_number(migration.version) <= last]
