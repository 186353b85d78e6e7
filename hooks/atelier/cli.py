"""The command ``atelier``: what a contributor or CI types.

Exit codes: 0 all well, 1 problems, 2 the command was used wrongly.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from atelier.check import check, today
from atelier.model import RECORDS
from atelier.problems import shown
from atelier.report import FORMATS
from atelier.translation import LANGUAGES, translations

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
Format = StrEnum("Format", {name: name for name in FORMATS})  # type: ignore[misc]
Language = StrEnum("Language", {name: name for name in LANGUAGES})  # type: ignore[misc]


@app.callback()
def _atelier() -> None:
    """Innovatieatelier: a shared catalogue of education initiatives."""


@app.command("check")
def check_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders; all without.")
    ] = None,
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    output: Annotated[Format, typer.Option("--format", help="How to show the problems.")] = Format["text"],
    lang: Annotated[Language, typer.Option(help="The language of the messages.")] = Language["nl"],
) -> None:
    """Check every file of the catalogue; with paths, show only the problems that touch those files."""
    gettext = translations(lang).gettext
    if not (root / "mkdocs.yml").is_file():
        message = gettext("There is no mkdocs.yml in %(folder)s.") % {"folder": shown(root)}
        raise typer.BadParameter(message, param_hint="--root")
    result = check(root, today())
    problems, checked = result.problems, len(result.collections.paths)
    if paths:
        selected = _selected(paths, root, result.collections.paths, gettext)
        problems = [problem for problem in problems if problem.touches(selected)]
        checked = len(selected)
    typer.echo(FORMATS[output](problems, checked, translations(lang)))
    raise typer.Exit(int(any(problem.severity == "error" for problem in problems)))


def _selected(
    paths: list[Path], root: Path, known: tuple[str, ...], gettext: Callable[[str], str]
) -> frozenset[str]:
    """The files that some paths mean, as they are known from the root."""
    selected: set[str] = set()
    base = Path(os.path.realpath(root))
    for path in paths:
        # The last part stays as it is: a link is looked at itself, not what it leads to.
        full = path.resolve() if path.name in ("", "..") else Path(os.path.realpath(path.parent), path.name)
        relative = full.relative_to(base).as_posix() if full.is_relative_to(base) else ".."
        below = "" if relative == "." else f"{relative}/"
        found = {name for name in known if name == relative or name.startswith(below)}
        empty_folder = any(kind.folder == relative and full.is_dir() for kind in RECORDS)
        if not found and not empty_folder:
            message = gettext("%(path)s is no file or folder of the catalogue.") % {"path": shown(path)}
            raise typer.BadParameter(message, param_hint="PATH")
        selected |= found
    return frozenset(selected)


def main() -> None:
    """Run the command."""
    gc.disable()  # all that is read lives until the command ends
    app()
