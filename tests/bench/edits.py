"""The edits that are measured: what changes in the file of one initiative."""

from __future__ import annotations

import re


def text(file: str, times: int) -> str:
    """The file with one more sentence at its end: only its own page shows it."""
    return f"{file}\nDit kwam er bij keer {times} bij.\n"


def fields(file: str, times: int) -> str:
    """The file with another title and another first subject: lists, feeds and tables show them."""
    subjects = re.findall(r"^  - (onderwerp \d+)$", file, re.MULTILINE)
    other = next(
        name for name in (f"onderwerp {(times + more) % 10}" for more in range(4)) if name not in subjects
    )
    file = file.replace(f"  - {subjects[0]}\n", f"  - {other}\n", 1)
    return re.sub(r"^title: .*$", f"title: De naam van keer {times}", file, count=1, flags=re.MULTILINE)
