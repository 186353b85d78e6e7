"""Every page of the real and of the small site is valid HTML, as two programs read it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import html5lib
import pytest
from html5lib.html5parser import ParseError

from tests.fixtures import node
from tests.fixtures.sites import TESTS, sampled

pytestmark = pytest.mark.slow

SITES = ("real_site", "small_site")

RULES_OFF = {
    "attribute-boolean-style": "what makes bodies safe writes checked as HTML and XHTML both read it",
    "doctype-style": "the theme writes it in small letters; HTML has both",
    "heading-level": "axe-core looks at headings, and leaves cards that wait in a template alone",
    "long-title": "how long a title is, is up to who writes it",
    "no-trailing-whitespace": "templates leave it, and gzip takes it out",
    "no-deprecated-attr": "columns of a body's tables are aligned so: the other way is an inline style",
    "no-redundant-role": "Safari passes over a list without bullets that does not say it is one",
    "require-sri": "everything comes from the same host",
    "tel-non-breaking": "the style sheet keeps a number on one line",
    "void-style": "Python-Markdown closes the pictures of editors so",
    "wcag/h32": "the field of a list searches as one types, and Enter sends it",
}
"""What html-validate need not say, and why."""

RULES = {
    "root": True,
    "extends": ["html-validate:recommended", "html-validate:document"],
    "rules": {
        **dict.fromkeys(RULES_OFF, "off"),
        # HTML allows any id without a space: the theme and our own start with an underscore.
        "valid-id": ["error", {"relaxed": True}],
        # Results of a search are more than a <select> can hold.
        "prefer-native-element": ["error", {"exclude": ["listbox"]}],
    },
}


def pages_of(site: Path) -> list[Path]:
    return sampled(site.rglob("*.html"), site)


@pytest.mark.parametrize("site", SITES)
def test_every_page_parses_without_an_error(site: str, request: pytest.FixtureRequest) -> None:
    """A strict parser reads every page as it was meant."""
    pages = pages_of(request.getfixturevalue(site))
    wrong = []
    for page in pages:
        try:
            html5lib.HTMLParser(strict=True).parse(page.read_text(encoding="utf-8"))
        except ParseError as error:
            wrong.append(f"{page}: {error}")

    assert [] == wrong
    assert len(pages) > 20


def findings(pages: list[Path], rules: Path) -> list[str]:
    """What html-validate finds in pages, a line each."""
    validate = node.installed(TESTS / "tools" / "html-validate") / "validate.js"
    rules.write_text(json.dumps(RULES), encoding="utf-8")
    found = subprocess.run(
        [str(node.NODE), validate, rules],
        input="\n".join(map(str, pages)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.splitlines()


if node.wanted():

    @pytest.mark.parametrize("site", SITES)
    def test_html_validate_finds_nothing(site: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
        """No page breaks a rule of html-validate, but a few that say why they are off."""
        pages = pages_of(request.getfixturevalue(site))
        # It takes a twentieth of a second for a page. The small site has every kind, and each page is parsed above.
        some = pages[::3] if site == "real_site" else pages

        assert [] == findings(some, tmp_path / "rules.json")

    def test_html_validate_finds_what_is_wrong(tmp_path: Path) -> None:
        """The test before would notice a field without a label."""
        page = tmp_path / "page.html"
        page.write_text("<!DOCTYPE html><html lang=nl><title>x</title><input></html>", encoding="utf-8")

        assert any("input-missing-label" in line for line in findings([page], tmp_path / "rules.json"))
