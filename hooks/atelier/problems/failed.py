"""Why a build can stop, besides errors in files."""

from __future__ import annotations


class FailedError(Exception):
    """Something cannot be made, for a reason that the person who builds can mend; the message says it."""
