"""What is wrong, as a page: ``mkdocs serve`` shows it at every address until it is mended.

MkDocs' own server answers nothing at all after a build that failed. So there, a mistake in the catalogue
does not fail the build: the page of mistakes takes the place of the site. MkDocs' script that reloads a
page after every build comes with it, since the server adds that to any page.
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

PAGE = "mistakes.html"
"""Where the page of mistakes stands in a site. Every page of the site itself is a folder."""

NOT_FOUND = "404.html"
"""What MkDocs' server answers where it finds nothing: with ``--no-livereload`` the page is seen so."""

LIVERELOAD = "/livereload/"
"""Where MkDocs' script asks whether the site was built anew."""


def mistakes_page(text: str, language: str) -> str:
    """A page that says what is wrong: ``text`` is what a check says, escaped here."""
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


def show_mistakes(site: Path, text: str, language: str) -> None:
    """Let the page of mistakes take the place of the site in a folder."""
    page = mistakes_page(text, language)
    for kept in site.iterdir():
        if kept.is_dir() and not kept.is_symlink():
            shutil.rmtree(kept)
        else:
            kept.unlink()
    for name in (PAGE, NOT_FOUND):
        (site / name).write_text(page, encoding="utf-8")


def build_or_show(builder: Callable[[], None], show: Callable[[str], None]) -> Callable[[], None]:
    """A build that never fails: ``show`` is given what went wrong, whatever it is."""

    def build() -> None:
        try:
            builder()
        except Exception as error:
            # What MkDocs knows is wrong it has told, and it raises an error of its own over it.
            told = isinstance(error, SystemExit)
            if not told:
                log.exception("The site could not be made.")
            show(str(error.__context__ if told else error))

    return build


def mistakes_first(served: WSGIApplication, mount: str) -> WSGIApplication:
    """A server's application that answers with the page of mistakes, where there is one, at any address.

    ``served`` is asked for that page first, since it waits for a build that is under way; only its answer
    tells what the newest state is. ``mount`` is the path of the site, with slashes round it.
    """

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(LIVERELOAD):
            return served(environ, start_response)
        started: list[tuple[str, list[tuple[str, str]]]] = []
        body = served({**environ, "PATH_INFO": mount + PAGE}, _kept(started))
        status, headers = started[0]
        if not status.startswith("200"):
            return served(environ, start_response)
        # A program that asks for a page must not take this one for it.
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
