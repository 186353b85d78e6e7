"""Frozen shells: a site without an engine, the same one, and nobody changes it unseen."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from atelier.cli.app import app
from atelier.site.building import build
from atelier.site.engine import Rendered, from_engine, rendered
from atelier.site.engine_inputs import EngineError
from atelier.site.frozen import MANIFEST, freeze
from atelier.store.store import Store
from tests.fixtures.serving import snapshot
from tests.fixtures.sites import SMALL, make_site

pytestmark = pytest.mark.slow

ENGINES = ("mkdocs", "material", "properdocs")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rendered]:
    """A small site with frozen shells, and what the engine rendered of it."""
    root = make_site(tmp_path_factory.mktemp("frozen") / "site", SMALL)
    found = from_engine(root, Store(root))
    freeze(found, root)
    return root, found


@pytest.fixture
def city(made: tuple[Path, Rendered], tmp_path: Path) -> Path:
    """A copy of that site, with nothing in the cache."""
    left_out = shutil.ignore_patterns(".cache", "site", ".site*")
    return Path(shutil.copytree(made[0], tmp_path / "city", symlinks=True, ignore=left_out))


@pytest.fixture
def without_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python as if no engine were installed."""
    for name in [name for name in sys.modules if name.partition(".")[0] in ENGINES]:
        monkeypatch.delitem(sys.modules, name)
    for name in (*ENGINES, "atelier.site.mkdocs_adapter"):
        monkeypatch.setitem(sys.modules, name, None)


def contents(found: Rendered) -> dict[str, bytes]:
    return {address: found.content(address) for address in found.files}


def test_the_site_is_the_same_without_an_engine(
    made: tuple[Path, Rendered], city: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file of it, byte for byte."""
    monkeypatch.setitem(os.environ, "SEARCH", "false")
    root, engine = made
    build(root, root / "site", Store(root))
    request.getfixturevalue("without_engine")

    found = rendered(city, Store(city))
    build(city, city / "site", Store(city))

    assert replace(engine, folders=()) == replace(found, folders=())
    assert contents(engine) == contents(found)
    assert snapshot(root / "site") == snapshot(city / "site")


def test_what_is_frozen_can_be_read(city: Path) -> None:
    """HTML and JSON with slots and hashes; no file of editors and none of the generator is there twice."""
    shell = (city / "frozen/shells/initiatives.html").read_text(encoding="utf-8")
    names = {path.suffix for path in (city / "frozen").rglob("*") if path.is_file()}
    files = {path.name for path in (city / "frozen/files").rglob("*")}

    assert "<title>atelier-slot-title-7f3a91" in shell
    assert 'data-search="../../../../find/"' in shell
    assert names <= {".html", ".json", ".css", ".js", ".map", ".png"}
    assert not {"logo.svg", "atelier.css"} & files
    assert (city / "frozen" / MANIFEST).read_text(encoding="utf-8").count("\n") > 100


@pytest.mark.usefixtures("without_engine")
@pytest.mark.parametrize("file", ["docs/levels.md", "mkdocs.yml", "docs/over/new.md"])
def test_a_change_that_needs_the_engine_is_told(file: str, city: Path) -> None:
    """The message names what changed and what to run; a record may change as it likes."""
    (city / "initiatives/oud-plan.md").write_text("---\ntitle: Nieuw plan\n---\n", encoding="utf-8")
    assert rendered(city, Store(city))
    with (city / file).open("a", encoding="utf-8") as opened:
        opened.write("\n# more\n")

    with pytest.raises(EngineError, match=f"out of date.*{file}.*atelier shells --freeze.*commit"):
        rendered(city, Store(city))


def test_where_the_engine_is_it_renders_what_changed(city: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An editor sees the change at once, and hears that what is frozen is old."""
    page = city / "docs/levels.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Inleiding", "Begin"), encoding="utf-8")

    assert "Begin" in rendered(city, Store(city)).intros["levels"].html
    assert "docs/levels.md" in caplog.text


@pytest.mark.usefixtures("without_engine")
def test_what_differs_between_a_proposal_and_the_site_needs_no_engine(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is a preview, has an index or editors; another address of the site is told by its variable."""
    for name, value in (("PREVIEW", "true"), ("SEARCH", "false"), ("EDITORS", "wij@stad.example")):
        monkeypatch.setitem(os.environ, name, value)
    assert rendered(city, Store(city))
    monkeypatch.setitem(os.environ, "SITE_URL", "https://stad.example/")

    with pytest.raises(EngineError, match=r"\$SITE_URL"):
        rendered(city, Store(city))


@pytest.mark.parametrize(
    "file", ["shells/_.html", "pages/404.html", "texts/over/index.html", "intros/levels.html"]
)
def test_a_page_that_is_not_what_the_manifest_says_is_refused(file: str, city: Path) -> None:
    """Changed or gone: the message names it."""
    path = city / "frozen" / file
    path.write_text(path.read_text(encoding="utf-8") + "<script>steal()</script>", encoding="utf-8")
    with pytest.raises(EngineError, match=f"frozen/{file} is not what frozen/manifest.json says"):
        rendered(city, Store(city))

    path.unlink()
    with pytest.raises(EngineError, match=f"frozen/{file} cannot be read"):
        rendered(city, Store(city))


@pytest.mark.parametrize(
    "address", ["../outside.html", "a/../../outside.html", "/etc/outside", "a\\b", "a//b", "."]
)
def test_no_file_is_written_outside_of_the_site(address: str, city: Path) -> None:
    """An address that leads out of the site is refused, whatever it is of."""
    manifest = city / "frozen" / MANIFEST
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    for broken in (
        {**whole, "files": {**whole["files"], address: "0"}},
        {**whole, "pages": [{**whole["pages"][0], "url": address}]},
        {**whole, "listed": [address]},
    ):
        manifest.write_text(json.dumps(broken), encoding="utf-8")
        with pytest.raises(EngineError, match=r"frozen/manifest\.json: .* no address from the root"):
            rendered(city, Store(city))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', "no JSON"])
def test_a_manifest_that_cannot_be_read_is_told(text: str, city: Path) -> None:
    """With what makes it anew."""
    (city / "frozen" / MANIFEST).write_text(text, encoding="utf-8")

    with pytest.raises(
        EngineError, match=r"frozen/manifest\.json: .*`atelier shells --freeze` makes it anew"
    ):
        rendered(city, Store(city))


def test_ci_hears_what_is_not_as_the_engine_renders_it(city: Path) -> None:
    """``--check`` names every file; what is as it should be is quiet, and ``--freeze`` makes it so."""
    shells = [f"--root={city}"]
    command = CliRunner()
    assert command.invoke(app, ["shells", "--check", *shells]).exit_code == 0
    (city / "frozen/shells/add.html").write_text("other", encoding="utf-8")
    (city / "frozen/shells/new.html").unlink()
    (city / "frozen/shells/more.html").write_text("more", encoding="utf-8")

    checked = command.invoke(app, ["shells", "--check", *shells])

    assert checked.exit_code == 1
    assert [
        "frozen/shells/add.html differs",
        "frozen/shells/new.html is missing",
        "frozen/shells/more.html is not needed",
    ] == checked.output.splitlines()[:3]
    assert command.invoke(app, ["shells", "--freeze", *shells]).exit_code == 0
    assert command.invoke(app, ["shells", "--check", *shells]).exit_code == 0


@pytest.mark.usefixtures("without_engine")
def test_without_engine_and_without_frozen_shells_it_says_what_to_install(small: Path) -> None:
    """A message, and no traceback."""
    frozen = CliRunner().invoke(app, ["shells", "--freeze", f"--root={small}"])

    assert frozen.exit_code == 1
    assert "pip install 'innovatieatelier[engine]'" in frozen.output
