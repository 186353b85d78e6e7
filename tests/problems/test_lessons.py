"""The help pages: each message has one, and its examples are what they say they are."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from atelier.checks.check import check
from atelier.checks.day import today
from atelier.i18n.translation import LANGUAGES, translations
from atelier.problems.codes import CODES, Code
from atelier.report.apply import fix_across, fix_files
from atelier.report.explain import explain
from atelier.report.fixes.table import FIXES
from atelier.report.words import generic
from tests.fixtures.sites import ENGLISH, SMALL, make_site

BASE = {
    "initiatives": {
        "title": "title: Voorbeeld",
        "summary": "summary: Een voorbeeld.",
        "pillar": "pillar: vrije-ruimte",
        "partners": "partners:\n  - De Brug",
        "contact": "contact:\n  organisation: De Brug",
        "status": "status: active",
    },
    "docs/partners": {"name": "name: Voorbeeld", "kind": "kind: school"},
    "docs/pillars": {"name": "name: Voorbeeld", "order": "order: 5", "colour": "colour: '#112233'"},
    "docs/funds": {
        "name": "name: Voorbeeld",
        "granter": "granter: De Brug",
        "years": "years:\n  - year: 2026",
    },
    "docs/festivals": {"name": "name: Voorbeeld"},
    "docs/neighbours": {"name": "name: Voorbeeld", "url": "url: https://stad.example/data/catalogue.json"},
    "docs/questions": {"title": "title: Wie heeft een voorbeeld?"},
}
"""The fields that a record must have, for those that an example leaves out."""
IN_ENGLISH = {"vrije-ruimte": "free-space", "De Brug": "The Bridge", "Voorbeeld": "Example", "klein": "small"}
"""What the catalogue in English calls otherwise."""
SITES = {"nl": SMALL, "en": ENGLISH}
NAMES = {"nl": "voorbeeld", "en": "example"}


def lesson(code: str, language: str) -> tuple[str, str]:
    """The wrong and the right example of a message."""
    gettext, entry = translations(language).gettext, CODES[code]
    return gettext(entry.wrong), gettext(entry.right)


LESSONS = [
    pytest.param(code, language, id=f"{code}-{language}")
    for code, entry in CODES.items()
    for language in SITES
    # What is the same in both languages is tried once.
    if entry.wrong and (language == "nl" or lesson(code, "nl") != lesson(code, "en"))
]


@pytest.fixture
def site(language: str, tmp_path: Path) -> Path:
    """A small catalogue in a language."""
    return make_site(tmp_path / "site", SITES[language])


def with_example(root: Path, language: str, entry: Code, example: str) -> None:
    """Put an example into a site, as the contributor of whom the page tells would."""
    folder = f"docs/{entry.where}" if f"docs/{entry.where}" in BASE else "initiatives"
    file = root / folder / f"{NAMES[language]}.md"
    file.parent.mkdir(exist_ok=True)
    body = "Tekst."
    if entry.where == "file":
        file.write_text(example, encoding="utf-8")
        return
    if entry.where == "settings":
        needed = "site_name: Klein\n"
        needed += "" if "site_url" in example else "site_url: https://klein.example/\n"
        (root / "mkdocs.yml").write_text(f"{needed}{example}\n", encoding="utf-8")
        return
    if entry.where == "synonyms":
        (root / "docs" / "synonyms.yml").write_text(f"---\n{example}\n", encoding="utf-8")
        return
    if entry.where == "path":
        file = root / example
        example = ""
    if entry.where == "body":
        body, example = example, ""
    shown = set(re.findall(r"^\[?([a-z_]+)\]?[:;]", example.replace("\\n", "\n"), re.MULTILINE))
    fields = [field for key, field in BASE[folder].items() if key not in shown]
    for name, english in IN_ENGLISH.items() if language == "en" else ():
        fields = [field.replace(name, english) for field in fields]
    if entry.where == "bytes":
        data = example.encode().decode("unicode_escape").encode("latin-1")
    else:
        data = example.encode()
    # The example comes first: a mistake in it then has fields below it, as it mostly has.
    file.write_bytes(b"---\n" + data + b"\n" + "\n".join(fields).encode() + f"\n---\n\n{body}\n".encode())


@pytest.mark.parametrize(("code", "language"), LESSONS)
def test_examples_are_what_they_say(code: str, language: str, site: Path) -> None:
    """The wrong example has the problem of its page, and the right one has not."""
    entry, name = CODES[code], NAMES[language]
    bad, good = lesson(code, language)
    with_example(site, language, entry, bad)
    wrong = {
        problem.code
        for problem in check(site, today()).all
        if name in problem.path or entry.where in ("path", "settings", "synonyms")
    }
    for file in site.rglob("*.md"):
        if file.name == f"{name}.md" or str(file.relative_to(site)) == bad:
            file.unlink()
    (site / bad).unlink(missing_ok=True) if entry.where == "path" else None
    with_example(site, language, entry, good)
    right = {
        problem.code
        for problem in check(site, today()).all
        if not re.search("winkel|shop-around", problem.path)
    }

    assert code in wrong
    assert code not in right


@pytest.mark.parametrize("code", CODES)
def test_examples_come_in_pairs(code: str) -> None:
    """Where a text can be an example there is a wrong one and a right one, else neither."""
    entry = CODES[code]

    assert bool(entry.where) == bool(entry.wrong) == bool(entry.right)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_leads_to_its_page(language: str, small: Path) -> None:
    """In both languages: the address in the message is that of the page, and the page has its words."""
    texts = translations(language)
    (small / "initiatives" / "voorbeeld.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    said = explain(check(small, today()).problems, small, texts, "https://klein.example/")

    assert said
    assert {f"https://klein.example/help/{one.problem.code}/" for one in said} == {one.help for one in said}


def test_pages_are_published(small_site: Path) -> None:
    """Each message has a page with its title, and the list and the table lead to it."""
    texts = translations("nl")
    listed = links(small_site / "help" / "codes" / "index.html")
    table = links(small_site / "help" / "fix" / "index.html")

    for code in CODES:
        page = html5lib.parse(
            (small_site / "help" / code / "index.html").read_bytes(), namespaceHTMLElements=False
        )
        (heading,) = page.iter("h1")
        assert generic(code, texts)[0].removesuffix(".") == "".join(heading.itertext())
        assert f"../../help/{code}/" in listed
    assert {code for code, fix in FIXES.items() if fix.does} == {
        link.split("/")[-2] for link in table if link.startswith("../../help/") and link.count("/") == 4
    } - {"codes"}


def links(page: Path) -> set[str]:
    tree = html5lib.parse(page.read_bytes(), namespaceHTMLElements=False)
    return {link.get("href", "") for link in tree.iter("a")}


FIXED = [
    code
    for code, fix in FIXES.items()
    # The examples of three are mistakes that are made more often, and not sure to fix.
    if fix.does and CODES[code].wrong and code not in ("front-matter-unclosed", "not-a-choice", "time")
]


@pytest.mark.parametrize("code", FIXED)
def test_what_the_table_says_is_done(code: str, small: Path) -> None:
    """The wrong example of every message in the table is fixed, as far as that is sure."""
    entry = CODES[code]
    with_example(small, "nl", entry, lesson(code, "nl")[0])

    list(
        fix_files(
            small, ["mkdocs.yml", *(str(file.relative_to(small)) for file in small.rglob("voorbeeld.md"))]
        )
    )
    list(fix_across(small, check(small, today()).problems))

    assert code not in {problem.code for problem in check(small, today()).problems}
