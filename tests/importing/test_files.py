"""What is read of a file: every form that programs write, and nothing of one that may do harm."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from atelier.i18n.translation import translations
from atelier.importing.csv_file import read_csv
from atelier.importing.data_file import read_data
from atelier.importing.grid import Cell, NotReadError
from atelier.importing.reading import read_grid, table_in
from atelier.importing.table import Table
from atelier.importing.workbook import read_workbook
from atelier.model.initiative import Initiative


def texts(rows: object) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]  # type: ignore[attr-defined]


def refusal(data: bytes, file: str = "sheet.xlsx", sheet: str = "") -> str:
    with pytest.raises(NotReadError) as error:
        read_workbook(data, file, sheet) if file.endswith("xlsx") else read_csv(data, file)
    return error.value.note.text(translations("en"))


SAME = "Naam;Plaats\r\n“De één”;Groningen, Assen\r\n"


@pytest.mark.parametrize(
    "data",
    [
        SAME.encode(),
        SAME.encode("utf-8-sig"),
        SAME.encode("utf-16"),
        SAME.encode("utf-16-le"),
        SAME.encode("utf-16-be"),
        SAME.encode("cp1252"),
        SAME.replace("\r\n", "\r").encode(),
        SAME.replace(";", "\t").encode(),
        SAME.replace(";", "|").encode(),
        f"sep=;\r\n{SAME}".encode(),
        'Naam,Plaats\n“De één”,"Groningen, Assen"\n'.encode(),
    ],
)
def test_every_csv_that_a_program_writes_is_the_same(data: bytes) -> None:
    grid = read_csv(data, "sheet.csv")

    assert [["Naam", "Plaats"], ["“De één”", "Groningen, Assen"]] == texts(grid.rows)
    assert ("Windows-1252" in str(grid.notes)) == (data == SAME.encode("cp1252"))


def test_a_quotation_mark_that_does_not_close_is_told_with_its_row() -> None:
    assert "opens in row 2" in refusal(b'Naam;Plaats\n"De een;Assen\n', "sheet.csv")


def workbook(**sheets: list[list[object]]) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"default_date_format": "dd-mm-yyyy", "nan_inf_to_errors": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return data.getvalue()


def test_cells_of_excel_become_what_a_file_would_say() -> None:
    """Numbers without a point too many, dates as in files; a formula that failed is known as such."""
    day, moment = datetime.date(2026, 9, 1), datetime.datetime(2026, 9, 1, 13, 30)
    data = workbook(
        Blad=[["Kop", "b"], [2026.0, 12.5], [day, moment], [True, float("nan")], [0.1 + 0.2, " x\r\ny "]]
    )

    rows = read_workbook(data, "sheet.xlsx", "").rows

    assert [
        ["Kop", "b"],
        ["2026", "12.5"],
        ["2026-09-01", "2026-09-01 13:30"],
        ["true", ""],
        ["0.3", "x\ny"],
    ] == texts(rows)
    assert Cell(wrong=True) == rows[3][1]
    assert rows[2][0].day


def test_one_of_several_sheets_must_be_named() -> None:
    data = workbook(Een=[["a"], ["b"]], Twee=[["c"], ["d"]], Leeg=[])

    assert "several sheets: Een, Twee. Say which one, such as --sheet Een." in refusal(data)
    assert "no sheet “Drie” in it. It has: Een, Twee, Leeg." in refusal(data, sheet="Drie")
    assert [["c"], ["d"]] == texts(read_workbook(data, "sheet.xlsx", "twee").rows)


def changed(data: bytes, part: str, content: bytes) -> bytes:
    """A workbook with another content of one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
XML = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
FAR = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
TWO = XML % b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
MERGED = TWO.replace(
    b"</worksheet>", b"<mergeCells>" + b'<mergeCell ref="A1:A9"/>' * 20_001 + b"</mergeCells></worksheet>"
)
ENTITY = (
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + XML % b'<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>'
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (XML % FAR, "too big"),
        (XML % FAR.replace(b"<", b"<x:").replace(b"<x:/", b"</x:"), "too big"),
        (XML % (b" " * (101 * 1024**2)), "too big"),
        (XML % FAR.replace(b' r="XFD', b' x:r="A1" r="XFD'), "too big"),
        ((XML % FAR).decode().encode("utf-16"), "no Excel sheet that can be read"),
        (MERGED, "too big"),
        (ENTITY, "no Excel sheet that can be read"),
        (b"<worksheet", "no Excel sheet that can be read"),
    ],
    ids=[
        "a cell at the end",
        "with a prefix",
        "a bomb",
        "another attribute",
        "UTF-16",
        "merged",
        "an entity",
        "broken",
    ],
)
def test_a_workbook_that_may_do_harm_is_refused(content: bytes, said: str) -> None:
    data = changed(workbook(Blad=[["a"], ["b"]]), SHEET, content)

    assert len(data) < 200_000
    assert said in refusal(data)


def test_what_is_no_workbook_is_refused_in_a_sentence() -> None:
    whole = workbook(Blad=[["a"], ["b"]])
    for data in (whole[:200], b"PK\x03\x04", changed(whole, "xl/workbook.xml", b"<a/>")):
        assert "no Excel sheet that can be read" in refusal(data) or "no sheet with rows" in refusal(data)
    assert "with a password" in refusal(b"\xd0\xcf\x11\xe0" + b"\0" * 600)


def test_a_part_that_is_more_than_it_says_is_refused() -> None:
    """A ZIP can lie about the size of a part: it is read to no more than that, and its sum is then wrong."""
    data = bytearray(changed(workbook(Blad=[["a"], ["b"]]), SHEET, XML % (b" " * 50_000)))
    for sign in (b"PK\x01\x02", b"PK\x03\x04"):
        at = -1
        while (at := data.find(sign, at + 1)) >= 0:
            header, size = (46, 24) if sign == b"PK\x01\x02" else (30, 22)
            if data[at + header :].startswith(SHEET.encode()):
                data[at + size : at + size + 4] = (100).to_bytes(4, "little")

    assert "no Excel sheet that can be read" in refusal(bytes(data))


def table(tmp_path: Path, rows: list[list[object]], *merged: str) -> Table:
    file = tmp_path / "sheet.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    for area in merged:
        first = area.partition(":")[0]
        sheet.merge_range(area, rows[int(first[1:]) - 1][ord(first[0]) - 65])
    book.close()
    return table_in(read_grid(file), Initiative, None)


def test_a_sheet_as_an_office_makes_it_is_read_as_it_is_meant(tmp_path: Path) -> None:
    """A title, empty rows, headings between rows, heads twice, a total, and a pillar merged over two rows."""
    found = table(
        tmp_path,
        [
            ["Overzicht, stand 1-9-2026", "", "", ""],
            [],
            ["Naam project", "Thema", "Status", "", "Naam project"],
            ["Digitale geletterdheid", "", "", ""],
            ["Robots", "Digitaal", "loopt", "bellen!", "x"],
            ["Drones", "", "idee", ""],
            [],
            ["Naam project", "Thema", "Status", "", "Naam project"],
            ["Winkel", "Ondernemen", "loopt", ""],
            ["Totaal: 3", "", "", ""],
        ],
        "A1:D1",
        "A4:D4",
        "B5:B6",
    )

    assert 3 == found.head
    assert ["Naam project", "Thema", "Status", "Naam project (2)"] == [
        column.name for column in found.columns
    ]
    assert [(5, "Robots"), (6, "Drones"), (9, "Winkel")] == [
        (row.number, row.cells[0].text) for row in found.rows
    ]
    assert ["Digitaal", "Digitaal", "Ondernemen"] == [row.cells[1].text for row in found.rows]
    assert [
        "Column D has no head: what stands in it is left out (row 5: bellen!).",
        "Row 4 is left out: it is a heading between rows (“Digitale geletterdheid”).",
        "Row 8 is left out: it repeats the heads.",
        "Row 10 is left out: it adds up others (“Totaal: 3”).",
    ] == [note.text(translations("en")) for note in found.notes]


def test_a_second_row_of_heads_says_which_name_is_meant(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        [
            ["Project", "", "Contact", ""],
            ["Naam", "Status", "Naam", "E-mail"],
            ["Robots", "loopt", "Robin", "a@b.example"],
        ],
        "A1:B1",
        "C1:D1",
    )

    assert ["Naam", "Status", "Contact Naam", "E-mail"] == [column.name for column in found.columns]


def test_an_initiative_called_total_is_an_initiative(tmp_path: Path) -> None:
    found = table(tmp_path, [["Naam", "Thema", "Status"], ["Totaal", "Taal", "loopt"]])

    assert ["Totaal"] == [row.cells[0].text for row in found.rows]


DATA = b"""{"about": {"name": "x"}, "data": {"projects": [
    {"name": {"nl": "Robots", "en": "Robots!"}, "tags": ["a", "b"], "year": 2026.0,
     "links": [{"title": "Een", "url": "https://een.example"}, {"url": "https://twee.example"}]},
    {"name": "Drones", "owner": {"name": "De Brug", "none": null}}]}}"""


@pytest.mark.parametrize("records", ["", "data.projects"])
def test_records_of_json_become_rows_and_paths_heads(records: str) -> None:
    heads, first, second = read_data(DATA, "x.json", records, ["nl", "en"]).rows

    assert ["name", "tags", "year", "links.title", "links.url", "owner.name"] == [cell.text for cell in heads]
    assert ["Robots", "a; b", "2026", "Een"] == [cell.text for cell in first[:4]]
    assert ("Een", "") == first[3].parts, "the second link has no title, and does not get that of the first"
    assert ["Drones", "", "", "", "", "De Brug"] == [cell.text for cell in second]


@pytest.mark.parametrize(
    ("data", "file", "said"),
    [
        (b'{"a": [1,\n}', "x.json", "no JSON that can be read (line 2)"),
        (b"[" * 100_000, "x.json", "no JSON that can be read"),
        (b"\xff\xfe", "x.json", "no JSON that can be read"),
        (b"[1, 2]", "x.json", "no records"),
        (b"a: &a [x]\nb: *a\n", "x.yml", "no JSON that can be read (line 2)"),
    ],
)
def test_data_that_is_none_is_refused_in_a_sentence(data: bytes, file: str, said: str) -> None:
    with pytest.raises(NotReadError) as error:
        read_data(data, file, "", ["nl"])

    assert said in error.value.note.text(translations("en"))


def test_a_link_in_a_cell_is_where_it_leads(tmp_path: Path) -> None:
    """Of “website” with a link behind it the address is meant, not the word."""
    file = tmp_path / "sheet.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Naam", "Website"])
    sheet.write_url(1, 1, "https://school.example/robots?a=1&b=2", string="klik hier")
    sheet.write_string(1, 0, "Robots")
    book.close()

    row = table_in(read_grid(file), Initiative, None).rows[0]

    assert Cell("klik hier", link="https://school.example/robots?a=1&b=2") == row.cells[1]


def test_what_excel_hides_is_told(tmp_path: Path) -> None:
    """A row that a filter hides comes along; a remark beside a cell does not."""
    file = tmp_path / "sheet.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for number, text in enumerate(["Naam", "Robots", "Drones"]):
        sheet.write_string(number, 0, text)
    sheet.set_row(1, options={"hidden": True})
    sheet.write_comment("A2", "Nog bellen.")
    book.close()

    notes = [note.text(translations("en")) for note in read_grid(file).notes]

    assert ["Remarks beside cells do not come along.", "Hidden rows are read too: 2."] == notes


def test_half_a_character_of_json_becomes_a_mark_that_it_was_there() -> None:
    (head, _), (cell, _) = read_data(b'[{"a\\ud800": "x\\ud800", "b": 1}, {}]', "x.json", "", []).rows[:2]

    assert ("a?", "x?") == (head.text, cell.text)
