"""The command ``atelier doubles``: what may be the same initiative, told by two cities."""

from __future__ import annotations

from pathlib import Path

import typer

from atelier.checks.check import check
from atelier.checks.day import today
from atelier.cli.check import must_be_a_site
from atelier.i18n.translation import translations
from atelier.proposals.doubles import alike, as_json, as_text
from atelier.store.store import Store


def run_doubles(root: Path, least: int, output: str, lang: str) -> int:
    """Print pairs that are alike, the most alike first; returns the exit code.

    Raises typer.BadParameter if ``root`` is no catalogue.
    """
    texts = translations(lang)
    must_be_a_site(root, texts)
    catalogue = check(root, today(), store=Store(root)).catalogue
    if catalogue is None:
        typer.echo(texts.gettext("The catalogue has errors: atelier check tells which."), err=True)
        return 1
    pairs = alike(catalogue, least)
    typer.echo(as_json(pairs) if output == "json" else as_text(pairs, texts))
    return 0
