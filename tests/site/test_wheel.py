"""The generator as another city has it: a wheel, beside a folder that holds nothing but the city's own files."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.fixtures.serving import snapshot
from tests.fixtures.sites import ROOT, SMALL, make_site, run

pytestmark = pytest.mark.slow

HOOK = "hooks:\n  - hooks/mkdocs_hooks.py\n"
PLUGIN = "plugins:\n  - atelier\n"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A folder that holds settings, the hook, editors' pages with the register, initiatives and neighbours'."""
    root = make_site(tmp_path / "city", SMALL)
    shutil.rmtree(root / ".cache")  # which the sites of a run share
    (root / "hooks").unlink()
    (root / "hooks").mkdir()
    shutil.copy(ROOT / "hooks" / "mkdocs_hooks.py", root / "hooks")
    return root


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Code, templates, translations, styles and scripts; and what is new in each version."""
    package = ROOT / "hooks" / "atelier"
    files = {
        file.relative_to(ROOT / "hooks").as_posix()
        for file in package.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    besides = {"CHANGELOG.md", "starter/requirements.lock", "starter/requirements-engine.lock"}
    assert files | {f"atelier/{name}" for name in besides} == {
        name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("atelier/")
    }


def test_the_wheel_builds_the_same_site(programs: Path, city: Path) -> None:
    """Byte for byte what the checkout builds, from nothing but the city's own files."""
    assert {"mkdocs.yml", "hooks", "docs", "initiatives", "neighbours"} == {
        file.name for file in city.iterdir()
    }
    where = run(programs / "python", "-c", "import atelier; print(atelier.__file__)", cwd=city)
    assert Path(where.stdout.strip()).is_relative_to(programs.parent)
    checked = run(programs / "atelier", "check", cwd=city)
    assert checked.returncode == 0, checked.stderr
    assert "alles klopt" in checked.stdout

    built = run(programs / "python", "-m", "mkdocs", "build", "--strict", cwd=city, SEARCH="true")
    assert built.returncode == 0, built.stderr
    site = snapshot(city / "site")
    shutil.rmtree(city / "site")
    shutil.rmtree(city / ".cache")
    built = run("mkdocs", "build", "--strict", cwd=city, SEARCH="true")
    assert built.returncode == 0, built.stderr
    expected = snapshot(city / "site")

    assert sorted(expected) == sorted(site)
    assert [] == [name for name in expected if expected[name] != site[name]]


@pytest.mark.parametrize(("left_out", "named"), [(HOOK, "hooks/mkdocs_hooks.py"), (PLUGIN, "plugins")])
def test_without_hook_or_plugin_nothing_is_built(left_out: str, named: str, city: Path) -> None:
    """MkDocs would publish files of contributors as its own pages, so each asks for the other."""
    assert run("mkdocs", "build", cwd=city).returncode == 0
    before = snapshot(city)
    settings = city / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert text.count(left_out) == 1
    settings.write_text(text.replace(left_out, ""), encoding="utf-8")

    built = run("mkdocs", "build", cwd=city)

    settings.write_text(text, encoding="utf-8")
    (said,) = built.stderr.strip().splitlines()
    assert built.returncode != 0
    assert "mkdocs.yml: " in said
    assert named in said
    assert before == snapshot(city)
