"""What a catalogue remembers of how it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.starter.answers import Answers
from atelier.starter.files import files_of
from atelier.starter.state import FILE, UnreadableStateError, digest, read_state, state_of, state_text
from tests.fixtures.sites import TODAY

LEEUWARDEN = Answers.model_validate(
    {
        "name": "Onderwijs in Leeuwarden",
        "language": "nl",
        "url": "https://leeuwarden.github.io/onderwijs/",
        "repository": "https://github.com/leeuwarden/onderwijs",
        "editors": "onderwijs@leeuwarden.example",
        "pillars": ["Techniek", "Taal"],
        "pillar_word": {"one": "thema", "many": "thema's", "article": "het"},
    }
)
"""A city with an answer to every question."""


def test_what_is_remembered_is_read_back(tmp_path: Path) -> None:
    """Answers, and the digest of every file."""
    state = state_of(LEEUWARDEN, files_of(LEEUWARDEN, TODAY))
    (tmp_path / FILE).write_text(state_text(state), encoding="utf-8")

    assert state == read_state(tmp_path)


def test_a_folder_of_another_origin_has_none(tmp_path: Path) -> None:
    """A catalogue that was made by hand is no mistake."""
    assert read_state(tmp_path) is None


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 1}', "[" * 99_999, '{"version": "1", "answers": {}, "files": 3}']
)
def test_what_somebody_broke_is_told(text: str, tmp_path: Path) -> None:
    """Not taken for a catalogue without a state: an upgrade would then write over everything."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableStateError):
        read_state(tmp_path)


def test_line_ends_do_not_count() -> None:
    """Git may give a file those of Windows."""
    assert digest(b"a\nb\n") == digest(b"a\r\nb\r\n") != digest(b"a\nc\n")
