"""Draw the pictures that stand beside a shared address, with Chromium. Run it by ``make social``."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from jinja2 import Environment
from PIL import Image
from playwright.sync_api import sync_playwright

from atelier.checks.check import check
from atelier.checks.day import today
from atelier.site.making import site_of
from atelier.site.open_graph import DRAWING, HEIGHT, PICTURES, WIDTH, PreviewPicture, preview_pictures
from tests.fixtures.chromium import started
from tests.fixtures.sites import ROOT

COLOURS = 64
"""A picture is a few flat colours and the edges of letters."""


def needed(root: Path) -> Iterable[PreviewPicture]:
    """The pictures of the catalogue in ``root``, in each of its languages. Its files must be all well."""
    result = check(root, today())
    catalogue, settings = result.catalogue, result.settings
    assert catalogue and settings, "first mend what `atelier check` says"
    site = replace(site_of(root, settings), name=settings.site_name)
    yield from preview_pictures(catalogue, site).values()
    for language in site.languages[1:]:
        name = getattr(settings.extra.translations, language).site_name or site.name
        translated = catalogue.in_language(language)
        yield from preview_pictures(translated, site.translated(language, name)).values()


def markup(picture: PreviewPicture) -> str:
    """The page that is drawn."""
    template = Environment(autoescape=True).from_string(DRAWING.read_text(encoding="utf-8"))
    return template.render(asdict(picture))


def small(png: bytes) -> bytes:
    """The same picture in few colours."""
    made = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(made, "PNG", optimize=True)
    return made.getvalue()


def draw(drawn: Iterable[PreviewPicture], folder: Path) -> None:
    """Write a file for each picture into ``folder``, and take away every other file."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    with sync_playwright() as playwright, started(playwright) as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for picture in drawn:
            page.set_content(markup(picture))
            (folder / picture.file).write_bytes(small(page.screenshot()))
            print(f"made {picture.file}")


if __name__ == "__main__":
    draw(needed(ROOT), ROOT / "docs" / PICTURES)
