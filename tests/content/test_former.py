"""What a file calls by an earlier name is read as it was meant, and the remark says what it is called now."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any

import jsonschema
import pytest
from pydantic import Field

from atelier.checks.former import ended
from atelier.content.entry import Entry
from atelier.content.record import entry_of
from atelier.content.settings import read_settings
from atelier.content.source import FRONT_MATTER_LIMIT, SourceFile
from atelier.content.table import read_table
from atelier.exports.front_matter_schema import schema_of
from atelier.i18n.translation import translations
from atelier.model.base import FORMER_SLUGS, Fields, Formerly, FormerSlugs, Record
from atelier.model.fields import formers, shape_of
from atelier.model.records import RECORDS
from atelier.model.rules import Many, Text, Title, whole
from atelier.model.settings import EDITORS, Editors, Extra, Settings
from atelier.problems.problem import Problem
from atelier.report.apply import fixed_bytes, named_anew, renamed_table
from atelier.report.document import Document
from atelier.report.fixes.table import fixed_once

DAY = datetime.date(2026, 2, 28)
NAME = Formerly("called", "0.3.0", DAY)


class Part(Fields):
    """A part of a course."""

    title: Annotated[Title, Formerly("heading", "0.3.0", DAY)] = Field(title="Title")
    hours: Annotated[
        int | None, whole(0, 99), Formerly("length", "0.4.0", DAY), Formerly("time", "0.3.0", DAY)
    ] = None


class Course(Record, folder="docs/courses", one="Course", many="Courses", rank=1, table="parts"):
    """A made-up kind of record, of which three fields were called otherwise."""

    name: Annotated[Title, NAME] = Field(title="Name")
    parts: Annotated[tuple[Part, ...], Many(), Formerly("lessons", "0.3.0", DAY)] = ()
    former_slugs: FormerSlugs = FORMER_SLUGS


OLD = """\
---
# What it is called.
called: 'Robots'
lessons:
  - heading: Eén   # the first
    length: 2
  - time: 3
    title: Twee
---

Tekst over called: en heading.
"""
NEW = (
    OLD.replace("\ncalled", "\nname")
    .replace("lessons", "parts")
    .replace("- heading", "- title")
    .replace("    length", "    hours")
    .replace("- time", "- hours")
)


def read(text: str) -> tuple[Any, list[Problem]]:
    entry, problems = entry_of(SourceFile("docs/courses/robots.md", "robots", text), Course)
    assert isinstance(entry, Entry) or any(problem.severity == "error" for problem in problems)
    return (entry if isinstance(entry, Entry) else None), problems


def test_an_earlier_name_is_read_with_a_remark() -> None:
    """In groups, in lists and by an older name still; each remark says where, since when, and until when."""
    entry, problems = read(OLD.replace("   # the first", ""))

    assert entry
    assert ("Robots", [("Eén", 2), ("Twee", 3)]) == (
        entry.record.name,
        [(part.title, part.hours) for part in entry.record.parts],
    )
    assert [
        ("called", "name", 3),
        ("lessons", "parts", 4),
        ("heading", "title", 5),
        ("length", "hours", 6),
        ("time", "hours", 7),
    ] == sorted(((p.values["was"], p.values["now"], p.line) for p in problems), key=lambda found: found[2])
    assert {("former-name", "warning")} == {(problem.code, problem.severity) for problem in problems}
    said = " ".join(problems[0].texts(translations("en")))
    assert "“called” is called “name” since version 0.3.0." in said
    assert "2027-02-28" in said


def test_what_follows_knows_only_the_names_of_today() -> None:
    """The form in the browser gets each field by its name of today, with the lines on which the file has it."""
    entry, _ = read(OLD.replace("   # the first", ""))

    assert entry
    assert {"name": "Robots"}.items() <= entry.data.items()
    assert {"name": 3, "parts": 4} == entry.written.keys
    assert (6, 13) == entry.places["parts", 0, "hours"]


def test_a_mistake_in_a_value_is_found_by_its_line() -> None:
    """A wrong value of a field with an earlier name has its message as any other."""
    _, problems = read(OLD.replace("length: 2", "length: veel").replace("   # the first", ""))

    assert ("number", "parts[0].hours", 6) in {(p.code, p.field, p.line) for p in problems}


def test_both_names_are_for_a_person_to_decide() -> None:
    """Nothing is chosen silently."""
    entry, problems = read("---\ncalled: A\nname: B\n---\n")

    assert [("former-name-twice", "error", 2)] == [(p.code, p.severity, p.line) for p in problems]
    assert entry is None or "B" == entry.record.name
    assert b"---\ncalled: A\nname: B\n---\n" == fixed_bytes(b"---\ncalled: A\nname: B\n---\n", "x.md", Course)


def test_hundreds_of_names_are_changed_at_once() -> None:
    """The largest front matter there may be takes no longer than any other."""
    text = "---\ncalled: A\nlessons:\n" + "  - heading: B\n    length: 1\n" * 550 + "---\n"
    assert len(text) < FRONT_MATTER_LIMIT

    entry, problems = read(text)

    assert 1102 == len(problems)
    assert entry
    assert 550 == len(entry.record.parts)
    after = fixed_bytes(text.encode(), "docs/courses/robots.md", Course).decode()
    assert (550, 0) == (after.count("hours"), after.count("length"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_fix_changes_the_names_alone(end: str) -> None:
    """Comments, quotes, order, line ends and the story stay; a second time changes nothing."""
    old, new = (text.replace("   # the first", "").replace("\n", end).encode() for text in (OLD, NEW))

    assert new == fixed_bytes(old, "docs/courses/robots.md", Course)
    assert new == fixed_bytes(new, "docs/courses/robots.md", Course)


def test_a_column_of_a_table_may_have_an_earlier_name() -> None:
    """In a table beside a file too."""
    source = SourceFile("docs/courses/robots.csv", "robots", "Heading;time\nEén;2\n")

    table = read_table(source, shape_of(Course).fields["parts"])

    assert [{"title": "Eén", "hours": "2"}] == table.rows
    assert [("former-name", "Heading", 1, 1), ("former-name", "time", 1, 9)] == [
        (p.code, p.values["was"], p.line, p.column) for p in table.problems
    ]
    assert b"title;hours\nE\xc3\xa9n;2\n" == renamed_table(source.text.encode(), source.path, Course)
    assert b'sep=;\r\n "title" ;day\r\nx;1\r\n' == renamed_table(
        b'sep=;\r\n "heading" ;day\r\nx;1\r\n', source.path, Course
    )


def test_an_editor_takes_both_names() -> None:
    """It strikes the earlier one through, and says the new one; one of the two must be there."""
    schema = schema_of(shape_of(Course), translations("nl"))
    jsonschema.validate({"called": "A"}, schema)
    jsonschema.validate({"name": "A"}, schema)

    with pytest.raises(jsonschema.ValidationError, match="required"):
        jsonschema.validate({}, schema)
    assert "“called” heet sinds versie 0.3.0 “name”." == schema["properties"]["called"]["deprecationMessage"]


class NewExtra(Extra):
    """Settings of a made-up version: where the editors are is at another place."""

    contact: Annotated[Editors | None, EDITORS, Formerly("extra.editors_mail", "0.3.0", DAY)] = None
    name: Annotated[str | None, Text, Formerly(".plaats", "0.3.0", DAY)] = None


class NewSettings(Settings):
    """The same."""

    extra: NewExtra = NewExtra()


MOVED = "site_name: Stad\nsite_url: https://stad.example/\nplaats: !ENV [PLAATS, Stad]\nextra:\n  editors_mail: {}\n"


def settings(tmp_path: Path, text: str, **environment: str) -> tuple[Settings | None, list[Problem], Path]:
    (file := tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    found, problems = read_settings(file, environment=environment, kind=NewSettings)
    return found, problems, file


def test_a_setting_may_have_moved(tmp_path: Path) -> None:
    """It is read at its earlier place, and a remark names both."""
    found, problems, _ = settings(tmp_path, MOVED.format("a@stad.example"), PLAATS="Elders")

    assert found
    assert isinstance(found.extra, NewExtra)
    assert (Editors("a@stad.example"), "Elders") == (found.extra.contact, found.extra.name)
    assert [("extra.editors_mail", "contact", 5)] == [
        (p.field, p.values["now"], p.line) for p in problems if p.field != "plaats"
    ]
    assert [("plaats", "extra.name", 3)] == [
        (p.values["was"], p.values["now"], p.line) for p in problems if p.field == "plaats"
    ]


@pytest.mark.parametrize("above", ["", "INHERIT: base.yml\n"])
def test_the_fix_moves_settings(above: str, tmp_path: Path) -> None:
    """All of them at once, with their variables; also in settings that inherit others."""
    (tmp_path / "base.yml").write_text("extra:\n  licence: https://licence.example/\n")
    text = above + MOVED.format("a@stad.example  # de redactie")
    _, problems, _ = settings(tmp_path, text)

    after = named_anew(text.encode(), problems, settings=True).decode()

    assert (
        f"{above}site_name: Stad\nsite_url: https://stad.example/\nextra:\n"
        "  contact: a@stad.example  # de redactie\n  name: !ENV [PLAATS, Stad]\n" == after
    )
    found, problems, _ = settings(tmp_path, after)
    assert [] == problems
    assert found


def test_a_wrong_setting_is_named_with_its_variable(tmp_path: Path) -> None:
    """Also where it stands at an earlier place."""
    found, problems, _ = settings(tmp_path, MOVED.format("!ENV WIE"), WIE="niemand")

    assert found is None
    assert ("editors", "extra.contact (WIE)", 5) in {(p.code, p.field, p.line) for p in problems}


def test_an_earlier_name_ends_with_a_version_and_not_with_a_day() -> None:
    """A version that came out within the year reads it; one that came out later says that it does not."""
    _, problems = read("---\ncalled: A\n---\n")

    assert ["former-name"] == [p.code for p in ended(problems, datetime.date(2027, 2, 28))]
    (over,) = ended(problems, datetime.date(2027, 3, 1))
    assert ("former-name-ended", "error") == (over.code, over.severity)
    document = Document(b"---\ncalled: A\n---\n")
    assert b"---\nname: A\n---\n" == fixed_once([over], document)


@pytest.mark.parametrize("kind", [*RECORDS, Settings], ids=lambda kind: kind.__name__)
def test_every_earlier_name_can_be_read(kind: type[Fields]) -> None:
    """No earlier name is the name of another field, and a field of a list stays in its group."""
    was = [former.was for former in formers(kind)]

    assert len(was) == len({*was})
    for former in formers(kind):
        group = shape_of(kind)
        for key in former.was[:-1]:
            field = group.fields.get(key)
            group = field.group if field and field.group else group
        assert former.was[-1] not in group.fields
        assert former.was.count("*") == former.now.count("*")
        assert kind is Settings or former.was[:-1] == former.now[:-1]
