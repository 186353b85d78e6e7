"""Styles and scripts of the package: each is loaded by something, and what is asked for is there."""

from __future__ import annotations

import posixpath
import re

from atelier.site.theme_files import BUNDLED, SCRIPTS, STYLE, THEME, theme_files

TEMPLATES = THEME.with_name("templates")
ASKED = re.compile(r'assets/(?:css|js)/[\w/-]+\.(?:css|js)(?=")')
SCRIPTS_OF_TEMPLATES = re.compile(r"choosing\.scripts\(([^)]*)\)")
IMPORT = re.compile(r'(?:(?:from|import)\s*\(?|new Worker\(new URL\()"(\.[^"]+)"')


def asked_by_templates() -> set[str]:
    """Every address of a style or script that a template names."""
    asked = set()
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        asked |= set(ASKED.findall(text))
        for names in SCRIPTS_OF_TEMPLATES.findall(text):
            asked |= {f"assets/js/{name}.js" for name in re.findall(r'"([^"]+)"', names)}
    return asked


def imported(files: dict[str, str]) -> set[str]:
    """Every address that a script imports, or starts beside itself."""
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(address), target))
        for address, text in files.items()
        if address.endswith(".js")
        for target in IMPORT.findall(text)
    }


def test_every_file_is_loaded_and_every_address_leads_to_one() -> None:
    """By a template, by another script, or on every page."""
    files = theme_files()

    assert set(files) == asked_by_templates() | imported(files) | {STYLE, *SCRIPTS}


def test_styles_of_every_page_are_one_file() -> None:
    """Those of elements come before those of components, which outweigh them."""
    style = theme_files()[STYLE]
    parts = [
        file.read_text(encoding="utf-8")
        for name in BUNDLED
        for file in sorted((THEME / "css" / name).iterdir())
    ]

    places = [style.index(part) for part in parts]
    assert places == sorted(places)
    assert len(style) < sum(map(len, parts)) + len(parts)


def test_texts_are_set_by_the_theme_only_where_they_are_texts() -> None:
    """Pages do not stand in the theme's class for texts, so few styles of ours need to name it."""
    named = sum(
        text.count("md-typeset") for address, text in theme_files().items() if address.endswith(".css")
    )

    assert named < 40
