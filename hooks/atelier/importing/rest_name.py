"""How the file is called that holds the rows that are left of a sheet, and its column with what is wrong."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

from atelier.i18n.translation import LANGUAGES, N_, translations

ENDING = "-rest"
NAME = re.compile(rf"(.+?){ENDING}(?:-[0-9]+)?")
WRONG = N_("What is wrong")
"""The head of the column that says why a row is left."""


def origin(stem: str) -> str:
    """The name of the sheet that a rest is left of, without ending; that of any other file as it is."""
    found = NAME.fullmatch(stem)
    return found[1] if found else stem


def free_rest(file: Path) -> Path:
    """Where the rest of a file goes: beside it, and never over another."""
    stem = origin(file.stem)
    names = (f"{stem}{ENDING}{'' if number == 1 else f'-{number}'}.csv" for number in count(1))
    return next(path for path in map(file.with_name, names) if not path.exists())


def is_reason(head: str) -> bool:
    """Whether a column is the one that says what is wrong, of an earlier rest in any language."""
    return head in {translations(language).gettext(WRONG) for language in LANGUAGES}
