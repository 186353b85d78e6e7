"""The command ``atelier queue``: the proposals that wait, by risk and age."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from atelier.cli.check import must_be_a_site
from atelier.hosts.at import host_at
from atelier.hosts.host import RefusedError, UnreachableError
from atelier.i18n.translation import translations
from atelier.problems.problem import shown
from atelier.proposals.queue import as_json, queue, rows

WIDE = 10_000
"""How wide a line may be where it is not for a terminal: no program wants it broken."""


def run_queue(root: Path, to: str, output: str, lang: str) -> int:
    """Print what waits at the host of the catalogue in ``root``, or at ``to``; returns the exit code.

    Raises typer.BadParameter if the command is used wrongly.
    """
    texts = translations(lang)
    if not to:
        must_be_a_site(root, texts)
    try:
        now = datetime.datetime.now(datetime.UTC)
        waiting = queue(host_at(to, os.environ, root).waiting(), now)
    except (RefusedError, UnreachableError) as error:
        message = texts.gettext("What waits is not known: %(error)s")
        typer.echo(message % {"error": shown(texts.gettext(str(error)), 300)}, err=True)
        return 1
    if output == "json":
        typer.echo(as_json(waiting))
    elif waiting:
        _print(rows(waiting, texts))
    else:
        typer.echo(texts.gettext("Nothing waits."))
    return 0


def _print(table: Sequence[Sequence[str]]) -> None:
    """Print rows below their heads, each on one line where it is not for a terminal."""
    heads, *lines = table
    made = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        made.add_column(head, overflow="fold")
    for line in lines:
        made.add_row(*map(Text, line))
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)
    with console.capture() as printed:
        console.print(made)
    typer.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))
