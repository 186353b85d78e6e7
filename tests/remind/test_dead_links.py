"""The issue about links that do not work, with a server that plays GitHub."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from atelier.hosts.github import AUTHOR
from atelier.hosts.host import RefusedError
from atelier.i18n.translation import translations
from atelier.remind.dead_links import MARK, SHOWN, found_in, text_of
from tests.fixtures.forges import TOKEN, Forge, playing
from tests.fixtures.hosts import bare

GONE = {
    "url": "http://weg.example/`@minister`",
    "status": {"text": "Rejected status code: 404 Not Found", "code": 404},
    "span": {"line": 12, "column": 49},
    "duration": {"secs": 0, "nanos": 110950407},
}
SLOW = {"url": "https://traag.example/", "status": {"text": "Timeout"}, "span": {"line": 3, "column": 1}}


def lychee(errors: dict[str, list[Any]], timeouts: dict[str, list[Any]] | None = None) -> str:
    """What lychee 0.24 writes, but for what is of no interest."""
    return json.dumps({"total": 5, "errors": 3, "error_map": errors, "timeout_map": timeouts or {}})


@pytest.fixture
def github(tmp_path: Path) -> Iterator[Forge]:
    with playing("github", bare(tmp_path / "stad.git", {"README.md": b"x"})) as forge:
        forge.me = AUTHOR
        yield forge


def tell(github: Forge, root: Path, found: str) -> str:
    """Run the program as the workflow does."""
    file = root.parent / "links.json"
    file.write_text(found, encoding="utf-8")
    environment = {
        "GITHUB_API_URL": github.api,
        "GITHUB_REPOSITORY": "stad/catalogus",
        "GITHUB_TOKEN": TOKEN,
    }
    done = subprocess.run(
        [sys.executable, "-m", "atelier.remind.dead_links", file],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.slow
def test_one_issue_tells_of_them_as_long_as_there_are_any(github: Forge, small: Path) -> None:
    """It is made once, changes with what is found, closes when all work, and is opened again."""
    dead = lychee({"initiatives/robots.md": [GONE]})

    tell(github, small, lychee({}))
    tell(github, small, dead)
    first = dict(github.issues[0])
    tell(github, small, dead)
    tell(github, small, lychee({"initiatives/robots.md": [GONE]}, {"docs/index.md": [SLOW]}))
    second = dict(github.issues[0])
    tell(github, small, lychee({}))
    closed = dict(github.issues[0])
    tell(github, small, lychee({}))
    tell(github, small, dead)

    assert "Links die niet werken" == first["title"]
    assert "traag.example" not in first["text"]
    assert "traag.example" in second["text"]
    assert ("closed", []) == (closed["state"], github.comments)
    assert ("open", first["text"]) == (github.issues[0]["state"], github.issues[0]["text"])
    issues = "repos/stad/catalogus/issues"
    patches = [f"PATCH {issues}/{first['number']}"] * 3
    assert [f"POST {issues}", *patches] == github.asked


@pytest.mark.slow
def test_an_issue_of_somebody_else_is_left_alone(github: Forge, small: Path) -> None:
    """Whoever copies its mark gets no say in where the links are told."""
    github.issues.append({"number": 1, "title": "Links", "state": "open", "author": "iemand", "text": MARK})
    tell(github, small, lychee({"initiatives/robots.md": [GONE]}))

    assert MARK == github.issues[0]["text"]
    assert 2 == len(github.issues)


def test_what_others_wrote_is_shown_as_code() -> None:
    """Neither a link nor the answer of its host makes a link, a mention or markup."""
    found = found_in(lychee({"initiatives/a [b].md": [GONE]}).encode())
    text = text_of(found.dead, "https://github.com/stad/catalogus/blob/HEAD/", translations("en"))

    assert (
        "- `initiatives/a [b].md`\n"
        "  - [line 12](https://github.com/stad/catalogus/blob/HEAD/initiatives/a%20%5Bb%5D.md?plain=1#L12): "
        "`` http://weg.example/`@minister` ``, `Rejected status code: 404 Not Found`"
    ) in text


def test_an_issue_is_never_too_long() -> None:
    """GitHub would refuse more than 65,536 characters: it says how many more there are."""
    long = {"url": "https://weg.example/" + "x" * 9000, "status": {"text": "y" * 9000}}
    found = found_in(lychee({"initiatives/x.md": [long] * 150}).encode())
    text = text_of(found.dead, "https://github.com/stad/catalogus/blob/HEAD/", translations("en"))

    assert 60_000 > len(text)
    assert f"And {150 - SHOWN} more." in text


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"error_map": {"x": [{"url": 1}]}}'])
def test_what_lychee_did_not_write_is_refused(data: bytes) -> None:
    """A run that failed closes no issue."""
    with pytest.raises(RefusedError):
        found_in(data)
