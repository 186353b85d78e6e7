"""What a column is, by its head and by what stands below it."""

from __future__ import annotations

import pytest

from atelier.importing.grid import Cell, Grid
from atelier.importing.guess import guessed, knows
from atelier.importing.table import Table, table_of
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner


def table(heads: str, *rows: str) -> Table:
    """A table with heads and rows, of which ``|`` ends a cell."""
    grid = [[Cell(text.strip()) for text in line.split("|")] for line in (heads, *rows)]
    return table_of(Grid("sheet.csv", "", grid), lambda head: knows(Initiative, head), 1)


def fields(found: Table, *absent: str) -> list[str]:
    """What each column becomes, with the other fields of its item."""
    return [
        " ".join([said.field, *(f"{one.field}={one.value or '?'}" for one in said.besides)])
        for said in guessed(Initiative, found, absent=absent).columns
    ]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Naam van het project", "title"),
        ("PROJECTTITEL*", "title"),
        ("Titel (max. 160 tekens)", "title"),
        ("Project name", "title"),
        ("Korte omschrijving", "summary"),
        ("Pijler / thema", "pillar"),
        ("Stand van zaken", "status"),
        ("Startdatum", "period.start"),
        ("Loopt tot en met", "-"),
        ("E-mail\nadres", "contact.email"),
        ("Tel.nr.", "contact.phone"),
        ("contact.email", "contact.email"),
        ("Contact e-mail", "contact.email"),
        ("Wat je nodig hebt", "recipe.materials"),
        ("Trefwoordn", "tags"),
        ("Trekker", "partners.partner role=lead"),
        ("Lead organisation", "partners.partner role=lead"),
        ("Financier", "partners.partner role=funder"),
        ("Betrokken partijen", "partners.partner"),
        ("Begroting 2026", "funding.amount year=2026 source=?"),
        ("Website", "links.url title=Website"),
        ("Opmerkingen", "-"),
        ("Nr.", "-"),
        ("Iets heel anders", "-"),
        ("Functie van de contactpersoon", "contact.role"),
        ("Contactpersoon", "-"),
    ],
)
def test_a_head_says_what_a_column_is(head: str, field: str) -> None:
    assert field == fields(table(f"Gemeente Assen|{head}", "x|y"))[1]


def test_the_name_of_a_person_comes_only_with_the_day_of_consent() -> None:
    found = table("Contactpersoon|Toestemming", "Robin|2026-03-01")
    alone = table("Contactpersoon|Telefoon", "Robin|050 123 45 67")

    assert ["contact.name", "contact.consent"] == fields(found)
    assert ["-", "contact.phone"] == fields(alone)
    assert ["Contactpersoon"] == [column.head for column in guessed(Initiative, alone).personal]


def test_what_stands_below_a_head_counts_too() -> None:
    """Groups are ages, one who leads is whom to turn to, and a long text goes below the fields as well."""
    assert ["title", "ages"] == fields(table("Naam|Doelgroep", "a|groep 7 en 8", "b|10-12", "c|po"))
    assert ["title", "levels"] == fields(table("Naam|Doelgroep", "a|po", "b|vo"))
    lead = ["partners.partner role=lead", "contact.organisation"]
    assert ["title", *lead] == fields(table("Naam|Trekker", "a|De Brug"))
    assert ["title", lead[0]] == fields(table("Naam|Trekker", "a|De Brug; Alfa-college"))
    assert ["title", "summary", "body"] == fields(table("Naam|Omschrijving", f"a|{'Zo gaat het. ' * 40}"))


def test_marks_and_years_above_a_column_are_values() -> None:
    """A column for each level with an x, and one for each year with an amount."""
    found = table("Naam|PO|Basisschool|2025|2026", "a|x||1.000|2k", "b||ja||")
    marked = [said for said in guessed(Initiative, found).columns if said.value]

    assert [("levels", "po"), ("levels", "po")] == [(said.field, said.value) for said in marked]
    assert [f"funding.amount year={year} source=?" for year in (2025, 2026)] == fields(found)[3:]
    assert ["-", "-"] == fields(table("Naam|PO|2025", "a|groep 7|komt nog"))[1:]


def test_a_column_comes_once_and_a_field_that_is_not_there_is_a_subject() -> None:
    heads = table("Naam|Titel|Thema|Budget 2025|Budget 2026|Partner|Partner", "a|b|c|1|2|d|e")

    assert [
        *("title", "-", "pillar", "funding.amount year=2025 source=?", "funding.amount year=2026 source=?"),
        *("partners.partner", "partners.partner"),
    ] == fields(heads)
    assert ["tags", "-", "-"] == fields(heads, "pillar", "funding")[2:5]


def test_other_kinds_of_records_have_heads_of_their_own() -> None:
    found = table("Organisatie|Soort|Vestigingsplaats|Site", "a|school|Assen|a.example")

    assert ["name", "kind", "place", "url"] == [said.field for said in guessed(Partner, found).columns]
