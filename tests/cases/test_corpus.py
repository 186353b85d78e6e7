"""Files that the check must accept, refuse or make safe: ``corpus/expected.tsv`` says which."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from typer.testing import CliRunner

from atelier.checks.check import check
from atelier.checks.day import today
from atelier.cli.app import app
from atelier.content.markdown import ATTRIBUTES, TAGS
from atelier.i18n.translation import WHOLE, translations
from atelier.model.records import RECORDS
from atelier.report.explain import explain
from atelier.report.text import as_text
from tests.fixtures.corpus import SHARED, Row, corpora, rows, site_for
from tests.fixtures.sites import CORPUS, GOLDEN, run
from tests.fixtures.waiting import at_most


@pytest.mark.skipif(not SHARED.is_dir(), reason="there is no larger set beside the repository")
def test_the_shared_corpus_is_checked_too() -> None:
    """Where there is a larger set, its rows are among the cases."""
    assert any(row.corpus == SHARED for row in rows())


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """For each corpus a site."""
    return {corpus: site_for(corpus, tmp_path_factory.mktemp("corpus") / "site") for corpus in corpora()}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.corpus.parent.name}-{row.file}")
def test_file_is_decided_as_expected(row: Row, sites: dict[Path, Path]) -> None:
    """Refused with the field and line that are wrong, or accepted, and within two seconds."""
    register = sites[row.corpus]
    file = register / "initiatives" / Path(row.file).name
    shutil.copy(row.corpus / row.file, file)

    command = ["check", "--format", "json", "--root", str(register), str(file)]
    try:
        with at_most(2):
            result = CliRunner().invoke(app, command)
    finally:
        file.unlink()
    problems = json.loads(result.stdout)["problems"]
    errors = [problem for problem in problems if problem["severity"] == "error"]

    if row.outcome == "reject":
        assert result.exit_code == 1
        assert any(
            problem["field"] == row.field and row.line in ("", str(problem["line"])) for problem in errors
        ), errors
    elif row.outcome == "accept" or row.outcome == "sanitise":
        assert errors == []
        assert result.exit_code == 0


@pytest.mark.parametrize("language", WHOLE)
def test_messages_teach(language: str, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    """What is said of every refused file, whole: field, line, what is wrong and how to mend it."""
    root, texts = site_for(CORPUS, tmp_path / "site"), translations(language)
    said = []
    for row in sorted(row for row in rows() if row.corpus != SHARED and row.outcome == "reject"):
        file = root / "initiatives" / Path(row.file).name
        shutil.copy(row.corpus / row.file, file)
        problems = check(root, today()).problems
        said.append(as_text(explain(problems, root, texts, "https://klein.example/"), 1, texts))
        file.unlink()

    golden(GOLDEN / f"messages-{language}.txt", "\n\n".join(said) + "\n")


ACTIVE = {"iframe", "base", "form", "style", "object", "embed", "svg:script"}


OUR_IDS = """

# Contact

# _content

Een noot[^1] en HTML die daarop lijkt: <a id="fnref-1">x</a> <sup class="footnote-ref"><a id="fn-1">y</a></sup>.

<h2 id="_content">Kop</h2>

[^1]: Bron.
"""
"""Headings and HTML with ids that our pages have, below the text of every record."""


@pytest.fixture(scope="module")
def made_safe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site built of every file that is to be made safe."""
    root = site_for(CORPUS, tmp_path_factory.mktemp("safe") / "site")
    for row in rows():
        if row.outcome in ("sanitise", "accept") and row.corpus != SHARED:
            shutil.copy(row.corpus / row.file, root / "initiatives")
    for file in (file for kind in RECORDS for file in (root / kind.folder).glob("*.md")):
        file.write_bytes(file.read_bytes() + OUR_IDS.encode())
    built = run("mkdocs", "build", cwd=root)
    assert built.returncode == 0, built.stderr
    return root / "site"


def is_data(script: Element) -> bool:
    """Whether a script element is a block of data, which no browser runs, and holds one whole JSON text."""
    return script.get("type", "").endswith("json") and bool(json.loads(script.text or ""))


def test_nothing_active_comes_out(made_safe: Path) -> None:
    """No script of others, no on… attribute, no unsafe scheme, no frame, form or style in any page."""
    pages = sorted(made_safe.rglob("*.html"))
    found: list[tuple[str, str | None]] = []
    for page in pages:
        tree = html5lib.parse(page.read_bytes(), namespaceHTMLElements=False)
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            ours = element.get("data-md-component") == "palette" or element.get("role") == "search"
            ours |= made_safe / "add" in page.parents and element.get("aria-labelledby") == "_content"
            ours |= element.get("class") == "programme__filter"
            ours |= page.parent.name == "screen" and element.tag == "style"
            # The page where one chooses what to show elsewhere has a frame; links of a frame lead out of it.
            ours |= page.parent == made_safe / "embed" and element.tag in ("form", "iframe")
            ours |= made_safe / "embed" in page.parents and element.tag == "base"
            if element.tag in ACTIVE and not ours:
                found.append((page.name, element.tag))
            if element.tag == "script" and "alert" in (element.text or "") and not is_data(element):
                found.append((page.name, "script"))
            if element.tag == "script" and "://" in element.get("src", ""):
                found.append((page.name, element.get("src")))
            for name, value in element.attrib.items():
                # Nothing at all: what a script fills in later.
                unsafe = value != "data:," and value.strip().lower().startswith(
                    ("javascript:", "vbscript:", "data:")
                )
                if name.lower().startswith("on") or name in ("style", "srcdoc") or unsafe:
                    found.append((page.name, name))

    assert len(pages) > 30
    assert found == []


def test_no_file_of_json_has_signs_of_html(made_safe: Path) -> None:
    """So a browser that guesses what a file is, or a page that it is put into, finds nothing to run."""
    files = [*made_safe.rglob("*.json"), *made_safe.rglob("*.jsonld")]

    assert len(files) > 100
    assert [] == [file for file in files if set("<>&") & set(file.read_text(encoding="utf-8"))]


def test_no_id_is_on_a_page_twice(made_safe: Path) -> None:
    """Whatever a contributor types, in a record of any kind; so a link always leads to one place."""
    for page in made_safe.rglob("*.html"):
        tree = html5lib.parse(page.read_bytes(), namespaceHTMLElements=False)
        ids = Counter(element.get("id") for element in tree.iter() if isinstance(element.tag, str))
        del ids[None]

        assert [] == [name for name, count in ids.items() if count > 1], page.relative_to(made_safe)


def test_bodies_hold_only_what_the_list_allows(made_safe: Path) -> None:
    """Every element and attribute of a body is on the allow-list, whatever was typed."""
    allowed = {name: set(attributes) | {"id", "rel"} for name, attributes in ATTRIBUTES.items()}
    allowed["input"] |= {"aria-label"}  # whether a task is done
    allowed["img"] |= {"srcset", "sizes", "width", "height", "loading", "decoding"}
    found = []
    for page in made_safe.glob("initiatives/*/index.html"):
        tree = html5lib.parse(page.read_bytes(), namespaceHTMLElements=False)
        bodies = [div for div in tree.iter("div") if div.get("class") == "body"]
        for element in (element for body in bodies for element in list(body.iter())[1:]):
            if element.tag not in TAGS or set(element.attrib) - allowed.get(element.tag, {"id"}):
                found.append((page.parent.name, element.tag, dict(element.attrib)))

    assert found == []


def test_scripts_are_the_theme_s_own(made_safe: Path) -> None:
    """Each script stands on the editors' pages too, but to share a page and to lead on from a former address."""

    def scripts(page: Path) -> set[str]:
        tree = html5lib.parse(page.read_bytes(), namespaceHTMLElements=False)
        found = (script for script in tree.iter("script") if not is_data(script))
        texts = (script.get("src", "") + (script.text or "") for script in found)
        return {re.sub(r"(?:\.\./)+|\.\.|\./|\"\.\"", "", text) for text in texts}

    own = scripts(made_safe / "over" / "index.html") | {
        "assets/js/pages/share.js",
        "assets/js/pages/moved.js",
    }

    assert all(scripts(page) <= own for page in made_safe.glob("initiatives/*/index.html"))


def test_each_subject_has_a_page_of_its_own(made_safe: Path) -> None:
    """C, C++ and C# are three, in every script; the page of each lists what is about it and nothing else."""
    listed = {
        page.parent.name: set(re.findall(r'href="[./]*initiatives/([a-z0-9-]+)/"', page.read_text("utf-8")))
        & {"tags-with-signs", "tag-with-one-sign", "other-scripts"}
        for folder in ("tags", "places")
        for page in made_safe.glob(f"{folder}/*/index.html")
    }

    assert {"tags-with-signs"} == listed["c"] == listed["c-plus-plus"] == listed["dot-net"] == listed["net"]
    assert {"tags-with-signs", "tag-with-one-sign"} == listed["c-sharp"]
    assert {"other-scripts"} == listed["mgbcd4a2b0d2b"] == listed["80aa2aboqjl0g5e"] == listed["wgv71a119e"]
    assert {"other-scripts"} == listed["80aexxx9h"]
    assert all(name.isascii() and len(name) <= 80 for name in listed)


LIMIT = 64 * 1024
BOMBS = {
    "headings": "# a\n" * (LIMIT // 4),
    "quotes": ">" * (LIMIT - 1),
    "lists": "- " * (LIMIT // 2),
    "brackets": "[" * (LIMIT - 1),
    "links": "[a](b" * (LIMIT // 5),
    "references": "[a]: b\n" * (LIMIT // 8) + "[a]",
    "footnotes": "[^1]: a\n\n" + "[^1]" * (LIMIT // 4 - 5),
    "footnotes-open": "[^1]: a\n\n" + "[^1" * (LIMIT // 3 - 9),
    "emphasis": "*a _b " * (LIMIT // 6),
    "tags": "<b x=1>" * (LIMIT // 7),
    "open-tags": "".join(f"<b x{n}>" for n in range(400)) + "<p>a" * ((LIMIT - 4000) // 4),
    "divs": "<div>" * (LIMIT // 5),
    "cdata": "<![CDATA[" * (LIMIT // 9),
    "entities": "&#x202E;" * (LIMIT // 8),
    "table": "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + "|a\n" * 20000,
    "file-links": "[a](x.md)" * (LIMIT // 9),
    "too-big": "lang " * 300_000,
}
FRONT_BOMBS = {
    "controls": "\x01" * 60_000,
    "partners": "".join(f"  - p{n}\n" for n in range(1, 2000)),
    "flow": "[" * 16_000,
    "aliases": "- &a b\n" * 2000,
    "dots": "\n" + "...\n" * 39_000,
    "tabs": "\n" + "\tx\n" * 5_000,
    "twice": "\n" + "a: b\n" * 3_000,
    "brackets-refused": "[" * 120_000,
    "brackets-closed": "[" * 60_000 + "]" * 60_000,
    "braces-refused": "[{" * 60_000,
    "items-refused": "\n" + "- " * 60_000,
    "questions-refused": "\n" + "? " * 60_000,
    "anchors-refused": "\n" + "  - &a b\n" * 13_000,
    "quotes-refused": '"' + '""' * 60_000,
    "tags-refused": "!a " * 40_000,
    "line-refused": "a: " * 40_000,
    "fields-refused": "\n" + "\n".join(f"k{n}: v" for n in range(15_000)),
    "colons": "\n" + "a: b: c\n" * 1_900,
    "blocks": "\n" + "a: |\n" * 3_000,
    "names": "\nadapted_from:\n" + "".join(f"  - een{n} en twee{n}\n" for n in range(600)),
}


@pytest.mark.parametrize("options", [(), ("--fix",)], ids=["explained", "fixed"])
@pytest.mark.parametrize("name", [*BOMBS, *(f"front-{name}" for name in FRONT_BOMBS)])
def test_bombs_are_decided_in_time(name: str, options: tuple[str, ...], small: Path) -> None:
    """A file that is made to take long is decided and explained within two seconds, and never by a traceback.

    Fixing it decides it up to three times.
    """
    head = (CORPUS / "good" / "cents.md").read_text(encoding="utf-8").rpartition("---\n")[0]
    if name.startswith("front-"):
        bomb = FRONT_BOMBS[name.removeprefix("front-")]
        text = head.replace(
            "partners:\n", f"partners:\n{bomb}" if "p1\n" in bomb else f"x: {bomb}\npartners:\n"
        )
        text += "---\n\nTekst.\n"
    else:
        text = f"{head}---\n\n{BOMBS[name]}\n"
    (small / "initiatives" / "bom.md").write_text(text, encoding="utf-8")

    with at_most(6 if options else 2):
        result = CliRunner().invoke(
            app, ["check", *options, "--root", str(small), str(small / "initiatives" / "bom.md")]
        )

    assert result.exit_code in (0, 1)


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
