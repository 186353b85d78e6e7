"""The command ``atelier conform``: what a catalogue, of whomever, lacks for others to take it over."""

from __future__ import annotations

from pathlib import Path

import typer

from atelier.exchange.fetch import Ask, FetchError, fetch_catalogue
from atelier.exchange.limits import LARGEST
from atelier.exchange.read import Reading, read
from atelier.exchange.report import as_json, as_text
from atelier.i18n.translation import translations


def run_conform(source: str, output: str, lang: str, *, loopback: bool) -> int:
    """Print what is wrong with the catalogue at an address or in a file; returns the exit code.

    Raises typer.BadParameter if there is no such file.
    """
    texts = translations(lang)
    report = as_json if output == "json" else as_text
    reading = _read(source, loopback=loopback)
    if reading is None:
        message = texts.gettext("There is no file %(name)s. An address begins with https://.")
        raise typer.BadParameter(message % {"name": source})
    typer.echo(report(source, reading, texts), nl=output == "json")
    return int(not reading.conforms)


def _read(source: str, *, loopback: bool) -> Reading | None:
    """The catalogue at an address or in a file; None if there is no such file."""
    if "://" in source:
        try:
            return read(fetch_catalogue(source, Ask(loopback=loopback)).content or b"")
        except FetchError as error:
            return Reading(None, (error.fault,))
    try:
        with Path(source).open("rb") as file:
            return read(file.read(LARGEST + 1))
    except (OSError, ValueError):
        return None
