"""The command ``atelier check`` as a contributor and as CI meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fixtures.sites import BROKEN, SMALL, make_site, run


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", SMALL, BROKEN / "amount")


def test_all_well(small: Path) -> None:
    """Nothing wrong: exit code 0, the number of files, and what could be better."""
    result = run("atelier", "check", "--root", small)

    assert 0 == result.returncode
    assert result.stdout.endswith(
        "18 bestanden gecontroleerd, alles klopt. 2 opmerkingen, die niets tegenhouden.\n"
    )


def test_the_package_runs_as_a_module(small: Path) -> None:
    """For who has no folder of programs on the path."""
    result = run("python", "-m", "atelier", "check", "--root", small)

    assert 0 == result.returncode
    assert "alles klopt" in result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("editors", ["", "redactie@klein.example"])
def test_a_site_is_published_with_its_editors_alone(editors: str, small: Path) -> None:
    """Without an address the check before publishing stops, and says what to set and where."""
    usual = run("atelier", "check", "--root", small, EDITORS=editors)
    published = run("atelier", "check", "--root", small, "--publish", "--format", "github", EDITORS=editors)

    assert 0 == usual.returncode
    assert int(not editors) == published.returncode
    assert bool(editors) is not (
        "variabele EDITORS (GitHub: Settings, Secrets and variables" in published.stdout
    )
    assert bool(editors) is not ("::error file=mkdocs.yml,line=14" in published.stdout)


def test_problems_as_json(broken: Path) -> None:
    """Exit code 1, and what programs need."""
    result = run("atelier", "check", "--root", broken, "--format", "json", "--lang", "en")
    found = json.loads(result.stdout)

    assert 1 == result.returncode
    assert 19 == found["checked"]
    assert {
        "path": "initiatives/fout.md",
        "line": 12,
        "column": 13,
        "field": "funding[0].amount",
        "label": "Amount",
        "code": "amount",
        "severity": "error",
        "message": "“€ 12.500,-” is not an amount that can be read.",
        "hint": "Write euros in digits, without a dot between thousands, and cents as a dot and two digits, "
        "such as 12500 or 1234.50.",
        "meant": "12500",
        "line_text": "    amount: € 12.500,-",
        "corrected": ["    amount: 12500"],
        "help": "https://klein.example/help/amount/",
        "related": [],
    } == found["problems"][0]


def test_problems_as_annotations(broken: Path, tmp_path: Path) -> None:
    """GitHub shows each problem at its line, and all of them in the summary of the job."""
    summary = tmp_path / "summary.md"
    result = run("atelier", "check", "--root", broken, "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    first = result.stdout.splitlines()[0]

    assert first.startswith("::error file=initiatives/fout.md,line=12,col=13,title=Bedrag::“€ 12.500,-”")
    assert "    amount: 12500" in summary.read_text(encoding="utf-8")


def test_a_path_has_its_table_along(tmp_path: Path) -> None:
    """Who checks the file of a festival is told what is wrong with its programme beside it."""
    root = make_site(tmp_path / "site", SMALL, BROKEN / "table-cells")
    result = run("atelier", "check", "--root", root, root / "docs" / "festivals" / "fout.md")

    assert 1 == result.returncode
    assert "docs/festivals/fout.csv:3:1" in result.stdout


def test_annotations_cannot_be_forged(small: Path) -> None:
    """What stands in a file or in its name can start no command of its own."""
    file = small / "initiatives" / "a,b::error ::x.md"
    file.write_text('---\n"100%\\n::error::x": y\n---\n', encoding="utf-8")
    result = run("atelier", "check", "--root", small, "--format", "github")

    assert all(
        line.startswith(
            ("::error file=initiatives/a%2Cb%3A%3Aerror %3A%3Ax.md,", "::warning file=initiatives/w")
        )
        for line in result.stdout.splitlines()
    )


def test_a_path_shows_its_own_problems_only(broken: Path) -> None:
    """Paths are relative to the current folder; the others are still read."""
    well = run("atelier", "check", "oud-plan.md", "--root", "..", cwd=broken / "initiatives")
    wrong = run("atelier", "check", "initiatives", cwd=broken)

    assert (0, "1 bestand gecontroleerd, alles klopt.\n") == (well.returncode, well.stdout)
    assert 1 == wrong.returncode
    assert "3 dingen te verbeteren in 1 bestand." in wrong.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["initiatives/bestaat-niet.md"],
        ["docs/index.md"],
        ["mkdocs.yml"],
        ["/etc/passwd"],
        ["--format", "xml"],
        ["--lang", "de"],
        ["--root", "docs"],
    ],
)
def test_wrong_use(arguments: list[str], small: Path) -> None:
    """A missing file, one that is no record, or an unknown choice: exit code 2 and no traceback."""
    result = run("atelier", "check", *arguments, cwd=small)

    assert 2 == result.returncode
    assert "Traceback" not in result.stderr


def test_warnings_do_not_fail(tmp_path: Path) -> None:
    """A warning is shown, and the exit code stays 0."""
    root = make_site(tmp_path / "site", SMALL, BROKEN / "body-html")
    result = run("atelier", "check", "--root", root)

    assert 0 == result.returncode
    assert "let op: " in result.stdout
