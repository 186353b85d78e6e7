"""Front matter as text with its places, and what the reader refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.content.front_matter import FrontMatter, read_front_matter
from atelier.content.source import SourceFile, decode
from atelier.problems.problem import Problem


def read(text: str) -> tuple[FrontMatter, list[Problem]]:
    return read_front_matter(SourceFile("initiatives/x.md", "x", text))


def codes(text: str) -> list[tuple[str, str, int]]:
    return [(problem.code, problem.field, problem.line) for problem in read(text)[1]]


def test_every_scalar_stays_as_typed() -> None:
    """What YAML would convert stays text: no is no, and 65.000 is not 65."""
    front_matter, problems = read(
        "---\na: no\nb: 65.000\nc: 0612345670\nd: 2025-02-31\ne: [on, 12:30]\n---\n"
    )

    assert problems == []
    assert {
        "a": "no",
        "b": "65.000",
        "c": "0612345670",
        "d": "2025-02-31",
        "e": ["on", "12:30"],
    } == front_matter.data


def test_what_says_nothing_is_not_there() -> None:
    """Empty, ~ and null are left out; between quotes they are text."""
    front_matter, _ = read("---\na:\nb: ~\nc: null\nd: 'null'\ne: ''\nf:\n  -\n  - x\n---\n")

    assert {"d": "null", "e": "", "f": ["x"]} == front_matter.data


def test_places_count_from_one_in_the_file() -> None:
    """Each value has its line and column; the body starts behind the second line of hyphens."""
    front_matter, _ = read(
        "\ufeff---\r\ntitle: x\r\nlist:\r\n  - a\r\n--- \r\n\r\nTekst\r\n".removeprefix("\ufeff")
    )

    assert (2, 8) == front_matter.places["title",]
    assert (4, 5) == front_matter.places["list", 0]
    assert 5 == front_matter.body_line
    assert "Tekst" in front_matter.body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: b # c\n---\n", [("comment-after-value", "a", 2)]),
        ("---\na: 'b' # c\n# d\n---\n", []),
        ("---\na:  # c\n  b: d\n---\n", []),
        ("---\nt:\n  - #x\n---\n", [("comment-after-value", "t[0]", 3)]),
        ("---\n!!map\na: b\n---\n", [("yaml-tag", "front matter", 2)]),
        ("---\n&x\na: b\n---\n", [("yaml-anchor", "front matter", 2)]),
        ("---\na: b\n... # x\nc: d\n---\n", [("front-matter-dots", "front matter", 3)]),
        ("---\na: b\n...\nc: d\n...\n---\n", [("front-matter-dots", "front matter", n) for n in (3, 5)]),
        ("---\na: b\n\u00a0\nc: d\n---\n", [("indent-character", "a", 3)]),
        ("---\na: b\na: c\na: d\n---\n", [("duplicate-key", "a", 3), ("duplicate-key", "a", 4)]),
        ("---\na: 'b\n---\n", [("yaml-quote", "a", 2)]),
        ("---\n'a': x: y\n---\n", [("yaml-colon", "a", 2)]),
        ('---\na: "\\u202e"\n---\n', [("control-character", "a", 2)]),
        ("---\ra: b\r---\r", [("control-character", "front matter", 1)]),
        ("---\n---\n", []),
    ],
)
def test_doubtful_front_matter(text: str, expected: list[tuple[str, str, int]]) -> None:
    """Each is decided one way, with its field and line."""
    assert expected == codes(text)


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_refused(data: bytes, opened: bool) -> None:
    """No bytes end in a traceback; every problem has a line that is there."""
    text, problems = decode((b"---\n" if opened else b"") + data, "initiatives/x.md")
    found = problems + (read(text)[1] if text is not None else [])

    assert all(1 <= problem.line <= data.count(b"\n") + 3 for problem in found)


@given(st.text(alphabet="ab:-#'\"[]{}&*!|>%@` \t\n\u00a0", max_size=80))
def test_any_front_matter_is_read_or_refused(text: str) -> None:
    """No front matter ends in a traceback."""
    front_matter, problems = read(f"---\n{text}\n---\n")

    assert front_matter.data is not None or problems


def test_a_cut_file_is_no_encoding_fault() -> None:
    """Where reading stopped inside a character nothing is said of it; a wrong byte before is told."""
    cut = "é".encode()[:1]

    assert [] == decode(b"a\n" + cut, "x", complete=False)[1]
    assert ["encoding-utf8"] == [p.code for p in decode(b"\xff\n" + cut, "x", complete=False)[1]]
