"""The examples of a new catalogue: which are still as they were, and how they are taken away."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from atelier.checks.check import check
from atelier.problems.problem import Problem
from atelier.starter.state import FILE, State, digest, state_text
from atelier.store.files import create, write_whole


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples that a catalogue still has.

    Attributes:
        unchanged: the paths of those that nobody changed.
        changed: the paths of those that somebody changed.

    """

    unchanged: tuple[str, ...]
    changed: tuple[str, ...]


def examples_in(root: Path, state: State) -> Examples:
    """The examples that are there. Raises OSError if one cannot be read."""
    there = [path for path in state.examples if (root / path).is_file()]
    same = [path for path in there if digest((root / path).read_bytes()) == state.files.get(path)]
    return Examples(tuple(same), tuple(path for path in there if path not in same))


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
