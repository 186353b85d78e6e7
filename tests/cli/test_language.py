"""Commands speak the language of the catalogue, and outside one that of the system."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from atelier.cli.app import app
from atelier.cli.options import Language, spoken_in
from atelier.i18n.translation import system_language
from tests.fixtures.sites import ENGLISH, SMALL, make_site


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("theme:\n  language: en\n", "en"),
        ("theme:\n  name: material\n  language: nl\n", "nl"),
        ("theme:\n  name: material\n", "en"),
        ("theme:\n  language: xx\n", "en"),
        ("theme:\n  language: 'nl'\nextra: [\n", "nl"),
        (None, "nl"),
    ],
    ids=["English", "Dutch", "as MkDocs", "unknown", "wrong YAML", "no catalogue"],
)
def test_a_command_speaks_as_the_catalogue(
    text: str | None, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless it is asked for another language; without settings, as the system does."""
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    if text is not None:
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")

    assert language == spoken_in(None, tmp_path)
    assert "en" == spoken_in(Language("en"), tmp_path)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "nl_BE"}, "nl"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "Dutch_Netherlands"}, "nl"),
    ],
    ids=["Dutch", "none", "Belgium", "German", "Windows"],
)
def test_the_system_has_a_language(environment: dict[str, str], language: str) -> None:
    assert language == system_language(environment)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "files checked"),
        (["queue"], "There is no access token"),
        (["new", "initiative", "titel=Robots"], "titel"),
        (["propose", "no.eml"], "no.eml"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_an_english_catalogue_is_answered_in_english(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the system speaks."""
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    monkeypatch.delenv("ATELIER_TOKEN", raising=False)
    root = make_site(tmp_path / "site", ENGLISH)
    answer = CliRunner().invoke(app, [*arguments, "--root", str(root)]).output

    assert said in answer
    assert not [word for word in ("bestand", "niet", "geen", " is er ") if word in answer]


def test_what_is_missing_for_the_host_is_said_in_dutch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ATELIER_TOKEN", raising=False)
    root = make_site(tmp_path / "site", SMALL)
    answer = CliRunner().invoke(app, ["queue", "--root", str(root)]).output

    assert "In de variabele ATELIER_TOKEN staat geen toegangstoken." in answer
