"""A file in which only the day is new on which somebody said that all of it is still true."""

from __future__ import annotations

import datetime
import re

FIELD = "last_confirmed"
WRITTEN = re.compile(rf"({FIELD}:[ \t]*[\"']?)[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}")
"""The field with a day, and whatever follows."""


def confirmed(text: str, day: datetime.date) -> str:
    """The text of the file of a record, confirmed on a day: not a letter differs besides.

    The field is the last of the front matter where it was not there. Raises ValueError for a file without
    front matter.
    """
    lines = text.split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(fences) < 2 or fences[0]:
        raise ValueError("no front matter")
    end = fences[1]
    line_end = "\r" if lines[end].endswith("\r") else ""
    there = next((number for number in range(1, end) if lines[number].startswith(f"{FIELD}:")), None)
    if there is None:
        lines.insert(end, f"{FIELD}: {day}{line_end}")
    elif WRITTEN.match(lines[there]):
        lines[there] = WRITTEN.sub(rf"\g<1>{day}", lines[there])
    else:
        lines[there] = f"{FIELD}: {day}{line_end}"
    return "\n".join(lines)
