"""Sheets of Excel (.xlsx). The file is judged before a library reads it.

Such a file is a ZIP of XML. What unpacks to far more than it is, declares entities, or has a cell at the
end of the sheet so that all before it would be made, is refused; nothing outside of it is ever opened.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from xml.etree import ElementTree

from atelier.i18n.translation import N_
from atelier.importing.grid import EMPTY, MOST_COLUMNS, MOST_ROWS, Area, Cell, Grid, Note, NotReadError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

ZIP = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0"
"""How files of Excel before 2007 begin, and those with a password."""
UNPACKED_LIMIT = 100 * 1024**2
MOST_PARTS = 2000
MOST_AREAS = 20_000
MOST_TEXT = 4 * 1024**3
"""How many characters all cells may have together, if each has the longest text."""
TEXTS = "xl/sharedStrings.xml"
SHEETS = re.compile(r"xl/worksheets/[^/]+[.]xml")
TAG = re.compile(rb"""<(?:[\w.-]+:)?(row|c)\b((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
AT = re.compile(rb"""(?<![\w:.-])r\s*=\s*["']([A-Z]{0,3})([0-9]{0,7})["']""")
FAILED = re.compile(rb"""\bt\s*=\s*["']e["']""")
LINK = re.compile(rb"<(?:[\w.-]+:)?hyperlink\b([^<>]*)>")
REF = re.compile(rb"""(?<![\w:.-])ref\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["':]""")
RELATION = re.compile(rb"""(?<![\w.-])[\w.-]+:id\s*=\s*["']([\w.-]+)["']""")
HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
COMMENTS = re.compile(r"xl/(?:threadedComments/|comments[^/]*[.]xml)")
BROKEN = N_("This is no Excel sheet that can be read. Open it in Excel or LibreOffice, and save it as .xlsx.")


class Seen(NamedTuple):
    """What is seen of a sheet in its XML, and not in its values.

    Attributes:
        failed: row and column of each cell of which the formula came to an error, from 0.
        hidden: the rows that are hidden, from 0.
        links: the addresses to which cells lead, by row and column, from 0.

    """

    failed: Sequence[tuple[int, int]] = ()
    hidden: Sequence[int] = ()
    links: Mapping[tuple[int, int], str] = {}


def read_workbook(data: bytes, file: str, wanted: str) -> Grid:
    """The cells of a sheet, by its name or, where that is empty, the only one with content.

    Raises NotReadError.
    """
    if data.startswith(OLD):
        raise NotReadError(N_("This is an old Excel file, or one with a password. Save it as .xlsx without."))
    from python_calamine import CalamineError, load_workbook  # only who imports a sheet needs it

    try:
        seen, notes = _judged(data)
        book = load_workbook(io.BytesIO(data))
        name = _chosen(book, wanted)
        sheet = book.get_sheet_by_name(name)
        values = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or ()
        if len(merged) > MOST_AREAS:
            _too_big()
    except (CalamineError, zipfile.BadZipFile, ElementTree.ParseError, KeyError, NotImplementedError):
        raise NotReadError(BROKEN) from None
    rows = [[_cell(value) for value in row] for row in values]
    failed, hidden, links = seen.get(name, Seen())
    for (row, column), link in links.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = rows[row][column]._replace(link=link)
    for row, column in failed:
        while len(rows) <= row:
            rows.append([])
        rows[row] += [EMPTY] * (column + 1 - len(rows[row]))
        rows[row][column] = Cell(wrong=True)
    said = [number + 1 for number in hidden if number < len(rows) and any(cell.text for cell in rows[number])]
    if said:
        message = N_("Hidden rows are read too: %(rows)s.")
        notes.append(Note(message, {"rows": ", ".join(map(str, said))}))
    return Grid(file, name, rows, [Area(*first, *last) for first, last in merged], notes)


def _chosen(book: CalamineWorkbook, wanted: str) -> str:
    """The name of the sheet that is read. Raises NotReadError where that is not clear."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in sheets]
    if wanted:
        for name in names:
            if name.casefold() == wanted.strip().casefold():
                return name
        message = N_("There is no sheet “%(sheet)s” in it. It has: %(sheets)s.")
        raise NotReadError(message, sheet=wanted, sheets=", ".join(names))
    shown = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible] or names
    filled = [name for name in shown if book.get_sheet_by_name(name).height > 1]
    if len(filled) > 1:
        message = N_("This file has several sheets: %(sheets)s. Say which one, such as --sheet %(first)s.")
        quoted = f'"{filled[0]}"' if " " in filled[0] else filled[0]
        raise NotReadError(message, sheets=", ".join(filled), first=quoted)
    if not filled:
        raise NotReadError(N_("There is no sheet with rows in it."))
    return filled[0]


def _judged(data: bytes) -> tuple[dict[str, Seen], list[Note]]:
    """What is seen of each sheet, and what to tell. Raises NotReadError for a file that may do harm."""
    notes: list[Note] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
            _too_big()
        # A part that is more than it says it is, is found here: what is read ends where it should.
        if archive.testzip() is not None:
            raise zipfile.BadZipFile
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                head = archive.read(part)[:4096]
                # No program writes a document type, or other letters than UTF-8.
                if b"<!DOCTYPE" in head or b"\0" in head:
                    raise NotReadError(BROKEN)
        if any(COMMENTS.match(part.filename) for part in parts):
            notes.append(Note(N_("Remarks beside cells do not come along.")))
        names = _names_of_sheets(archive)
        texts = archive.read(TEXTS) if TEXTS in archive.namelist() else b""
        longest = max(map(len, texts.split(b"</si>")))
        seen = {
            names.get(part.filename, ""): _seen(archive.read(part), longest, _targets(archive, part.filename))
            for part in parts
            if SHEETS.fullmatch(part.filename)
        }
    return seen, notes


def _seen(xml: bytes, longest: int, addresses: Mapping[str, str]) -> Seen:
    """What is seen in the XML of a sheet. Raises NotReadError for one that is too big.

    ``longest`` is the length of the longest text that its cells have, ``addresses`` are those of its links.
    """
    failed: list[tuple[int, int]] = []
    hidden: list[int] = []
    row = column = -1
    bottom = right = count = 0
    for tag in TAG.finditer(xml):
        at = AT.search(tag[2])
        if tag[1] == b"row":
            row, column = int(at[2]) - 1 if at and at[2] else row + 1, -1
            hidden += [row] if HIDDEN.search(tag[2]) else []
            continue
        column = _column(at[1]) if at and at[1] else column + 1
        row = int(at[2]) - 1 if at and at[1] and at[2] else row
        if tag[2].endswith(b"/"):
            continue  # it has a colour at most
        count += 1
        bottom, right = max(bottom, row), max(right, column)
        if bottom >= 10 * MOST_ROWS or right >= 10 * MOST_COLUMNS:
            _too_big()
        if FAILED.search(tag[2]):
            failed.append((row, column))
    # Every cell with a text gets it for itself, although the file has it once.
    if bottom * right > 10 * MOST_ROWS * MOST_COLUMNS or count * longest > MOST_TEXT:
        _too_big()
    links: dict[tuple[int, int], str] = {}
    for tag in LINK.finditer(xml):
        at, relation = REF.search(tag[1]), RELATION.search(tag[1])
        if at and relation and relation[1].decode() in addresses:
            links[int(at[2]) - 1, _column(at[1])] = addresses[relation[1].decode()]
    return Seen(failed, hidden, links)


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The addresses outside of the file to which a sheet leads, by the name that it has for each."""
    path = PurePosixPath(part)
    name = str(path.parent / "_rels" / f"{path.name}.rels")
    if name not in archive.namelist():
        return {}
    relations = ElementTree.fromstring(archive.read(name))  # noqa: S314 - it declares no entity
    return {
        one.get("Id", ""): one.get("Target", "") for one in relations if one.get("TargetMode") == "External"
    }


def _too_big() -> NoReturn:
    message = N_("This sheet is too big: at most %(rows)s rows and %(columns)s columns, and few pictures.")
    raise NotReadError(message, rows=MOST_ROWS, columns=MOST_COLUMNS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _names_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet, by the path of its part."""
    # No entity was declared, so there is none to expand.
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    paths = {
        relation.get("Id", ""): str(PurePosixPath("xl", relation.get("Target", ""))).removeprefix("/")
        for relation in relations
    }
    found: dict[str, str] = {}
    for sheet in book.iter():
        # The name of the attribute differs between the two forms of the standard.
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        if sheet.tag.endswith("}sheet") and relation in paths:
            found[paths[relation]] = sheet.get("name", "")
    return found


def _cell(value: object) -> Cell:
    """A value of a sheet as text: dates as they stand in front matter, numbers without a sign too many."""
    if isinstance(value, bool):
        return Cell("true" if value else "false")
    if isinstance(value, int | float):
        return Cell(format(value, ".15g"), number=float(value))
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return Cell(str(value.date()) if midnight else f"{value:%Y-%m-%d %H:%M}", day=True)
    if isinstance(value, datetime.date):
        return Cell(value.isoformat(), day=True)
    if isinstance(value, datetime.time):
        return Cell(f"{value:%H:%M}")
    if isinstance(value, datetime.timedelta):
        minutes = int(value.total_seconds()) // 60
        return Cell(f"{minutes // 60:02d}:{minutes % 60:02d}")
    return Cell(str(value).replace("\r\n", "\n").replace("\r", "\n").strip())


def is_workbook(data: bytes) -> bool:
    """Whether a file is one of Excel, by how it begins."""
    return data.startswith((ZIP, OLD))


def letters(column: int) -> str:
    """What a spreadsheet calls a column, from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
