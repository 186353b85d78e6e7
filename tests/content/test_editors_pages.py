"""Pages of the package: every catalogue has them, in its language, until it writes its own."""

from __future__ import annotations

import re
from pathlib import Path

import frontmatter
import pytest

from atelier.checks.check import check
from atelier.content.editors_pages import PAGES, editors_page, lent, package_page, package_pages
from atelier.content.links import linked_file
from atelier.sections.section import intro_file
from atelier.site.pages import SECTIONS
from tests.fixtures.sites import TODAY

WRITTEN = sorted(folder.name for folder in PAGES.iterdir())
FILES = [pytest.param(file, id=file.relative_to(PAGES).as_posix()) for file in sorted(PAGES.rglob("*.md"))]


def test_every_section_has_a_page_of_the_package() -> None:
    assert {intro_file(section) for section in SECTIONS} <= {*package_pages()}


def test_every_language_has_the_same_pages() -> None:
    pages = {
        language: {file.relative_to(PAGES / language) for file in (PAGES / language).rglob("*.md")}
        for language in WRITTEN
    }

    assert pages["en"] == pages["nl"]


@pytest.mark.parametrize("file", FILES)
def test_a_page_is_of_no_city_and_its_links_lead_somewhere(file: Path) -> None:
    """It has a title and a description, too."""
    text = file.read_text(encoding="utf-8")
    folder = Path(
        "docs", file.relative_to(PAGES).parent.relative_to(file.relative_to(PAGES).parts[0])
    ).as_posix()
    links = {linked_file(link, folder) for link in re.findall(r"\]\(([^)]*\.md)", text)}

    assert {"title", "description"} == frontmatter.loads(text).metadata.keys()
    assert "groningen" not in text.lower()
    assert links <= {*package_pages()}


def test_a_language_without_a_page_has_the_english_one() -> None:
    assert (
        package_page("help/fields", "fr")
        == package_page("help/fields", "en")
        != package_page("help/fields", "nl")
    )


def test_a_page_of_the_catalogue_wins(tmp_path: Path) -> None:
    """At its address, whichever of its two files it has."""
    (tmp_path / "docs" / "privacy").mkdir(parents=True)
    (tmp_path / "docs" / "levels.md").write_text("# Levels of our own", encoding="utf-8")

    assert editors_page(tmp_path, "levels", "en") == "# Levels of our own"
    assert editors_page(tmp_path, "places", "en") == package_page("places", "en")
    assert editors_page(tmp_path, "nothing", "en") is None
    assert {"docs/levels.md", "docs/privacy.md"} == {*package_pages()} - {
        *lent(["docs/levels.md", "docs/privacy/index.md", "docs/over/index.md"])
    }


def test_a_record_may_link_to_a_page_of_the_package(small: Path) -> None:
    """Its check knows them."""
    with (small / "initiatives" / "oud-plan.md").open("a", encoding="utf-8") as plan:
        plan.write("\nZie [de velden](../docs/help/fields.md).\n")

    assert [] == check(small, TODAY).problems


@pytest.mark.parametrize("language", WRITTEN)
def test_the_examples_of_the_festival_guide_pass_the_check(small: Path, language: str) -> None:
    """The file and the table, with records that exist."""
    guide = editors_page(small, "help/festivals", language) or ""
    for example in ("robots-in-the-classroom", "gemeente-voorbeeldstad", "city-of-exampleton"):
        guide = guide.replace(example, "robots-in-de-klas" if "robots" in example else "gemeente-groningen")
    (front_matter,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    (table,) = re.findall(r"```text\n(.*?)```", guide, re.DOTALL)
    festivals = small / "docs" / "festivals"
    (festivals / "voorbeeld.md").write_text(front_matter, encoding="utf-8")
    (festivals / "tabel.md").write_text("---\nname: Tabel\ndate: 2027-03-17\n---\n", encoding="utf-8")
    (festivals / "tabel.csv").write_text(table, encoding="utf-8-sig")

    assert [] == check(small, TODAY).problems
