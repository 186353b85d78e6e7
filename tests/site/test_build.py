"""The build by MkDocs: what it refuses, and what it leaves alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.fixtures.serving import snapshot
from tests.fixtures.sites import BROKEN, SMALL, make_site, run

pytestmark = pytest.mark.slow


def test_a_problem_stops_the_build_and_leaves_the_site(tmp_path: Path) -> None:
    """All problems are told at once, and the site that is there stays as it is."""
    root = make_site(tmp_path / "site", SMALL)
    assert run("mkdocs", "build", cwd=root).returncode == 0
    before = snapshot(root / "site")
    shutil.copytree(BROKEN / "amount", root, dirs_exist_ok=True)
    shutil.copytree(BROKEN / "colour", root, dirs_exist_ok=True)

    built = run("mkdocs", "build", cwd=root)

    assert built.returncode == 1
    for place in ("fout.md:12:13", "fout.md:15:13", "fout.md:18:13", "nieuw.md:4:9"):
        assert place in built.stderr
    assert "Traceback" not in built.stderr
    assert before == snapshot(root / "site")


def test_a_warning_does_not_stop_a_strict_build(tmp_path: Path) -> None:
    """Contributors' warnings are shown and never fail the build."""
    root = make_site(tmp_path / "site", SMALL, BROKEN / "body-html")
    built = run("mkdocs", "build", "--strict", cwd=root)

    assert built.returncode == 0
    assert "fout.md:12:1" in built.stderr


def test_settings_reach_the_theme_escaped(small: Path) -> None:
    """A site's name may hold any character."""
    settings = small / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("Kleine catalogus", "Leren & <Doen>", 1), encoding="utf-8")
    assert run("mkdocs", "build", cwd=small).returncode == 0

    page = (small / "site" / "index.html").read_text(encoding="utf-8")

    assert "Leren &amp; &lt;Doen&gt;</title>" in page
    assert "<Doen>" not in page


def test_another_city_under_a_folder(small: Path) -> None:
    """A site below a path links relatively, and its former addresses lead on."""
    built = run("mkdocs", "build", cwd=small, SITE_URL="https://stad.example/onderwijs/")
    page = (small / "site" / "initiatives" / "oud-plan" / "index.html").read_text(encoding="utf-8")
    moved = (small / "site" / "initiatives" / "robotles" / "index.html").read_text(encoding="utf-8")

    assert built.returncode == 0
    assert 'rel="canonical" href="https://stad.example/onderwijs/initiatives/oud-plan/"' in page
    assert not re.search(r'(?:href|src)="/', page)
    assert 'content="0; url=../../initiatives/robots-in-de-klas/"' in moved


def test_a_catalogue_needs_no_editors_page(small: Path) -> None:
    """What it has no page of comes from the package: nobody can change that page at its repository."""
    for page in (small / "docs").glob("*.md"):
        page.unlink()
    built = run("mkdocs", "build", "--strict", cwd=small)
    levels, fields = (
        (small / "site" / name / "index.html").read_text(encoding="utf-8")
        for name in ("levels", "help/fields")
    )

    assert built.returncode == 0, built.stderr
    assert "Kies het niveau waar je werkt." in levels
    assert "Verbeter deze pagina" not in levels
    assert "Verbeter deze pagina" not in fields


def test_two_builds_are_the_same(small: Path) -> None:
    """A page's bytes follow from the files alone, whether compiled templates are at hand or not."""
    assert run("mkdocs", "build", cwd=small).returncode == 0
    first = snapshot(small / "site")
    shutil.rmtree(small / ".cache")
    assert run("mkdocs", "build", cwd=small).returncode == 0

    assert first == snapshot(small / "site")


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ('site_url: !ENV [SITE_URL, "https://klein.example/"]', "site_url: ''"),
        ("plugins:", "use_directory_urls: false\nplugins:"),
        ("language: nl", "language: fr"),
    ],
)
def test_settings_that_make_no_working_site_are_refused(setting: str, wrong: str, small: Path) -> None:
    """The build says which setting is wrong, without a traceback."""
    settings = small / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(setting, wrong), encoding="utf-8")
    built = run("mkdocs", "build", cwd=small)

    assert built.returncode == 1
    assert "mkdocs.yml:" in built.stderr
    assert "Traceback" not in built.stderr


def test_wrong_variables_stop_the_build_all_at_once(small: Path) -> None:
    """Each is named, with the line of the settings that reads it, and no page is made with it."""
    wrong = {"REPOSITORY_URL": "https://github.com/stad/atelier.git", "EDITORS": "de redactie"}
    built = run("mkdocs", "build", cwd=small, **wrong)

    assert built.returncode == 1
    assert "mkdocs.yml:10:10: extra.repository.url (REPOSITORY_URL)" in built.stderr
    assert "Waarschijnlijk bedoeld: https://github.com/stad/atelier\n" in built.stderr
    assert "mkdocs.yml:14:12: extra.editors (EDITORS)" in built.stderr
    assert "Traceback" not in built.stderr
    assert not (small / "site").exists()


def test_a_site_without_editors_is_built_with_a_warning(small: Path) -> None:
    """A fork, a proposal and a developer's machine need no address; whoever builds is told where to set it."""
    built = run("mkdocs", "build", "--strict", cwd=small, EDITORS="")

    assert built.returncode == 0
    assert "nog geen adres waarop de redactie bereikbaar is" in built.stderr
    assert "variabele EDITORS" in built.stderr


def test_images_come_along(small_site: Path) -> None:
    """Beside a page stand what it shows and its file, never the original; the pillars' colours in a style sheet."""
    folder = small_site / "initiatives" / "robots-in-de-klas"
    original = (SMALL / "initiatives/robots.png").read_bytes()

    beside = ["file.json", "index.html", "robots-8d40e9bb-16.webp"]
    assert beside == sorted(file.name for file in folder.iterdir())
    assert not [name for name, data in snapshot(small_site).items() if data == original]
    assert (
        ".pillar--ondernemerschap { --pillar: #b3471d; }" in (small_site / "assets/pillars.css").read_text()
    )


def test_no_text_of_contributors_reaches_mkdocs(small_site: Path) -> None:
    """Records are no files of the site, and the folders of the register hold pages only."""
    names = {file.name for file in small_site.rglob("*") if file.suffix == ".md"}

    assert names == set()


def test_what_a_city_has_of_its_own_counts(small: Path) -> None:
    """Its templates and files take the place of ours; its styles and scripts come after them."""
    settings = small / "mkdocs.yml"
    more = settings.read_text(encoding="utf-8").replace(
        "  name: material\n", "  name: material\n  custom_dir: overrides\n"
    )
    more += "\nextra_css:\n  - assets/city.css\nextra_javascript:\n  - assets/city.js\n"
    settings.write_text(more, encoding="utf-8")
    (small / "overrides" / "partials").mkdir(parents=True)
    (small / "overrides" / "partials" / "copyright.html").write_text("<p>Of the city</p>", encoding="utf-8")
    for name in ("city.css", "city.js", "css/add.css"):
        file = small / "docs" / "assets" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("/* own */", encoding="utf-8")
    built = run("mkdocs", "build", "--strict", cwd=small)
    assert built.returncode == 0, built.stderr

    page = (small / "site" / "index.html").read_text(encoding="utf-8")
    assert "<p>Of the city</p>" in page
    assert "head__brand" in page
    for ours, own in (
        ("assets/atelier.css", "assets/city.css"),
        ("assets/js/saved/saved.js", "assets/city.js"),
    ):
        assert page.index(ours) < page.index(own)
    assert "/* own */" == (small / "site/assets/css/add.css").read_text(encoding="utf-8")
