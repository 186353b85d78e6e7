"""The command ``atelier rollback``: put a former site back, or say which there are."""

from __future__ import annotations

import datetime
from gettext import NullTranslations
from pathlib import Path

import typer
from babel.dates import format_datetime

from atelier.cli.check import must_be_a_site
from atelier.content.settings import language
from atelier.i18n.locales import locale_of
from atelier.i18n.translation import translations
from atelier.site.rollback import roll_back
from atelier.site.trees.errors import Message, ReleaseError
from atelier.site.trees.place import locked, place_of
from atelier.site.trees.tree import Head


def run_rollback(root: Path, target: Path | None, number: int | None, *, wait: bool) -> int:
    """Put a former site back and say which; returns the exit code."""
    site, lang, texts = _site(root, target)

    def say(message: Message) -> None:
        typer.echo(message.text(texts), err=True)

    try:
        with locked(site, wait=wait, say=say) as place:
            kept = roll_back(place, number)
    except ReleaseError as error:
        typer.echo(error.text(texts), err=True)
        return 1
    typer.echo(texts.gettext("The site is now %(head)s.") % {"head": described(kept.head, texts, lang)})
    typer.echo(texts.gettext("The next build makes it of what the files say then."))
    return 0


def run_list(root: Path, target: Path | None) -> int:
    """Say which sites are kept, the last first; returns the exit code."""
    site, lang, texts = _site(root, target)
    place = place_of(site)
    live = place.live()
    heads = [kept.head for kept in place.formers()] + ([live.head] if live else [])
    for head in sorted(heads, key=lambda head: head.number, reverse=True):
        is_live = live is not None and head.number == live.head.number
        mark = "  " + texts.gettext("(the site as it is)") if is_live else ""
        typer.echo(described(head, texts, lang) + mark)
    if not heads:
        typer.echo(texts.gettext("There is no site in %(path)s yet.") % {"path": place.site})
    return 0


def _site(root: Path, target: Path | None) -> tuple[Path, str, NullTranslations]:
    """The folder of the site, its language, and the texts in that. Raises typer.BadParameter."""
    lang = language(root)
    texts = translations(lang)
    must_be_a_site(root, texts)
    return target or root / "site", lang, texts


def described(head: Head, texts: NullTranslations, lang: str) -> str:
    """The number of a site, when it was made, and how many pages it has."""
    made = datetime.datetime.fromtimestamp(head.made).astimezone()
    when = format_datetime(made, "d MMMM y, HH:mm:ss", locale=locale_of(lang))
    text = texts.gettext("number %(number)s of %(when)s, with %(pages)s pages")
    return text % {"number": head.number, "when": when, "pages": head.pages}
