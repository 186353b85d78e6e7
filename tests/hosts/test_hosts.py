"""What every host of proposals promises: the same words do the same at GitHub, GitLab, Gitea and in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.hosts.at import TOKEN as TOKEN_NAME
from atelier.hosts.at import host_at
from atelier.hosts.folder import Folder
from atelier.hosts.gitea import Gitea
from atelier.hosts.github import GitHub
from atelier.hosts.gitlab import GitLab
from atelier.hosts.host import Host, Issue, Proposal, RefusedError, TakenOverError, UnreachableError
from tests.fixtures.forges import FORGES, TOKEN, Forge, playing
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


FORGE_OF: dict[str, Forge] = {}
"""The server behind an address."""


def client(forge: Forge, token: str = TOKEN) -> Host:
    """The module for a host, as the settings of a catalogue there give it."""
    kinds = {"/api/v3": GitHub, "/api/v4": GitLab, "/api/v1": Gitea}
    made: Host = kinds[forge.root](forge.api, forge.name, token)
    return made


@pytest.fixture(params=["folder", *FORGES])
def host(request: pytest.FixtureRequest, repository: Path) -> Iterator[Host]:
    if request.param == "folder":
        yield Folder(repository)
        return
    with playing(request.param, repository) as forge:
        FORGE_OF[forge.api] = forge
        yield client(forge)


@pytest.fixture(params=FORGES)
def forge(request: pytest.FixtureRequest, repository: Path) -> Iterator[Forge]:
    with playing(request.param, repository) as forge:
        yield forge


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
    """A file that is no longer sent goes; the labels of editors stay, and so does what came on the main branch."""
    made = host.propose(proposal())
    commit(repository, "main", {"README.md": b"# Nieuw\n"}, "Change")
    host.label(made.number, ["facts"], ["new", "facts"])
    only: dict[str, bytes | None] = {"initiatives/drones.md": b"---\ntitle: Vogels\n---\n"}
    again = host.propose(proposal(only, title="Nieuw initiatief: Vogels"))

    assert ("facts",) == again.labels
    assert {**only, "docs/partners/de-dijk.md": None} == {
        path: host.read(path, BRANCH) for path in [*only, "docs/partners/de-dijk.md"]
    }
    assert (made.number, made.address, made.opened) == (again.number, again.address, again.opened)
    assert ("Nieuw initiatief: Vogels", ("facts",)) == (again.title, again.labels)
    assert [again] == list(host.waiting())
    host.merge(again.number, again.commit)
    assert {**BEGIN, **only, "README.md": b"# Nieuw\n"} == files_of(repository, "main")


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
    made = [host.propose(proposal({f"{n}.md": b"x"}, f"inzending/{n}")) for n in range(3)]

    assert made == list(host.waiting())
    assert 3 == len({one.number for one in made})


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


def test_one_comment_is_kept_up_to_date(host: Host, repository: Path) -> None:
    """By its mark; on each proposal another."""
    one = host.propose(proposal())
    other = host.propose(proposal({"x.md": b"x"}, "inzending/x"))
    for number, text in [
        (one.number, "Een."),
        (other.number, "Ander."),
        (one.number, "Twee."),
        (one.number, "Twee."),
    ]:
        host.comment(number, "<!-- atelier: risk -->", text)

    assert comments(host) == [
        (one.number, "<!-- atelier: risk -->\nTwee."),
        (other.number, "<!-- atelier: risk -->\nAnder."),
    ]


def comments(host: Host) -> list[tuple[int, str]]:
    if isinstance(host, Folder):
        known = [host._known(f"refs/proposals/{one.branch}")[1] for one in host.waiting()]
        return [(one["number"], f"{mark}\n{text}") for one in known for mark, text in one["comments"].items()]
    forge = FORGE_OF[host.api]  # type: ignore[attr-defined]
    return [(comment["number"], comment["text"]) for comment in forge.comments]


def test_one_issue_is_kept_up_to_date(host: Host) -> None:
    """It is made, changed, closed and opened again; another mark is another issue."""
    mark = "<!-- atelier: reminders -->"
    assert host.issue(mark, "Klopt het nog?", "") is None
    address = host.issue(mark, "Klopt het nog?", "Vier.")

    assert address
    assert address == host.issue(mark, "Klopt het nog?", "Vijf.")
    assert address == host.issue(mark, "Klopt het nog?", "")
    assert address == host.issue(mark, "Klopt het nog?", "Zes.")
    assert address != host.issue("<!-- atelier: links -->", "Links", "Een.")


@pytest.mark.slow
def test_a_lost_answer_makes_no_double(forge: Forge, repository: Path) -> None:
    """Whatever was done last before the connection broke: the next try makes it whole, and one."""
    host, files = client(forge), {"a.md": b"a", "a.jpg": NEW["initiatives/drones.jpg"]}
    for branch in ("inzending/first", "inzending/second"):  # the first makes the labels too
        before = len(forge.methods)
        made = host.propose(proposal(files, branch))
    changing = [n for n, method in enumerate(forge.methods[before:], 1) if method != "GET"]
    for number in changing:
        branch = f"inzending/{number}"
        forge.faults = {len(forge.methods) + number: "lost"}
        with pytest.raises(UnreachableError):
            host.propose(proposal(files, branch))
        again = host.propose(proposal(files, branch))

        assert (branch, "open", made.labels) == (again.branch, again.state, again.labels)
        assert {**BEGIN, **files} == files_of(repository, branch)
        assert again.commit == tip(repository, branch)
    assert len(changing) + 2 == len(forge.pulls)


@pytest.mark.parametrize("fault", ["down", "page", 429, 500, 502, 503])
def test_what_may_pass_is_tried_again_later(forge: Forge, fault: str | int) -> None:
    """And how long the host asks to wait is known."""
    forge.faults = {1: fault}
    with pytest.raises(UnreachableError) as unreachable:
        client(forge).find(BRANCH)

    assert (7 if fault == 429 else None) == unreachable.value.after
    assert TOKEN not in str(unreachable.value)


@pytest.mark.parametrize("fault", [400, 401, 403, 409, 410, 422, "moved"])
def test_what_is_refused_says_why_and_never_the_token(forge: Forge, fault: str | int) -> None:
    """Not even where the host repeats it; and no other address gets it."""
    forge.faults = {1: fault}
    with pytest.raises(RefusedError) as refused:
        client(forge).find(BRANCH)

    assert TOKEN not in str(refused.value)
    assert str(fault if isinstance(fault, int) else 302) in str(refused.value)
    assert [] == forge.told_elsewhere


def test_a_wrong_token_is_refused(forge: Forge) -> None:
    with pytest.raises(RefusedError, match="401 Bad credentials") as refused:
        client(forge, "verlopen").propose(proposal())

    assert "verlopen" not in str(refused.value)
    assert "verlopen" not in repr(client(forge, "verlopen"))


def test_a_host_that_is_gone_is_unreachable(repository: Path) -> None:
    with playing("github", repository) as forge:
        host = client(forge)
    with pytest.raises(UnreachableError):
        host.find(BRANCH)


def test_a_comment_of_somebody_else_is_left_alone(forge: Forge) -> None:
    """Whoever copies the mark gets no say."""
    made = client(forge).propose(proposal())
    mark = "<!-- atelier: risk -->"
    forge.comments.append({"id": 1, "number": made.number, "author": "iemand", "text": f"{mark}\nIets."})
    client(forge).comment(made.number, mark, "Van ons.")

    assert ["iemand", forge.me] == [comment["author"] for comment in forge.comments]
    assert f"{mark}\nIets." == forge.comments[0]["text"]


def test_an_open_issue_is_found_and_answered_once(forge: Forge) -> None:
    """The oldest first, with its labels, whoever made it; an answer is changed and not said twice."""
    for number, state in enumerate(("open", "closed", "open")):
        issue = forge.add_issue(f"Nieuw {number}", f"Tekst {number}")
        issue |= {"author": "school", "state": state, "labels": ["initiatief"] * number}
    host = client(forge)
    found = list(host.issues())
    host.reply(found[0].number, "<!-- ons -->", "Eerst.")
    host.reply(found[0].number, "<!-- ons -->", "Daarna.")

    assert [Issue(300, "Tekst 0"), Issue(302, "Tekst 2", ("initiatief", "initiatief"))] == found
    assert [(300, "<!-- ons -->\nDaarna.")] == [(one["number"], one["text"]) for one in forge.comments]


@pytest.mark.parametrize("name", FORGES)
def test_the_settings_of_a_catalogue_name_its_host(name: str, tmp_path: Path) -> None:
    """With the token of the environment; the token of another program is not taken."""
    settings = (
        "site_name: Stad\nsite_url: https://stad.example/\n"
        f"extra:\n  repository:\n    url: https://{name}.stad.example/stad/catalogus\n    host: {name}\n"
    )
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    found = host_at("", {TOKEN_NAME: TOKEN}, tmp_path)

    assert {"github": GitHub, "gitlab": GitLab, "gitea": Gitea}[name] is type(found)
    with pytest.raises(RefusedError, match=TOKEN_NAME):
        host_at("", {"GITHUB_TOKEN": TOKEN}, tmp_path)
    with pytest.raises(RefusedError, match="folder:"):
        host_at("ergens", {}, tmp_path)


def test_a_folder_that_holds_no_repository_is_refused(tmp_path: Path) -> None:
    """Also one that lies in another repository, and a repository in which nothing is yet."""
    outer = bare(tmp_path / "stad.git", BEGIN)
    (outer / "inner").mkdir()
    (tmp_path / "leeg").mkdir()
    git(tmp_path / "leeg", "init", "--bare")
    for folder in (tmp_path / "is-er-niet", tmp_path, outer / "inner", tmp_path / "leeg"):
        with pytest.raises(RefusedError):
            host_at(f"folder:{folder}").propose(proposal())


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_a_token_for_a_fork_can_only_propose(name: str, repository: Path) -> None:
    """Branches are made in the fork, on top of the main branch of the catalogue, however old that of the fork is.

    That it may give no labels at GitHub stops nothing.
    """
    with playing(name, repository) as forge:
        forge.fork = "bot/catalogus"
        commit(repository, "fork/main", {"README.md": b"# Oud\n"}, "Begin")
        kinds = {"github": GitHub, "gitlab": GitLab}
        host = kinds[name](forge.api, forge.name, TOKEN, "main", fork=forge.fork)
        made = host.propose(proposal())
        only: dict[str, bytes | None] = {"initiatives/drones.md": b"---\ntitle: Vogels\n---\n"}
        again = host.propose(proposal(only))

        assert (made.number, BRANCH, "open") == (again.number, again.branch, again.state)
        assert again == host.propose(proposal(only)) == host.find(BRANCH)
        assert {**BEGIN, **only} == files_of(repository, f"fork/{BRANCH}")
        assert only["initiatives/drones.md"] == host.read("initiatives/drones.md", BRANCH)
        assert "" == tip(repository, BRANCH)
        with pytest.raises(RefusedError, match="403"):
            client(forge).propose(proposal(branch="inzending/elsewhere"))
