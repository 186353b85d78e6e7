"""New files for the catalogue: they never replace a file, and are kept only without errors."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from gettext import NullTranslations
from itertools import chain, count
from pathlib import Path

from atelier.checks.check import check
from atelier.content.settings import site_url
from atelier.model.slug import RESERVED, SLUG_LENGTH, full_slug
from atelier.report.explain import Explanation, explain
from atelier.store.files import create

ROOM = 4
"""How many characters of a name are reserved for a number after it."""


def free_path(root: Path, folder: str, title: str, taken: Collection[str] = ()) -> str:
    """A free path for a record with this title, from the root; none of those that are ``taken``."""
    slug = full_slug(title)[: SLUG_LENGTH - ROOM].strip("-") or folder.rpartition("/")[2].removesuffix("s")
    names = chain([slug] if slug not in RESERVED else [], (f"{slug}-{number}" for number in count(2)))
    paths = (f"{folder}/{name}.md" for name in names)
    return next(path for path in paths if path not in taken and not (root / path).exists())


def keep(files: Mapping[str, bytes | None], root: Path) -> None:
    """Write new files, by their path from the root. Raises OSError, also where one is there already."""
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if data is not None:
            create(root / path, data)


def write_if_well(
    files: Mapping[str, str], root: Path, today: datetime.date, texts: NullTranslations
) -> tuple[bool, Sequence[Explanation]]:
    """Write files, by their path from the root, and check the catalogue with them.

    Returns whether they are written, and the explanations of their problems. If one of them has an error, all
    are removed. Raises OSError if a file cannot be written, or exists already.
    """
    done: list[Path] = []
    well = False
    try:
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            # Never replace a file.
            create(file, text)
            done.append(file)
        problems = [problem for problem in check(root, today).all if problem.touches(frozenset(files))]
        explanations = explain(problems, root, texts, site_url(root))
        # Explanations read the file, so make them before it is removed.
        _ = [(explanation.marked, explanation.fix) for explanation in explanations]
        well = not any(problem.severity == "error" for problem in problems)
    finally:
        if not well:
            for file in done:
                file.unlink(missing_ok=True)
    return well, explanations
