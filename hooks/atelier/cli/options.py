"""What commands need to know of their options before they run. Importing it is quick."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from atelier.i18n.translation import LANGUAGES

DEV_ADDR = "127.0.0.1:8000"
"""Where a site is served: only this machine reaches it."""

Language = StrEnum("Language", {name: name for name in LANGUAGES})  # type: ignore[misc]
"""The languages in which commands speak."""


def spoken_in(lang: Language | None, root: Path) -> str:
    """The language in which a command speaks: the one asked for, else that of the catalogue in ``root``."""
    if lang:
        return lang.value
    from atelier.content.settings import language  # which loads the model

    return language(root)


class Format(StrEnum):
    """How problems are shown."""

    text = "text"
    json = "json"
    github = "github"


class ProposalFormat(StrEnum):
    """How it is shown what a proposal changes."""

    text = "text"
    markdown = "markdown"
    json = "json"


class QueueFormat(StrEnum):
    """How it is shown what waits."""

    text = "text"
    json = "json"


class Kind(StrEnum):
    """The kinds of records that can be made."""

    initiative = "initiative"
    partner = "partner"
    pillar = "pillar"
    fund = "fund"
    festival = "festival"
    question = "question"
    neighbour = "neighbour"
