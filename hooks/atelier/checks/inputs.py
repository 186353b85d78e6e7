"""All that a check follows from, as one fingerprint: while that is the same, its outcome is too."""

from __future__ import annotations

import datetime
from pathlib import Path

from atelier.checks.files import files_of
from atelier.content.settings import read_settings
from atelier.model.records import FOLDERS
from atelier.store.code import code_digest
from atelier.store.contents import Contents
from atelier.store.fingerprint import fingerprint


def inputs(root: Path, settings_file: str, today: datetime.date, contents: Contents, *, publish: bool) -> str:
    """The fingerprint of all that a check of the catalogue in ``root`` follows from, without a base.

    Of the settings it holds what they come to: so it does not matter which files they inherit from, or which
    variables of the environment they name.
    """
    settings = repr(read_settings(root / settings_file, publish=publish))
    return fingerprint(code_digest(), str(today), settings, *files_of(root, FOLDERS, contents))
