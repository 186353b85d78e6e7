"""What waits becomes one proposal, whatever its host does meanwhile."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.checks.day import today
from atelier.hosts.folder import Folder
from atelier.receive.addresses import Addresses
from tests.fixtures.forges import Forge, playing
from tests.fixtures.hosts import bare_of, git
from tests.fixtures.receive import client, post_of, receiving_here, small_site_in
from tests.fixtures.waiting import until

pytestmark = pytest.mark.slow

BAD_DAY: dict[int, str | int] = {
    1: "down",
    2: 502,
    3: "page",
    5: "lost",
    6: "down",
    8: 429,
    9: "lost",
    12: "lost",
}
"""What goes wrong with the requests of a sender: most after the work was done."""


@pytest.fixture(params=["github", "gitlab", "gitea"])
def forge(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Forge]:
    with playing(request.param, bare_of(small_site_in(tmp_path), tmp_path / "stad/catalogus.git")) as forge:
        yield forge


def test_a_host_that_fails_gets_each_proposal_once(forge: Forge, tmp_path: Path) -> None:
    """It is tried again until the host has it; the sender sees meanwhile that it is kept."""
    forge.faults |= BAD_DAY
    with receiving_here(client(forge), forge.repository, tmp_path / "state", pace=0.001) as service:
        said = [service.post(post_of(f"plan-{number}"))[1] for number in range(3)]
        until(lambda: {"open"} == {service.status(one["token"])["state"] for one in said})
        addresses = {service.status(one["token"])["address"] for one in said}

    assert 3 == len(forge.pulls) == len(addresses)
    assert 3 == len(git(forge.repository, "for-each-ref", "refs/heads/inzending").splitlines())
    assert {thread.name for thread in threading.enumerate()}.isdisjoint({"sender"})


def test_an_address_goes_where_nobody_needs_to_be_reminded(tmp_path: Path) -> None:
    """When its proposal is closed, or two years after its owner last sent or confirmed something."""
    repository, state = bare_of(small_site_in(tmp_path), tmp_path / "proposals.git"), tmp_path / "state"
    with receiving_here(Folder(repository), repository, state, mails=True) as service:
        _, answer = service.post(post_of("weg", mail="weg@school.example"))
        service.post(post_of("blijft", mail="blijft@school.example"))
        until(lambda: service.status(answer["token"])["state"] == "open")
        branch = service.status(answer["token"])["address"].rpartition("#")[2]
        git(repository, "branch", "--delete", "--force", branch)
        _, sent = service.ask("GET", "sent", token=answer["token"])
    left = {sender.address for sender in Addresses(state)}
    Addresses(state).add(
        "oud@school.example", "initiatives/oud-plan.md", today() - datetime.timedelta(days=731)
    )
    with receiving_here(Folder(repository), repository, state):
        until(lambda: {sender.address for sender in Addresses(state)} == left)

    assert ("closed", {"blijft@school.example"}) == (sent["state"], left)
