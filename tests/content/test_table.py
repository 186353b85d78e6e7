"""A programme in a table beside its festival, as spreadsheet programs write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.checks.check import check
from atelier.content.source import SourceFile
from atelier.content.table import Table, read_table
from atelier.model.festival import Festival
from atelier.model.fields import shape_of
from atelier.problems.problem import MOST_ALIKE
from tests.fixtures.catalogues import catalogue_of
from tests.fixtures.sites import TODAY
from tests.fixtures.waiting import at_most

PROGRAMME = shape_of(Festival).fields["programme"]
FESTIVAL = "---\nname: Groot\nstart: 2027-03-17\nend: 2027-03-18\n---\n"


def table(text: str) -> Table:
    return read_table(SourceFile("docs/festivals/x.csv", "x", text), PROGRAMME)


ROW = {"start": "09:00", "end": "10:00", "room": "Aula", "title": "Een, twee"}


@pytest.mark.parametrize(
    "text",
    [
        'start,end,room,title\n09:00,10:00,Aula,"Een, twee"\n',
        "Van;Tot;Zaal;Wat er te zien is\r\n9:00;10:00:00;Aula;Een, twee\r\n",
        'sep=;\r\nVAN;TOT;ZAAL;TITLE\r\n9:00;10:00; Aula ;"Een, twee"',
        "from\tuntil\troom\ttitle\n\n9.00\t10u\tAula\tEen, twee\n\t\t\t\n",
    ],
    ids=["plain", "Dutch Excel", "with its separator", "tabs and empty lines"],
)
def test_what_spreadsheets_write_is_read(text: str) -> None:
    """Whatever stands between cells, with heads in Dutch or by field, and times as programs write them."""
    made = table(text)

    assert ([ROW], []) == (made.rows, made.problems)


def test_cells_keep_what_is_in_them() -> None:
    """Quotes, separators and line breaks in a cell; a formula is a text, and several partners are several."""
    made = table(
        'van;tot;title;text;partners;soort\n9:00;10:00;"Een ""les""; kort";"Twee\nregels";a, b;Lezing\n'
        '9:00;10:00;"=1+1";;;\n'
    )

    assert [
        {
            "start": "09:00",
            "end": "10:00",
            "title": 'Een "les"; kort',
            "text": "Twee\nregels",
            "partners": ["a", "b"],
            "kind": "talk",
        },
        {"start": "09:00", "end": "10:00", "title": "=1+1"},
    ] == made.rows
    assert (4, 1) == made.places["programme", 1]
    assert (2, 12) == made.places["programme", 0, "title"]


def test_a_day_in_a_column_of_its_own_stands_before_the_times() -> None:
    """As a spreadsheet shows days; a day that cannot be read is told at its own cell."""
    made = table("dag;van;tot;title\n17-3-2027;9:00;10:00;Een\nooit;9:00;10:00;Twee\n")

    assert ["2027-03-17 09:00", "ooit 09:00"] == [row["start"] for row in made.rows if isinstance(row, dict)]
    assert (3, 1) == made.places["programme", 1, "start"]


@given(st.text(alphabet='van;tot,"\n\r\t =9:0\u202e\ufeffé', max_size=80))
def test_any_text_is_read_without_a_traceback(text: str) -> None:
    """Whatever stands in it; every place lies in the file."""
    made = table("van;tot;title\n" + text)
    lines = text.count("\n") + text.count("\r") + 2

    assert all(1 <= line <= lines and column >= 1 for line, column in made.places.values())


def test_a_programme_of_nine_hundred_parts_is_read(small: Path) -> None:
    """More than front matter can hold, in less than two seconds, and all of it comes into the catalogue."""
    rows = [
        f"{17 + day}-3-2027;{9 + n // 60}:{n % 60:02};{9 + (n + 5) // 60}:{(n + 5) % 60:02};Zaal {room};Les {room}-{n};"
        f"{'Een paar zinnen over dit onderdeel. ' * 6}"
        for day in range(2)
        for room in range(9)
        for n in range(0, 500, 10)
    ]
    (small / "docs/festivals/groot.md").write_text(FESTIVAL, encoding="utf-8")
    text = "\n".join(["dag;van;tot;zaal;title;text", *rows])
    (small / "docs/festivals/groot.csv").write_text(text, encoding="utf-8-sig")

    with at_most(2):
        result = check(small, TODAY)

    assert [] == result.problems
    assert 900 == len(catalogue_of(small).festivals["groot"].record.programme)


def test_a_problem_in_every_row_takes_no_time(small: Path) -> None:
    """Each problem has its place, which is not looked up among two thousand again and again."""
    (small / "docs/festivals/groot.md").write_text(FESTIVAL, encoding="utf-8")
    text = "start;end;title\n" + "10:00;11:00;Les\n" * 2000
    (small / "docs/festivals/groot.csv").write_text(text, encoding="utf-8")

    with at_most(2):
        problems = check(small, TODAY).problems

    assert MOST_ALIKE == len([problem for problem in problems if problem.code == "slot-day"])


def test_a_table_in_another_encoding_is_told_by_line(small: Path) -> None:
    """As old versions of Excel save it."""
    (small / "docs/festivals/groot.md").write_text(FESTIVAL, encoding="utf-8")
    text = "dag;van;tot;title\n17-3-2027;9:00;10:00;Café\n"
    (small / "docs/festivals/groot.csv").write_bytes(text.encode("cp1252"))
    (problem,) = check(small, TODAY).problems

    assert ("encoding-utf8", "docs/festivals/groot.csv", 2) == (problem.code, problem.path, problem.line)


def test_a_table_is_no_link_and_not_elsewhere(small: Path) -> None:
    """A link is not followed, and only a festival may have a table."""
    (small / "docs/festivals/groot.md").write_text(FESTIVAL, encoding="utf-8")
    (small / "docs/festivals/groot.csv").symlink_to("/etc/passwd")
    (small / "docs/partners/alfa-college.csv").write_text("naam\n", encoding="utf-8")

    assert ["file-kind", "file-stray"] == sorted(problem.code for problem in check(small, TODAY).problems)
