"""The command ``atelier shells``: freeze what the engine renders, or compare what is frozen with it."""

from __future__ import annotations

from pathlib import Path

import typer

from atelier.checks.files import FROZEN as FOLDER
from atelier.cli.check import must_be_a_site
from atelier.i18n.translation import translations
from atelier.site.engine import from_engine
from atelier.site.engine_inputs import EngineError
from atelier.site.frozen import FREEZE, differences, freeze
from atelier.store.store import Store


def run_shells(root: Path, *, freezes: bool, checks: bool) -> int:
    """Freeze or compare; returns the exit code. Raises typer.BadParameter if the command is used wrongly."""
    if freezes == checks:
        raise typer.BadParameter("give one of --freeze and --check")
    must_be_a_site(root, translations("en"))
    try:
        return _freeze(root) if freezes else _check(root)
    except EngineError as error:
        typer.echo(str(error), err=True)
        return 1


def _freeze(root: Path) -> int:
    """Freeze what the engine renders now."""
    rendered = from_engine(root, Store(root))
    for warning in rendered.warnings:
        typer.echo(warning, err=True)
    try:
        freeze(rendered, root)
    except OSError as error:
        typer.echo(f"{FOLDER}/ cannot be written: {error.strerror}", err=True)
        return 1
    typer.echo(
        f"{FOLDER}/ has {len(rendered.shells)} shells and {len(rendered.documents)} pages of editors: "
        "look at what changed in it, and commit it."
    )
    return 0


def _check(root: Path) -> int:
    """Compare what is frozen with what the engine renders now."""
    if not (root / FOLDER).is_dir():
        typer.echo(f"Nothing is frozen: there is no {FOLDER}/.")
        return 0
    found = differences(from_engine(root, Store(root)), root)
    for what, names in zip(("differs", "is missing", "is not needed"), found, strict=True):
        for name in names:
            typer.echo(f"{FOLDER}/{name} {what}")
    if any(found):
        typer.echo(f"`{FREEZE}` makes {FOLDER}/ anew; commit it then.")
        return 1
    typer.echo(f"{FOLDER}/ is what the engine renders.")
    return 0
