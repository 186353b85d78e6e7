"""The spelling of Dutch: a mistake of the generator's own is a failure, one of the catalogue a remark at most."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.fixtures import node
from tests.fixtures.sites import ROOT
from tests.tools.spelling import ANNOTATIONS, Remark, content, print_remarks, remarks_on, unknown

INITIATIVE = (
    "---\ntitle: Drones\ncontact:\n  organisation: xqschool\n---\n\nOp de Wrdenxqschool.\nOp Qzwrtschool.\n"
)


@pytest.mark.parametrize(
    ("options", "machine", "code"),
    [
        pytest.param([], {}, 0, id="own texts"),
        pytest.param([], {"CI": "true"}, 1, id="own texts in CI"),
        pytest.param(["--content"], {"CI": "true"}, 0, id="content in CI"),
    ],
)
def test_without_node_it_says_so(
    options: Sequence[str], machine: Mapping[str, str], code: int, tmp_path: Path
) -> None:
    """One sentence on a machine that has nothing but Python; only CI must look at the generator's own texts."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.tools.spelling", *options],
        cwd=ROOT,
        env={"PATH": str(tmp_path), **machine},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (code, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("Spelling of ")
    assert done.stdout.endswith(f"was not looked at: that needs Node {node.OLDEST} or newer.\n")


def test_remarks_are_annotations_on_github(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many as GitHub shows; the summary of the job has them all."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    print_remarks([Remark("initiatives/drones.md", line, "Wrdenxq") for line in range(1, 31)])

    said = capsys.readouterr().out.splitlines()
    assert ANNOTATIONS == len(said)
    assert said[0].startswith("::notice file=initiatives/drones.md,line=1,title=Spelling::Staat “Wrdenxq” er")
    assert "- `initiatives/drones.md`, regel 30: Wrdenxq" in (tmp_path / "summary.md").read_text("utf-8")


def test_odd_files_are_passed_over(tmp_path: Path) -> None:
    """What ``atelier check`` refuses is read, or is not: nothing that a stranger names gets into a command."""
    (tmp_path / "initiatives").mkdir()
    (tmp_path / "initiatives" / "a,line=1::error::b.md").write_text("Wrdenxq", encoding="utf-8")
    (tmp_path / "initiatives" / "map.md").mkdir()
    (tmp_path / "initiatives" / "odd.md").write_bytes(b"---\n\xff\x00")

    assert ["initiatives/odd.md"] == [path for path, _ in content(tmp_path)]


if node.wanted():

    @pytest.mark.slow
    def test_a_spelling_mistake_is_found() -> None:
        """Dutch is known with its compounds, accents and hyphens; what is not Dutch is found."""
        right = ["leerlingen", "schoolplein", "één", "foto's", "basisschoolleerling", "mbo-school"]

        assert ["Leerlignen", "mbo-shcool"] == unknown([*right, "Leerlignen", "mbo-shcool"])

    @pytest.mark.slow
    def test_a_word_of_an_initiative_gives_a_remark_where_it_stands() -> None:
        """Not a reference, and not a word that the catalogue had before."""
        remarks = remarks_on({"initiatives/drones.md": INITIATIVE}, ["Ooit op Qzwrtschool."])

        assert [Remark("initiatives/drones.md", 7, "Wrdenxqschool")] == remarks
