"""Why a build can stop, besides errors in files."""

from __future__ import annotations

from gettext import NullTranslations


class FailedError(Exception):
    """Something cannot be made, for a reason that the person who builds can mend; the message says it."""

    def text(self, texts: NullTranslations) -> str:
        """The message, in the language of ``texts`` if it is among them."""
        # To gettext an empty text means the head of its file.
        return texts.gettext(str(self)) if str(self) else ""
