"""New files put into the catalogue: where nothing stands yet, and only where all is well with them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from itertools import chain, count
from pathlib import Path

from atelier.checks.check import check
from atelier.content.files import create
from atelier.contribute.settings import site_url
from atelier.model.slug import RESERVED, SLUG_LENGTH, slugify
from atelier.report.explain import Explanation, explain

ROOM = 4
"""Characters of a name that are kept for a number behind it."""


def free_path(root: Path, folder: str, title: str) -> str:
    """Where a record with a certain title can stand, from the root: a name that no file has."""
    slug = slugify(title)[: SLUG_LENGTH - ROOM].strip("-") or folder.rpartition("/")[2].removesuffix("s")
    names = chain([slug] if slug not in RESERVED else [], (f"{slug}-{number}" for number in count(2)))
    paths = (f"{folder}/{name}.md" for name in names)
    return next(path for path in paths if not (root / path).exists())


def write_if_well(
    files: Mapping[str, str], root: Path, today: datetime.date, texts: NullTranslations
) -> tuple[bool, Sequence[Explanation]]:
    """Write files, by their path from the root, and check the catalogue with them.

    Returns whether they stand there now, and what is to be said of them; where anything is wrong with one
    of them none stays. Raises OSError where a file cannot be written, or is there already.
    """
    done: list[Path] = []
    well = False
    try:
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            # What is there is never written over.
            create(file, text)
            done.append(file)
        problems = [problem for problem in check(root, today).all if problem.touches(frozenset(files))]
        explanations = explain(problems, root, texts, site_url(root))
        # What is said of a file that goes again has to be read while it is there.
        _ = [(explanation.marked, explanation.fix) for explanation in explanations]
        well = not any(problem.severity == "error" for problem in problems)
    finally:
        if not well:
            for file in done:
                file.unlink(missing_ok=True)
    return well, explanations
