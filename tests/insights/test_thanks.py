"""Who is thanked, where they want it, and nowhere else."""

from __future__ import annotations

import datetime
from pathlib import Path

from atelier.checks.advice import remarks
from atelier.insights.thanks import Thanked, thanked
from tests.fixtures.catalogues import catalogue_of, content, files_of
from tests.fixtures.initiatives import add

NAME = "Sanne Bedankt"


def test_everybody_is_thanked_once_by_name(small: Path) -> None:
    add(small, "les", thanks="{organisation: Alfacollege}")
    add(small, "nog-een-les", thanks="{organisation: alfa-college, name: Bo Alvast, consent: 2026-01-01}")

    assert [
        Thanked("Alfa-college", "partners/alfa-college/"),
        Thanked("Bo Alvast", "initiatives/nog-een-les/"),
        Thanked("Robin Voorbeeld", "initiatives/robots-in-de-klas/"),
        Thanked("Stichting “De Brug” & Zn. <test>", "partners/stichting-de-brug/"),
    ] == list(thanked(catalogue_of(small)))


def test_a_name_stands_on_the_page_and_in_the_list_alone(small: Path) -> None:
    """With the day of the consent; in no file of the open data, and in nothing that one can follow."""
    add(small, "les", thanks=f"{{name: {NAME}, consent: 2026-01-01}}")

    page = content(small, "initiatives/les/")
    assert f"Met dank aan <bdi>{NAME}</bdi>. De naam staat hier met toestemming sinds 1 januari 2026." in page
    assert NAME in content(small, "help/")
    files = files_of(catalogue_of(small))
    named = {url for url, data in files.items() if NAME.encode() in data}
    assert {"initiatives/les/file.json"} == named


def test_nobody_is_thanked_who_did_not_ask_for_it(small: Path) -> None:
    robots = small / "initiatives" / "robots-in-de-klas.md"
    text = robots.read_text(encoding="utf-8")
    before, _, after = text.partition("thanks:\n")
    robots.write_text(before + after[after.index("former_slugs:") :], encoding="utf-8")

    assert [] == thanked(catalogue_of(small))
    assert "Met dank aan" not in content(small, "initiatives/robots-in-de-klas/")
    assert "Met dank aan" not in content(small, "help/")


def test_the_consent_lapses_as_that_of_a_contact(small: Path) -> None:
    """After two years the check says to ask again."""
    add(small, "les", thanks=f"{{name: {NAME}, consent: 2024-01-01}}")
    entries = list(catalogue_of(small).initiatives.values())

    def lapsed(day: datetime.date) -> list[str]:
        found = remarks(entries, day)
        return [problem.field for problem in found if problem.code == "consent-long-ago"]

    assert [] == lapsed(datetime.date(2025, 12, 31))
    assert ["thanks.consent"] == lapsed(datetime.date(2026, 1, 1))
