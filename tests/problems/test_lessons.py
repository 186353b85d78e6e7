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

BASE = {
    "initiatives": {
        "title": "title: Voorbeeld",
        "summary": "summary: Een voorbeeld.",
        "pillar": "pillar: ondernemerschap",
        "partners": "partners:\n  - alfa-college",
        "contact": "contact:\n  organisation: alfa-college",
        "status": "status: active",
    },
    "docs/partners": {"name": "name: Voorbeeld", "kind": "kind: school"},
    "docs/pillars": {"name": "name: Voorbeeld", "order": "order: 5", "colour": "colour: '#112233'"},
    "docs/funds": {
        "name": "name: Voorbeeld",
        "granter": "granter: gemeente-groningen",
        "years": "years:\n  - year: 2026",
    },
    "docs/festivals": {"name": "name: Voorbeeld"},
    "docs/questions": {"title": "title: Wie heeft een voorbeeld?"},
}
"""The fields that a record must have, for those that an example leaves out."""


def with_example(root: Path, entry: Code, example: str) -> None:
    """Put an example into a site, as the contributor of whom the page tells would."""
    folder = f"docs/{entry.where}" if f"docs/{entry.where}" in BASE else "initiatives"
    file = root / folder / "voorbeeld.md"
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
    if entry.where == "bytes":
        data = example.encode().decode("unicode_escape").encode("latin-1")
    else:
        data = example.encode()
    # The example comes first: a mistake in it then has fields below it, as it mostly has.
    file.write_bytes(b"---\n" + data + b"\n" + "\n".join(fields).encode() + f"\n---\n\n{body}\n".encode())


@pytest.mark.parametrize("code", [code for code, entry in CODES.items() if entry.wrong])
def test_examples_are_what_they_say(code: str, small: Path) -> None:
    """The wrong example has the problem of its page, and the right one has not."""
    entry = CODES[code]
    with_example(small, entry, entry.wrong)
    wrong = {
        problem.code
        for problem in check(small, today()).all
        if "voorbeeld" in problem.path or entry.where in ("path", "settings", "synonyms")
    }
    for file in small.rglob("*.md"):
        if file.name == "voorbeeld.md" or str(file.relative_to(small)) == entry.wrong:
            file.unlink()
    (small / entry.wrong).unlink(missing_ok=True) if entry.where == "path" else None
    with_example(small, entry, entry.right)
    right = {problem.code for problem in check(small, today()).all if "winkel" not in problem.path}

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
    with_example(small, entry, entry.wrong)

    list(
        fix_files(
            small, ["mkdocs.yml", *(str(file.relative_to(small)) for file in small.rglob("voorbeeld.md"))]
        )
    )
    list(fix_across(small, check(small, today()).problems))

    assert code not in {problem.code for problem in check(small, today()).problems}
