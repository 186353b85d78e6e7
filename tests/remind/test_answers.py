"""The buttons of a reminder: a service that proposes to a real repository, asked as a browser does."""

from __future__ import annotations

import datetime
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette

from atelier.hosts.folder import Folder
from atelier.receive.addresses import Addresses
from atelier.receive.links import Links
from atelier.remind.answers import Answers
from atelier.remind.buttons import ServiceButtons
from atelier.remind.memory import Memory
from tests.fixtures.hosts import bare_of, commit, git, tip
from tests.fixtures.servers import free_port
from tests.fixtures.sites import EPOCH, SMALL, TODAY, make_site

ROBOTS = "initiatives/robots-in-de-klas.md"
BRANCH = f"klopt/robots-in-de-klas-{TODAY}"


@dataclass
class Asked:
    """The service, and what it works on."""

    answers: Answers
    repository: Path
    buttons: ServiceButtons
    clock: list[float]

    def ask(self, url: str, method: str = "GET") -> tuple[int, str]:
        """The status and the text of an answer."""
        data = b"" if method == "POST" else None
        try:
            with urllib.request.urlopen(
                urllib.request.Request(url, data, method=method), timeout=30
            ) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def file(self, branch: str = "main") -> str:
        """The file of the initiative on a branch."""
        return git(self.repository, "show", f"{branch}:{ROBOTS}")


def serving(tmp_path: Path, *, merges: bool) -> Iterator[Asked]:
    site = make_site(tmp_path / "site", SMALL)
    (site / "hooks").unlink()
    repository, state, clock = tmp_path / "catalogue.git", tmp_path / "state", [0.0]
    bare_of(site, repository)
    state.mkdir()
    links = Links(["x" * 40], lambda: 1_800_000_000 + clock[0])
    answers = Answers(
        Folder(repository), links, Addresses(state), state, "https://klein.example/", "nl", merges=merges
    )
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=answers.routes), port=port, log_config=None, access_log=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield Asked(
        answers,
        repository,
        ServiceButtons("https://klein.example/", f"http://127.0.0.1:{port}/", links),
        clock,
    )
    server.should_exit = True
    thread.join()


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Asked]:
    """A service where editors merge what is confirmed."""
    yield from serving(tmp_path, merges=False)


@pytest.fixture
def merging(tmp_path: Path) -> Iterator[Asked]:
    """A service where a confirmation merges itself."""
    yield from serving(tmp_path, merges=True)


def test_the_link_shows_the_facts_and_changes_nothing(asked: Asked) -> None:
    """A program that looks through mail follows every link, and asks with HEAD too."""
    link = asked.buttons.confirm("robots-in-de-klas")
    before = git(asked.repository, "for-each-ref")
    status, text = asked.ask(link)

    assert 200 == status
    for fact in (
        "Robots: in de klas",
        "Loopt nu",
        "Alfacollege",
        "techniek@alfa.example",
        "1 september 2026",
    ):
        assert fact in text
    assert '<form method="post">' in text
    assert "https://klein.example/add/?edit=robots-in-de-klas" in text
    asked.ask(link, "HEAD")
    assert before == git(asked.repository, "for-each-ref")


def test_the_button_proposes_one_day_however_often_it_is_pressed(asked: Asked) -> None:
    link = asked.buttons.confirm("robots-in-de-klas")
    for _ in range(2):
        status, text = asked.ask(link, "POST")
        assert (200, True) == (status, "Dank je wel" in text)

    (proposed,) = asked.answers.host.waiting()
    assert (BRANCH, ("risico: alleen de datum",)) == (proposed.branch, proposed.labels)
    assert "last_confirmed: 2026-09-01" in asked.file()
    old, new = asked.file().split("\n"), asked.file(BRANCH).split("\n")
    assert [f"last_confirmed: {TODAY}"] == [line for line in new if line not in old]
    assert len(old) == len(new)


def test_where_the_city_wants_it_the_date_changes_by_itself(merging: Asked) -> None:
    merging.answers.addresses.add("juf@school.example", ROBOTS, datetime.date(2025, 1, 1))

    merging.ask(merging.buttons.confirm("robots-in-de-klas"), "POST")

    assert f"last_confirmed: {TODAY}" in merging.file()
    assert [] == list(merging.answers.host.waiting())
    (sender,) = merging.answers.addresses
    assert {ROBOTS: TODAY} == sender.records


def test_what_editors_changed_on_the_branch_is_left_to_them(merging: Asked) -> None:
    """Nothing of theirs is merged by the button."""
    host = replace(merging.answers, merges=False)
    host._confirmed("robots-in-de-klas")
    text = merging.file(BRANCH).replace("status: active", "status: pilot")
    commit(merging.repository, BRANCH, {ROBOTS: text.encode()}, "Change more")
    main = tip(merging.repository, "main")

    status, _ = merging.ask(merging.buttons.confirm("robots-in-de-klas"), "POST")

    assert 200 == status
    assert main == tip(merging.repository, "main")


def test_a_link_works_for_sixty_days(asked: Asked) -> None:
    link = asked.buttons.confirm("robots-in-de-klas")
    asked.clock[0] = 60 * 86_400
    assert 200 == asked.ask(link)[0]

    asked.clock[0] += 1
    for method in ("GET", "POST"):
        status, text = asked.ask(link, method)
        assert (403, True) == (status, "werkt niet meer" in text)
    assert [] == list(asked.answers.host.waiting())


def test_a_link_that_was_not_made_here_does_nothing(asked: Asked) -> None:
    link = asked.buttons.confirm("robots-in-de-klas")

    assert 403 == asked.ask(link[:-3] + "abc", "POST")[0]
    assert 403 == asked.ask(asked.buttons.stop("0" * 32).replace("/stop/", "/confirm/"), "POST")[0]
    assert [] == list(asked.answers.host.waiting())


def test_a_page_that_is_gone_is_told(asked: Asked) -> None:
    for method in ("GET", "POST"):
        assert 410 == asked.ask(asked.buttons.confirm("weg"), method)[0]


def test_a_host_that_is_down_loses_nothing(asked: Asked) -> None:
    """The link works again as soon as the host does."""
    link, away = asked.buttons.confirm("robots-in-de-klas"), asked.repository.with_name("weg")
    asked.repository.rename(away)
    assert 503 == asked.ask(link, "POST")[0]

    away.rename(asked.repository)
    assert 200 == asked.ask(link, "POST")[0]
    assert 1 == len(list(asked.answers.host.waiting()))


def test_who_wants_no_mail_presses_a_button_or_lets_a_mail_program_do_it(asked: Asked) -> None:
    """By one POST without cookies (RFC 8058); the address that was left is forgotten too."""
    memory = Memory(asked.answers.state)
    memory.will_ask("juf@school.example", TODAY)
    asked.answers.addresses.add("Juf@school.example", ROBOTS, TODAY)
    link = asked.buttons.stop(memory.whom("juf@school.example"))

    assert '<form method="post">' in asked.ask(link)[1]
    assert not memory.wants_none("juf@school.example")
    assert 200 == asked.ask(link, "POST")[0]
    assert memory.wants_none("juf@school.example")
    assert [] == list(asked.answers.addresses)
