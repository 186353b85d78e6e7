"""``atelier check --fix``: makes the fixes that are sure, shows them, and touches nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.checks.check import check
from atelier.checks.day import today
from atelier.content.record import entry_of
from atelier.content.source import source_of
from atelier.i18n.translation import translations
from atelier.model.festival import Festival
from atelier.model.initiative import Initiative
from atelier.problems.codes import CODES
from atelier.report.apply import fixed_bytes
from atelier.report.document import Document
from atelier.report.explain import explain
from atelier.report.fixes.table import FIXES
from tests.fixtures.corpus import corpora, rows, site_for
from tests.fixtures.sites import BROKEN, SMALL, make_site, run

HEAD = "---\ntitle: {title}\nsummary: Een bestand.\npillar: ondernemerschap\npartners:\n  - alfa-college\n"
TAIL = "contact:\n  organisation: alfa-college\nstatus: active\n{more}---\n\nTekst.\n"


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "---\n",
            "title: ",
            "tags:\n",
            "  - ",
            "-",
            "\t",
            "'",
            '"',
            ": ",
            " # ",
            "[",
            "]",
            "&a ",
            "!x ",
            "\r",
            "\r\n",
            "\n",
            "x",
            "é",
            "\ufeff",
            "\u200b",
            "\x00",
            "�",
            "...\n",
            "contact:\n",
            "amount: 65.000\n",
            "levels: [PO]\n",
        ]
    ),
    max_size=30,
).map(lambda parts: "".join(parts).encode("utf-8", "surrogateescape"))


def fixed(data: bytes) -> bytes:
    return fixed_bytes(data, "initiatives/x.md", Initiative)


def file(title: str = "Robots", more: str = "") -> str:
    return HEAD.format(title=title) + TAIL.format(more=more)


def funding(amount: str) -> str:
    return f"funding:\n  - year: 2026\n    amount: {amount}\n    source: alfa-college\n"


WELL = file().encode()
CASES = {
    "amount": (file(more=funding("€ 12.500,-")), file(more=funding("12500"))),
    "amount with a remark": (
        file(more=funding("65.000  # toegezegd")),
        file(more=funding("65000  # toegezegd")),
    ),
    "choice": (file(more="levels: [PO]\n"), file(more="levels: [po]\n")),
    "colon": (file("Robots: in de klas"), file("'Robots: in de klas'")),
    "curly quotes": (file("“Robots: in de klas”"), file("'Robots: in de klas'")),
    "quote that closes too soon": (file('"Robots" in de klas'), file("'\"Robots\" in de klas'")),
    "quote within": (file("'Zo'n robot'"), file("Zo'n robot")),
    "apostrophe": (file("'t Hart"), file('"\'t Hart"')),
    "at": (file("@school"), file("'@school'")),
    "no space": (file().replace("title: ", "title:"), file()),
    "item": (file(more="levels:\n  - po\n  -vo\n"), file(more="levels:\n  - po\n  - vo\n")),
    "tabs": (file().replace("  ", "\t"), file()),
    "no-break spaces": (file().replace("\n  ", "\n\u00a0\u00a0"), file()),
    "old line ends": (file().replace("\n", "\r"), file()),
    "doubled line ends": (file().replace("\n", "\r\r\n"), file().replace("\n", "\r\n")),
    "other line ends stay": (file("a: b").replace("\n", "\r\n"), file("'a: b'").replace("\n", "\r\n")),
    "mark in the text": (file("Ro\ufeffbots"), file()),
    "zero-width space": (file("Ro\u200bbots"), file()),
    "dots": (file()[::-1].replace("---", "...", 1)[::-1], file()),
    "dash": ("—" + file()[3:], file()),
    "dash at the end": (file()[::-1].replace("---", "—", 1)[::-1], file()),
    "blank lines": ("\n \n" + file(), file()),
    "subjects on one line": (
        file(more="tags:\n  - robots, programmeren; drones\n  - taal\n"),
        file(more="tags:\n  - robots\n  - programmeren\n  - drones\n  - taal\n"),
    ),
    "subjects between brackets": (
        file(more="tags: ['robots, programmeren', taal]\n"),
        file(more="tags: [robots, programmeren, taal]\n"),
    ),
    "places on one line": (
        file(more="places:\n- Groningen, Assen en Leeuwarden\n- Nuenen, Gerwen en Nederwetten\n"),
        file(more="places:\n- Groningen\n- Assen\n- Leeuwarden\n- Nuenen, Gerwen en Nederwetten\n"),
    ),
    "levels on one line": (file(more="levels: ['po, vo']\n"), file(more="levels: [po, vo]\n")),
    "two at once": (file("a: b", funding("1.250")), file("'a: b'", funding("1250"))),
    "one behind another": ("\n" + file("a: b").replace("  ", "\t"), file("'a: b'")),
}
NOT_SURE = {
    "unclosed quote": file("'Robots"),
    "anchor": file("&Robots"),
    "two fields on a line": file("Robots summary: x"),
    "remark": file("Robots #1"),
    "unknown field": file(more="tgas: [x]\n"),
    "choice by another word": file().replace("active", "actief"),
    "subjects with a word between them": file(more="tags:\n  - robots, lezen en schrijven\n"),
    "places with a longer name": file(more="places:\n  - Groningen, Stad en Land van Cuijk\n"),
    "one subject with a word in it": file(more="tags:\n  - lezen en schrijven\n  - 1,5 meter\n"),
    "a place and a remark": file(more="places:\n  - Groningen, Assen # later\n"),
    "two levels where one fits": file().replace("active", "active, pilot"),
    "byte": "Caf\udce9",
}


@pytest.mark.parametrize("name", CASES)
def test_what_can_be_fixed_in_one_way_is_fixed(name: str) -> None:
    """The file as it should be, and not a byte more."""
    before, after = CASES[name]

    assert after == fixed(before.encode()).decode()


def test_a_file_of_another_encoding_is_saved_as_utf8() -> None:
    """Nothing is lost: the text is the same."""
    assert file("Café").encode() == fixed(file("Café").encode("utf-16"))


@pytest.mark.parametrize("name", NOT_SURE)
def test_what_only_a_human_can_know_stays(name: str) -> None:
    """Where two things can be meant, nothing is done."""
    before = NOT_SURE[name].encode("utf-8", "surrogateescape")

    assert before == fixed(before)


def test_a_remark_behind_several_lines_has_no_fix() -> None:
    """Quotes around the first line would change nothing: the hash is further on."""
    text = file(more="places:\n  - Groningen\n    en Assen # later\n")
    source, _ = source_of(text.encode(), "initiatives/x.md")
    assert source
    (remark,) = (one for one in entry_of(source, Initiative)[1] if one.code == "comment-after-value")

    assert FIXES[remark.code].make(remark, Document(text.encode())) is None


def programme(*slot: str) -> str:
    lines = "".join(f"    {line}\n" for line in slot)
    return f"---\nname: Dag\ndate: 2027-03-17\nprogramme:\n  - title: Opening\n{lines}---\n"


@pytest.mark.parametrize(
    ("written", "after"),
    [
        (("start: 9:00", "end: 9.45"), ("start: 09:00", "end: 09:45")),
        (("start: 9u", "end: 10:30 uur"), ("start: 09:00", "end: 10:30")),
        (("start: '13.30'  # na de lunch", "end: 14"), ("start: 13:30  # na de lunch", "end: 14:00")),
        (("start: 10:00 - 11:00", "room: Aula"), ("start: 10:00", "end: 11:00", "room: Aula")),
        (("start: 9.00–10.00 uur", "end: '10:00'"), ("start: 09:00", "end: '10:00'")),
        (("start: 10:00 tot 11:00", "end: 12:00"), None),
        (("start: 1:30", "end: 14:00"), None),
        (("start: vroeg", "end: 14:00"), None),
    ],
)
def test_times_of_a_programme_are_fixed(written: tuple[str, ...], after: tuple[str, ...] | None) -> None:
    """Every way of writing a time, unless it can be one after noon too, or does not fit what else stands there."""
    before = programme(*written)

    assert (
        programme(*(after or written))
        == fixed_bytes(before.encode(), "docs/festivals/x.md", Festival).decode()
    )


@pytest.mark.parametrize("row", [row for row in rows() if row.outcome != "reject"], ids=lambda row: row.file)
def test_an_accepted_file_is_never_changed(row: object) -> None:
    """To the byte."""
    data = (row.corpus / row.file).read_bytes()  # type: ignore[attr-defined]

    assert data == fixed(data)


@given(st.binary(max_size=200) | FRAGMENTS, st.booleans())
def test_any_bytes_are_fixed_once(data: bytes, opened: bool) -> None:
    """No bytes end in a traceback, and fixing again changes nothing."""
    once = fixed((b"---\n" if opened else b"") + data)

    assert once == fixed(once)


@given(FRAGMENTS)
def test_what_is_well_stays(fragments: bytes) -> None:
    """Whatever stands in a file in which nothing is wrong, it is not touched."""
    data = file(more="").encode().replace(b"Tekst.", fragments)
    source, problems = source_of(data, "initiatives/x.md")
    problems += entry_of(source, Initiative)[1] if source else []

    assert problems or data == fixed(data)


@pytest.mark.slow
@pytest.mark.parametrize("corpus", corpora(), ids=lambda corpus: corpus.parent.name)
def test_the_corpus_is_fixed_as_it_is_said(corpus: Path, tmp_path: Path) -> None:
    """What a message says that --fix does is done, and the check then says nothing of it."""
    root = site_for(corpus, tmp_path / "site")
    for row in rows():
        if row.corpus == corpus and row.outcome == "reject":
            shutil.copy(corpus / row.file, root / "initiatives")
    said = explain(check(root, today()).problems, root, translations("en"), "/")
    safe = {(e.problem.path, e.problem.code) for e in said if e.fix and e.fix.safe}

    run("atelier", "check", "--fix", "--root", root)
    left = {(problem.path, problem.code) for problem in check(root, today()).problems}

    assert safe
    assert set() == safe & left


@pytest.mark.slow
def test_two_names_of_partners_become_two(small: Path) -> None:
    """Each known name gets a line, wherever it stands in the file; a new one stays as it was typed."""
    path = small / "initiatives" / "robots-in-de-klas.md"
    head, partners, tail = path.read_text(encoding="utf-8").partition("\npartners:\n")
    typed = "  - Gemeente Groningen en Alfacollege\n  - Cultuur en School\n  - De Brug en Nieuwe School\n"
    more = "places:\n  - Haren, Hoogkerk\n"
    path.write_text(head + partners + typed + more + tail[tail.index("contact:") :], encoding="utf-8")

    run("atelier", "check", "--fix", "--root", small)
    after = path.read_text(encoding="utf-8")

    assert "partners:\n  - gemeente-groningen\n  - alfa-college\n  - Cultuur en School\n" in after
    assert "  - De Brug en Nieuwe School\n" in after
    assert "places:\n  - Haren\n  - Hoogkerk\n" in after


@pytest.mark.slow
def test_an_amount_is_never_counted_twice(small: Path) -> None:
    """Two payers on one line are told, but who pays what only a human knows."""
    path = small / "initiatives" / "fout.md"
    more = "funding:\n  - year: 2026\n    amount: 500\n    source: Alfacollege en De Brug\n"
    path.write_text(file(more=more), encoding="utf-8")

    said = run("atelier", "check", "--fix", "--root", small, path).stdout

    assert file(more=more) == path.read_text(encoding="utf-8")
    assert "alfa-college · stichting-de-brug" in said
    assert "Zet dit" not in said


@pytest.mark.slow
def test_the_difference_is_shown(tmp_path: Path) -> None:
    """What was is crossed out, what comes stands below it, and the rest is told as always."""
    root = make_site(tmp_path / "site", SMALL, BROKEN / "amount")
    before = (root / "initiatives" / "fout.md").read_text(encoding="utf-8")
    result = run("atelier", "check", "--fix", "--root", root)
    after = (root / "initiatives" / "fout.md").read_text(encoding="utf-8")

    assert "-    amount: € 12.500,-\n+    amount: 12500\n" in result.stdout
    assert 0 == result.returncode
    assert (
        before.replace("€ 12.500,-", "12500").replace("65.000", "65000").replace("1.234,5", "1234.50")
        == after
    )


@pytest.mark.slow
def test_only_named_files_are_touched(tmp_path: Path) -> None:
    """With a path, the others stay as they are."""
    root = make_site(tmp_path / "site", SMALL, BROKEN / "amount")
    before = (root / "initiatives" / "fout.md").read_bytes()
    run("atelier", "check", "--fix", "--root", root, root / "initiatives" / "oud-plan.md")

    assert before == (root / "initiatives" / "fout.md").read_bytes()


@pytest.mark.slow
def test_a_link_is_not_written_through_and_rights_stay(small: Path, tmp_path: Path) -> None:
    """What a link leads to is not touched; a file keeps its rights, and no half file is left."""
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text(file("a: b"), encoding="utf-8")
    (small / "initiatives" / "link.md").symlink_to(elsewhere)
    own = small / "initiatives" / "eigen.md"
    own.write_text(file("a: b"), encoding="utf-8")
    own.chmod(0o640)
    run("atelier", "check", "--fix", "--root", small)

    assert file("a: b") == elsewhere.read_text(encoding="utf-8")
    assert file("'a: b'") == own.read_text(encoding="utf-8")
    assert 0o640 == own.stat().st_mode & 0o777
    assert [] == list((small / "initiatives").glob(".*"))


def test_every_fix_belongs_to_a_code() -> None:
    """The table names no code that is not there."""
    assert FIXES.keys() <= CODES.keys()
