"""What a person is told when a site cannot be released: what is wrong, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path

from atelier.i18n.translation import N_

FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
MENDABLE = FULL | FORBIDDEN
"""What the person who builds can do something about."""


@dataclass(frozen=True)
class Message:
    """Something to tell; as a ``str`` it is in English.

    Attributes:
        msgid: the English text, with places for ``values``.
        values: what fills them.

    """

    msgid: str
    values: Mapping[str, str]

    def __str__(self) -> str:
        return self.msgid % self.values

    def text(self, texts: NullTranslations) -> str:
        """The message in the language of ``texts``."""
        return texts.gettext(self.msgid) % self.values


def message(msgid: str, **values: str) -> Message:
    """A message with values."""
    return Message(msgid, values)


class ReleaseError(Exception):
    """The site could not be released, and is as it was. The text says why, and what to do."""

    def __init__(self, *messages: Message) -> None:
        self.messages = messages
        super().__init__("\n".join(map(str, messages)))

    def text(self, texts: NullTranslations) -> str:
        """The messages in the language of ``texts``, one a line."""
        return "\n".join(message.text(texts) for message in self.messages)


def told_of(error: OSError, path: Path | str) -> Message:
    """What to tell of an error of the system; ``path`` is its file if the error names none."""
    if error.errno in FULL:
        msgid = N_("The disk is full: %(path)s could not be written. Make room, and build again.")
    elif error.errno in FORBIDDEN:
        msgid = N_(
            "%(path)s may not be written (%(reason)s). Give your user the right to write there, or build "
            "into another folder (--site-dir)."
        )
    else:
        msgid = N_("%(path)s could not be written: %(reason)s.")
    return message(msgid, path=str(error.filename or path), reason=error.strerror or str(error))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error of the system into a ReleaseError; ``path`` is its file if the error names none."""
    try:
        yield
    except OSError as error:
        raise ReleaseError(told_of(error, path)) from error
