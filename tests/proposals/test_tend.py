"""What waits at a host is answered by a program that looks there now and then, at a server that plays GitLab."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from atelier.hosts.gitlab import GitLab
from atelier.proposals.issues import MARK as ANSWER
from atelier.proposals.telling import MARK
from atelier.proposals.tend import tend
from tests.fixtures.forges import TOKEN, Forge, playing
from tests.fixtures.hosts import bare_of, commit, git, tip
from tests.fixtures.issues import GOOD, typed
from tests.fixtures.sites import EPOCH, SMALL, TODAY, make_site

pytestmark = pytest.mark.slow

PARTNER = b"---\nname: Nieuw @minister\nkind: school\n---\n"


@pytest.fixture
def gitlab(tmp_path: Path) -> Iterator[Forge]:
    """A server with the small site, and a clone of it beside it as a job has one."""
    site = make_site(tmp_path / "site", SMALL)
    (site / "hooks").unlink()
    (site / ".gitignore").write_text("/.cache/\n", encoding="utf-8")
    with playing("gitlab", bare_of(site, tmp_path / "repository.git")) as forge:
        git(tmp_path, "clone", "-q", str(forge.repository), "clone")
        yield forge


def tended(gitlab: Forge, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of one time that the program looks."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("ATELIER_TOKEN", TOKEN)
    root = gitlab.repository.parent / "clone"
    return list(tend(GitLab(gitlab.api, gitlab.name, TOKEN, "main"), root, TODAY))


def test_an_issue_of_the_template_becomes_a_merge_request(
    gitlab: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any label, which a stranger cannot give; the next time nothing is done again."""
    gitlab.add_issue("Iets anders", "### Titel\n\nGeen formulier.")
    gitlab.add_issue("Nieuw", typed({**GOOD, "public": []}))

    assert ["Issue 301 holds no submission."] == tended(gitlab, monkeypatch)
    (comment,) = gitlab.comments
    assert comment["text"].startswith(f"{ANSWER}\nZet aan het eind een vinkje")

    gitlab.issues[1]["text"] = typed(GOOD)
    assert ["Issue 301 is proposal 12.", "Proposal 12 was told."] == tended(gitlab, monkeypatch)

    changed = git(gitlab.repository, "diff", "--name-only", "main", "initiatief/301").split("\n")
    assert ["docs/partners/basisschool-de-dijk.md", "initiatives/drones-boven-de-dijk.md"] == changed
    assert "Closes #301" in gitlab.pulls[0]["text"]
    answer, told = (one["text"] for one in gitlab.comments)
    assert answer.startswith(f"{ANSWER}\nDank je wel! Dit is nu een voorstel.")
    assert "glab mr merge 12" in told
    assert {"pijler: Ondernemerschap", "risico: nieuw"} <= set(gitlab.pulls[0]["labels"])

    asked = len(gitlab.asked)
    tended(gitlab, monkeypatch)
    assert asked == len(gitlab.asked)


def test_a_merge_request_is_told_what_it_changes(gitlab: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is once merged; one with a mistake is told of that, and one that does not merge stops no other."""
    base = tip(gitlab.repository, "main")
    for branch, files in {
        "nieuw": {"docs/partners/nieuw.md": PARTNER},
        "fout": {"docs/partners/nieuw.md": PARTNER.replace(b"school", b"schol")},
        "botst": {"initiatives/robots-in-de-klas.md": b"Anders.\n"},
    }.items():
        git(gitlab.repository, "update-ref", f"refs/heads/{branch}", base)
        commit(gitlab.repository, branch, dict(files), "Voorstel")
        gitlab.open_pull(branch, "main", branch, "")
    meanwhile = (SMALL / "initiatives/robots-in-de-klas.md").read_bytes() + b"\nMeer.\n"
    commit(gitlab.repository, "main", {"initiatives/robots-in-de-klas.md": meanwhile}, "Meer")
    git(gitlab.repository.parent / "clone", "pull", "-q")
    new, wrong, clash = tended(gitlab, monkeypatch)

    assert ("Proposal 12 was told.", "Proposal 13 was told.") == (new, wrong)
    assert clash.startswith("Proposal 14: It does not go together with the main branch")
    said = {one["number"]: one["text"] for one in gitlab.comments}
    assert said[12].startswith(f"{MARK}\n### Alles klopt\n")
    assert "- **Nieuw**: partner `Nieuw @minister` (`docs/partners/nieuw.md`)\n" in said[12]
    assert "(robots" not in said[12]
    assert "/-/merge_requests/12/pipelines)" in said[12]
    assert said[13].startswith(f"{MARK}\n### Er valt iets te verbeteren")


def test_a_proposal_cannot_make_the_comment_say_a_secret(
    gitlab: Forge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither by settings that name a variable, nor by a link to a file of the machine that answers."""
    secret = tmp_path / "secret.md"
    secret.write_text(f"---\nname: {TOKEN}\nkind: schol\n---\n", encoding="utf-8")
    work = tmp_path / "work"
    git(tmp_path, "clone", "-q", str(gitlab.repository), str(work))
    (work / "docs" / "partners" / "geheim.md").symlink_to(secret)
    settings = work / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("extra:\n", "extra:\n  moved_from: !ENV ATELIER_TOKEN\n"), "utf-8")
    git(work, "switch", "-qc", "vals")
    git(work, "add", "-A")
    git(work, "commit", "-qm", "Vals")
    git(work, "push", "-q", "origin", "vals")
    gitlab.open_pull("vals", "main", "Vals", "")
    tended(gitlab, monkeypatch)

    (comment,) = gitlab.comments
    assert "docs/partners/geheim.md" in comment["text"]
    assert TOKEN not in comment["text"]
    assert TOKEN == os.environ["ATELIER_TOKEN"]
