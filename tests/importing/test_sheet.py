"""A sheet of 200 rows with 46 kinds of mistakes becomes files or messages by row, and none is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atelier.checks.check import check
from atelier.cli.import_ import Options, run_import
from atelier.importing.csv_file import read_csv
from atelier.importing.mapping import mapping_path
from atelier.model.initiative import Initiative
from tests.fixtures.sites import GOLDEN, TODAY
from tests.importing.sheet import KINDS, ROWS, Kind, as_csv, as_xlsx, row_of

Golden = Callable[[Path, str], None]


def imports(file: Path, city: Path, **options: Any) -> int:
    """Import a file without a terminal; returns the exit code."""
    return run_import(Options(file=file, root=city, kind=Initiative, ask=False, **options), "nl")


def fill_in(file: Path) -> None:
    """Fill in what only the owner of the sheet knows."""
    mapping = mapping_path(file)
    text = mapping.read_text(encoding="utf-8")
    assert "- field: source\n        value:\n" in text
    text = text.replace(
        "- field: source\n        value:\n", "- field: source\n        value: gemeente-groningen\n"
    )
    mapping.write_text(text, encoding="utf-8")


def made(city: Path) -> dict[str, str]:
    """The files of initiatives that a sheet brought."""
    return {
        path.name: path.read_text(encoding="utf-8") for path in (city / "initiatives").glob("project-*.md")
    }


def expected(kind: Kind, *, in_csv: bool) -> bool:
    return kind.file if kind.file_in_csv is None or not in_csv else kind.file_in_csv


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_every_row_becomes_a_file_or_stays_in_the_rest(
    ending: str, city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    """Rows = files + rest; every message names the row, the column and what to do, in Dutch."""
    file = tmp_path / f"projecten.{ending}"
    if ending == "xlsx":
        as_xlsx(file)
    else:
        file.write_bytes(as_csv().encode("cp1252", "xmlcharrefreplace").replace(b"&#8203;", b""))
    bad = [row_of(kind) for kind in KINDS if not expected(kind, in_csv=ending == "csv")]
    if ending == "csv":  # Windows-1252 has no such character
        bad.remove(row_of(next(kind for kind in KINDS if "nobody sees" in kind.what)))

    assert 1 == imports(file, city)  # the mapping must be seen first
    golden(GOLDEN / "import" / f"{ending}.import.yml", mapping_path(file).read_text(encoding="utf-8"))
    fill_in(file)
    capsys.readouterr()
    assert 1 == imports(file, city, only_good=True)
    said = capsys.readouterr()
    golden(GOLDEN / "import" / f"{ending}.txt", f"{said.err}\n{said.out}".replace(str(tmp_path), "…"))

    rest = read_csv((tmp_path / "projecten-rest.csv").read_bytes(), "rest.csv").rows
    assert ROWS == len(made(city)) + len(rest) - 1
    # The number of a project in its own column is that of its row, less the three above the first.
    assert bad == [int(row[0].text) + 3 for row in rest[1:]]
    assert all(row[-1].text for row in rest[1:]), "every row of the rest says why"
    assert not [p for p in check(city, TODAY).problems if p.severity == "error"]


def test_what_was_mended_in_the_rest_comes_in_and_nothing_comes_twice(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rest is imported by the mapping of its sheet; the sheet itself again says what is there already."""
    file = tmp_path / "projecten.xlsx"
    as_xlsx(file)
    imports(file, city)
    fill_in(file)
    imports(file, city, only_good=True)
    before = made(city)
    rest = tmp_path / "projecten-rest.csv"
    text = rest.read_text(encoding="utf-8-sig")
    rest.write_text(text.replace("in de lucht", "loopt nog", 1), encoding="utf-8-sig")

    imports(rest, city, only_good=True)
    after = made(city)
    capsys.readouterr()

    assert {"project-4.md"} == after.keys() - before.keys()
    assert before.items() <= after.items()
    left = read_csv((tmp_path / "projecten-rest-2.csv").read_bytes(), "").rows
    first = read_csv(rest.read_bytes(), "").rows
    assert first[0] == left[0], "the same heads"
    # Project 4 was mended; 20 is project 1 once more, which is there by now.
    assert {"4", "20"} == {row[0].text for row in first} - {row[0].text for row in left}
    imports(file, city)
    assert f"{ROWS} rijen: 0 worden een bestand, {len(before)} staan er al," in capsys.readouterr().out
    assert after == made(city)
