"""An upgrade as a city does it: from a catalogue that was made and changed by hand to a made-up next version."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.cli.upgrade import run_upgrade
from atelier.starter.answers import Answers
from atelier.starter.files import Written, files_of, version
from atelier.starter.state import FILE, State, digest, read_state, state_of, state_text
from atelier.upgrade.answers import answers_of
from atelier.upgrade.steps import Fate
from atelier.upgrade.upgrade import NewerCatalogueError, Package, carry_out, planned
from tests.fixtures.sites import EPOCH, ROOT, TODAY

ANSWERS = Answers.model_validate(
    {
        "name": "Onderwijsatelier Dijkstad",
        "language": "nl",
        "url": "https://dijkstad.example/",
        "repository": "https://github.com/dijkstad/atelier",
        "editors": "redactie@dijkstad.example",
        "pillars": ["Water", "Samen leren"],
        "pillar_word": {"one": "Thema", "many": "Thema's", "article": "het"},
    }
)
PILLAR = "docs/pillars/bouwen.md"
TEXT = """\
---
# Zoals de wethouder het noemde.
name: 'Bouwen'
order:   3
colour: "#1b5fa8"
---

Een pijler, met colour: in de tekst.
"""
WORKFLOWS = ".github/workflows"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A catalogue as `atelier init` makes it, in a repository, with a pillar of its own."""
    root = tmp_path / "city"
    files = files_of(ANSWERS, TODAY)
    contents = {path: file.content for path, file in files.items()}
    contents |= {FILE: state_text(state_of(ANSWERS, files)).encode(), PILLAR: TEXT.encode()}
    for path, content in contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "-c", "user.name=A", "-c", "user.email=a@stad.example", "commit", "--quiet", "-m", "Begin")
    return root


def git(root: Path, *command: str) -> None:
    subprocess.run(["git", *command], cwd=root, check=True)


def change(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for before, after in pairs:
        assert before in text, (file, before)
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file() and not {".git", ".cache"} & {*file.relative_to(root).parts}
    }


NEXT = "9.0.0"
SINCE = 'Formerly("{}", "9.0.0", datetime.date(2030, 1, 31))'


@pytest.fixture(scope="module")
def next_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a made-up next version: a field renamed, a setting moved, workflows, and a migration."""
    folder = tmp_path_factory.mktemp("next")
    package = folder / "atelier"
    # With the compiled modules: those that do not change then need not be compiled again.
    shutil.copytree(ROOT / "hooks" / "atelier", package)
    for lock in ("requirements.lock", "requirements-engine.lock"):
        shutil.copy(ROOT / lock, package / "starter")
    (info := folder / f"innovatieatelier-{NEXT}.dist-info").mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: innovatieatelier\nVersion: {NEXT}\n")
    (package / "CHANGELOG.md").write_text(
        f"# Changelog\n\n## {NEXT} (2030-01-31)\n\n### Changed\n\n- `colour` is called `tint`.\n\n"
        f"## {version()} (2026-12-01)\n\n### Added\n\n- Everything.\n"
    )
    change(
        package / "model" / "pillar.py",
        (
            "colour: Colour = Field(",
            f"colour: Annotated[Colour, {SINCE.format('colour')}] = Field(alias='tint',",
        ),
        ("import FORMER_SLUGS,", "import FORMER_SLUGS, Formerly,"),
    )
    licence = f"licence: Annotated[Url | None, {SINCE.format('extra.licence')}] = None"
    change(
        package / "model" / "settings.py",
        ("    url: Annotated[str, REPOSITORY]", f"    {licence}\n    url: Annotated[str, REPOSITORY]"),
        ("    licence: Url | None = Field(", "    licence_of_before: Url | None = Field("),
        ("import re\n", "import datetime\nimport re\n"),
        ("from atelier.model.base import Fields", "from atelier.model.base import Fields, Formerly"),
    )
    change(package / "site" / "making.py", ("extra.licence", "extra.repository.licence"))
    change(
        package / "upgrade" / "migrations.py",
        (
            "MIGRATIONS: tuple[Migration, ...] = ()",
            "MIGRATIONS = (Migration(version='9.0.0', does='says u', files='docs/about/*.md', "
            "change=lambda text: text.replace('Je ', 'U ')),)",
        ),
    )
    workflows = package / "starter" / "files" / "follows" / "github" / "dot-github" / "workflows"
    change(workflows / "remind.yml.j2", ("name: ", "name: Every month, "))
    change(workflows / "publish.yml.j2", ("name: ", "name: Every push, "))
    change(workflows / "links.yml.j2", ("- cron: ", "- cron: '1 1 * * 1' # "))
    (workflows / "yearly.yml.j2").write_text("name: Yearly\non: workflow_dispatch\n")
    return folder


def atelier(version: Path, city: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a version in a catalogue."""
    return subprocess.run(
        [sys.executable, "-m", "atelier", *command],
        cwd=city,
        env={**os.environ, "PYTHONPATH": str(version), "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_city_upgrades_without_losing_a_change(city: Path, next_version: Path) -> None:
    """What nobody changed is renewed, what somebody changed stays in, and what nobody can decide is left."""
    links, publish = (city / WORKFLOWS / name for name in ("links.yml", "publish.yml"))
    change(links, ("- cron: ", "- cron: '3 3 * * 3' # "))
    publish.write_text(publish.read_text() + "# onze regel\n")
    (city / ".github" / "CODEOWNERS").unlink()
    (city / "docs" / "about" / "index.md").write_text("Je leest dit.\r\n", newline="")
    change(city / "mkdocs.yml", ("\n  licence: ", "\n  # Van de gemeente.\n  licence: "))
    by_hand = snapshot(city)

    (aside := city.parent / "aside").mkdir()
    shutil.copytree(city, aside, dirs_exist_ok=True)
    before = atelier(next_version, city, "check")
    fixed = atelier(next_version, aside, "check", "--fix")
    dry = atelier(next_version, city, "upgrade", "--dry-run")

    assert before.returncode == 0, before.stderr
    assert "“colour” heet sinds versie 9.0.0 “tint”" in before.stdout
    assert by_hand == snapshot(city)

    done = atelier(next_version, city, "upgrade")
    after = snapshot(city)

    assert (1, 1) == (dry.returncode, done.returncode), done.stderr
    assert dry.stdout.split("\n\n")[:-2] == done.stdout.split("\n\n")[:-2]
    for said in (
        f"Van versie {version()} naar versie {NEXT}.",
        "- `colour` is called `tint`.",
        '-colour: "#1b5fa8"\n+tint: "#1b5fa8"',
        "says u",
        "atelier upgrade --take .github/workflows/links.yml",
    ):
        assert said in done.stdout
    assert "Everything." not in done.stdout
    changed = {path for path in by_hand.keys() | after if by_hand.get(path) != after.get(path)}
    assert {
        FILE,
        ".github/ISSUE_TEMPLATE/initiative.yml",  # the city has one pillar more
        "docs/about/index.md",
        "docs/pillars/bouwen.md",
        "docs/pillars/samen-leren.md",
        "docs/pillars/water.md",
        "mkdocs.yml",
        "requirements.txt",
        f"{WORKFLOWS}/publish.yml",
        f"{WORKFLOWS}/remind.yml",
        f"{WORKFLOWS}/yearly.yml",
    } == changed
    assert TEXT.replace("\ncolour", "\ntint").encode() == after[PILLAR]
    assert b"U leest dit.\r\n" == after["docs/about/index.md"]
    assert by_hand["mkdocs.yml"] != after["mkdocs.yml"]
    assert sorted(by_hand["mkdocs.yml"].split()) == sorted(after["mkdocs.yml"].split())
    assert b"    # Van de gemeente.\n    licence: " in after["mkdocs.yml"]
    assert "name: Every push, " in publish.read_text()
    assert publish.read_text().endswith("# onze regel\n")

    # The check itself changes names too, in the same way.
    renamed = {path for path in changed if path.startswith("docs/pillars/")} | {"mkdocs.yml"}
    assert {path: after[path] for path in renamed} == {path: (aside / path).read_bytes() for path in renamed}
    assert "heet sinds" not in fixed.stdout

    checked = atelier(next_version, city, "check")
    again = atelier(next_version, city, "upgrade", "--keep", f"{WORKFLOWS}/links.yml")
    last = atelier(next_version, city, "upgrade")

    assert "heet sinds" not in checked.stdout
    assert (0, 0, 0) == (checked.returncode, again.returncode, last.returncode)
    assert {**after, FILE: b""} == {**snapshot(city), FILE: b""}
    assert "links.yml" not in last.stdout


def package(files: dict[str, bytes], number: str = NEXT) -> Package:
    """A made-up version that writes some files."""
    written = {path: Written(content, follows=True) for path, content in files.items()}
    return Package(number, written, (), frozenset(), ())


def made(root: Path, files: dict[str, bytes]) -> State:
    """A catalogue of a made-up version that wrote some files."""
    for path, content in files.items():
        (root / path).write_bytes(content)
    (root / "mkdocs.yml").write_text("site_name: Stad\nsite_url: https://stad.example/\n")
    state = State("1.0.0", ANSWERS, {path: digest(content) for path, content in files.items()})
    (root / FILE).write_text(state_text(state))
    return state


FILES = {f"{name}.txt": name.encode() for name in "abc"}
NEW = {path: content + b" new" for path, content in FILES.items()} | {"d.txt": b"new"}


@pytest.mark.parametrize("done", [(), ("a.txt",), ("d.txt", "c.txt"), tuple(NEW)])
def test_one_that_was_cut_off_is_done_again(done: tuple[str, ...], tmp_path: Path) -> None:
    """At any moment each file is the old or the new one, and the second time ends where the first would."""
    state = made(tmp_path, FILES)
    for path in done:
        (tmp_path / path).write_bytes(NEW[path])

    carry_out(planned(tmp_path, state, ANSWERS, package(NEW)))

    assert NEW == {path: (tmp_path / path).read_bytes() for path in NEW}
    assert {path: digest(content) for path, content in NEW.items()} == (read_state(tmp_path) or state).files
    assert (NEXT, ()) == ((read_state(tmp_path) or state).version, planned(
        tmp_path, read_state(tmp_path), ANSWERS, package(NEW)
    ).steps)  # fmt: skip


def test_one_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as on a full disk, or where a file may not be replaced."""
    state = made(tmp_path, FILES)
    before = snapshot(tmp_path)
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "c.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    plan = planned(tmp_path, state, ANSWERS, package(NEW))
    with pytest.raises(PermissionError):
        carry_out(plan)

    assert before == snapshot(tmp_path)


def test_a_changed_file_follows_version_after_version(tmp_path: Path) -> None:
    """Git never had what the package alone would have written, so that is remembered where it is another."""
    state: State | None = made(tmp_path, {"a.txt": b"1\n2\n3\n4\n"})
    (tmp_path / "a.txt").write_bytes(
        b"two\n2\n3\n4\nmine\n"
    )  # as package 2.0.0 has it, and a line of its own

    for head, keep in (("two", ["a.txt"]), ("three", []), ("four", [])):
        following = package({"a.txt": f"{head}\n2\n3\n4\n".encode()})
        plan = planned(tmp_path, state, ANSWERS, following, keep=keep)
        carry_out(plan)
        state = read_state(tmp_path)

        assert [Fate.KEPT if keep else Fate.MERGED] == [step.fate for step in plan.steps]
        assert f"{head}\n2\n3\n4\nmine\n".encode() == (tmp_path / "a.txt").read_bytes()
        assert state
        assert {"a.txt": f"{head}\n2\n3\n4\n"} == state.texts


def test_an_older_version_does_nothing(tmp_path: Path) -> None:
    """Files would be put back to what they were."""
    state = made(tmp_path, FILES)

    with pytest.raises(NewerCatalogueError):
        planned(tmp_path, state, ANSWERS, package(NEW, "0.9.0"))


def test_a_new_catalogue_is_up_to_date(city: Path) -> None:
    """What it says of itself is what was answered, so its files are what the package writes."""
    state = read_state(city)
    answers, problems = answers_of(city, state)

    assert (["Samen leren", "Water", "Bouwen"], []) != ([*answers.pillars] if answers else [], problems)
    (city / PILLAR).unlink()
    assert (ANSWERS, []) == answers_of(city, state)
    assert (ANSWERS, []) == answers_of(city, None)


def test_a_catalogue_that_remembers_nothing_loses_nothing(city: Path) -> None:
    """One made before, or copied: every file that differs counts as changed by its city, and no file goes."""
    (city / FILE).unlink()
    change(city / WORKFLOWS / "links.yml", ("- cron: ", "- cron: '3 3 * * 3' # "))
    (city / WORKFLOWS / "remind.yml").unlink()
    files = files_of(ANSWERS, TODAY)

    plan = planned(city, None, ANSWERS, Package(version(), files, (), frozenset(), ()))

    assert {f"{WORKFLOWS}/links.yml": Fate.CHANGED, f"{WORKFLOWS}/remind.yml": Fate.ADDED} == {
        step.path: step.fate for step in plan.steps
    }
    assert plan.state.files.keys() == {path for path, file in files.items() if file.follows} - {
        f"{WORKFLOWS}/links.yml"
    }


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (FILE, "{", ".atelier.json"),
        (FILE, None, "9.9.9"),
        ("mkdocs.yml", "site_url: stad", "site_url"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    file: str, text: str | None, said: str, city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is written."""
    if text is None:
        data = json.loads((city / FILE).read_text())
        text = json.dumps(data | {"version": "9.9.9"})
    (city / file).write_text(text)
    before = snapshot(city)

    assert 1 == run_upgrade(city, keep=[], take=[], dry_run=False)
    assert said in capsys.readouterr().err
    assert before == snapshot(city)


def test_only_a_file_that_follows_can_be_taken(city: Path) -> None:
    """Another one is the city's own."""
    with pytest.raises(typer.BadParameter, match=r"README\.md"):
        run_upgrade(city, keep=[], take=["README.md"], dry_run=False)


EDIT = st.sampled_from(["none", "add", "gone", "all"])


@given(edits=st.fixed_dictionaries(dict.fromkeys(FILES, EDIT)), own=st.booleans())
@settings(max_examples=20)
def test_whatever_somebody_changed_is_there_after(edits: dict[str, str], own: bool) -> None:
    """In any number of files, and whether or not it is known what they were: a removed file stays away too."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        state = made(root, FILES)
        for path, edit in edits.items():
            if edit == "gone":
                (root / path).unlink()
            elif edit != "none":
                (root / path).write_bytes(b"mine" if edit == "all" else FILES[path] + b"\nmine")
        (root / "own.txt").write_bytes(b"own")
        carry_out(planned(root, state if own else None, ANSWERS, package(NEW)))

        for path, edit in edits.items():
            there = (root / path).read_bytes() if (root / path).exists() else b""
            assert edit in ("none", "gone") or b"mine" in there
            assert edit != "gone" or not own or not there
            assert edit != "none" or not own or NEW[path] == there
        assert b"own" == (root / "own.txt").read_bytes()
