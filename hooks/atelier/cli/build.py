"""The command ``atelier build``: make the site, and say what was done.

What only some builds need is imported there: see ``site/building.py``.
"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cache, partial
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from atelier.content.source import SETTINGS
from atelier.i18n.translation import kept_translations
from atelier.site.building import BuildError, Built, Options, build, texts_of
from atelier.site.progress import progress_to
from atelier.store.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Executor


def run_build(root: Path, target: Path | None, options: Options, executor: str = "") -> int:
    """Build and print a summary; returns the exit code.

    ``executor`` names what does the work; raises typer.BadParameter if there is none.
    """
    if not (root / SETTINGS).is_file():
        from atelier.cli.check import must_be_a_site

        must_be_a_site(root, texts_of(root))
    progress = progress_to(sys.stderr, texts=cache(partial(texts_of, root)))
    site, store = target or root / "site", Store(root)
    try:
        with _opened(executor, root) as working:
            built = build(root, site, store, replace(options, progress=progress, executor=working))
    except BuildError as error:
        progress.end()
        typer.echo(str(error), err=True)
        return 1
    progress.end()
    texts = kept_translations(built.kept.language, store)
    for text in filter(None, (built.kept.report, *built.kept.remarks, *built.kept.warnings)):
        typer.echo(text, err=True)
    for message in built.summary.warnings:
        typer.echo(message.text(texts), err=True)
    typer.echo(summary(built, texts))
    return 0


def _opened(executor: str, root: Path) -> AbstractContextManager[Executor | None]:
    """The executor that was named, if one was. Raises typer.BadParameter."""
    if not executor:
        return nullcontext()
    from atelier.cli.executor import opened_executor

    return opened_executor(executor, texts_of(root))


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
