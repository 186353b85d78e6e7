"""Files that the check must accept, refuse or make safe: ``corpus/expected.tsv`` says which."""

from __future__ import annotations

import csv
import json
import shutil
import time
from functools import cache
from pathlib import Path
from typing import NamedTuple

import html5lib
import pytest
from typer.testing import CliRunner

from atelier.cli import app

from .conftest import ROOT, TESTS, make_site, run

SHARED = ROOT.parent / "shared" / "corpus"
"""A larger set, where the repository stands beside one."""


class Row(NamedTuple):
    corpus: Path
    file: str
    outcome: str
    field: str
    line: str


@cache
def rows() -> list[Row]:
    found = []
    for corpus in (TESTS / "corpus", SHARED):
        if corpus.is_dir():
            with (corpus / "expected.tsv").open(encoding="utf-8", newline="") as opened:
                lines = csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
                found += [
                    Row(corpus, line["file"], line["outcome"], line["field"], line["line"]) for line in lines
                ]
    return found


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the register of Groningen and no initiatives yet."""
    root = make_site(tmp_path_factory.mktemp("corpus") / "site")
    for folder in ("pillars", "partners", "funds"):
        shutil.copytree(ROOT / "docs" / folder, root / "docs" / folder)
    return root


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.corpus.parent.name}-{row.file}")
def test_file_is_decided_as_expected(row: Row, register: Path) -> None:
    """Refused with the field and line that are wrong, or accepted, and within two seconds."""
    file = register / "initiatives" / Path(row.file).name
    shutil.copy(row.corpus / row.file, file)

    started = time.process_time()
    command = ["check", "--format", "json", "--root", str(register), str(file)]
    result = CliRunner().invoke(app, command)
    seconds = time.process_time() - started
    file.unlink()
    problems = json.loads(result.stdout)["problems"]
    errors = [problem for problem in problems if problem["severity"] == "error"]

    assert seconds < 2
    if row.outcome == "reject":
        assert result.exit_code == 1
        assert any(
            problem["field"] == row.field and row.line in ("", str(problem["line"])) for problem in errors
        ), errors
    elif row.outcome == "accept":
        assert problems == []
        assert result.exit_code == 0
    elif row.outcome == "sanitise":
        assert errors == []
        assert result.exit_code == 0


ACTIVE = {"iframe", "base", "form", "style", "object", "embed", "svg:script"}


@pytest.fixture(scope="module")
def made_safe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site built of every file that is to be made safe."""
    root = make_site(tmp_path_factory.mktemp("safe") / "site")
    for folder in ("pillars", "partners"):
        shutil.copytree(ROOT / "docs" / folder, root / "docs" / folder)
    for row in rows():
        if row.outcome in ("sanitise", "accept"):
            shutil.copy(row.corpus / row.file, root / "initiatives")
    built = run("mkdocs", "build", cwd=root)
    assert built.returncode == 0, built.stderr
    return root / "site"


def test_nothing_active_comes_out(made_safe: Path) -> None:
    """No script of others, no on… attribute, no unsafe scheme, no frame, form or style in any page."""
    pages = sorted(made_safe.rglob("*.html"))
    found: list[tuple[str, str | None]] = []
    for page in pages:
        tree = html5lib.parse(page.read_bytes(), namespaceHTMLElements=False)
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            if element.tag in ACTIVE and element.get("data-md-component") != "palette":
                found.append((page.name, element.tag))
            if element.tag == "script" and "alert" in (element.text or ""):
                found.append((page.name, "script"))
            if element.tag == "script" and "://" in element.get("src", ""):
                found.append((page.name, element.get("src")))
            for name, value in element.attrib.items():
                unsafe = value.strip().lower().startswith(("javascript:", "vbscript:", "data:"))
                if name.lower().startswith("on") or name in ("style", "srcdoc") or unsafe:
                    found.append((page.name, name))

    assert len(pages) > 30
    assert found == []


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("title-html", "Robots <script>alert(1337)</script>"),
        ("title-jinja", "Robots {{ 7*191 }}"),
        ("title-cdata", "Robots ]]><script>alert(1337)</script>"),
        ("csv-formula-title", '=HYPERLINK("https://evil.example","klik")'),
        ("body-jinja", "{{ config.site_name }} {{ 7*191 }} {% raw %}"),
        ("body-snippet", '--8<-- "mkdocs.yml"'),
        ("body-script", "<script>alert(1337)</script>"),
    ],
)
def test_text_that_looks_like_code_comes_out_as_typed(made_safe: Path, slug: str, typed: str) -> None:
    """What a contributor typed is what a visitor reads."""
    page = (made_safe / "initiatives" / slug / "index.html").read_bytes()
    tree = html5lib.parse(page, namespaceHTMLElements=False)

    article = next(element for element in tree.iter("article"))

    assert typed in "".join(article.itertext())
