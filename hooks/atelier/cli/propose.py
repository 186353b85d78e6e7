"""The command ``atelier propose``: what came by mail becomes a proposal."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.checks.day import today
from atelier.cli.check import must_be_a_site
from atelier.content.settings import language
from atelier.contribute.inbox import LIMIT, sent_in, submission_of
from atelier.contribute.submission import NotTakenError, Outcome, Remark, prepare, proposal_of
from atelier.hosts.at import host_at
from atelier.hosts.host import Host, RefusedError, UnreachableError
from atelier.i18n.translation import translations
from atelier.problems.problem import shown
from atelier.proposals.labels import labels_of
from atelier.proposals.report import alike_to, reader_of
from atelier.report.markdown import markdown_text

MEND = 1
"""The exit code where something must be mended first, or the host refuses."""
LATER = 75
"""The exit code where trying again later may help: a mail program then keeps the mail (sysexits.h)."""
STDIN = "-"


def run_propose(file: str, to: str, root: Path, lang: str) -> int:
    """Make a proposal of what was sent; returns the exit code.

    Its address goes to standard output, and what is to be mended to standard error. Raises
    typer.BadParameter if the command is used wrongly.
    """
    texts = translations(lang)
    must_be_a_site(root, texts)
    data = _read(file, texts)
    try:
        host = host_at(to, os.environ, root)
    except RefusedError as error:
        raise typer.BadParameter(texts.gettext(str(error)), param_hint="--to") from error
    try:
        return _propose(host, data, "" if file == STDIN else file, root, texts)
    except NotTakenError as error:
        typer.echo(str(error), err=True)
        return MEND
    except UnreachableError as error:
        said = texts.gettext("The host of the catalogue cannot be reached. Try again later.")
        typer.echo(f"{said}\n{shown(error, 300)}", err=True)
        return LATER
    except RefusedError as error:
        said = texts.gettext("The host of the catalogue refuses the proposal.")
        typer.echo(f"{said}\n{shown(error, 300)}", err=True)
        return MEND


def _read(file: str, texts: NullTranslations) -> bytes:
    try:
        if file == STDIN:
            return sys.stdin.buffer.read(LIMIT + 1)
        with Path(file).open("rb") as opened:
            return opened.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        message = texts.gettext("“%(file)s” cannot be read.") % {"file": shown(file)}
        raise typer.BadParameter(message, param_hint="FILE") from error


def _propose(host: Host, data: bytes, name: str, root: Path, texts: NullTranslations) -> int:
    sent = sent_in(data, name, texts)
    branch = f"inzending/{sent.id}"
    proposed = host.find(branch)
    # The same mail again is the same proposal, whatever became of it.
    if proposed is None:
        outcome = prepare(submission_of(sent, root), root, today(), texts)
        typer.echo(_told(outcome, texts), err=True, nl=False)
        if not outcome.well:
            return MEND
        said = markdown_text(texts.gettext("Sent by mail, and checked: nothing is wrong with it."))
        own_texts = translations(language(root))
        text = "\n\n".join(filter(None, [said, alike_to(root, outcome.files, own_texts)]))
        labels = labels_of(outcome.files, reader_of(root), today(), own_texts)
        proposed = host.propose(replace(proposal_of(outcome, branch, text), labels=labels))
    typer.echo(proposed.address)
    return 0


def _told(outcome: Outcome, texts: NullTranslations) -> str:
    """What is to be mended or could be better, by question."""
    gettext = texts.gettext
    parts = []
    if outcome.wrong:
        parts += [gettext("A few things need mending first:"), *map(_line, outcome.wrong)]
    if outcome.better:
        parts += [gettext("This would make it better still:"), *map(_line, outcome.better)]
    return "".join(f"{part}\n" for part in parts)


def _line(remark: Remark) -> str:
    said = " ".join(filter(None, [remark.message, remark.explanation.meant, remark.hint]))
    return f"- {shown(remark.place)}: {said}"
