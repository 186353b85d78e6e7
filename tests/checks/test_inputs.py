"""What a check said is said again while nothing changed, and never when anything did."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from atelier.checks import check as module
from atelier.checks.check import Findings, check, findings
from atelier.images.reader import read_pictures
from atelier.store.store import Store
from tests.fixtures.sites import TODAY

ROBOTS = "initiatives/robots-in-de-klas.md"
PHOTO = "initiatives/foto.png"
SYNONYMS = "docs/synonyms.yml"
TABLE = "docs/festivals/eerste-proeffestival.csv"
PARENT = "parent.yml"
Change = Callable[[Path, pytest.MonkeyPatch], object]


def said(found: Findings) -> tuple[object, ...]:
    return found.problems, found.remarks, found.paths


def write(path: str, text: str) -> Change:
    return lambda root, _: (root / path).write_text(text, encoding="utf-8")


def replace(path: str, old: str, new: str) -> Change:
    def change(root: Path, _: pytest.MonkeyPatch) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def remove(path: str) -> Change:
    return lambda root, _: (root / path).unlink()


def drawn_again(root: Path, _: pytest.MonkeyPatch) -> None:
    """A JPEG under the name of a PNG."""
    Image.new("RGB", (600, 400), "lime").save(root / PHOTO, "JPEG")


def a_link(path: str) -> Change:
    def change(root: Path, _: pytest.MonkeyPatch) -> None:
        (root / path).rename(root / "aside")
        (root / path).symlink_to(root / "aside")

    return change


def variable(root: Path, patched: pytest.MonkeyPatch) -> None:
    patched.setenv("REPOSITORY_URL", "no address")


CHANGES: dict[str, Change] = {
    "a record": replace(ROBOTS, "groep 7", "groep 8 [" + "x" * 300),
    "a new record": write("initiatives/nieuw.md", "---\ntitle: Nieuw\n---\n"),
    "a record less": remove("docs/partners/alfa-college.md"),
    "a table": write(TABLE, "Begin;Eind\n25:00;11:00\n"),
    "a table less": remove(TABLE),
    "an image": drawn_again,
    "an image less": remove(PHOTO),
    "a file that does not belong": write("initiatives/notes.txt", "x"),
    "synonyms": write(SYNONYMS, "---\ngroups: meisjes\n"),
    "synonyms less": remove(SYNONYMS),
    "a setting": replace("mkdocs.yml", "site_url:", "site_ur:"),
    "an inherited setting": write(PARENT, "extra:\n  licence: []\n"),
    "a variable": variable,
    "an editors' page that is linked": remove("docs/about.md"),
    "an editors' page that is a link": a_link("docs/about.md"),
    "a link among the editors' files": lambda root, _: (root / "docs" / "x.md").symlink_to("/etc/hosts"),
    "a folder that is a link": a_link("docs/questions"),
}


@pytest.fixture
def site(small: Path) -> Path:
    """The small site with a file of every kind that a check looks at."""
    (small / "docs" / "about.md").write_text("# Over\n", encoding="utf-8")
    (small / SYNONYMS).write_text("---\ngroups:\n  - words: [meisjes, meiden]\n", encoding="utf-8")
    (small / TABLE).write_text("Begin;Eind;Titel\n10:00;11:00;Robots\n", encoding="utf-8")
    (small / PARENT).write_text("extra:\n  licence: CC-BY-4.0\n", encoding="utf-8")
    settings = (small / "mkdocs.yml").read_text(encoding="utf-8")
    (small / "mkdocs.yml").write_text(f"INHERIT: {PARENT}\n{settings}", encoding="utf-8")
    Image.new("RGB", (600, 400), "red").save(small / PHOTO)
    with (small / ROBOTS).open("a", encoding="utf-8") as robots:
        robots.write("\nZie [over](../docs/about.md).\n\n![Een robot](foto.png)\n")
    return small


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_seen(site: Path, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    """However soon after the check before."""
    monkeypatch.setattr("atelier.store.contents.SETTLED", -(10**18))
    before = said(findings(site, TODAY, Store(site)))

    change(site, monkeypatch)
    fresh = said(check(site, TODAY))

    assert before != fresh
    assert fresh == said(findings(site, TODAY, Store(site)))


def test_another_day_or_question_is_another_check(site: Path) -> None:
    long_ago, later = datetime.date(2001, 1, 1), datetime.date(2036, 1, 1)
    answers = [said(findings(site, day, Store(site))) for day in (TODAY, long_ago, later)]
    answers.append(said(findings(site, TODAY, Store(site), publish=True)))
    fresh = [said(check(site, day)) for day in (TODAY, long_ago, later)]

    assert [*fresh, said(check(site, TODAY, publish=True))] == answers
    assert all(one != other for one, other in pairwise(answers))


def test_other_code_checks_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings(site, TODAY, Store(site))
    monkeypatch.setattr("atelier.checks.inputs.code_digest", lambda: "other")
    monkeypatch.setattr(module, "remarks", lambda *_: [])

    assert [] == findings(site, TODAY, Store(site)).remarks


def test_where_nothing_changed_nothing_is_checked(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was only touched did not change."""
    before = said(findings(site, TODAY, Store(site)))
    (site / ROBOTS).touch()
    monkeypatch.setattr(module, "check", lambda *_, **__: pytest.fail("it was checked"))

    assert before == said(findings(site, TODAY, Store(site)))


def test_a_file_that_changes_during_a_check_is_checked_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was said then may be of the file before or after."""

    def meanwhile(*of: object) -> object:
        write("initiatives/nieuw.md", "---\ntitle: Nieuw\n---\n")(site, monkeypatch)
        return read_pictures(*of)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(module, "read_pictures", meanwhile)
        findings(site, TODAY, Store(site))

    assert said(check(site, TODAY)) == said(findings(site, TODAY, Store(site)))
