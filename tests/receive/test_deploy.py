"""How the service is run: its container file, its unit, and what it says where something is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer

from atelier.cli import receive
from atelier.cli.receive import Options, run_receive
from tests.fixtures.sites import ROOT, run

DEPLOY = ROOT / "deploy"
NO_OPTIONS = Options(
    root=Path(), to="", source="", state=Path(), addr="", site="", proxies="", posts=1, work=1
)


def test_the_container_file_is_well() -> None:
    done = run("hadolint", "--failure-threshold", "style", DEPLOY / "Containerfile")

    assert (0, "") == (done.returncode, done.stdout + done.stderr)


def test_the_container_has_all_that_it_copies() -> None:
    """What is not named in .dockerignore does not reach it; the package is made of nothing else."""
    copied = [
        name
        for line in (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
        if line.startswith("COPY")
        for name in line.split()[1:-1]
    ]
    named = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = package["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert {"hooks", "pyproject.toml", *needed} <= {*copied}
    assert [] == [name for name in copied if not (ROOT / name).exists() or f"!{name}" not in named]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
@pytest.mark.parametrize("name", ["atelier-receive", "atelier-remind"])
def test_a_unit_is_well_and_has_no_rights(tmp_path: Path, name: str) -> None:
    """Systemd knows every setting in it, and in its timer, and rates what it may do as safe."""
    text = (DEPLOY / f"{name}.service").read_text(encoding="utf-8")
    unit, timer = tmp_path / f"{name}.service", DEPLOY / f"{name}.timer"
    units = [unit, *([shutil.copy(timer, tmp_path)] if timer.exists() else [])]
    unit.write_text(
        text.replace("/opt/atelier/bin/atelier", str(Path(sys.executable).parent / "atelier")),
        encoding="utf-8",
    )
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", unit],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (checked.returncode, checked.stderr)
    assert rated.returncode == 0, rated.stdout


@pytest.mark.parametrize(
    ("origin", "site", "trying"),
    [
        ("https://stad.example", True, True),
        ("http://127.0.0.1:8077", False, True),
        ("http://localhost", False, True),
        ("http://127.0.0.1.kwaad.example", False, False),
        ("https://stad.example.kwaad.example", False, False),
        ("https://stadxexample", False, False),
        ("null", False, False),
        ("", False, False),
    ],
)
def test_whose_pages_may_send(origin: str, site: bool, trying: bool) -> None:
    """Only the site's; while one tries it out also those of this machine, at whatever port it is served."""
    address = "https://Stad.example/catalogus/"

    assert site == bool(receive.origins_of(address, trying=False).fullmatch(origin))
    assert trying == bool(receive.origins_of(address, trying=True).fullmatch(origin))


def test_without_its_packages_it_says_in_a_sentence_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(receive, "NEEDED", ("a_package_that_nobody_has",))
    with pytest.raises(typer.Exit) as ended:
        run_receive(NO_OPTIONS, "nl")

    assert 2 == ended.value.exit_code
    assert "pip install 'innovatieatelier[receive]'" in capsys.readouterr().err


def test_other_commands_do_not_load_it() -> None:
    """Nor do they need its packages."""
    code = "import sys, atelier.cli.app; print(*{'starlette', 'uvicorn', 'itsdangerous', 'filelock'} & {*sys.modules})"
    done = run("python", "-c", code)

    assert (0, "\n") == (done.returncode, done.stdout)
