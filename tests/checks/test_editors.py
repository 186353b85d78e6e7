"""What a proposal changes in the pages of the editors: text and pictures, no links out and nothing that runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from atelier.checks.baseline import opened
from atelier.checks.check import check
from atelier.problems.problem import Problem
from tests.fixtures.sites import SMALL, TODAY, make_site, run
from tests.fixtures.waiting import at_most

Sites = tuple[Path, Path]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    """What is published, and a proposal that changes nothing yet."""
    base = make_site(tmp_path / "base", SMALL)
    (base / "docs" / "over" / "kaart.html").write_text("<script>map()</script>", encoding="utf-8")
    return base, Path(shutil.copytree(base, tmp_path / "proposal", symlinks=True))


def told(sites: Sites) -> list[Problem]:
    base, root = sites
    with opened(str(base), root) as before:
        problems = check(root, TODAY, base=before).problems
    return [problem for problem in problems if problem.severity == "error"]


def test_what_editors_have_themselves_is_theirs(sites: Sites) -> None:
    """A page of HTML on main is no problem of a proposal that leaves it alone, nor of the check on main."""
    assert [] == told(sites)
    assert [] == [problem for problem in check(sites[0], TODAY).problems if problem.severity == "error"]


@pytest.mark.parametrize(
    "name",
    """spel.html spel.htm spel.xhtml spel.xml spel.xsl spel.js spel.mjs spel.wasm spel.JS spel.swf spel.php
    spel.jar spel.webmanifest _headers _redirects CNAME spel""".split(),
)
def test_a_file_that_may_run_is_refused(name: str, sites: Sites) -> None:
    """Whatever stands in it: a browser runs it, or a host reads it."""
    (sites[1] / "docs" / "over" / name).write_text("x", encoding="utf-8")
    (problem,) = told(sites)

    assert ("active-file", f"docs/over/{name}") == (problem.code, problem.path)


def test_a_change_of_what_runs_is_refused(sites: Sites) -> None:
    """A script that editors have is theirs as it is, not as a stranger changes it."""
    (sites[1] / "docs" / "over" / "kaart.html").write_text("<script>steal()</script>", encoding="utf-8")

    assert ["active-file"] == [problem.code for problem in told(sites)]


def test_the_synonyms_are_read_by_their_own_check(sites: Sites) -> None:
    """A proposal may change them; what is wrong in them is told once, also that they are a link."""
    synonyms = sites[1] / "docs" / "synonyms.yml"
    synonyms.write_text("---\ngroups:\n  - words: [robot, robotica]\n", encoding="utf-8")
    assert [] == told(sites)

    synonyms.unlink()
    synonyms.symlink_to("index.md")
    assert ["file-kind"] == [problem.code for problem in told(sites)]


def test_text_and_pictures_are_well(sites: Sites) -> None:
    """What a proposal of editors is mostly made of passes."""
    folder = sites[1] / "docs" / "over"
    shutil.copy(SMALL / "initiatives" / "robots.png", folder)
    (folder / "tabel.csv").write_text("a;b", encoding="utf-8")
    shutil.copy(sites[1] / "docs" / "assets" / "logo.svg", folder)
    (folder / "index.md").write_text(
        "---\ntitle: Over\n---\n\n<section>\n<h2>Kop</h2>\n</section>\n\n"
        "Zet JavaScript aan: dat kan. On line = online.\n\n"
        "```html\n<script src='x.js'></script>\n<a onclick='x()'>\n```\n\n"
        "[Een link](https://stad.example){ .button } en <b>vet</b>.\n",
        encoding="utf-8",
    )

    assert [] == told(sites)


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("<script>alert(1)</script>", "<script>", 1),
        ("a\n\n<ScRiPt\nsrc=x>", "<script>", 3),
        ("<div>`<script>alert(1)</script>`</div>", "<script>", 1),
        ("```\n<script>", "<script>", 2),
        ("<iframe src='https://a.example'>", "<iframe>", 1),
        ("<meta http-equiv=refresh content='0;url=https://a.example'>", "<meta>", 1),
        ("<svg><foreignObject></svg>", "<svg>", 1),
        ("<img src=x onerror=alert(1)>", "onerror", 1),
        ("<img\nonerror=alert(1)>", "onerror", 2),
        ("<img/onerror=alert(1)>", "onerror", 1),
        ("[a](b){onclick=alert(1)}", "onclick", 1),
        ("[a](b){: onclick=alert(1) }", "onclick", 1),
        ("[a](javascript:alert(1))", "javascript:", 1),
        ("[a](JavaScript:alert(1))", "JavaScript:", 1),
        ("[a]( <java\tscript:alert(1)>)", "javascript:", 1),
        ("[a](java&#115;cript&colon;alert(1))", "javascript:", 1),
        ("<a href='java&Tab;script:alert(1)'>", "javascript:", 1),
        ("[a][b]\n\n[b]: vbscript:x", "vbscript:", 3),
        ("<a href=data:text/html,x>", "data:text/html:", 1),
        ("[a](b){ href=javascript:alert(1) }", "javascript:", 1),
    ],
)
def test_a_page_that_runs_something_is_refused(text: str, what: str, line: int, sites: Sites) -> None:
    """The line is named, and what would run in it."""
    (sites[1] / "docs" / "over" / "index.md").write_text(text + "\n", encoding="utf-8")
    found = {(problem.code, problem.line, problem.values["value"]) for problem in told(sites)}

    assert ("active-text", line, what) in found


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<s:script xmlns:s='http://www.w3.org/2000/svg'/>",
        "<script xmlns='http://www.w3.org/1999/xhtml'/>",
        "<rect onload='alert(1)'/>",
        "<foreignObject/>",
        "<a href='javascript:alert(1)'/>",
        "<a xlink:href='java&#115;cript:alert(1)'/>",
        "<a xlink:href=' javascript:alert(1)'/>",
        "<use href='data:image/svg+xml,x'/>",
        "<use href='other.svg#a'/>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<animate attributeName='href' values='javascript:alert(1)'/>",
        "<iframe xmlns='http://www.w3.org/1999/xhtml'/>",
        "<rect>",
    ],
)
def test_a_drawing_that_runs_something_is_refused(inner: str, sites: Sites) -> None:
    """An SVG may only draw, however its scripts are written; one that cannot be read is refused too."""
    (sites[1] / "docs" / "over" / "tekening.SVG").write_text(SVG.format(inner), encoding="utf-8")

    assert {"active-drawing"} == {problem.code for problem in told(sites)}


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml-stylesheet href='x.xsl' type='text/xsl'?>" + SVG.format("").encode(),
        b"<!DOCTYPE svg [<!ENTITY x 'y'>]>" + SVG.format("<title>&x;</title>").encode(),
        SVG.format("<script>alert(1)</script>").encode("utf-16"),
        b"",
    ],
)
def test_a_drawing_in_disguise_is_refused(data: bytes, sites: Sites) -> None:
    """Styles of XML, entities and other encodings hide nothing."""
    (sites[1] / "docs" / "over" / "tekening.svg").write_bytes(data)

    assert {"active-drawing"} == {problem.code for problem in told(sites)}


@pytest.mark.parametrize(
    "target", ["/etc/passwd", "../../../geheim.md", "index.md", "bestaat-niet.md", "/etc"]
)
def test_a_link_is_refused_and_not_followed(target: str, sites: Sites, tmp_path: Path) -> None:
    """Wherever it leads, also on main: MkDocs would publish what stands there."""
    (tmp_path / "geheim.md").write_text("geheim", encoding="utf-8")
    for root in sites:
        (root / "docs" / "over" / "meer.md").symlink_to(target)

    assert [("file-kind", "docs/over/meer.md")] == [(p.code, p.path) for p in told(sites)]
    assert ["file-kind"] == [p.code for p in check(sites[0], TODAY).problems if p.severity == "error"]


def test_all_of_docs_is_no_link(sites: Sites, tmp_path: Path) -> None:
    """Nor is the folder itself."""
    shutil.move(sites[1] / "docs", tmp_path / "elders")
    (sites[1] / "docs").symlink_to(tmp_path / "elders")

    assert ("folder-kind", "docs") in {(problem.code, problem.path) for problem in told(sites)}


@pytest.mark.slow
def test_a_link_stops_the_build(sites: Sites) -> None:
    """Nothing of what it leads to comes into the site."""
    (sites[1] / "docs" / "over" / "meer.md").symlink_to("/etc/passwd")
    built = run("mkdocs", "build", cwd=sites[1])

    assert 1 == built.returncode
    assert "docs/over/meer.md" in built.stderr
    assert not (sites[1] / "site").exists()


@pytest.mark.parametrize("text", ["`" * 200_000, "".join("`" * n + "\n" for n in range(1200, 3, -1)), "<" * 300_000,
                                  "](" * 150_000, "&#" * 150_000, "on" * 150_000, "= " * 150_000, " \n" * 150_000])  # fmt: skip
def test_any_page_is_decided_in_time(text: str, sites: Sites) -> None:
    """No text makes the check slow."""
    (sites[1] / "docs" / "over" / "index.md").write_text(text, encoding="utf-8")
    with at_most(2):
        told(sites)


@pytest.mark.parametrize("change", ["added", "changed", "removed"])
def test_frozen_shells_are_not_for_a_proposal(change: str, sites: Sites) -> None:
    """They go round every page: what is added, changed or taken away in them is refused, and said once."""
    for root in sites:
        (root / "frozen/shells").mkdir(parents=True)
        (root / "frozen/shells/add.html").write_text("<html></html>", encoding="utf-8")
    assert [] == told(sites)

    shells = sites[1] / "frozen/shells"
    if change == "removed":
        shutil.rmtree(shells.parent)
    else:
        name = "add.html" if change == "changed" else "new.html"
        (shells / name).write_text("<script>steal()</script>", encoding="utf-8")

    assert [("frozen-changed", "frozen")] == [(problem.code, problem.path) for problem in told(sites)]


def test_a_link_in_frozen_shells_is_refused(sites: Sites) -> None:
    """What it leads to would be published."""
    (sites[0] / "frozen").mkdir()
    (sites[0] / "frozen/shells").symlink_to("/etc")

    problems = [problem for problem in check(sites[0], TODAY).problems if problem.severity == "error"]
    assert [("file-kind", "frozen/shells")] == [(problem.code, problem.path) for problem in problems]
