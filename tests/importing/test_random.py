"""Whatever stands in a sheet: every row is counted once, and nothing of a sheet is an error of the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.checks.standing import Standing
from atelier.i18n.translation import translations
from atelier.importing.data_file import read_data
from atelier.importing.grid import Cell, Grid, NotReadError
from atelier.importing.opening import NOWHERE, Opener
from atelier.importing.plan import plan_of
from atelier.importing.reading import table_in
from atelier.importing.report import count_text, troubles_text
from atelier.importing.run import imported
from atelier.model.initiative import Initiative
from atelier.render.wording import Wording
from tests.fixtures.sites import TODAY

HEADS = [
    *(
        "Naam project",
        "Omschrijving",
        "Thema",
        "Trekker",
        "Partners",
        "Status",
        "Startdatum",
        "Periode",
        "Leeftijd",
    ),
    *("Bedrag 2026", "Onderwijs", "Plaats", "Website", "E-mail", "Telefoon", "Resultaten", "Verhaal", "Rol"),
]
WORDS = [
    *(
        "",
        "Robots",
        "robots",
        "De Brug",
        "Alfa-college en De Brug",
        "OBS De Zon; OBS de zon.",
        "loopt",
        "2026",
        "12k",
    ),
    *(
        "groep 7 en 8",
        "po/vo",
        "-",
        "n.v.t.",
        "=1+1",
        "'",
        "a;b;;",
        "---",
        "| x |",
        "# kop",
        "{{ x }}",
        "<b>",
        "\u202e",
    ),
    *(
        "x" * 400,
        "Winkel in de wijk",
        "robots: in de klas",
        "...",
        "日本",
        "\x00",
        "2026-13-45",
        "€ -5",
        "Totaal",
        "\n\n",
    ),
]
CELLS = st.builds(
    Cell,
    st.one_of(st.sampled_from(WORDS), st.text(max_size=12)),
    st.none() | st.just(1.0),
    st.booleans(),
    st.just(()),
    st.integers(0, 20).map(lambda number: number == 0),
)
CELLS = CELLS.map(lambda cell: cell if cell.number is None else Cell("1", 1.0))


@pytest.fixture(scope="module")
def standing(small_catalogue: Path) -> Standing:
    return Standing(small_catalogue)


@settings(max_examples=25)
@given(
    heads=st.lists(st.sampled_from(HEADS), min_size=2, max_size=8),
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=8), min_size=1, max_size=6),
    update=st.booleans(),
)
def test_every_row_is_counted_once(
    standing: Standing, heads: list[str], rows: list[list[Cell]], update: bool
) -> None:
    grid = Grid("sheet.xlsx", "", [[Cell(head) for head in heads], *rows])
    try:
        table = table_in(grid, Initiative, 1)
    except NotReadError:
        return
    opener = Opener(Initiative, table, standing, TODAY)
    plan, _ = plan_of(
        opener.opened(opener.guess.columns), NOWHERE, Initiative, table, file="sheet.import.yml"
    )

    outcome = imported(table, plan, standing, TODAY, mapping="sheet.import.yml", update=update)

    groups = [*outcome.new, *outcome.same, *outcome.changed, *outcome.wrong]
    assert sorted(row.number for row in table.rows) == sorted(groups)
    assert {*outcome.new.values(), *outcome.changed.values()} <= outcome.files.keys()
    for language in ("nl", "en"):
        assert count_text(table, outcome, translations(language))
        assert "%(" not in "\n".join(troubles_text(table, outcome, plan, Wording(language)))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["a", "b", "@id", "@value", "@language", "@type", "nl", ""]), inner, max_size=3
        )
    ),
)


@settings(max_examples=40)
@given(JSON, st.sampled_from(["", "a", "a.b", "@a"]))
def test_any_json_becomes_rows_or_a_sentence(data: object, records: str) -> None:
    text = json.dumps(data).encode()
    try:
        grid = read_data(text, "x.json", records, ["nl"])
    except NotReadError as error:
        assert error.note.text(translations("nl"))
        return
    assert all(len(row) == len(grid.rows[0]) for row in grid.rows)
