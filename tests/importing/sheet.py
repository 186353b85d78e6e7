"""A sheet of a city as it is in an office: 200 rows, and in each kind of mistake what is to come of it."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

DAY = datetime.datetime(2026, 12, 10)
"""What Excel makes of 10-12."""
FAILED = object()
"""A formula that cannot be worked out."""


class Link(NamedTuple):
    """A link behind a word."""

    address: str


Value = str | int | float | datetime.datetime | object

HEADS = (
    "Nr",
    "Naam project",
    "Thema",
    "Korte omschrijving",
    "Trekker",
    "Partners",
    "Stand van zaken",
    "Startdatum",
    "Einddatum",
    "Onderwijs",
    "Leeftijd",
    "Bedrag 2026",
    "E-mailadres",
    "Telefoon",
    "Website",
    "Plaats",
    "Trefwoorden",
    "Resultaten",
    "Opmerkingen",
)

GOOD: Mapping[str, Value] = {
    "Thema": "Ondernemerschap",
    "Korte omschrijving": "Leerlingen maken samen iets voor hun buurt.",
    "Trekker": "De Brug",
    "Stand van zaken": "loopt nu",
    "Startdatum": "2026-09",
}


class Kind(NamedTuple):
    """A kind of thing that goes wrong, or otherwise than a file has it.

    Attributes:
        what: it is.
        column: where it stands.
        value: what stands there.
        file: whether the row becomes a file all the same.
        in_csv: what stands there in a file of text, if that is something else; and then ``file_in_csv``.

    """

    what: str
    column: str
    value: Value
    file: bool
    in_csv: str | None = None
    file_in_csv: bool | None = None


KINDS: Sequence[Kind] = (
    Kind("another word for a choice", "Stand van zaken", "loopt nog", True),
    Kind("the label of a choice", "Stand van zaken", "Afgerond", True),
    Kind("a word that is no choice", "Stand van zaken", "in de lucht", False),
    Kind("a needed cell is empty", "Stand van zaken", "", False),
    Kind("an amount in Dutch", "Bedrag 2026", "€ 1.250,50", True),
    Kind("an amount in thousands", "Bedrag 2026", "12k", True),
    Kind("an amount of a formula", "Bedrag 2026", 1666.6666666667, True, "1666,67"),
    Kind("no amount", "Bedrag 2026", "een paar tientjes", False),
    Kind("a negative amount", "Bedrag 2026", -250, False, "-250"),
    Kind("a formula that failed", "Bedrag 2026", FAILED, False, "#DEEL/0!"),
    Kind("a date in words", "Startdatum", "1 sept. 2026", True),
    Kind("a date of Excel", "Startdatum", datetime.datetime(2026, 9, 1), True, "1-9-2026"),
    Kind("a year of Excel", "Startdatum", 2026, True, "2026"),
    Kind("a season", "Startdatum", "najaar 2026", False),
    Kind("a day that does not exist", "Startdatum", "31-2-2026", False),
    Kind("a year with a typing error", "Startdatum", "1-9-1026", False),
    Kind("an end before the start", "Einddatum", "2025", False),
    Kind("no name", "Naam project", "", False),
    Kind("a name twice", "Naam project", "Project 1", False),
    Kind("a name that is too long", "Naam project", "Samen " * 40, False),
    Kind("a name that the catalogue has", "Naam project", "Winkel in de wijk", False),
    Kind("a summary that is too long", "Korte omschrijving", "Dit is lang. " * 30, True),
    Kind("a summary of one endless sentence", "Korte omschrijving", "en dan " * 50, False),
    Kind("a pillar that does not exist", "Thema", "Taal", False),
    Kind("a pillar with a typing error", "Thema", "Ondernemerschp", False),
    Kind("a partner with a typing error", "Trekker", "Alfa-colege", True),
    Kind("a new partner whose name says what it is", "Partners", "OBS De Zon", True),
    Kind("a new partner whose name does not", "Partners", "Kunstkring Zee", False),
    Kind("several partners", "Partners", "Alfa-college; Gemeente Groningen", True),
    Kind("two partners with a word between", "Partners", "Alfa-college en De Brug", True),
    Kind("an e-mail address that is none", "E-mailadres", "info@school", False),
    Kind("an e-mail address with a link", "E-mailadres", "mailto:info@school.example", True),
    Kind("a telephone number without its 0", "Telefoon", 501234567, False, "050-1234567", True),
    Kind("an address without https", "Website", "www.school.example", True),
    Kind("an address behind a word", "Website", Link("https://school.example/x"), True, "klik hier", False),
    Kind("an address that is none", "Website", "zie intranet", False),
    Kind("ages that became a date", "Leeftijd", DAY, False, "10-12", True),
    Kind("ages by groups", "Leeftijd", "groep 7 en 8", True),
    Kind("several levels", "Onderwijs", "po, vo en mbo", True),
    Kind("a level with a typing error", "Onderwijs", "bassischool", False),
    Kind("a word for nothing", "Website", "n.v.t.", True),
    Kind("a character that nobody sees", "Plaats", "Gro\u200bningen", False),
    Kind("several places", "Plaats", "Groningen, Assen en Leeuwarden", True),
    Kind("a subject twice", "Trefwoorden", "Robots; robots; techniek", True),
    Kind("lines in a cell", "Resultaten", "- Het werkte.\n- Nog eens!", True),
    Kind("HTML in a text", "Korte omschrijving", "Een <b>vet</b> plan & meer.", True),
    Kind("what looks like a formula", "Resultaten", "=2+2 is vier.", True),
)

ROWS = 200
HEAD = 3
"""The row with the heads: above it are a title and an empty row."""


def rows() -> list[dict[str, Value]]:
    """The rows: one for each kind of mistake, and then good ones."""
    found: list[dict[str, Value]] = []
    for number in range(1, ROWS + 1):
        row = {"Nr": number, "Naam project": f"Project {number}", **GOOD}
        # The first is good, so that one with its name comes twice.
        if 1 < number < len(KINDS) + 2:
            kind = KINDS[number - 2]
            row[kind.column] = kind.value
        found.append(row)
    return found


def row_of(kind: Kind) -> int:
    """The number of the row that has a kind of mistake."""
    return HEAD + 2 + KINDS.index(kind)


def as_xlsx(file: Path) -> None:
    """The sheet as an office makes it: merged cells, colours, a row with a total and notes beside it."""
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Projecten")
    bold = book.add_format({"bold": True, "bg_color": "#ffcc00"})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    money = book.add_format({"num_format": "€ #,##0.00"})
    sheet.merge_range(0, 0, 0, len(HEADS) - 1, "Overzicht onderwijs gemeente Proefstad, stand 1-9-2026", bold)
    sheet.write_row(HEAD - 1, 0, HEADS, bold)
    for number, row in enumerate(rows(), HEAD):
        for column, head in enumerate(HEADS):
            value = row.get(head, "")
            if value is FAILED:
                sheet.write_formula(number, column, "=1/0", money, "#DIV/0!")
            elif isinstance(value, Link):
                sheet.write_url(number, column, value.address, string="klik hier")
            elif isinstance(value, datetime.datetime):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, int | float):
                sheet.write_number(number, column, value, money if head.startswith("Bedrag") else None)
            elif value:
                sheet.write_string(number, column, str(value))
    sheet.write_string(HEAD + ROWS, 1, "Totaal", bold)
    sheet.write_formula(HEAD + ROWS, HEADS.index("Bedrag 2026"), "=SUM(L4:L203)", money, 14916.67)
    sheet.write_string(HEAD + 4, len(HEADS) + 1, "Jan vragen!")
    book.close()


def as_csv() -> str:
    """The same as text, with the signs of a Dutch Excel."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Overzicht onderwijs gemeente Proefstad, stand 1-9-2026"])
    writer.writerow([])
    writer.writerow(HEADS)
    kinds = {(row_of(kind), kind.column): kind for kind in KINDS}
    for number, row in enumerate(rows(), HEAD + 1):
        written = []
        for head in HEADS:
            kind = kinds.get((number, head))
            written.append(row.get(head, "") if kind is None or kind.in_csv is None else kind.in_csv)
        writer.writerow(written)
    writer.writerow(["", "Totaal", *[""] * 9, "14916,67"])
    return text.getvalue()
