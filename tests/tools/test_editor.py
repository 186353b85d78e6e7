"""What an editor does with the files of a catalogue: front matter checked while one types, and a site beside it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures import node
from tests.fixtures.sites import ROOT


def settings(file: str) -> dict[str, Any]:
    """A file of settings of VS Code: JSON, in which a line may be a comment."""
    text = (ROOT / file).read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    return read


def test_settings_hold_together() -> None:
    """A new container runs commands that exist, and has the program that checks while one types."""
    container = settings(".devcontainer/devcontainer.json")
    commands = [container[name].split() for name in ("postCreateCommand", "postAttachCommand")]
    planned = [subprocess.run([*command, "--dry-run"], cwd=ROOT, capture_output=True) for command in commands]

    assert ["make", "make"] == [command[0] for command in commands]
    assert [0, 0] == [done.returncode for done in planned]
    assert set(container["customizations"]["vscode"]["extensions"]) <= set(
        settings(".vscode/extensions.json")["recommendations"]
    )
    assert "\n" == settings(".vscode/settings.json")["files.eol"]


if node.wanted():

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("file", "right", "wrong", "said"),
        [
            ("initiatives/robots-in-de-klas.md", "status: active", "status: actief", "allowed values"),
            ("docs/partners/alfa-college.md", "kind: college", "soort: college", "additional properties"),
            ("docs/pillars/vrije-ruimte.md", "order: 3", "order: drie", "must match pattern"),
            ("docs/funds/proefpot.md", "year: 2025", "year: 1825", "must be >= 1900"),
        ],
    )
    def test_front_matter_is_checked_while_typing(
        file: str, right: str, wrong: str, said: str, small: Path
    ) -> None:
        """remark, which the editor asks, points at what is not allowed by the schemas; a good file passes."""
        shutil.copy(ROOT / ".remarkrc.yaml", small)
        shutil.copytree(ROOT / ".vscode" / "schema", small / ".vscode" / "schema")
        modules = node.installed(ROOT / ".vscode") / "node_modules"
        (small / ".vscode" / "node_modules").symlink_to(modules)
        remark = [str(node.NODE), str(modules / "remark-cli" / "cli.js"), "--frail", "--quiet", file]
        good = subprocess.run(remark, cwd=small, capture_output=True, text=True, check=False)
        text = (small / file).read_text(encoding="utf-8")
        assert right in text
        (small / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
        bad = subprocess.run(remark, cwd=small, capture_output=True, text=True, check=False)

        assert (0, "") == (good.returncode, good.stderr)
        assert 1 == bad.returncode
        assert said in bad.stderr.lower()
