"""The examples of a new catalogue: which are still as they were, and how they are taken away."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from atelier.checks.check import check
from atelier.content.settings import read_settings
from atelier.content.source import SETTINGS
from atelier.model.parts import Part
from atelier.model.pillar import Pillar
from atelier.problems.problem import Problem
from atelier.starter.state import FILE, State, digest, state_text
from atelier.store.files import create, write_whole


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples that a catalogue still has.

    Attributes:
        unchanged: the paths of those that nobody changed.
        changed: the paths of those that somebody changed.
        needed: the paths of those that have to stay: pillars, as long as the city has none of its own. Every
            initiative needs one.

    """

    unchanged: tuple[str, ...]
    changed: tuple[str, ...]
    needed: tuple[str, ...]


def examples_in(root: Path, state: State) -> Examples:
    """The examples that are there. Raises OSError if one cannot be read."""
    there = [path for path in state.examples if (root / path).is_file()]
    same = [path for path in there if digest((root / path).read_bytes()) == state.files.get(path)]
    needed = _only_pillars(root, same)
    return Examples(
        tuple(path for path in same if path not in needed),
        tuple(path for path in there if path not in same),
        needed,
    )


def _only_pillars(root: Path, examples: Collection[str]) -> tuple[str, ...]:
    """The pillars among examples, if a catalogue with pillars has no others."""
    settings, _ = read_settings(root / SETTINGS)
    if settings and not settings.extra.parts.has(Part.PILLARS):
        return ()
    pillars = [f"{Pillar.folder}/{file.name}" for file in (root / Pillar.folder).glob("*.md")]
    return tuple(pillars) if all(path in examples for path in pillars) else ()


def remove(root: Path, state: State, day: datetime.date) -> Sequence[Problem]:
    """Take away the examples that nobody changed; returns the problems that this would make.

    If there are any, all of them stay. Raises OSError.
    """
    paths = examples_in(root, state).unchanged
    before = {_same(problem) for problem in _errors(root, day)}
    contents = {path: (root / path).read_bytes() for path in paths}
    problems: Sequence[Problem] = ()
    gone: list[str] = []
    try:
        for path in paths:
            (root / path).unlink()
            gone.append(path)
        problems = [problem for problem in _errors(root, day) if _same(problem) not in before]
    except BaseException:
        _put_back(root, contents, gone)
        raise
    if problems:
        _put_back(root, contents, gone)
        return problems
    left = {path: digest_ for path, digest_ in state.files.items() if path not in gone}
    examples = tuple(path for path in state.examples if path not in gone)
    write_whole(root / FILE, state_text(replace(state, files=left, examples=examples)))
    return ()


def _errors(root: Path, day: datetime.date) -> list[Problem]:
    return [problem for problem in check(root, day).all if problem.severity == "error"]


def _same(problem: Problem) -> tuple[str, str, str]:
    """What is the same of a problem whatever else is in the catalogue."""
    return problem.code, problem.path, problem.field


def _put_back(root: Path, contents: dict[str, bytes], paths: Sequence[str]) -> None:
    for path in paths:
        create(root / path, contents[path])
