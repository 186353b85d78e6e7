"""The error page: ``mkdocs serve`` shows it at every address until the errors are fixed.

MkDocs' server does not answer after a failed build. So under ``mkdocs serve`` an error in the catalogue does
not fail the build: the error page replaces the site. The server adds its script to it as to every page, so it
reloads after the next build.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from atelier.i18n.translation import translations

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger("atelier")

PAGE = "errors.html"
"""The address of the error page. Every page of the site itself is a folder."""

NOT_FOUND = "404.html"
"""MkDocs' server sends this file if it finds nothing; with ``--no-livereload`` it shows the error page."""

LIVERELOAD = "/livereload/"
"""Where MkDocs' script asks whether the site was built again."""


def error_page(text: str, language: str) -> str:
    """The HTML of the error page; ``text`` is the report of the check, which is escaped here."""
    environment = Environment(
        loader=PackageLoader("atelier"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment.get_template("_layout/error_page.html").render(text=text, language=language)


def show_errors(site: Path, text: str, language: str) -> None:
    """Replace the site in a folder by the error page."""
    page = error_page(text, language)
    for kept in site.iterdir():
        if kept.is_dir() and not kept.is_symlink():
            shutil.rmtree(kept)
        else:
            kept.unlink()
    for name in (PAGE, NOT_FOUND):
        (site / name).write_text(page, encoding="utf-8")


def build_or_show(builder: Callable[[], None], show: Callable[[str], None]) -> Callable[[], None]:
    """A build that never fails: ``show`` is called with the text of any error."""

    def build() -> None:
        try:
            builder()
        except Exception as error:
            # MkDocs has logged the errors that it knows, and exits.
            logged = isinstance(error, SystemExit)
            if not logged:
                log.exception("The site could not be made.")
            show(str(error.__context__ if logged else error))

    return build


def errors_first(served: WSGIApplication, mount: str) -> WSGIApplication:
    """A server's application that answers with the error page at any address, if there is one.

    ``served`` is asked for that page first, because it waits for a running build: only its answer shows the
    newest state. ``mount`` is the path of the site, with slashes round it.
    """

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(LIVERELOAD):
            return served(environ, start_response)
        started: list[tuple[str, list[tuple[str, str]]]] = []
        body = served({**environ, "PATH_INFO": mount + PAGE}, _kept(started))
        status, headers = started[0]
        if not status.startswith("200"):
            return served(environ, start_response)
        # A program must see that this is not the page that it asked for.
        start_response("503 Service Unavailable", headers)
        return body

    return application


def _kept(started: list[tuple[str, list[tuple[str, str]]]]) -> StartResponse:
    def start_response(
        status: str, headers: list[tuple[str, str]], _error: object = None, /
    ) -> Callable[[bytes], object]:
        started.append((status, headers))
        return lambda _: None

    return start_response
