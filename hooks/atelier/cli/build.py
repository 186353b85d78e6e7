"""The command ``atelier build``: make the site, and say what was done."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path

import typer

from atelier.cli.check import must_be_a_site
from atelier.cli.executor import opened_executor
from atelier.content.settings import language
from atelier.i18n.translation import translations
from atelier.site.building import BuildError, Built, Options, build
from atelier.site.progress import progress_to
from atelier.store.store import Store


def run_build(root: Path, target: Path | None, options: Options, executor: str = "") -> int:
    """Build and print a summary; returns the exit code.

    ``executor`` names what does the work; raises typer.BadParameter if there is none.
    """
    texts = translations(language(root))
    must_be_a_site(root, texts)
    progress = progress_to(sys.stderr, texts=texts)
    site, store = target or root / "site", Store(root)
    try:
        with opened_executor(executor, texts) if executor else nullcontext() as working:
            built = build(root, site, store, replace(options, progress=progress, executor=working))
    except BuildError as error:
        progress.end()
        typer.echo(str(error), err=True)
        return 1
    progress.end()
    for text in filter(None, (built.kept.report, *built.kept.remarks, *built.kept.warnings)):
        typer.echo(text, err=True)
    for message in built.summary.warnings:
        typer.echo(message.text(texts), err=True)
    typer.echo(summary(built, texts))
    return 0


def summary(built: Built, texts: NullTranslations) -> str:
    """What a build did, in one line."""
    done = built.summary
    text = texts.gettext(
        "%(pages)s pages. %(written)s files written, %(unchanged)s unchanged, %(removed)s removed, "
        "in %(seconds)s seconds."
    )
    return text % {
        "pages": done.head.pages,
        "written": len(done.written),
        "removed": len(done.removed),
        "unchanged": done.unchanged,
        "seconds": f"{built.seconds:.1f}",
    }
