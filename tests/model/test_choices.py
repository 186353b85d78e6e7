"""What a city chooses of the model, as data in its settings: what is read, and what is said of mistakes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from atelier.content.settings import read_settings
from atelier.i18n.translation import Said, translations
from atelier.model.choices import NO_CHOICES, Choices


def read(tmp_path: Path, extra: str) -> Choices:
    """The choices in settings without a mistake."""
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"site_name: Stad\nsite_url: https://stad.example/\nextra:\n{extra}", encoding="utf-8")
    settings, problems = read_settings(file, environment={})
    assert [] == problems
    assert settings
    return settings.extra.choices


def test_a_city_that_chooses_nothing_has_our_model(tmp_path: Path) -> None:
    """Nothing is chosen by default."""
    assert NO_CHOICES == read(tmp_path, "  search: false\n")


def test_choices_are_a_value(tmp_path: Path) -> None:
    """What is chosen is the same after it went to another process, and differs in every word."""
    text = "  fields: {initiatives: {licence: {type: text, label: {nl: Licentie, en: %s}}}}\n"

    one, other = read(tmp_path, text % "Licence"), read(tmp_path, text % "License")

    assert one == pickle.loads(pickle.dumps(one))
    assert one != other
    assert repr(one) != repr(other)
    assert {one: 1} == {read(tmp_path, text % "Licence"): 1}


@pytest.mark.parametrize(("language", "said"), [("nl", "Licentie"), ("en", "Licence")])
def test_a_label_is_said_in_each_language(language: str, said: str) -> None:
    """A text of a city's own goes through the same door as ours."""
    assert said == translations(language).gettext(Said.of({"nl": "Licentie", "en": "Licence"}))
    assert "Status" == translations(language).gettext(Said.of({"": "Status"}))
