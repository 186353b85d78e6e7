"""The settings in ``mkdocs.yml`` that the command needs, read without MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import add_env_tag

from atelier.i18n.translation import LANGUAGES


class _Loader(yaml.SafeLoader):
    """Reads values from the environment, and ignores MkDocs' tags that name Python objects."""


add_env_tag(_Loader)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_settings(root: Path) -> dict[str, Any]:
    """The settings in ``mkdocs.yml``; empty if it cannot be read, which ``mkdocs build`` reports."""
    try:
        settings = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return settings if isinstance(settings, dict) else {}


def site_url(root: Path) -> str:
    """The address of the site, with a slash at the end; only a slash if it is not known."""
    return str(read_settings(root).get("site_url") or "").rstrip("/") + "/"


def language(root: Path) -> str:
    """The language of the site: that of its theme if we have it, else the first."""
    theme = read_settings(root).get("theme")
    said = theme.get("language") if isinstance(theme, dict) else None
    return said if said in LANGUAGES else LANGUAGES[0]
