"""What a proposal changes: as a school and the editors read it, and as data."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.i18n.translation import translations
from atelier.model.kinds import OURS
from atelier.proposals.changes import Change
from atelier.proposals.report import RECORD_WORDS, Report, as_markdown
from atelier.report.markdown import code_span
from tests.fixtures.sites import BROKEN, SMALL, make_site, make_site_in_two, run

HOSTILE = "`</code>``` @minister #1 ![x](https://kwaad.example/x.png) <img src=x>\n\n# Kop www.kwaad.example"


@pytest.fixture
def proposal(tmp_path: Path) -> tuple[Path, Path]:
    """The small site as it was, and a copy in which to change things."""
    return make_site(tmp_path / "base", SMALL), make_site(tmp_path / "head", SMALL)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def said(proposal: tuple[Path, Path], form: str = "text", lang: str = "nl") -> str:
    base, head = proposal
    result = run("atelier", "changes", "--base", base, "--root", head, "--format", form, "--lang", lang)
    assert (0, "") == (result.returncode, result.stderr)
    return result.stdout


def outside_code(markdown: str) -> str:
    """What GitHub reads as Markdown in a text: its HTML without what stands in code."""
    html = cmarkgfm.github_flavored_markdown_to_html(markdown)
    return re.sub(r"<(pre|code)\b.*?</\1>", "", html, flags=re.DOTALL)


@pytest.mark.slow
def test_nothing_changes(proposal: tuple[Path, Path]) -> None:
    """A proposal that leaves the catalogue alone is told so."""
    assert "In de catalogus verandert niets.\n" == said(proposal)
    assert "### Alles klopt\n\nIn de catalogus verandert niets.\n\n" == said(proposal, "markdown")


@pytest.mark.slow
def test_a_translation_is_named_with_its_record(tmp_path: Path) -> None:
    """Whoever looks at a proposal sees that the texts in another language changed."""
    proposal = make_site_in_two(tmp_path / "base"), make_site_in_two(tmp_path / "head")
    edit(proposal[1] / "initiatives" / "robots-in-de-klas.en.md", "Soldering irons", "Hot irons")

    assert "(initiatives/robots-in-de-klas.md): robots-in-de-klas.en.md\n" in said(proposal)


def test_each_kind_of_record_has_a_word() -> None:
    """A proposal says festival and fund where it would otherwise say page."""
    assert OURS.shapes.keys() == RECORD_WORDS.keys()


@pytest.mark.slow
def test_every_kind_of_change(proposal: tuple[Path, Path]) -> None:
    """New, changed, moved and gone, each with what the file is called and what of it says something else."""
    base, head = proposal
    folder = head / "initiatives"
    shutil.copy(folder / "winkel-in-de-wijk.md", folder / "winkel-in-een-stad.md")
    edit(folder / "winkel-in-een-stad.md", "title: Winkel in de wijk", "title: Winkel in een stad")
    edit(folder / "winkel-in-de-wijk.md", "status: pilot", "status: active")
    edit(folder / "winkel-in-de-wijk.md", "verdient zichzelf terug", "kost niets")
    (folder / "oud-plan.md").rename(folder / "heel-oud-plan.md")
    edit(folder / "heel-oud-plan.md", "added:", "former_slugs:\n  - oud-plan\nadded:")
    (head / "docs/partners/nieuw.md").write_text(
        "---\nname: Nieuwe school\nkind: school\n---\n", encoding="utf-8"
    )
    (base / "docs/partners/oud.md").write_text(
        "---\nname: Oude school\nkind: school\n---\n", encoding="utf-8"
    )
    edit(head / "docs/partners/alfa-college.md", "kind: college", "kind: college\nformer_slugs:\n  - oud")

    edit(head / "docs/questions/wie-leent-robots-uit.md", "pillar:", "answered_by:\n  - oud-plan\npillar:")

    text = said(proposal)
    assert [
        "Veranderd: partner Alfa-college (docs/partners/alfa-college.md): Vroegere adressen",
        "Nieuw: partner Nieuwe school (docs/partners/nieuw.md)",
        "Weg: partner Oude school (docs/partners/oud.md)",
        "Nieuw adres: initiatief Oud plan (initiatives/heel-oud-plan.md), eerst initiatives/oud-plan.md: Vroegere adressen",
        "Veranderd: initiatief Winkel in de wijk (initiatives/winkel-in-de-wijk.md): Status, de tekst",
        "Nieuw: initiatief Winkel in een stad (initiatives/winkel-in-een-stad.md)",
        "Veranderd: vraag Wie leent robots uit? (docs/questions/wie-leent-robots-uit.md): Antwoorden",
        "Winkel in een stad lijkt op Winkel in de wijk (initiatives/winkel-in-de-wijk.md): de naam, partner Alfa-college, plaats Groningen",
        "Risico: adressen en links, nieuw, feiten",
    ] == text.partition("\n\n")[0].splitlines()
    assert "initiatives/winkel-in-een-stad.md:1:1: let op: Zo doe je het na" in text
    markdown = said(proposal, "markdown")
    assert "- **Veranderd**: initiatief `Winkel in de wijk` (`initiatives/winkel-in-de-wijk.md`)" in markdown
    assert "\n**Risico**: adressen en links, nieuw, feiten\n" in markdown
    assert "- `Winkel in een stad` lijkt op `Winkel in de wijk` (`initiatives/" in markdown
    assert "**Changed**: initiative `Winkel in de wijk`" in said(proposal, "markdown", "en")
    data = json.loads(said(proposal, "json"))
    assert ["ondernemerschap", "vrije-ruimte"] == data["pillars"]
    assert ["addresses", "new", "facts"] == data["risks"]


@pytest.mark.slow
def test_another_picture_is_a_change(proposal: tuple[Path, Path]) -> None:
    """An image with the same name and other contents is told of where it is shown."""
    picture = proposal[1] / "initiatives" / "robots.png"
    picture.write_bytes(picture.read_bytes() + b"\0")

    assert "(initiatives/robots-in-de-klas.md): Foto, de tekst" in said(proposal)


@pytest.mark.slow
def test_problems_are_told_instead(tmp_path: Path, small: Path) -> None:
    """A proposal that cannot be built is told everything that is wrong, and no change."""
    head = make_site(tmp_path / "head", SMALL, BROKEN / "amount")
    markdown = said((small, head), "markdown")

    assert markdown.startswith("### Er valt iets te verbeteren\n")
    assert all(f"initiatives/fout.md:{line}:13" in markdown for line in (12, 15, 18))
    assert "Nieuw" not in markdown
    assert json.loads(said((small, head), "json"))["refused"]


@pytest.mark.slow
def test_what_could_be_better_is_told_of_changed_files_only(tmp_path: Path, small: Path) -> None:
    """A warning stands with the changes if the proposal brought it, and not if it was there."""
    head = make_site(tmp_path / "head", SMALL, BROKEN / "body-html")

    assert "Dit kan nog" in said((small, head), "markdown")
    assert "Dit kan nog" not in said((head, head), "markdown")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [[], ["--base", "bestaat-niet"], ["--base", ".", "--format", "html"]])
def test_wrong_use(arguments: list[str], small: Path) -> None:
    """No or no good folder to compare with: exit code 2 and no traceback."""
    result = run("atelier", "changes", *arguments, cwd=small)

    assert 2 == result.returncode
    assert "Traceback" not in result.stderr


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_one_span_of_code(text: str) -> None:
    """Whatever is in a title, GitHub reads it as code and as nothing else."""
    html = cmarkgfm.github_flavored_markdown_to_html(f"- a {code_span(text)} z")
    inside = re.fullmatch(r"<ul>\n<li>a <code>([^<]*)</code> z</li>\n</ul>\n", html)

    assert inside is not None, html
    if text.isprintable() and text.strip(" "):
        assert text.strip(" ") == unescape(inside[1]).strip(" ")


@pytest.mark.parametrize("refused", [True, False])
def test_a_strangers_text_is_read_as_code(refused: bool) -> None:
    """Nothing in a report can call a person, be a link or a picture, or look like the project's own words."""
    change = Change(
        kind="moved",
        collection=HOSTILE,
        path=HOSTILE,
        title=HOSTILE,
        fields=(HOSTILE, "body"),
        former=HOSTILE,
    )
    report = Report(problems=HOSTILE, refused=refused, changes=(change,), pillars=(HOSTILE,))
    markdown = as_markdown(report, translations("nl"))
    left = outside_code(markdown)

    assert "minister" in markdown
    assert not [sign for sign in ("minister", "kwaad", "Kop", "img", "<a", "#1") if sign in left], left


def test_a_long_report_is_cut() -> None:
    """What is too long for a comment ends in a line that says so, with its block of code closed."""
    line = "```` @minister " * 60 + "\n"
    change = Change(
        kind="new", collection="initiatives", path="x" * 900, title="`" * 900, fields=("y" * 900,) * 90
    )
    for report in (
        Report(problems=line * 5000, refused=True),
        Report(problems=line * 5000, refused=False, changes=(change,) * 5000),
    ):
        markdown = as_markdown(report, translations("nl"))

        assert 65_000 > len(markdown)
        assert "minister" not in outside_code(markdown)
    assert "- en nog " in markdown
