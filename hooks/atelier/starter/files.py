"""The files of a new catalogue, made of the answers of its city.

Their templates lie in ``files/``: what follows the package and is renewed by ``atelier upgrade`` in
``files/follows/``, what is the city's own from the first day in ``files/once/``. The folder below that says
for whom it is: ``all``, or a language, a host, or both (``github-nl``). The rest is the path from the root.
A name ends in ``.j2``, and ``dot-`` at its begin stands for a dot, so that no program takes a template for
its own file.

Templates have ``[[ ]]`` and ``[% %]``, because workflows hold ``${{ }}``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atelier.starter.answers import Answers

TEMPLATES = Path(__file__).with_name("files")
FOLLOWS, ONCE = "follows", "once"
ALL = "all"
SUFFIX = ".j2"
DOT = "dot-"
"""Stands for a dot at the begin of a name."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a new catalogue.

    Attributes:
        content: what is in it.
        follows: whether it follows the package, so that ``atelier upgrade`` renews it.
        example: whether it only shows how a record can be: ``atelier examples --remove`` takes it away.

    """

    content: bytes
    follows: bool
    example: bool = False


def files_of(answers: Answers, day: datetime.date) -> dict[str, Written]:
    """Every file of a new catalogue, by its path from the root, in order; ``day`` is when it is made."""
    values = _values(answers, day)
    found = {
        path: Written(template(name).render(values).encode(), name.startswith(f"{FOLLOWS}/"))
        for name, path in _templates(answers)
    }
    return dict(sorted(found.items()))


@cache
def version() -> str:
    """The version of the package."""
    return version_of("innovatieatelier")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - the answers are the city's own, and no template makes HTML
        undefined=StrictUndefined,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def template(name: str) -> Any:
    """The template with this path in ``files/``."""
    return _environment().get_template(name)


def _templates(answers: Answers) -> Iterator[tuple[str, str]]:
    """The templates for a city, each with the path of the file that it makes."""
    own = {ALL, str(answers.language), str(answers.host)}
    for file in sorted(TEMPLATES.glob(f"*/*/**/*{SUFFIX}")):
        name = file.relative_to(TEMPLATES).as_posix()
        _, whose, *parts = name.removesuffix(SUFFIX).split("/")
        if own.issuperset(whose.split("-")):
            yield name, "/".join(f".{part[len(DOT) :]}" if part.startswith(DOT) else part for part in parts)


def _values(answers: Answers, day: datetime.date) -> Mapping[str, object]:
    """What templates may name."""
    return {"city": answers, "day": day, "version": version()}
