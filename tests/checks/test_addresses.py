"""A proposal breaks no published address: it is told what to write, and may have it written."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from atelier.catalogue.short_address import code as code_of
from atelier.checks.check import check
from atelier.cli.app import app
from atelier.store.contents import read_content
from tests.fixtures.sites import GOLDEN, SMALL, make_site, run

Sites = tuple[Path, Path]


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    """What is published, and a proposal that changes nothing yet."""
    base = make_site(tmp_path / "base", SMALL)
    return base, Path(shutil.copytree(base, tmp_path / "proposal", symlinks=True))


def told(sites: Sites, *options: str) -> tuple[int, str]:
    base, root = sites
    done = run("atelier", "check", "--base", base, *options, cwd=root)
    assert not done.stderr
    return done.returncode, done.stdout


def renamed(root: Path, old: str, new: str) -> Path:
    return (root / "initiatives" / f"{old}.md").rename(root / "initiatives" / f"{new}.md")


def linked_to_the_new(root: Path, old: str) -> None:
    """Bodies link to files, and so to the new one."""
    for file in root.rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        if f"/{old}.md" in text:
            file.write_text(text.replace(f"/{old}.md", "/nieuw.md"), encoding="utf-8")


@pytest.mark.slow
def test_a_proposal_that_keeps_all_addresses_passes(sites: Sites) -> None:
    assert told(sites)[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("case", ["renamed", "deleted", "former-taken-out"])
def test_what_breaks_an_address_is_told(case: str, sites: Sites, golden: Callable[[Path, str], None]) -> None:
    """File, field and mending, in the words of a golden file; the check fails."""
    root = sites[1]
    if case == "renamed":
        renamed(root, "oud-plan", "nieuw-plan")
    elif case == "deleted":
        (root / "initiatives" / "oud-plan.md").unlink()
    else:
        file = root / "initiatives" / "robots-in-de-klas.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("former_slugs:\n  - robotles\n", ""), encoding="utf-8")

    code, text = told(sites)

    assert code == 1
    golden(GOLDEN / f"addresses-{case}.txt", text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "former"),
    [("oud-plan", ["oud-plan"]), ("robots-in-de-klas", ["robotles", "robots-in-de-klas"])],
)
def test_fix_writes_the_former_name(old: str, former: list[str], sites: Sites) -> None:
    """With and without former names already: nothing is lost, and the rest of the file is as it was."""
    root = sites[1]
    linked_to_the_new(root, old)
    file = renamed(root, old, "nieuw")
    before = file.read_text(encoding="utf-8").splitlines()

    code, said = told(sites, "--fix")
    assert code == 0, said
    after = file.read_text(encoding="utf-8").splitlines()
    assert [f"  - {name}" for name in former] == after[after.index("former_slugs:") + 1 :][: len(former)]
    assert [line for line in after if line in before] == before


@pytest.mark.slow
@pytest.mark.parametrize("collection", ["pillars", "partners", "funds", "festivals", "questions"])
def test_every_kind_of_record_keeps_its_address(collection: str, sites: Sites) -> None:
    """A renamed file of the register is told what to write; then its old address and name still lead to it."""
    root = sites[1]
    file = next(iter(sorted((root / "docs" / collection).glob("*.md"))))
    old = file.stem
    file.rename(file.with_stem("nieuw"))
    linked_to_the_new(root, old)
    code, said = told(sites)
    assert code == 1
    assert old in said

    assert told(sites, "--fix")[0] == 0
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    assert f"/{collection}/nieuw/" in (root / "site" / collection / old / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_links_to_a_renamed_initiative_go_on_leading_there(sites: Sites) -> None:
    """The check asks for the former name only, and once it is written the links in stories lead on."""
    root = sites[1]
    linking = root / "initiatives" / "oud-plan.md"
    linking.write_text(linking.read_text("utf-8") + "\n[robots](robots-in-de-klas.md)\n", encoding="utf-8")
    renamed(root, "robots-in-de-klas", "nieuw")
    code, said = told(sites)
    assert code == 1
    assert "address-lost" in said
    assert "body-link-missing" not in said

    assert told(sites, "--fix")[0] == 0
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    assert 'href="../../initiatives/robots-in-de-klas/"' in (
        root / "site/initiatives/oud-plan/index.html"
    ).read_text("utf-8")
    assert "initiatives/nieuw/" in (root / "site/initiatives/robots-in-de-klas/index.html").read_text("utf-8")


def test_a_name_of_today_goes_before_a_former_one(sites: Sites) -> None:
    """Also before that of a fund, where a partner or a fund can be named: no money moves."""
    root = sites[1]
    fund = root / "docs" / "funds" / "proefpot.md"
    text = fund.read_text(encoding="utf-8")
    fund.write_text(text.replace("---\n", "---\nformer_slugs:\n  - alfa-college\n", 1), encoding="utf-8")
    before, after = (check(site, datetime.date(2026, 11, 25)).catalogue for site in sites)

    assert before
    assert after
    assert [c.source for c in before.claims] == [c.source for c in after.claims]


def test_a_former_name_goes_before_a_title(sites: Sites) -> None:
    """Whoever gives an initiative the name that another one had, takes no references from it."""
    root = sites[1]
    shop = root / "initiatives" / "winkel-in-de-wijk.md"
    text = shop.read_text(encoding="utf-8").replace("'Robots: in de klas'", "robotles")
    shop.write_text(text, encoding="utf-8")
    plan = root / "initiatives" / "oud-plan.md"
    plan.write_text(plan.read_text("utf-8").replace("title: Oud plan", "title: Robotles"), encoding="utf-8")
    catalogue = check(root, datetime.date(2026, 11, 25)).catalogue

    assert catalogue
    assert ("robots-in-de-klas",) == catalogue.initiatives["winkel-in-de-wijk"].record.adapted_from


@pytest.mark.slow
def test_who_follows_a_renamed_pillar_goes_on_to(sites: Sites) -> None:
    """Its feeds stand at the old address too, known by the same id; the list of its questions leads on."""
    root = sites[1]
    pillar = root / "docs" / "pillars" / "ondernemerschap.md"
    pillar.rename(pillar.with_stem("nieuw"))
    linked_to_the_new(root, "ondernemerschap")
    assert told(sites, "--fix")[0] == 0
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    site = root / "site"

    for name in ("feed.xml", "feed.json"):
        old, new = (site / "pillars" / slug / name for slug in ("ondernemerschap", "nieuw"))
        assert old.read_bytes() == new.read_bytes()
    feed = (site / "pillars/nieuw/feed.xml").read_text("utf-8")
    assert "<id>https://klein.example/pillars/ondernemerschap/feed.xml</id>" in feed
    listed = (site / "questions/pillar/ondernemerschap/index.html").read_text("utf-8")
    assert 'href="../../../questions/pillar/nieuw/"' in listed


@pytest.mark.slow
def test_a_record_of_the_register_is_not_deleted_silently(
    sites: Sites, golden: Callable[[Path, str], None]
) -> None:
    (sites[1] / "docs" / "questions" / "wie-leent-robots-uit.md").unlink()

    code, text = told(sites)

    assert code == 1
    golden(GOLDEN / "addresses-record-gone.txt", text)


@pytest.mark.slow
def test_a_commit_is_compared_with_as_well(tmp_path: Path) -> None:
    """Whoever has the repository names its main branch; the site may lie in a folder of it."""
    root = make_site(tmp_path / "repository" / "catalogue", SMALL)
    git = ("git", "-C", str(root), "-c", "user.name=Test", "-c", "user.email=test@school.example")
    for arguments in (("init", "-q", "-b", "main", ".."), ("add", "-A", ".."), ("commit", "-qm", "Begin")):
        subprocess.run([*git, *arguments], check=True)
    renamed(root, "oud-plan", "nieuw-plan")

    done = run("atelier", "check", "--base", "main", cwd=root)
    assert done.returncode == 1
    assert "address-lost" in done.stdout
    assert run("atelier", "check", "--base", "main", "--fix", cwd=root).returncode == 0
    done = run("atelier", "changes", "--base", "main", cwd=root)
    assert done.returncode == 0
    assert "oud-plan" in done.stdout


@pytest.mark.parametrize(
    ("command", "slug"),
    [(["check"], "nieuw-plan"), (["check", "--fix"], "nieuw-plan"), (["changes"], "oud-plan")],
)
def test_what_is_published_is_read_once(
    command: list[str], slug: str, sites: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the proposal itself is read anew, since it was fixed."""
    base, root = sites
    renamed(root, "oud-plan", slug)
    read: list[Path] = []

    def counted(file: Path | str, limit: int) -> Any:
        read.append(Path(file))
        return read_content(file, limit)

    monkeypatch.setattr("atelier.store.contents.read_content", counted)
    CliRunner().invoke(app, [*command, "--base", str(base), "--root", str(root)])
    published = [file for file in read if file.is_relative_to(base)]

    assert base / "initiatives" / "oud-plan.md" in published
    assert len(published) == len(set(published))
    # What was fetched from neighbours is not compared, so it is read on one side only.
    own = [file for file in read if file not in published and file.suffix != ".json"]
    assert len(own) == len(published) * (2 if "--fix" in command else 1)


@pytest.mark.slow
@pytest.mark.parametrize("base", ["no-such-branch", "--help", "/nowhere", "HEAD:initiatives"])
def test_what_is_no_site_is_no_base(base: str, sites: Sites) -> None:
    """It is said in a sentence, with the code of a wrong use."""
    done = run("atelier", "check", f"--base={base}", cwd=sites[1])

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_two_become_one(sites: Sites) -> None:
    """Whoever joins two names the one that is gone at the one that stays, with its own former names."""
    base, root = sites
    gone = base / "initiatives" / "oud-plan.md"
    text = gone.read_text(encoding="utf-8")
    gone.write_text(text.replace("---\n", "---\nformer_slugs:\n  - heel-oud-plan\n", 1), encoding="utf-8")
    (root / "initiatives" / "oud-plan.md").unlink()
    stays = root / "initiatives" / "winkel-in-de-wijk.md"
    text = stays.read_text(encoding="utf-8")
    stays.write_text(text.replace("---\n", "---\nformer_slugs:\n  - oud-plan\n", 1), encoding="utf-8")
    code, said = told(sites)
    assert code == 1
    assert "heel-oud-plan" in said

    names = "former_slugs:\n  - heel-oud-plan\n  - oud-plan\n"
    stays.write_text(text.replace("---\n", f"---\n{names}", 1), encoding="utf-8")
    assert told(sites)[0] == 0
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    for former in ("heel-oud-plan", "oud-plan"):
        for url in (f"initiatives/{former}/", f"i/{code_of(former)}/"):
            assert "winkel-in-de-wijk" in (root / "site" / url / "index.html").read_text("utf-8")
