"""What waits for editors, in the order to look at it."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from atelier.cli.app import app
from atelier.hosts.folder import Folder
from atelier.hosts.gitea import Gitea
from atelier.hosts.github import GitHub
from atelier.hosts.gitlab import GitLab
from atelier.hosts.host import Host, Proposal, Proposed
from atelier.i18n.translation import translations
from atelier.model.risk import Risk
from atelier.proposals.labels import names_of
from atelier.proposals.queue import queue
from tests.fixtures.forges import FORGES, TOKEN, playing
from tests.fixtures.hosts import bare

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)
DUTCH = translations("nl")


def proposed(number: int, days: int, *risks: Risk, title: str = "Plan") -> Proposed:
    return Proposed(
        number=number,
        address=f"https://host.example/{number}",
        branch=f"inzending/{number}",
        state="open",
        commit="0" * 40,
        title=title,
        labels=("hulp gevraagd", *names_of(risks, DUTCH)),
        opened=NOW - datetime.timedelta(days=days, hours=1),
    )


def test_the_riskiest_come_first_and_then_the_oldest() -> None:
    """By the highest risk of each; what has no label may be anything."""
    waiting = queue(
        [
            proposed(1, 30, Risk.DATE),
            proposed(2, 1, Risk.MONEY, Risk.NEW),
            proposed(3, 9, Risk.NEW),
            proposed(4, 2, Risk.MONEY),
            proposed(5, 0),
            proposed(6, 3, Risk.OTHER),
        ],
        NOW,
    )

    assert [5, 6, 4, 2, 3, 1] == [one.proposed.number for one in waiting]
    assert [0, 3, 2, 1, 9, 30] == [one.days for one in waiting]
    assert (Risk.MONEY, Risk.NEW) == waiting[3].risks


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return bare(tmp_path / "stad/catalogus.git", {"README.md": b"# Stad\n"})


@pytest.fixture(params=["folder", *FORGES])
def host(request: pytest.FixtureRequest, repository: Path) -> Iterator[Host]:
    if request.param == "folder":
        yield Folder(repository)
        return
    with playing(request.param, repository) as forge:
        kinds = {"/api/v3": GitHub, "/api/v4": GitLab, "/api/v1": Gitea}
        yield kinds[forge.root](forge.api, forge.name, TOKEN)


def propose(host: Host, number: int, *risks: Risk, title: str = "Een plan") -> None:
    files: dict[str, bytes | None] = {f"initiatives/plan-{number}.md": b"x"}
    labels = names_of(risks, DUTCH)
    host.propose(Proposal(f"inzending/{number}", title, "Tekst", "Neem dit op", files, labels))


def test_every_host_tells_what_waits(host: Host) -> None:
    """The labels that a proposal got when it was made are read back from the host."""
    propose(host, 1, Risk.FACTS)
    propose(host, 2, Risk.CONTACT, Risk.NEW)
    propose(host, 3)

    waiting = queue(host.waiting(), datetime.datetime.now(datetime.UTC))

    assert [("3", ()), ("2", (Risk.CONTACT, Risk.NEW)), ("1", (Risk.FACTS,))] == [
        (one.proposed.branch.removeprefix("inzending/"), one.risks) for one in waiting
    ]


def listed(repository: Path, *options: str) -> Result:
    return CliRunner().invoke(
        app, ["queue", "--to", f"folder:{repository}", *options], catch_exceptions=False
    )


def test_the_table(repository: Path) -> None:
    """One line each, in the language that was asked for; no title moves the cursor of a terminal."""
    assert (0, "Er wacht niets.\n") == ((done := listed(repository)).exit_code, done.output)
    propose(Folder(repository), 1, Risk.FACTS)
    propose(Folder(repository), 2, title="Plan \x1b[2J [bold]x")

    rows = [re.split(" {2,}", line) for line in listed(repository).output.splitlines()]

    assert ["Nummer", "Risico", "Wacht", "Titel", "Adres"] == rows[0]
    assert ["2", "nog geen label", "0 dagen", "Plan \\u001b[2J [bold]x"] == rows[1][:4]
    assert ["1", "feiten", "0 dagen", "Een plan"] == rows[2][:4]
    assert "no label yet" in listed(repository, "--lang", "en").output


def test_as_data(repository: Path) -> None:
    """Programs get all that is known, with the risks by their names in the model."""
    propose(Folder(repository), 1, Risk.MONEY, Risk.NEW)
    (found,) = json.loads(listed(repository, "--format", "json").output)["waiting"]

    assert ["money", "new"] == found["risks"]
    assert (1, 0, "Een plan", "inzending/1") == tuple(found[k] for k in ("number", "days", "title", "branch"))
    assert {"waiting": []} == json.loads(
        listed(bare(repository.parent / "nieuw.git", {"a": b""}), "--format", "json").output
    )


def test_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No host, no token, no folder: one line, and no traceback."""
    monkeypatch.delenv("ATELIER_TOKEN", raising=False)
    for options in (["--to", "ergens"], ["--to", f"folder:{tmp_path / 'weg'}"]):
        done = CliRunner().invoke(app, ["queue", *options])
        assert (1, 1) == (done.exit_code, len(done.output.splitlines()))
        assert done.output.startswith("Wat wacht, is niet bekend: ")
    assert 2 == CliRunner().invoke(app, ["queue", "--root", str(tmp_path)]).exit_code
