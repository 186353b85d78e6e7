"""What was taken over from neighbours becomes one proposal, and one issue on what was not."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.exchange.faults import Fault
from atelier.exchange.harvest import Change, Outcome
from atelier.exchange.read import read
from atelier.exchange.taken import Taken, taken_bytes
from atelier.hosts.github import AUTHOR
from atelier.proposals.harvested import LONGEST, MARK, Look, Summary, main, within_limit
from atelier.render.wording import Wording
from tests.fixtures.forges import TOKEN, Forge, playing
from tests.fixtures.hosts import bare_of, commit, files_of, git
from tests.fixtures.neighbours import register
from tests.fixtures.sites import TODAY
from tests.fixtures.standard import example_text

URL = "https://leren.voorbeeldstad.example/data/catalogue.json"
CATALOGUE = read(example_text().encode()).catalogue
assert CATALOGUE
TAKEN = Taken(URL, TODAY, "", CATALOGUE)
NEW = Outcome(TAKEN, Change(CATALOGUE.initiatives))
REFUSED = Outcome(TAKEN, faults=[Fault("shrunk", "initiatives", {"gone": 3, "count": 5})])


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue with two neighbours, of which one was taken over before."""
    root = tmp_path / "site"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Stad\ntheme:\n  language: nl\n", encoding="utf-8")
    register(root, "breda", URL)
    register(root, "oss", URL)
    (root / "neighbours").mkdir()
    (root / "neighbours" / "oss.json").write_bytes(taken_bytes(TAKEN))
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def github(city: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Forge]:
    """The same at a server that plays GitHub, in a workflow."""
    with playing("github", bare_of(city, city.parent / "stad.git")) as forge:
        forge.me = AUTHOR
        monkeypatch.setenv("GITHUB_API_URL", forge.api)
        monkeypatch.setenv("GITHUB_REPOSITORY", forge.name)
        monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
        yield forge


def left(root: Path, *looks: Look, files: dict[str, bytes]) -> Path:
    """What the job leaves that asks neighbours."""
    folder = root / "build" / "harvest"
    (folder / "neighbours").mkdir(parents=True, exist_ok=True)
    for file in (folder / "neighbours").iterdir():
        file.unlink()
    for name, data in files.items():
        (folder / "neighbours" / name).write_bytes(data)
    summary = Summary(Wording("nl"), TODAY)
    for look in looks:
        summary.add(look)
    (folder / "summary.md").write_text(summary.text(), encoding="utf-8")
    return folder


def propose(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["harvested", str(folder)])
    assert 0 == main()


def test_one_proposal_and_one_issue(city: Path, github: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that came, one that went; the next week the same proposal is brought up to date."""
    looks = [Look("Breda leert", URL, NEW), Look("Urk leert", URL, REFUSED), Look("oss", "", None)]
    propose(left(city, *looks, files={"breda.json": taken_bytes(TAKEN)}), monkeypatch)

    (pull,) = github.pulls
    changed = git(github.repository, "diff", "--no-renames", "--name-status", "main", pull["branch"]).split()
    assert ["A", "neighbours/breda.json", "D", "neighbours/oss.json"] == changed
    assert taken_bytes(TAKEN) == files_of(github.repository, pull["branch"])["neighbours/breda.json"]
    assert "Van onze buren: 2 nieuw, 0 veranderd, 0 weg" == pull["title"]
    assert "[Robots in de klas](<https://leren.voorbeeldstad.example/robots/>)" in pull["text"]
    assert pull["branch"].startswith("buren/2026-")
    (issue,) = github.issues
    assert issue["text"].startswith(MARK)
    assert "Van 5 initiatieven zijn er 3 weg" in issue["text"].replace("\\", "")
    assert "Robots" not in issue["text"]

    later = taken_bytes(Taken(URL, TODAY, '"2"', TAKEN.catalogue))
    propose(left(city, looks[0], files={"breda.json": later, "oss.json": taken_bytes(TAKEN)}), monkeypatch)

    assert [pull["number"]] == [one["number"] for one in github.pulls]
    assert later == files_of(github.repository, pull["branch"])["neighbours/breda.json"]
    assert "closed" == github.issues[0]["state"]


def test_nothing_is_asked_where_nothing_changed(
    city: Path, github: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No proposal, no issue."""
    propose(left(city, files={"oss.json": taken_bytes(TAKEN)}), monkeypatch)

    assert [] == [*github.pulls, *github.issues]


def test_what_editors_changed_is_theirs(
    city: Path, github: Forge, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A proposal that somebody worked on is not written over."""
    files = {"breda.json": taken_bytes(TAKEN), "oss.json": taken_bytes(TAKEN)}
    propose(left(city, Look("Breda leert", URL, NEW), files=files), monkeypatch)
    mine = commit(
        github.repository, github.pulls[0]["branch"], {"neighbours/breda.json": None}, "Liever niet"
    )
    files["breda.json"] = taken_bytes(Taken(URL, TODAY, '"2"', TAKEN.catalogue))
    propose(left(city, Look("Breda leert", URL, NEW), files=files), monkeypatch)

    assert mine == git(github.repository, "rev-parse", github.pulls[0]["branch"])
    assert "Editors have changed" in capsys.readouterr().out


def test_only_files_of_neighbours_are_proposed(
    city: Path, github: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever got into the job that asks neighbours can propose no file of another kind."""
    whole = taken_bytes(TAKEN)
    wrong = {"breda.json": example_text().encode(), "urk.json": whole, "Breda.json": whole, "oss.json": b"{"}
    for name, data in wrong.items():
        monkeypatch.setattr(sys, "argv", ["harvested", str(left(city, files={name: data}))])
        with pytest.raises(SystemExit) as raised:
            main()
        assert isinstance(raised.value.code, str)
    assert [] == github.pulls


def test_a_summary_is_not_longer_than_a_host_takes() -> None:
    """Of eight cities with thirty long titles each, as much as fits; the files have all."""
    data = json.loads(example_text())
    base = "https://leren.voorbeeldstad.example/"
    data["initiatives"] = [{"id": f"{base}{'a' * 200}/{n}/", "title": "#" * 160} for n in range(30)]
    found = read(json.dumps(data).encode()).catalogue
    assert found
    outcome = Outcome(Taken(URL, datetime.date(2026, 11, 1), "", found), Change(found.initiatives))
    summary = Summary(Wording("nl"), TODAY)
    for n in range(8):
        summary.add(Look(f"Stad {n}", URL, outcome))

    text = within_limit(summary.text())
    assert 0.9 * LONGEST < len(text) <= LONGEST + 10
    assert all(line.startswith(("#", "-", "*", "…")) for line in text.splitlines() if line)
