"""What a person can mend when a site cannot be released: one message that says what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from pathlib import Path

from atelier.i18n.translation import N_

FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class ReleaseError(Exception):
    """The site could not be released, and is as it was. The text says why, and what to do.

    Attributes:
        message: the English text, a msgid, with places for ``values``.
        values: what fills them.

    """

    def __init__(self, message: str, **values: str) -> None:
        self.message = message
        self.values = values
        super().__init__(message % values)

    def text(self, texts: NullTranslations) -> str:
        """The message in the language of ``texts``."""
        return texts.gettext(self.message) % self.values


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error of the system into a ReleaseError; ``path`` is its file if the error names none."""
    try:
        yield
    except OSError as error:
        at = str(error.filename or path)
        if error.errno in FULL:
            message = N_("The disk is full: %(path)s could not be written. Make room, and build again.")
        elif error.errno in FORBIDDEN:
            message = N_(
                "%(path)s may not be written (%(reason)s). Give your user the right to write there, or build "
                "into another folder (--site-dir)."
            )
        else:
            message = N_("%(path)s could not be written: %(reason)s.")
        raise ReleaseError(message, path=at, reason=error.strerror or str(error)) from error
