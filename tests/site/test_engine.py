"""What the engine renders: once, and again only when something changed that it follows from."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from atelier.model.records import FOLDERS as RECORDS
from atelier.site.building import Options, build
from atelier.site.engine import FOLDER, Rendered, rendered
from atelier.site.engine_inputs import EngineError, engine_key
from atelier.store.store import Store
from tests.fixtures.sites import SMALL, make_site, run


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rendered]:
    """A small site with what the engine rendered of it."""
    root = make_site(tmp_path_factory.mktemp("engine") / "site", SMALL)
    return root, rendered(root, Store(root))


def change(file: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of a text in a file; of all of it where ``old`` is empty."""

    def changed(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8") if old else ""
        assert old in text
        path.write_text(text.replace(old, new) if old else new, encoding="utf-8")

    return changed


def environment(name: str, value: str) -> Callable[[Path], None]:
    """A change of a variable."""
    return lambda _: os.environ.update({name: value})


SETTINGS = "mkdocs.yml"
FOLLOWED = {
    "a setting": change(SETTINGS, "Kleine catalogus", "Grote catalogus"),
    "a variable that a setting reads": environment("SITE_URL", "https://stad.example/"),
    "an editors' page": change("docs/levels.md", "Inleiding", "Begin"),
    "a new editors' page": change("docs/about/more.md", "", "# Meer"),
    "a file that editors publish": change("docs/assets/own.css", "", "a { color: red }"),
    "a template of the city": change("overrides/partials/copyright.html", "", "<p>Stad</p>"),
    "a file that is watched": change("snippets/greeting.md", "", "Dag"),
    "settings that are inherited": change(
        "above.yml", "site_description", "copyright: Stad\nsite_description"
    ),
}
NOT_FOLLOWED = {
    "an initiative": change("initiatives/oud-plan.md", "Een plan uit 2013", "Een plan"),
    "a partner": change("docs/partners/alfa-college.md", "Een mbo-school", "Een school"),
    "a synonym": change("docs/synonyms.yml", "", "- [les, college]"),
    "another variable": environment("LESSEN", "rekenen"),
}


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that has something of everything that the engine reads."""
    monkeypatch.setattr(os, "environ", {**os.environ})
    root = make_site(tmp_path / "city", SMALL)
    (root / "above.yml").write_text("site_description: Stad\n", encoding="utf-8")
    (root / "snippets").mkdir()
    (root / "overrides").mkdir()
    more = "\nINHERIT: above.yml\nwatch: [snippets]\n"
    settings = (root / SETTINGS).read_text(encoding="utf-8")
    settings = settings.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")
    (root / SETTINGS).write_text(settings + more, encoding="utf-8")
    return root


@pytest.mark.parametrize("what", FOLLOWED)
def test_the_engine_runs_again_when_what_it_reads_changed(what: str, city: Path) -> None:
    """Settings, variables, editors' pages and files, templates and what the settings ask to watch."""
    before = engine_key(city, RECORDS)
    FOLLOWED[what](city)

    assert engine_key(city, RECORDS) != before


@pytest.mark.parametrize("what", NOT_FOLLOWED)
def test_the_engine_does_not_run_for_a_record(what: str, city: Path) -> None:
    """A school's edit never waits for it."""
    before = engine_key(city, RECORDS)
    NOT_FOLLOWED[what](city)

    assert engine_key(city, RECORDS) == before


def test_what_is_kept_is_what_was_rendered(
    kept: tuple[Path, Rendered], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it comes back without the engine, which is not even loaded."""
    root, first = kept
    monkeypatch.setitem(sys.modules, "atelier.site.mkdocs_adapter", None)

    again = rendered(root, Store(root))

    assert first == again
    assert first.files
    assert {address: first.content(address) for address in first.files} == {
        address: again.content(address) for address in again.files
    }


def test_nothing_of_the_catalogue_is_in_it(kept: tuple[Path, Rendered]) -> None:
    """Not a title of a record, and no data of pages: heads are filled later."""
    _, found = kept
    texts = ["".join(shell.parts) for shell in found.shells.values()]
    texts += [document.filled("<HEAD>", "", "") for document in found.documents]

    assert not [text for text in texts if "Winkel in de wijk" in text or "application/ld+json" in text]
    assert all(text.count("<HEAD>") == 1 for text in texts[len(found.shells) :])


def test_files_that_were_tampered_with_are_not_published(tmp_path: Path) -> None:
    """One that is missing lets the engine run again; one that was changed stops the build with its name."""
    root = make_site(tmp_path / "site", SMALL)
    first = rendered(root, Store(root))
    logo = "assets/logo.svg"
    (first.folders[0] / logo).unlink()
    again = rendered(root, Store(root))
    assert again.content(logo)

    (again.folders[0] / logo).write_text("<svg/>", encoding="utf-8")

    with pytest.raises(EngineError, match=r"assets/logo\.svg"):
        again.content(logo)


@pytest.mark.slow
def test_a_damaged_file_is_rendered_again(small: Path) -> None:
    """A new site is made where a file that is kept for it was damaged, without another word."""
    options = Options(index=False, durable=False)
    build(small, small / "site", Store(small), options)
    damaged = next((small / FOLDER).glob("*/assets/stylesheets/palette.*.css"))
    good = damaged.read_bytes()
    damaged.write_bytes(b"body { display: none }")

    build(small, small / "other", Store(small), options)

    assert good == (small / "other" / "assets" / "stylesheets" / damaged.name).read_bytes()


def test_where_nothing_can_be_kept_it_is_rendered_anyway(tmp_path: Path) -> None:
    """A folder of the cache that cannot be made is no reason to stop."""
    root = make_site(tmp_path / "site", SMALL)
    shutil.rmtree(root / ".cache")
    (root / ".cache").write_text("a file where a folder should be", encoding="utf-8")

    found = rendered(root, Store(root))

    assert found.content("assets/atelier.css")
    assert not found.folders[0].is_relative_to(root)


def test_the_folder_of_the_site_may_be_named_from_any_other(
    kept: tuple[Path, Rendered], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``--root site`` renders the same as being there."""
    root, first = kept
    shutil.rmtree(root / ".cache")
    monkeypatch.chdir(root.parent)

    again = rendered(Path(root.name), Store(root))

    assert first == replace(again, folders=first.folders)
    assert again.content("assets/logo.svg")
    assert [root] == [*root.parent.iterdir()]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (SETTINGS, "theme:\n  name: onbekend\n", "onbekend"),
        (SETTINGS, "nav: [\n", SETTINGS),
        ("overrides/partials/copyright.html", "{% if %}", "copyright.html"),
        ("city.py", "def on_env(env, **_):\n    return env.nothing\n", "city.py:2: AttributeError"),
    ],
)
def test_what_stops_the_engine_is_told(
    file: str, text: str, said: str, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a person can mend is a message with its place, and no traceback."""
    settings = (city / SETTINGS).read_text(encoding="utf-8")
    settings = settings.replace("  - hooks/mkdocs_hooks.py\n", "  - hooks/mkdocs_hooks.py\n  - city.py\n")
    (city / SETTINGS).write_text(settings, encoding="utf-8")
    change("city.py", "", "")(city)
    change(file, "", f"{settings}{text}" if file == SETTINGS else text)(city)

    monkeypatch.chdir(city)
    with pytest.raises(EngineError, match=said):
        rendered(Path(), Store(Path()))
    assert not [*(city / FOLDER).iterdir()]


def test_a_warning_of_the_engine_is_told_every_time(tmp_path: Path) -> None:
    """Also when what it rendered is kept; under ``strict`` it stops the build."""
    root = make_site(tmp_path / "site", SMALL)
    change("docs/levels.md", "Inleiding", "[Niets](nothing.md)")(root)
    found = [rendered(root, Store(root)) for _ in range(2)]

    assert all("nothing.md" in warning for made in found for warning in made.warnings)
    with pytest.raises(EngineError, match=r"nothing\.md"):
        rendered(root, Store(root), strict=True)


@pytest.mark.slow
def test_a_strict_build_that_was_warned_leaves_the_site(small: Path) -> None:
    """MkDocs stops it before anything of the site that is there is touched."""
    (small / "site").mkdir()
    (small / "site/index.html").write_text("the former site", encoding="utf-8")
    change("docs/levels.md", "Inleiding", "[Niets](nothing.md)")(small)

    built = run("mkdocs", "build", "--strict", cwd=small)

    assert built.returncode == 1
    assert "nothing.md" in built.stderr
    assert [small / "site/index.html"] == [*(small / "site").iterdir()]
