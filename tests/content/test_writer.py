"""Whatever is written is read back the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.content.front_matter import Value, read_front_matter
from atelier.content.source import FORBIDDEN, SourceFile
from atelier.content.writer import file_text
from atelier.model.fields import Group
from atelier.model.kinds import OURS
from atelier.model.records import RECORDS
from tests.fixtures.sites import ROOT, SMALL

TEXT = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
    .filter(lambda text: not FORBIDDEN.search(text) and "\ufeff" not in text and text == text.strip())
    .filter(bool)
) | st.sampled_from(
    ["null", "~", "- a", "a: b", "a #b", "a:", "'", '"', "'a' b", "{a}", "[a", "&a", "---", "no", "1.0"]
)


def data_of(group: Group) -> st.SearchStrategy[dict[str, Value]]:
    """Any fields of a group, each with any text."""
    fields = {}
    for key, field in group.fields.items():
        value: st.SearchStrategy[Value] = data_of(field.group) if field.group else TEXT
        fields[key] = (
            st.lists(value.filter(bool), min_size=1, max_size=3) if field.many else value.filter(bool)
        )
    return st.fixed_dictionaries({}, optional=fields)


@pytest.mark.parametrize("collection", OURS.shapes)
@given(data=st.data())
def test_what_is_written_is_read_back(collection: str, data: st.DataObject) -> None:
    """Every field, in the order of the model, whatever stands in it."""
    fields = data.draw(data_of(OURS.shapes[collection]))
    body = data.draw(st.sampled_from(["", "Een verhaal.\n\nMet twee alinea's."]))
    text = file_text(OURS.shapes[collection], fields, body)

    front_matter, problems = read_front_matter(SourceFile("x.md", "x", text))

    assert problems == []
    assert front_matter.data == fields
    assert front_matter.body.strip("\n") == body


def test_a_whole_file() -> None:
    """As a person would write it."""
    fields: dict[str, Value] = {
        "contact": {"organisation": "alfa-college", "email": "info@alfa.example", "phone": ""},
        "title": "Robots: nu!",
        "summary": "Regio's, 'quotes' en https://a.example/#b",
        "partners": [{"partner": "alfa-college", "role": "lead"}, {"partner": "Bètaschool"}],
        "levels": ["po", "vo"],
        "tags": [],
    }

    assert file_text(OURS.shapes["initiatives"], fields, "Verhaal") == (
        "---\n"
        "title: 'Robots: nu!'\n"
        "summary: \"Regio's, 'quotes' en https://a.example/#b\"\n"
        "partners:\n"
        "  - partner: alfa-college\n"
        "    role: lead\n"
        "  - partner: Bètaschool\n"
        "contact:\n"
        "  organisation: alfa-college\n"
        "  email: info@alfa.example\n"
        "levels:\n"
        "  - po\n"
        "  - vo\n"
        "---\n"
        "\n"
        "Verhaal\n"
    )


@pytest.mark.parametrize("kind", RECORDS)
def test_real_files_are_written_back_with_the_same_fields(kind: type) -> None:
    """Reading a file, writing it and reading that gives the same fields."""
    files = [
        file
        for root in (ROOT, SMALL)
        for file in sorted(Path(root, kind.folder).glob("*.md"))  # type: ignore[attr-defined]
    ]
    for file in files:
        front_matter, _ = read_front_matter(
            SourceFile(file.name, file.stem, file.read_text(encoding="utf-8"))
        )
        text = file_text(OURS.shapes[kind.collection], front_matter.data or {}, front_matter.body)  # type: ignore[attr-defined]
        again, problems = read_front_matter(SourceFile(file.name, file.stem, text))

        assert (again.data, problems) == (front_matter.data, [])
    assert files
