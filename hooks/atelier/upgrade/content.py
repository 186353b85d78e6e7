"""What an upgrade does with what a city wrote: fields by their names of today, and migrations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from atelier.content.settings import kinds_in
from atelier.content.source import SETTINGS, TABLE, file_kind_problem
from atelier.model.fields import formers
from atelier.model.kinds import Kinds
from atelier.model.records import RECORDS
from atelier.report.apply import renamed_record, renamed_settings, renamed_table
from atelier.upgrade.migrations import Migration
from atelier.upgrade.steps import Fate, Step


def content_steps(root: Path, migrations: Sequence[Migration], followed: Collection[str]) -> Iterator[Step]:
    """Every file that a city wrote and that changes; ``followed`` are those that follow the package.

    What cannot be read stays as it is: the check says why. Raises OSError.
    """
    kinds = kinds_in(root)
    asked = [(migration, {*_matching(root, migration.files)}) for migration in migrations]
    paths = {path for _, matching in asked for path in matching} | {*_with_former_names(root, kinds)}
    for path in sorted(paths - {*followed}):
        before = (root / path).read_bytes()
        after = renamed = _renamed(root, path, before, kinds)
        does = []
        for migration, matching in asked:
            changed = migration.changed(after) if path in matching else after
            does += [migration.does] if changed != after else []
            after = changed
        if after != before:
            yield Step(
                path, Fate.MIGRATED if after != renamed else Fate.RENAMED, before, after, does=(*does,)
            )


def _matching(root: Path, pattern: str) -> Iterator[str]:
    """The paths of regular files that match a pattern, from the root."""
    for file in root.glob(pattern):
        if not file_kind_problem(file, ""):
            yield file.relative_to(root).as_posix()


def _with_former_names(root: Path, kinds: Kinds) -> Iterator[str]:
    """The files in which a field may have an earlier name."""
    yield from _matching(root, SETTINGS)
    for kind in RECORDS:
        if formers(kinds[kind]):
            yield from _matching(root, f"{kind.folder}/*.md")
            yield from _matching(root, f"{kind.folder}/*{TABLE}")


def _renamed(root: Path, path: str, data: bytes, kinds: Kinds) -> bytes:
    kind = kinds.at(path)
    if path == SETTINGS:
        return renamed_settings(data, root / path)
    if kind is None:
        return data
    return renamed_table(data, path, kind) if path.endswith(TABLE) else renamed_record(data, path, kind)
