"""The command ``atelier tend``: answer what waits at the host of the catalogue."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import typer

from atelier.cli.check import must_be_a_site
from atelier.content.settings import language
from atelier.hosts.at import host_at
from atelier.hosts.host import RefusedError, UnreachableError
from atelier.i18n.translation import translations
from atelier.problems.problem import shown
from atelier.proposals.tend import tend


def run_tend(root: Path, day: datetime.date) -> int:
    """Answer every open issue and proposal, a line for each; returns the exit code.

    Raises typer.BadParameter if ``root`` is no catalogue.
    """
    texts = translations(language(root))
    must_be_a_site(root, texts)
    try:
        for line in tend(host_at("", os.environ, root), root, day):
            typer.echo(shown(line, 300))
    except (RefusedError, UnreachableError) as error:
        message = texts.gettext("What waits is not known: %(error)s")
        typer.echo(message % {"error": shown(error, 300)}, err=True)
        return 1
    return 0
