"""The day on which a catalogue is checked."""

from __future__ import annotations

import datetime
import os


def today() -> datetime.date:
    """Today's date: ``SOURCE_DATE_EPOCH`` if it is set, else the clock.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) <= 11:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now().astimezone().date()
