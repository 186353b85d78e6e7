"""The answers of a city as its catalogue gives them now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from atelier.content.entry import Entry
from atelier.content.record import entry_of
from atelier.content.settings import kinds_in, read_settings
from atelier.content.source import SETTINGS, read_source
from atelier.model.pillar import Pillar
from atelier.model.settings import Settings
from atelier.problems.problem import Problem
from atelier.starter.answers import Answers, as_data
from atelier.starter.state import State


def answers_of(root: Path, state: State | None) -> tuple[Answers | None, list[Problem]]:
    """What the settings and the pillars of a catalogue say; what they do not say is as it was answered.

    None with the problems of the settings if these are wrong. Variables of the environment do not count: the
    files of a city are the same whoever makes them.
    """
    settings, problems = read_settings(root / SETTINGS, environment={})
    if settings is None:
        return None, problems
    told = (as_data(state.answers) if state else {}) | _told(root, settings)
    try:
        return Answers.model_validate(told), problems
    except ValidationError:
        # A name may be longer in the settings than in an answer.
        return (state.answers if state else None), problems


def _told(root: Path, settings: Settings) -> dict[str, Any]:
    repository, editors = settings.extra.repository, settings.extra.editors
    told: dict[str, Any] = {
        "name": settings.site_name,
        "language": str(settings.theme.language),
        "url": settings.site_url,
        "host": str(repository.host),
        "branch": repository.branch,
        "pillars": [pillar.record.name for pillar in _pillars(root)],
    }
    if repository.url:
        told["repository"] = repository.url
    if editors:
        told["editors"] = editors.text
    words, language = settings.extra.pillars, settings.theme.language
    if words:
        one, many = (word.within(language) for word in (words.one, words.many))
        told["pillar_word"] = {"one": one, "many": many, "article": str(words.article)}
    return told


def _pillars(root: Path) -> list[Entry[Pillar]]:
    """The pillars that can be read, in their order."""
    kind = kinds_in(root)[Pillar]
    found: list[Entry[Any]] = []
    for file in sorted((root / Pillar.folder).glob("*.md")):
        source, _ = read_source(file, f"{Pillar.folder}/{file.name}")
        entry = entry_of(source, kind)[0] if source else None
        found += [entry] if isinstance(entry, Entry) else []
    return sorted(found, key=lambda pillar: pillar.record.order)
