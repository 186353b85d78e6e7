"""Logs of the service: a line of JSON for each event, with nothing of who sends and nothing of what is sent.

No internet address, no address of a page that was asked for (a private link is one), no header and no text
of a post. Of an error that was not foreseen there are its kind and its places in the code: its text may
hold values.
"""

from __future__ import annotations

import datetime
import json
import logging
import re
import sys
import traceback
from pathlib import Path
from typing import TextIO

from atelier.hosts.host import RefusedError, UnreachableError
from atelier.model.addresses import EMAIL
from atelier.receive.clone import CloneError

NAME = "atelier.receive"
"""The logger above those of the modules beside this one."""
FIELDS = ("id", "status", "outcome", "ms", "waiting")
"""What a line may have besides when, how bad, what, and an error."""
EXPECTED = (UnreachableError, RefusedError, CloneError)
"""Errors whose text was made here, or by the host of proposals, about a request of ours."""
MAIL = re.compile(EMAIL.pattern.replace("$", ""))
CODE = Path(__file__).parents[1]
MOST = 300


class Lines(logging.Formatter):
    """Makes a line of JSON of a record."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.msg if record.name.startswith(NAME) else "server",
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        error = getattr(record, "error", None) or (record.exc_info and record.exc_info[1])
        if isinstance(error, BaseException):
            line["error"] = described(error)
        return json.dumps(line, ensure_ascii=False)


def described(error: BaseException) -> str:
    """What can be said of an error in a log."""
    if isinstance(error, EXPECTED):
        text = " ".join(f"{type(error).__name__}: {error}".split())
        return MAIL.sub("…", text)[:MOST]
    if isinstance(error, OSError) and error.strerror:
        return f"{type(error).__name__}: {error.strerror}"
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames]
    return " < ".join([type(error).__name__, *reversed(places)])


def _short(name: str) -> str:
    file = Path(name)
    return str(file.relative_to(CODE)) if file.is_relative_to(CODE) else file.name


def log_to(stream: TextIO = sys.stderr) -> None:
    """Write all logs of this process to a stream, as lines of JSON."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(NAME).setLevel(logging.INFO)
