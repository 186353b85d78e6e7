"""What every host of proposals promises: the same words do the same at GitHub, GitLab, Gitea and in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.hosts.folder import Folder
from atelier.hosts.host import Host, Proposal, RefusedError, TakenOverError
from tests.fixtures.hosts import bare, commit, files_of, git, tip

BEGIN: dict[str, bytes] = {
    "README.md": b"# Stad\n",
    "initiatives/robots.md": "---\ntitle: Robots bij de buren\n---\n\nEén verhaal.\n".encode(),
    "initiatives/oud.md": b"---\ntitle: Oud\n---\n",
}
NEW: dict[str, bytes | None] = {
    "docs/partners/de-dijk.md": b"---\nname: De Dijk\n---\n",
    "initiatives/drones.md": "---\ntitle: Drones\r\n---\n\nÉén ☃ verhaal.\n".encode(),
    "initiatives/drones.jpg": b"\xff\xd8\xff\xe0 no text \x00\xfe",
}
BRANCH = "inzending/4f2a"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return bare(tmp_path / "stad/catalogus.git", BEGIN)


@pytest.fixture(params=["folder"])
def host(request: pytest.FixtureRequest, repository: Path) -> Iterator[Host]:
    yield Folder(repository)


def proposal(
    files: dict[str, bytes | None] = NEW, branch: str = BRANCH, title: str = "Nieuw initiatief: Drones"
) -> Proposal:
    return Proposal(branch, title, "Een tekst.\n", "Add what was sent", files, ("new",))


def test_all_files_are_one_commit_on_top_of_the_main_branch(host: Host, repository: Path) -> None:
    """Byte for byte, whatever is in them; the main branch stays as it was."""
    main = tip(repository, "main")
    made = host.propose(proposal())

    assert {**BEGIN, **NEW} == files_of(repository, BRANCH)
    assert main == tip(repository, "main") == git(repository, "rev-parse", f"{BRANCH}^")
    assert (tip(repository, BRANCH), "open", BRANCH) == (made.commit, made.state, made.branch)
    assert ("Nieuw initiatief: Drones", ("new",)) == (made.title, made.labels)
    assert "Add what was sent" == git(repository, "show", "-s", "--format=%s", BRANCH)
    assert made.address
    assert made.opened.tzinfo


def test_a_file_can_be_changed_and_another_go(host: Host, repository: Path) -> None:
    """All else stays."""
    host.propose(proposal({"initiatives/robots.md": b"Anders.\n", "initiatives/oud.md": None}))

    assert {"README.md": BEGIN["README.md"], "initiatives/robots.md": b"Anders.\n"} == files_of(
        repository, BRANCH
    )


def test_proposed_twice_it_is_one(host: Host, repository: Path) -> None:
    """The second time finds it as it is."""
    made = host.propose(proposal())

    assert made == host.propose(proposal())
    assert [made] == list(host.waiting())
    assert made == host.find(BRANCH)


def test_what_is_sent_again_brings_it_up_to_date(host: Host, repository: Path) -> None:
    """On top of what the main branch is by now; a file that is no longer sent goes, and the labels of editors stay."""
    made = host.propose(proposal())
    commit(repository, "main", {"README.md": b"# Nieuw\n"}, "Change")
    host.label(made.number, ["facts"], ["new", "facts"])
    only: dict[str, bytes | None] = {"initiatives/drones.md": b"---\ntitle: Vogels\n---\n"}
    again = host.propose(proposal(only, title="Nieuw initiatief: Vogels"))

    assert {**BEGIN, **only, "README.md": b"# Nieuw\n"} == files_of(repository, BRANCH)
    assert (made.number, made.address, made.opened) == (again.number, again.address, again.opened)
    assert ("Nieuw initiatief: Vogels", ("facts",)) == (again.title, again.labels)
    assert [again] == list(host.waiting())


def test_what_editors_changed_is_not_written_over(host: Host, repository: Path) -> None:
    """From then on it is theirs."""
    host.propose(proposal())
    theirs = commit(repository, BRANCH, {"initiatives/drones.md": b"Beter.\n"}, "Mend a word")
    with pytest.raises(TakenOverError) as taken:
        host.propose(proposal({"x.md": b"x"}))

    assert theirs == tip(repository, BRANCH) == taken.value.proposed.commit


def test_one_that_is_merged_is_done(host: Host, repository: Path) -> None:
    """It waits no longer, and proposing it again finds that it is merged."""
    made = host.propose(proposal())
    host.merge(made.number, made.commit)
    again = host.propose(proposal({"x.md": b"x"}))

    assert {**BEGIN, **NEW} == files_of(repository, "main")
    assert ("merged", made.number) == (again.state, again.number)
    assert [] == list(host.waiting())


def test_only_what_was_looked_at_is_merged(host: Host, repository: Path) -> None:
    """Not what came on its branch since."""
    made = host.propose(proposal())
    host.propose(proposal({"x.md": b"x"}))
    with pytest.raises(RefusedError):
        host.merge(made.number, made.commit)

    assert BEGIN == files_of(repository, "main")


def test_what_does_not_go_together_is_not_merged(host: Host, repository: Path) -> None:
    made = host.propose(proposal({"README.md": b"# Zo\n"}))
    commit(repository, "main", {"README.md": b"# Anders\n"}, "Change")
    with pytest.raises(RefusedError):
        host.merge(made.number, made.commit)

    assert b"# Anders\n" == host.read("README.md")


def test_what_would_change_nothing_is_refused(host: Host, repository: Path) -> None:
    """There would be nothing to look at."""
    with pytest.raises(RefusedError, match="nothing would change"):
        host.propose(proposal({"README.md": BEGIN["README.md"], "is-er-niet.md": None}))

    assert "" == tip(repository, BRANCH)


def test_a_file_is_read_of_any_branch_or_commit(host: Host, repository: Path) -> None:
    made = host.propose(proposal())

    assert BEGIN["README.md"] == host.read("README.md")
    for path, data in NEW.items():
        assert (None, data, data) == (host.read(path), host.read(path, BRANCH), host.read(path, made.commit))
    assert (None, None, None) == (
        host.read("initiatives"),
        host.read("x.md", BRANCH),
        host.read("x.md", "no"),
    )


def test_labels_of_a_kind_are_set_and_others_stay(host: Host) -> None:
    made = host.propose(proposal())
    risks = ["date only", "facts", "new"]
    host.label(made.number, ["hulp gevraagd"], ["hulp gevraagd"])
    host.label(made.number, ["facts", "date only"], risks)
    found = host.find(BRANCH)

    assert found
    assert {"hulp gevraagd", "facts", "date only"} == {*found.labels}
    host.label(made.number, [], risks)
    found = host.find(BRANCH)
    assert found
    assert ("hulp gevraagd",) == found.labels


def test_proposals_wait_the_oldest_first(host: Host) -> None:
    """Each has a number of its own."""
    made = [host.propose(proposal({f"{n}.md": b"x"}, f"inzending/{n}")) for n in range(5)]

    assert made == list(host.waiting())
    assert 5 == len({one.number for one in made})


@pytest.mark.parametrize(
    "path", ["", ".", "/etc/passwd", "../x.md", "a/../x.md", "a//b.md", ".git/config", "a\\b.md"]
)
def test_no_file_outside_a_repository_can_be_proposed(path: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        proposal({path: b"x"})


@pytest.mark.parametrize(
    "branch", ["", "main ", "--force", "../main", "a..b", "x.lock", "A", "refs/heads/../x"]
)
def test_no_strange_branch_can_be_proposed(branch: str) -> None:
    with pytest.raises(ValueError, match="no branch"):
        proposal(branch=branch)
