"""``atelier propose``: a mail in a folder of mail becomes a proposal in a repository, or says what to mend."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from atelier.cli.propose import LATER, MEND, run_propose
from atelier.hosts.folder import Folder
from tests.contribute.test_from_issue import INITIATIVE, contents
from tests.contribute.test_inbox import DIJK, DRONES, FILES, MAILS, SENDER, headed, plain
from tests.fixtures.forges import FORGES, playing
from tests.fixtures.hosts import bare_of, git, git_bytes
from tests.fixtures.sites import EPOCH, SMALL, make_site
from tests.hosts.test_hosts import client


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", SMALL)


@pytest.fixture
def repository(site: Path, tmp_path: Path) -> Path:
    return bare_of(site, tmp_path / "stad.git")


def mailed(site: Path, data: bytes, name: str = "brief.eml") -> str:
    file = site.parent / name
    file.write_bytes(data)
    return str(file)


def test_a_mail_becomes_one_proposal(
    site: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """However often, and in whichever mail, the same comes; the catalogue itself stays as it is."""
    before = contents(site)
    for name in ("plain", "HTML of Outlook", "forwarded in a mail", "a ZIP attached"):
        assert 0 == run_propose(mailed(site, MAILS[name]), f"folder:{repository}", site, "nl")
    said = capsys.readouterr()
    (proposed,) = Folder(repository).waiting()

    assert ([proposed.address] * 4, "") == (said.out.splitlines(), said.err)
    assert "Nieuw initiatief: Drones boven de dijk" == proposed.title
    assert "risico: nieuw" in proposed.labels
    assert f"A\t{DIJK}\nA\t{DRONES}" == git(repository, "diff", "--name-status", "main", proposed.branch)
    assert FILES[DRONES].encode() == Folder(repository).read(DRONES, proposed.branch)
    assert before == contents(site)


def test_who_sent_it_stands_nowhere(site: Path, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in git, nor in what is said of the proposal, nor in the output; whether it is well or not."""
    wrong = headed(plain(f"{DRONES}\n```markdown\n---\ntitle: x\n---\n```\n\nJan de Vries\n{SENDER}\n"))
    for data in [*MAILS.values(), wrong]:
        run_propose(mailed(site, data), f"folder:{repository}", site, "nl")
    said = capsys.readouterr()
    objects = git_bytes(repository, "cat-file", "--batch", "--batch-all-objects")

    assert b"info@dedijk.example" in objects  # what somebody filled in is there
    for word in (SENDER, "Jan de Vries", "12345678"):
        assert word.encode() not in objects
        assert word not in said.out + said.err


def test_what_is_to_be_mended_is_said_by_question(
    site: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is proposed."""
    text = INITIATIVE.replace("role: lead", "role: baas").replace("levels:\n  - po", "levels:\n  - peuters")
    code = run_propose(mailed(site, text.encode(), "drones.md"), f"folder:{repository}", site, "nl")
    said = capsys.readouterr()

    assert (MEND, "") == (code, said.out)
    assert said.err.startswith("Er moet eerst nog iets beter:\n- ")
    assert "- Wie doen er mee? (nummer 1): " in said.err
    assert "- Onderwijsniveaus (nummer 1): “peuters” is geen van de keuzes." in said.err
    assert [] == list(Folder(repository).waiting())


def test_a_change_and_a_confirmation_are_changes(
    site: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the form writes them for a page that is there."""
    path = "initiatives/robots-in-de-klas.md"
    before = (site / path).read_text(encoding="utf-8")
    change = before.replace("status: active", "status: idea")
    confirm = f"Alles klopt nog.\n\n{path}\nlast_confirmed: 2026-11-01\n\nJan"
    for data, name in ((change.encode(), "robots-in-de-klas.md"), (headed(plain(confirm)), "brief.eml")):
        assert 0 == run_propose(mailed(site, data, name), f"folder:{repository}", site, "nl")
    first, second = Folder(repository).waiting()

    assert {"Wijziging van: Robots in de klas"} == {first.title, second.title}
    assert change.encode() == Folder(repository).read(path, first.branch)
    changed = git(repository, "diff", "--unified=0", "main", second.branch).split("\n")
    assert ["+last_confirmed: 2026-11-01"] == [
        line for line in changed if line.startswith("+") and not line.startswith("+++")
    ]


def test_what_became_of_it_is_not_done_again(
    site: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mail that comes again after its proposal was merged changes nothing."""
    mail, host = mailed(site, MAILS["plain"]), Folder(repository)
    run_propose(mail, f"folder:{repository}", site, "nl")
    (proposed,) = host.waiting()
    host.merge(proposed.number, proposed.commit)
    for path, text in FILES.items():
        (site / path).write_text(text, encoding="utf-8")

    assert 0 == run_propose(mail, f"folder:{repository}", site, "nl")
    assert [proposed.address] * 2 == capsys.readouterr().out.splitlines()
    assert [] == list(host.waiting())


@pytest.mark.parametrize("name", FORGES)
def test_at_every_host_it_is_the_same(
    name: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the answer to what was done got lost: the mail server tries again, and there is one."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    mail = mailed(site, MAILS["forwarded as text"])
    with playing(name, bare_of(site, tmp_path / "stad.git")) as forge:
        monkeypatch.setattr("atelier.cli.propose.host_at", lambda *_: client(forge))
        forge.faults = {8: "lost"}
        codes = [run_propose(mail, "", site, "nl") for _ in range(3)]
        (pull,) = forge.pulls

        assert [LATER, 0, 0] == codes
        assert f"/{pull['number']}\n" in capsys.readouterr().out
        assert FILES[DRONES].encode() == client(forge).read(DRONES, pull["branch"])


def test_a_host_that_is_down_says_to_try_later(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the code at which a mail server keeps the mail; without a token it is used wrongly."""
    monkeypatch.setenv("REPOSITORY_URL", "https://stad.invalid/stad/catalogus")
    monkeypatch.setenv("ATELIER_TOKEN", "geheim")

    assert LATER == run_propose(mailed(site, MAILS["plain"]), "", site, "nl")
    said = capsys.readouterr()
    assert "Probeer het later nog eens" in said.err
    assert "geheim" not in said.err


@pytest.mark.slow
def test_a_rule_of_a_mailbox_calls_it(site: Path, repository: Path) -> None:
    """The mail comes on standard input; used wrongly it is 2, and what is no mail is one line."""
    program = [sys.executable, "-m", "atelier", "propose"]

    def run(data: bytes, *arguments: str) -> tuple[int, str, str]:
        done = subprocess.run([*program, *arguments], input=data, capture_output=True, cwd=site, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    to = ("--to", f"folder:{repository}")
    code, out, err = run(MAILS["quoted-printable"], "-", *to)
    assert (0, f"folder:{repository}#inzending/", "") == (code, out.strip()[:-16], err)
    assert (1, "", "Er zit geen bestand van het formulier in.\n") == run(b"Hoi!\n", "-", *to)
    assert 2 == run(b"", "is-er-niet.eml", *to)[0]
    assert 2 == run(MAILS["plain"], "-", "--to", "ergens")[0]
