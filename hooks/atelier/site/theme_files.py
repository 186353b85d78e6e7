"""The styles, scripts and overrides of the engine's theme that every site gets, with their addresses.

Knows no MkDocs. Styles in ``css/base`` and ``css/components`` are needed on most pages, so they are one file;
a style in ``css/sections`` is loaded by the templates of that section only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

THEME = Path(__file__).parent.parent / "theme"
OVERRIDES = THEME / "overrides"
"""Templates that replace those of the theme."""

STYLE = "assets/atelier.css"
"""The address of the styles that every page loads."""
BUNDLED = ("base", "components")
"""The folders whose styles are in ``STYLE``, in this order: components override the base."""

SCRIPTS = ("assets/js/search/box.js", "assets/js/saved/saved.js")
"""The addresses of the scripts that every page loads. They are modules, which import others."""


def theme_files() -> dict[str, str]:
    """The text of each style and script, by its address."""
    styles = "\n".join(text(style) for folder in BUNDLED for style in files("css", folder))
    sections = {f"assets/css/{style.name}": text(style) for style in files("css", "sections")}
    scripts = {f"assets/{script.relative_to(THEME).as_posix()}": text(script) for script in files("js")}
    return {STYLE: styles, **sections, **scripts}


def files(kind: str, folder: str = "") -> Iterator[Path]:
    """Every file of a kind, ``css`` or ``js``, in a folder and those below it, by name."""
    yield from sorted((THEME / kind / folder).rglob(f"*.{kind}"))


def text(file: Path) -> str:
    """The text of a file."""
    return file.read_text(encoding="utf-8")
