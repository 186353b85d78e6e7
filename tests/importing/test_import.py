"""``atelier import``: the mapping that is asked once, a sheet that is imported again, and data of others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from typer.testing import CliRunner

from atelier.checks.check import check
from atelier.cli.app import app
from atelier.cli.import_ import Options, run_import
from atelier.content.settings import language
from atelier.importing import write
from atelier.importing.csv_file import read_csv
from atelier.importing.mapping import mapping_path
from atelier.model.initiative import Initiative
from atelier.model.partner import Partner
from tests.fixtures.sites import ROOT, TODAY

HEADS = "Naam;Omschrijving;Thema;Trekker;Status;Trefwoorden"
ROBOTS = 'Robotclub;Na school bouwen.;Ondernemerschap;De Brug;loopt;"robots; techniek"'
MAPPING = """\
columns:
  - column: Naam
    field: title
  - column: Omschrijving
    field: summary
  - column: Thema
    field: pillar
  - column: Trekker
    field: partners.partner
    with:
      - field: role
        value: lead
  - column: Trekker
    field: contact.organisation
  - column: Status
    field: status
  - column: Trefwoorden
    field: tags
"""


def imports(file: Path, city: Path, **options: Any) -> int:
    return run_import(Options(file=file, root=city, ask=False, **{"kind": Initiative, **options}), "en")


def sheet(folder: Path, *rows: str, mapping: str = MAPPING) -> Path:
    file = folder / "clubs.csv"
    file.write_text("\n".join([HEADS, *rows]), encoding="utf-8")
    if mapping:
        mapping_path(file).write_text(mapping, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("leads", "joins", "partners"),
    [
        ("De Brug", "Alfa-college; De Brug", ["stichting-de-brug lead", "alfa-college"]),
        ("De Brug", "De Brug", ["stichting-de-brug lead"]),
        ("De Brug", "J. de Vries / OBS De Zon", ["stichting-de-brug lead", "obs-de-zon"]),
        ("De Brug", "OBS De Zon; obs de zon.", ["stichting-de-brug lead", "obs-de-zon"]),
        ("De Brug", "n.v.t.", ["stichting-de-brug lead"]),
    ],
)
def test_every_partner_is_named_once(
    leads: str, joins: str, partners: list[str], city: Path, tmp_path: Path
) -> None:
    """Who leads is often named among those who join; a person is no organisation."""
    mapping = f"{MAPPING}  - column: Partners\n    field: partners.partner\npartners:\n  - name: J. de Vries\n    kind: '-'\n"
    file = sheet(tmp_path, mapping=mapping)
    file.write_text(f"{HEADS};Partners\n{ROBOTS.replace('De Brug', leads)};{joins}\n", encoding="utf-8")

    assert 0 == imports(file, city)
    found = [
        entry for entry in check(city, TODAY).collections.entries[Initiative] if entry.slug == "robotclub"
    ]
    taking = found[0].record.partners  # type: ignore[attr-defined]
    assert partners == [f"{one.partner} {'lead' if one.role == 'lead' else ''}".strip() for one in taking]


ROBOTS_FILE = """\
---
title: Robotclub
summary: Na school bouwen.
pillar: ondernemerschap
partners:
  - partner: stichting-de-brug
    role: lead
contact:
  organisation: stichting-de-brug
status: active
tags:
  - robots
  - techniek
added: 2026-11-25
---
"""


def test_a_row_becomes_a_file_as_somebody_would_write_it(city: Path, tmp_path: Path) -> None:
    assert 0 == imports(sheet(tmp_path, ROBOTS), city)
    assert ROBOTS_FILE == (city / "initiatives/robotclub.md").read_text(encoding="utf-8")


def test_a_changed_row_changes_only_its_fields_and_only_when_asked(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a school wrote in the file stays: its comment, a field that the sheet does not have, the story."""
    imports(sheet(tmp_path, ROBOTS), city)
    file = city / "initiatives/robotclub.md"
    own = ROBOTS_FILE.replace("status: active\n", "# Sinds de zomer.\nstatus: active\n")
    own = own.replace(
        "organisation: stichting-de-brug\n", "organisation: stichting-de-brug\n  email: a@school.example\n"
    )
    own += "\nOns verhaal.\n"
    file.write_text(own, encoding="utf-8")
    changed = sheet(tmp_path, ROBOTS.replace("loopt", "afgerond").replace("techniek", "drones"))
    capsys.readouterr()

    assert 1 == imports(changed, city)
    assert "initiatives/robotclub.md is there already, with another status, tags." in capsys.readouterr().err
    assert own == file.read_text(encoding="utf-8")
    assert 0 == imports(changed, city, update=True)
    expected = own.replace("status: active", "status: completed").replace("  - techniek", "  - drones")
    assert expected == file.read_text(encoding="utf-8")
    assert 0 == imports(changed, city)
    assert "1 is there already" in capsys.readouterr().out


def test_amounts_are_in_the_money_of_the_catalogue(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a catalogue of pounds the sign of a pound is read, and euros are told."""
    settings = city / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("\nextra:\n", "\nextra:\n  currency: GBP\n"),
        encoding="utf-8",
    )
    amount = "  - column: Grant\n    field: funding.amount\n    with:\n"
    amount += "".join(
        f"      - field: {key}\n        value: {value}\n"
        for key, value in (("year", 2026), ("source", "De Brug"))
    )
    file = sheet(tmp_path, mapping=MAPPING + amount)
    others = [ROBOTS.replace("Robotclub", name) for name in ("Anders", "Elders")]
    file.write_text(
        f'{HEADS};Grant\n{ROBOTS};"£1,250.50"\n{others[0]};€ 5\n{others[1]};GBP 7\n', encoding="utf-8"
    )

    assert 1 == imports(file, city, only_good=True)
    assert "amount: 1250.50\n" in (city / "initiatives/robotclub.md").read_text(encoding="utf-8")
    assert "amount: 7\n" in (city / "initiatives/elders.md").read_text(encoding="utf-8")
    assert "row 3, column G (Grant)\n    This amount is in euros: write it in GBP." in capsys.readouterr().err


def test_a_record_that_changes_keeps_its_translation(city: Path, tmp_path: Path) -> None:
    """The file beside it is read with it, and stays as it is."""
    settings = city / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("\nextra:\n", "\nextra:\n  languages: [en]\n"),
        encoding="utf-8",
    )
    imports(sheet(tmp_path, ROBOTS), city)
    english = city / "initiatives/robotclub.en.md"
    english.write_text("---\ntitle: Robot club\n---\n", encoding="utf-8")

    assert 0 == imports(sheet(tmp_path, ROBOTS.replace("loopt", "afgerond")), city, update=True)
    assert "status: completed\n" in (city / "initiatives/robotclub.md").read_text(encoding="utf-8")
    assert "---\ntitle: Robot club\n---\n" == english.read_text(encoding="utf-8")
    assert not [problem for problem in check(city, TODAY).problems if problem.severity == "error"]


def test_the_rest_keeps_what_a_file_of_text_cannot_say(city: Path, tmp_path: Path) -> None:
    """A link behind a word, a number, a formula that failed, and a text that would run as a formula."""
    file = tmp_path / "lijst.xlsx"
    book = xlsxwriter.Workbook(file)
    blad = book.add_worksheet()
    blad.write_row(0, 0, [*HEADS.split(";"), "Website", "Bedrag", "Kosten", "Telefoon"])
    for row, status in ((1, "loopt"), (2, "in de lucht")):
        blad.write_row(
            row, 0, [f"Club {row}", "Bouwen.", "Ondernemerschap", "De Brug", status, "=1+1; techniek"]
        )
        blad.write_string(row, 5, "=1+1; techniek")
        blad.write_url(row, 6, "https://club.example", string="klik hier")
        blad.write_number(row, 7, 1250.5)
        blad.write_formula(row, 8, "=1/0", None, "#DIV/0!")
        blad.write_string(row, 9, "+31 50 123 45 67")
    book.close()
    mapping_path(file).write_text(
        MAPPING
        + "  - column: Website\n    field: links.url\n    with:\n      - field: title\n        value: Site\n",
        encoding="utf-8",
    )

    assert 1 == imports(file, city, only_good=True)
    left = read_csv((tmp_path / "lijst-rest.csv").read_bytes(), "").rows[1]
    assert ["=1+1; techniek", "https://club.example", "1250,5", "", "+31 50 123 45 67"] == [
        c.text for c in left[5:10]
    ]
    assert left[8].wrong
    assert "'=1+1" in (tmp_path / "lijst-rest.csv").read_text(encoding="utf-8-sig")


def test_all_files_come_or_none(city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full at the third file leaves the catalogue as it was, and no rest."""
    rows = [ROBOTS.replace("Robotclub", f"Robotclub {number}") for number in range(5)]
    bad = ROBOTS.replace("loopt", "in de lucht").replace("Robotclub", "Anders")
    before = sorted(path.name for path in (city / "initiatives").iterdir())
    made = []

    def create(file: Path, content: str) -> None:
        made.append(file)
        if len(made) == 3:
            raise OSError(28, "No space left on device", str(file))
        file.write_text(content, encoding="utf-8")

    monkeypatch.setattr(write, "create", create)

    assert 1 == imports(sheet(tmp_path, *rows, bad), city, only_good=True)
    assert before == sorted(path.name for path in (city / "initiatives").iterdir())
    assert not (tmp_path / "clubs-rest.csv").exists()


def test_a_dry_run_writes_nothing(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = sheet(tmp_path, ROBOTS, mapping="")
    before = sorted(city.rglob("*.md"))

    assert 0 == imports(file, city, dry_run=True)
    assert (
        "Robotclub                                           initiatives/robotclub.md"
        in capsys.readouterr().out
    )
    assert before == sorted(city.rglob("*.md"))
    assert [file] == list(tmp_path.glob("clubs*"))


def test_on_a_terminal_what_is_not_clear_is_asked_once(city: Path, tmp_path: Path) -> None:
    """The field of a column, a value for all rows, a word, and what kind of organisation a new one is."""
    file = tmp_path / "lijst.csv"
    file.write_text(
        "Naam;Kort;Thema;Wie;Status\nRobotclub;Na school bouwen.;Ondernemen;Kunstkring Zee;in de lucht\n",
        encoding="utf-8",
    )
    # It is not right; then each column, and what it could not know: who to turn to is left for later.
    answers = [
        "n",
        "",
        "zomaar",
        "samenvatting",
        "",
        "partners.partner",
        "",
        "",
        "ondernemerschap",
        "misschien",
        "loopt nu",
        "bloem",
        "cultuur",
    ]
    options = ["import", str(file), "--root", str(city), "--ask", "--lang", "en"]
    asked = CliRunner().invoke(app, options, input="\n".join([*answers, ""]))

    assert "“zomaar” is no field. There is: title, summary" in asked.output
    assert "“misschien” cannot stand there." in asked.output
    assert "“bloem” cannot stand there." in asked.output
    assert "Nothing fills “Organisation (contact.organisation)”" in asked.output
    text = mapping_path(file).read_text(encoding="utf-8")
    assert "  - field: contact.organisation\n    value:\n" in text
    mapping_path(file).write_text(
        text.replace("organisation\n    value:\n", "organisation\n    value: De Brug\n"), encoding="utf-8"
    )
    again = CliRunner().invoke(app, options)
    assert 0 == again.exit_code, again.output
    made = (city / "initiatives/robotclub.md").read_text(encoding="utf-8")
    assert "pillar: ondernemerschap\npartners:\n  - partner: kunstkring-zee\n" in made
    assert "organisation: stichting-de-brug\nstatus: active\n" in made
    assert "---\nname: Kunstkring Zee\nkind: culture\n---\n" == (
        city / "docs/partners/kunstkring-zee.md"
    ).read_text(encoding="utf-8")


def test_on_a_terminal_it_asks_whether_the_good_rows_may_come(city: Path, tmp_path: Path) -> None:
    file = sheet(tmp_path, ROBOTS, ROBOTS.replace("loopt", "in de lucht").replace("Robotclub", "Anders"))
    options = ["import", str(file), "--root", str(city), "--ask", "--lang", "en"]

    refused = CliRunner().invoke(app, options, input="misschien\nno\n")
    assert "With --only-good" in refused.output
    assert not (city / "initiatives/robotclub.md").exists()
    CliRunner().invoke(app, options, input="ja\n")
    assert (city / "initiatives/robotclub.md").exists()
    assert "Anders" in (tmp_path / "clubs-rest.csv").read_text(encoding="utf-8-sig")


def test_all_other_new_partners_can_be_of_one_kind(city: Path, tmp_path: Path) -> None:
    """A name that says its kind keeps it; without a word for the others they are asked one by one."""
    mapping = MAPPING + "partners:\n  - name: '*'\n    kind: netwerk\n"
    rows = [
        ROBOTS.replace("De Brug", name).replace("Robotclub", name) for name in ("Kring Zee", "OBS De Zon")
    ]

    assert 0 == imports(sheet(tmp_path, *rows, mapping=mapping), city)
    assert "kind: network\n" in (city / "docs/partners/kring-zee.md").read_text(encoding="utf-8")
    assert "kind: school\n" in (city / "docs/partners/obs-de-zon.md").read_text(encoding="utf-8")


WRONG = """\
columns:
  - column: Naamm
    field: title
  - column: Omschrijving
    field: sumary
  - column: Thema
    field: pillar
    with:
      - field: role
        value: lead
  - column: Trekker
    field: partners.partner
    with:
      - field: role
        value: baas
  - column: Status
    field: status
  - column: Trefwoorden
    field: status
fixed:
  - field: contact.organisation
"""


def test_all_that_is_wrong_with_a_mapping_is_told_at_once_with_its_line(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 1 == imports(sheet(tmp_path, ROBOTS, mapping=WRONG), city)

    said = capsys.readouterr().err
    for expected in (
        "clubs.import.yml:2: there is no column “Naamm” in the sheet. There is: “Naam”.",
        "clubs.import.yml:5: “sumary” is no field that can be filled. There is: summary.",
        "clubs.import.yml:9: “with” is for an item of a list, and pillar is in none.",
        "clubs.import.yml:15: “baas” is not one of the choices.",
        "2 columns fill “status”, which can hold one value.",
        "clubs.import.yml:21: nothing fills “contact.organisation”, which every record needs.",
        "Column A (“Naam”) is in no line of the mapping: it is left out.",
    ):
        assert expected in said


def test_a_mapping_that_is_no_mapping_is_told_like_a_file(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 1 == imports(sheet(tmp_path, ROBOTS, mapping="columns:\n  - colum: Naam\n"), city)
    assert "clubs.import.yml:2" in capsys.readouterr().err
    assert 1 == imports(sheet(tmp_path, ROBOTS, mapping="columns: [\n"), city)


def test_a_mark_adds_what_stands_above_it(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An x is yes, an empty cell and “nee” are no; what is neither is told and not taken for a yes."""
    marks = "".join(
        f"  - column: {level}\n    field: levels\n    value: {level.lower()}\n"
        for level in ("PO", "VO", "MBO")
    )
    file = sheet(tmp_path, mapping=MAPPING + marks)
    other = ROBOTS.replace("Robotclub", "Anders")
    file.write_text(f"{HEADS};PO;VO;MBO\n{ROBOTS};x;nee;JA\n{other};x;klas 1;\n", encoding="utf-8")

    assert 1 == imports(file, city, only_good=True)
    assert "levels:\n  - po\n  - mbo\n" in (city / "initiatives/robotclub.md").read_text(encoding="utf-8")
    assert "row 3, column H (VO)\n    “klas 1” is no mark." in capsys.readouterr().err


def test_an_example_in_another_city_comes_by_its_address(city: Path, tmp_path: Path) -> None:
    """Also several in a cell, beside names of ours; what lacks of an address is put before it."""
    file = sheet(tmp_path, mapping=f"{MAPPING}  - column: Voorbeeld\n    field: adapted_from\n")
    two = "https://leren.buurstad.example/robots/ leren.buurstad.example/a,b"
    file.write_text(
        f"{HEADS};Voorbeeld\n{ROBOTS};{two}\n{ROBOTS.replace('Robotclub', 'Anders')};Oud plan\n",
        encoding="utf-8",
    )

    assert 0 == imports(file, city)
    made, other = ((city / f"initiatives/{name}.md").read_text("utf-8") for name in ("robotclub", "anders"))
    assert (
        "adapted_from:\n  - https://leren.buurstad.example/robots/\n  - https://leren.buurstad.example/a,b\n"
        in made
    )
    assert "adapted_from:\n  - oud-plan\n" in other


def test_partners_come_from_a_sheet_too(city: Path, tmp_path: Path) -> None:
    """Any kind of record: the same way, by the fields of that kind."""
    file = tmp_path / "organisaties.csv"
    file.write_text(
        "Naam,Soort,Plaats,Website\nOBS De Zon,basisschool,Assen,www.zon.example\n", encoding="utf-8"
    )
    imports(file, city, kind=Partner)

    assert 0 == imports(file, city, kind=Partner)
    assert "---\nname: OBS De Zon\nkind: school\nurl: https://www.zon.example\nplace: Assen\n---\n" == (
        city / "docs/partners/obs-de-zon.md"
    ).read_text(encoding="utf-8")


OWN = """
extra:
  fields:
    initiatives:
      licence:
        type: choice
        label: {nl: Licentie, en: Licence}
        choices: {open: Open, closed: Gesloten}
"""


def test_a_city_s_own_word_for_pillars_is_known(city: Path, tmp_path: Path) -> None:
    settings = city / "mkdocs.yml"
    own = "\nextra:\n  pillars: {one: Ambitie, many: Ambities}\n"
    settings.write_text(settings.read_text(encoding="utf-8").replace("\nextra:\n", own), encoding="utf-8")
    file = sheet(tmp_path, mapping="")
    file.write_text(f"{HEADS.replace('Thema', 'Ambitie')}\n{ROBOTS}\n", encoding="utf-8")

    run_import(Options(file=file, root=city, kind=Initiative, ask=False), language(city))

    assert "column: Ambitie\n    field: pillar\n" in mapping_path(file).read_text(encoding="utf-8")


def test_fields_and_choices_of_a_city_s_own_come_along(city: Path, tmp_path: Path) -> None:
    """A field that only the settings know is guessed by its label, and read by its choices."""
    settings = city / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("\nextra:\n", OWN.rstrip() + "\n"), encoding="utf-8")
    file = sheet(tmp_path, mapping="")
    file.write_text(f"{HEADS};Licentie\n{ROBOTS};gesloten\n", encoding="utf-8")
    imports(file, city)

    assert 0 == imports(file, city)
    assert "licence: closed\n" in (city / "initiatives/robotclub.md").read_text(encoding="utf-8")


DCAT = {
    "@context": "https://data.example/context.jsonld",
    "@graph": [
        {"@id": "#c", "@type": "dcat:Catalog", "dct:title": "Alle data"},
        {"@id": "#p", "@type": "foaf:Organization", "foaf:name": {"@language": "nl", "@value": "De Brug"}},
        {
            "@id": "#d",
            "@type": ["dcat:Dataset"],
            "dct:title": [
                {"@language": "en", "@value": "Reading clubs"},
                {"@language": "nl", "@value": "Leesclubs"},
            ],
            "dct:description": "Waar leesclubs zijn.",
            "dct:publisher": {"@id": "#p"},
            "dcat:keyword": ["lezen", "taal"],
            "dcat:landingPage": {"@id": "https://data.example/leesclubs"},
            "dcat:contactPoint": {
                "@type": "vcard:Kind",
                "vcard:hasEmail": {"@id": "mailto:data@brug.example"},
            },
        },
    ],
}
PUBLICCODE = """\
publiccodeYmlVersion: "0.4"
name: Leerlab
url: https://code.example/leerlab
developmentStatus: beta
categories: [e-learning]
legal:
  repoOwner: De Brug
maintenance:
  contacts:
    - name: Robin Voorbeeld
      email: lab@brug.example
description:
  en:
    shortDescription: A platform.
  nl:
    shortDescription: Een platform om samen te leren.
    longDescription: |
      Scholen leren van elkaar.

      Het is open.
"""


@pytest.mark.parametrize(
    ("name", "file", "text", "made", "holds"),
    [
        ("dcat", "data.jsonld", json.dumps(DCAT), "leesclubs", ["email: data@brug.example", "  - lezen\n  - taal", "url: https://data.example/leesclubs", "summary: Waar leesclubs zijn."]),
        ("publiccode", "publiccode.yml", PUBLICCODE, "leerlab", ["status: pilot", "summary: Een platform om samen te leren.", "email: lab@brug.example", "\n\nScholen leren van elkaar.\n\nHet is open.\n"]),
    ],
)  # fmt: skip
def test_data_in_a_form_that_many_use_comes_by_a_mapping_of_the_package(
    name: str, file: str, text: str, made: str, holds: list[str], city: Path, tmp_path: Path
) -> None:
    """The mapping is copied, what the data do not say is filled in, and no name of a person comes along."""
    (tmp_path / file).write_text(text, encoding="utf-8")

    assert 1 == run_import(
        Options(file=tmp_path / file, root=city, kind=Initiative, mapping=Path(name), ask=False), "nl"
    )
    kept = mapping_path(tmp_path / file)
    filled = kept.read_text(encoding="utf-8").replace(
        "pillar\n    value:", "pillar\n    value: ondernemerschap"
    )
    kept.write_text(filled.replace("status\n    value:", "status\n    value: active"), encoding="utf-8")
    assert 0 == run_import(Options(file=tmp_path / file, root=city, kind=Initiative, ask=False), "nl")
    written = (city / f"initiatives/{made}.md").read_text(encoding="utf-8")
    assert [] == [text for text in holds if text not in written]
    assert "Robin" not in written
    assert not [problem for problem in check(city, TODAY).problems if problem.severity == "error"]


def test_it_speaks_the_language_of_the_catalogue(city: Path, tmp_path: Path) -> None:
    said = CliRunner().invoke(app, ["import", str(tmp_path / "none.csv"), "--root", str(city)])

    assert "Dit bestand is niet te lezen" in said.output


def test_a_file_that_is_not_there_is_told_in_a_sentence(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 1 == imports(tmp_path / "none.xlsx", city)
    assert "This file cannot be read: No such file or directory." in capsys.readouterr().err
    assert 1 == imports(sheet(tmp_path, ROBOTS), city, mapping=tmp_path / "none.yml")


def test_the_mapping_of_the_guide_is_one(city: Path, tmp_path: Path) -> None:
    """What the guide shows can be copied and makes a file, once it says what every record needs."""
    guide = (ROOT / "contributing/import.md").read_text(encoding="utf-8")
    mapping = (
        guide.partition("```yaml\n")[2]
        .partition("```")[0]
        .replace("gemeente-proefstad", "gemeente-groningen")
    )
    needed = (
        "fixed:\n  - field: pillar\n    value: Ondernemerschap\n  - field: status\n    value: loopt nog\n"
    )
    file = tmp_path / "projecten.csv"
    file.write_text(
        "Stand 1 september\n\nNaam project;Omschrijving;Trekker;Betrokken partijen;Bedrag 2026;VO;Opmerkingen\n"
        'Robotclub;Na school bouwen.;De Brug;"Kunstkring Zee; Gem. Proefstad";12k;x;bellen\n',
        encoding="utf-8",
    )
    mapping_path(file).write_text(re.sub("fixed:.*\n", needed, mapping), encoding="utf-8")

    assert 0 == imports(file, city)
    made = (city / "initiatives/robotclub.md").read_text(encoding="utf-8")
    assert "  - partner: kunstkring-zee\n  - partner: gemeente-groningen\n" in made
    assert "levels:\n  - vo\n" in made
    assert "  - year: 2026\n    amount: 12000\n    source: gemeente-groningen\n" in made
    assert made.endswith("---\n\nNa school bouwen.\n")
