"""The first minutes with ``make``: what it says while packages come in, and where they cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.sites import ROOT

REQUIREMENT = "is-nergens==1.0 --hash=sha256:" + 64 * "0" + "\n"


def made(folder: Path, lock: str) -> subprocess.CompletedProcess[str]:
    """What ``make`` says where its packages are to come from an address at which nothing answers."""
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "requirements.lock").write_text(lock, encoding="utf-8")
    (folder / "pyproject.toml").touch()
    program = folder / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    # In place of an environment of its own, which takes seconds to make: it installs nothing for good.
    program.write_text(f'#!/bin/sh\nset -- "$@" --dry-run\nexec {sys.executable} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    nowhere = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PATH": os.environ["PATH"],
    }
    target = ["make", ".venv/site.stamp"]
    return subprocess.run(target, cwd=folder, env=nowhere, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not shutil.which("make"), reason="make is not on this machine")
def test_without_a_network_one_sentence_says_so(tmp_path: Path) -> None:
    """Before it, how much is fetched; no recipe is shown, and no word of a mistake that was not made."""
    done = made(tmp_path, REQUIREMENT)

    assert 2 == done.returncode
    assert "Packages are fetched into .venv, once: 104 MB and half a minute or more.\n" == done.stdout
    first, *rest = done.stderr.splitlines()
    assert first.startswith("The packages cannot be fetched: look whether this machine is online.")
    assert ["make"] == [line.partition(":")[0].partition("[")[0] for line in rest]
    assert "is-nergens" in (tmp_path / ".venv" / "pip.log").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("make"), reason="make is not on this machine")
def test_what_else_pip_says_is_shown(tmp_path: Path) -> None:
    """A mistake in a lock file is not hidden behind the network."""
    done = made(tmp_path, "is nergens==1.0\n")

    assert 2 == done.returncode
    assert "Invalid requirement" in done.stderr
    assert "online" not in done.stderr
