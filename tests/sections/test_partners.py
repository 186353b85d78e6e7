"""The page of a partner says what it did, and no more: taking part, being in a plan and bringing in differ."""

from __future__ import annotations

import re
from pathlib import Path

from atelier.exports.csv_tables import OpenTables
from atelier.exports.schema_org import LinkedData
from atelier.insights.showings import standing
from atelier.render.wording import Wording
from atelier.search.facets import facets
from tests.fixtures.catalogues import SITE, catalogue_of, content
from tests.fixtures.tables import read_table

SHOP = "initiatives/winkel-in-de-wijk/"
HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>")


def headings_over(page: str, link: str) -> list[str]:
    """The heading above each link to an address."""
    places = [match.start() for match in re.finditer(re.escape(link) + '"', page)]
    return [HEADING.findall(page[:place])[-1] for place in places]


def test_each_involvement_has_its_own_heading(small: Path) -> None:
    """Who takes part, who was to, and who only brought it in: only the first is in the list of what it takes part in."""
    shown = {
        slug: headings_over(content(small, f"partners/{slug}/"), SHOP)[-1]
        for slug in ("alfa-college", "stichting-de-brug", "gemeente-groningen")
    }

    assert shown == {
        "alfa-college": "Doet mee aan",
        "stichting-de-brug": "Zou meedoen aan",
        "gemeente-groningen": "Bracht in",
    }


def test_the_page_of_an_initiative_tells_each_role(small: Path) -> None:
    """A plan has its year, and who brought it in is not called a participant."""
    text = re.sub(r"<[^>]+>", "", content(small, SHOP))

    assert "Alfa-college, deelnemer" in text
    assert re.search(r"Stichting .*De Brug.*, deelnemer, gepland vanaf 2027", text)
    assert "Gemeente Groningen, bracht dit in" in text


def test_only_who_takes_part_counts(small: Path) -> None:
    """Filters, stands, linked data and the table of initiatives agree on who takes part."""
    catalogue = catalogue_of(small)
    entry = catalogue.initiatives["winkel-in-de-wijk"]
    partner = next(facet for facet in facets(catalogue, Wording("nl")) if facet.key == "partner")
    chosen = partner.values[list(catalogue.initiatives).index(entry.slug)]
    row = next(
        row
        for row in read_table(OpenTables(catalogue, SITE).initiatives().text())
        if row["slug"] == entry.slug
    )

    assert [partner.options[index][0] for index in chosen] == ["alfa-college"]
    assert list(standing(entry.record)) == ["alfa-college"]
    assert [member["name"] for member in LinkedData(catalogue, SITE).initiative(entry)["member"]] == [
        "Alfa-college"
    ]
    assert row["partners"] == "alfa-college"
    assert row["planned_partners"] == "stichting-de-brug"
    assert row["brought_in_by"] == "gemeente-groningen"


def test_who_only_brought_something_in_is_told_so(small: Path) -> None:
    """A partner that takes part in nothing has no empty list; the table counts what it brought in."""
    file = small / "initiatives" / "winkel-in-de-wijk.md"
    (small / "docs" / "partners" / "de-bron.md").write_text(
        "---\nname: De Bron\nkind: other\n---\n", encoding="utf-8"
    )
    file.write_text(
        file.read_text(encoding="utf-8").replace("gemeente-groningen", "de-bron"), encoding="utf-8"
    )
    page = content(small, "partners/de-bron/")
    table = read_table(OpenTables(catalogue_of(small), SITE).partners().text())
    row = next(row for row in table if row["slug"] == "de-bron")

    assert "Doet mee aan" not in page
    assert headings_over(page, SHOP) == ["Bracht in"]
    assert (row["initiatives"], row["brought_in"]) == ("0", "1")


def test_one_shared_initiative_is_not_working_together(small: Path) -> None:
    """Partners that share one are not said to work most with each other."""
    page = content(small, "partners/stichting-de-brug/")

    assert "Werkt het meest samen met" not in page


def test_where_else_an_organisation_stands_is_on_its_page(small: Path) -> None:
    """By an address that one can read and follow."""
    file = small / "docs" / "partners" / "alfa-college.md"
    there = "https://leren.buurstad.example/partners/alfa/"
    text = file.read_text(encoding="utf-8").replace("\n---\n", f"\nsame_as: [{there}]\n---\n", 1)
    file.write_text(text, encoding="utf-8")

    page = content(small, "partners/alfa-college/").replace(' dir="auto"', "")

    assert (
        f'<dt>Ook bij</dt>\n    <dd><a href="{there}" rel="nofollow">{there.removeprefix("https://")}</a>'
        in page
    )
