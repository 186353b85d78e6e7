"""How problems are shown: the place marked, nothing forged, and remarks that do not drown errors."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.checks.check import check
from atelier.checks.day import today
from atelier.i18n.translation import translations
from atelier.problems.problem import Problem
from atelier.report.explain import WIDTH, Documents, Explanation, explain
from atelier.report.json_format import as_json
from atelier.report.markdown import as_markdown, fenced, markdown_text
from atelier.report.text import as_text, styled
from tests.fixtures.sites import BROKEN, SMALL, make_site

EN = translations("en")
COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*3[0-9]")


def explained(root: Path, problem: Problem) -> Explanation:
    return Explanation(problem, Documents(root, EN), 1, EN, "/")


def shown(root: Path, line: str, column: int, value: str) -> list[str]:
    """The line and the marks below it, as they are shown for a value at a column."""
    (root / "x.md").write_text(f"---\n{line}", encoding="utf-8")
    problem = Problem("phone", "x.md", "contact.phone", 2, column, {"value": value})
    text = "".join(part for part, _ in styled([explained(root, problem)], 1, EN, grouped=True))
    return [found.partition("| ")[2] for found in text.split("\n")[2:4]]


@pytest.mark.parametrize(
    ("line", "column", "value", "expected"),
    [
        ("a: b", 4, "b", ["a: b", "   ^"]),
        ("\ta: b", 5, "b", ["→ a: b", "     ^"]),
        ("学校: 五", 5, "五", ["学校: 五", "      ^^"]),
        ("e\u0301: b", 5, "b", ["e\u0301: b", "   ^"]),
        ("a\u200b: b", 5, "b", ["a\\u200b: b", "         ^"]),
        ("\x1b[31mx: b", 9, "b", ["\\u001b[31mx: b", "             ^"]),
    ],
)
def test_the_place_is_marked(line: str, column: int, value: str, expected: list[str], tmp_path: Path) -> None:
    """Under the value, whatever stands before it; nothing of a file reaches the terminal as a command."""
    assert expected == shown(tmp_path, line, column, value)


@pytest.mark.parametrize(
    "front", ["a: " + "[" * 40, f"x: {'y' * 20_000}", "x: {a: {b: {c: {d: {e: {f: g}}}}}}"]
)
def test_a_refused_file_is_not_parsed_to_explain_it(
    front: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit that stopped the check stops its messages too, all that they have."""
    (small / "initiatives" / "bom.md").write_text(f"---\n{front}\nunknown: 1\n---\n", encoding="utf-8")
    problems = [problem for problem in check(small, today()).problems if problem.path.endswith("bom.md")]
    assert problems

    def parsed(text: str) -> None:
        raise AssertionError(text[:80])

    monkeypatch.setattr("atelier.report.document.events", parsed)
    monkeypatch.setattr("atelier.report.document.indents_read", parsed)

    assert as_text(explain(problems, small, EN, "/"), 1, EN)


def test_a_long_line_is_cut_around_the_place(tmp_path: Path) -> None:
    """What matters stays to be seen."""
    line, marks = shown(tmp_path, "x" * 500 + "HIER" + "y" * 500, 501, "HIER")

    assert len(line) <= WIDTH + 2
    assert line[marks.index("^") :][: marks.count("^")] == "HIER"
    assert line[0] == line[-1] == "…"


def test_many_remarks_of_one_kind_stand_together(small: Path) -> None:
    """In a check of everything errors are not drowned; the count still counts all."""
    for number in range(20):
        (small / "initiatives" / f"robots-{number}.md").write_text(
            "---\ntitle: x\nsummary: y\npillar: ondernemerschap\npartners: [alfa-college]\nlevels: [po]\n"
            "contact: {organisation: alfa-college}\nstatus: active\n---\n",
            encoding="utf-8",
        )
    explanations = explain(check(small, today()).all, small, EN, "/")
    together = as_text(explanations, 31, EN)
    alone = "".join(part for part, _ in styled(explanations, 31, EN, grouped=False))

    assert 1 == together.count("It is not said yet how another school")
    assert "and in 18 more places" in together
    assert together.endswith("31 files checked, all well. 22 remarks, which stop nothing.")
    assert 21 == alone.count("It is not said yet how another school")


@pytest.mark.slow
def test_colours_only_in_a_terminal(tmp_path: Path) -> None:
    """A terminal shows colours, unless NO_COLOR says no; a file gets plain text."""
    root = make_site(tmp_path / "site", SMALL, BROKEN / "amount")

    assert COLOUR.search(in_terminal(root))
    assert not COLOUR.search(in_terminal(root, NO_COLOR="1"))
    assert "\x1b[" not in subprocess.run(command(root), capture_output=True, text=True, check=False).stdout


def command(root: Path) -> list[str]:
    return [str(Path(sys.executable).parent / "atelier"), "check", "--root", str(root)]


def in_terminal(root: Path, **environment: str) -> str:
    """What the command writes to a terminal."""
    pty = pytest.importorskip("pty", reason="Windows has no such terminals")
    master, slave = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    subprocess.run(command(root), stdout=slave, check=False, env={**kept, "TERM": "xterm", **environment})
    os.close(slave)
    written = b""
    with os.fdopen(master, "rb", buffering=0) as terminal:
        while True:
            try:
                part = terminal.read(65536)
            except OSError:
                break
            if not part:
                break
            written += part
    return written.decode()


@given(st.text(alphabet="ab@#:/.`*_[]()<>!&|~\\\n -0w", max_size=60))
def test_text_of_a_file_is_no_markdown(text: str) -> None:
    """It makes no markup, no link, no mention and no number of an issue."""
    escaped = markdown_text(f"x{text}x @iemand #1 https://evil.example www.evil.example a@b.nl GH-1")
    html = cmarkgfm.github_flavored_markdown_to_html(escaped, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)

    assert set(re.findall(r"<([a-z]+)", html)) <= {"p"}
    assert not re.search(r"@\w|#\d|://|www\.\w|\bGH-\d", re.sub(r"\\.", "", html.replace("<!-- -->", "\0")))


@given(st.lists(st.text(alphabet="`~a ", max_size=9), min_size=1, max_size=4))
def test_a_block_of_code_ends_where_it_should(lines: list[str]) -> None:
    """Whatever stands in it, it stays one block."""
    html = cmarkgfm.github_flavored_markdown_to_html(fenced(lines) + "\n\nna")

    assert html.endswith("</code></pre>\n<p>na</p>\n")
    assert 1 == html.count("<pre>")


FRAGMENTS = st.sampled_from(
    ["---\n", "title: ", "tags:\n", "  - ", "- ", "\t", "'", '"', ": ", "#", " # ", "[", "]", "{", "&a ", "*a", "!x ", "\r", "\r\n",
     "\n", "x", "é", "\ufeff", "\u200b", "\x00", "\udcff", "...\n", "contact:\n", "amount: 65.000\n", "status: Active\n", "| ", "> "]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=30).map("".join), st.booleans())
def test_whatever_a_file_holds_it_is_explained(text: str, opened: bool) -> None:
    """No file ends in a traceback, and every line that is shown is printable."""
    data = (("---\n" if opened else "") + text).encode("utf-8", "surrogateescape")
    with TemporaryDirectory() as folder:
        (Path(folder) / "initiatives").mkdir()
        (Path(folder) / "initiatives" / "x.md").write_bytes(data)
        explanations = explain(check(Path(folder), today()).all, Path(folder), EN, "/")
        texts = [make(explanations, 1, EN) for make in (as_text, as_json, as_markdown)]
        shown = [e.marked.text for e in explanations if e.marked]

    assert all(texts)
    assert all(line.isprintable() for line in shown)
