"""The command ``atelier``: what a contributor or CI types.

Exit codes: 0 all well, 1 problems, 2 the command was used wrongly.
"""

from __future__ import annotations

import gc
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from atelier.check import today
from atelier.check_command import must_be_a_site, run_check
from atelier.proposal import FORMATS as PROPOSAL_FORMATS
from atelier.proposal import report_of
from atelier.report import FORMATS
from atelier.translation import LANGUAGES, translations

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
Format = StrEnum("Format", {name: name for name in FORMATS})  # type: ignore[misc]
ProposalFormat = StrEnum("ProposalFormat", {name: name for name in PROPOSAL_FORMATS})  # type: ignore[misc]
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
    fix: Annotated[bool, typer.Option("--fix", help="Mend what has one mending, and show it.")] = False,
) -> None:
    """Check every file of the catalogue; with paths, show only the problems that touch those files."""
    raise typer.Exit(run_check(paths or [], root, output, lang, fix=fix))


@app.command("changes")
def changes_command(
    base: Annotated[Path, typer.Option(help="A checkout of what it was before.")],
    root: Annotated[Path, typer.Option(help="The folder with mkdocs.yml.")] = Path(),
    output: Annotated[ProposalFormat, typer.Option("--format", help="How to show it.")] = ProposalFormat[
        "text"
    ],
    lang: Annotated[Language, typer.Option(help="The language of the messages.")] = Language["nl"],
) -> None:
    """Say what a proposal changes in the catalogue, or else what is wrong with it; the exit code is 0."""
    texts = translations(lang)
    for folder, option in ((base, "--base"), (root, "--root")):
        must_be_a_site(folder, option, texts)
    typer.echo(PROPOSAL_FORMATS[output](report_of(base, root, today(), texts), texts))


def main() -> None:
    """Run the command."""
    gc.disable()  # all that is read lives until the command ends
    app()
